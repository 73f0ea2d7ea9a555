"""The few things people may add to a duty, and the cache of where it stands. The state of a duty is nowhere typed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.registry.models import Organization, Post

from ..duty_windows import Window, from_json
from .rules import Rule


class BearerQuerySet(RegionalQuerySet):
    region_path = "organization__area"


class Waiver(models.Model):
    """A time in which a bearer is excused, given with reason and document by the side that gave the directive."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="waivers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    start_date = models.DateField()
    end_date = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = BearerQuerySet.as_manager()

    class Meta:
        ordering = ["rule", "start_date"]

    def __str__(self):
        return f"{self.organization}: {self.start_date}–{self.end_date}"


class Extension(models.Model):
    """A new due date asked for before the old one passed; the old one stays visible."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="extensions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    new_due = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    objects = BearerQuerySet.as_manager()

    class Meta:
        ordering = ["rule", "due"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "organization", "due"],
                condition=models.Q(state__in=["requested", "granted"]),
                name="one_extension_a_window",
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.due} → {self.new_due}"


class Side(models.TextChoices):
    """The two sides of a duty: who owes, and whom it is owed to."""

    BEARER = "bearer", _("the duty-bearer's side")
    ASSEMBLY = "assembly", _("the assembly's side")


class Confirmation(models.Model):
    """One side's word on a fact that the other side recorded. Later words replace earlier ones; none is deleted."""

    class Stance(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fact_id = models.CharField(max_length=120, db_index=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    stance = models.CharField(max_length=10, choices=Stance)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    for_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = BearerQuerySet.as_manager()

    class Meta:
        ordering = ["fact_id", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_id", "side"], condition=models.Q(replaced_by=None), name="one_standing_word_a_side"
            )
        ]

    def __str__(self):
        return f"{self.fact_id}: {self.stance}"


class Standing(models.Model):
    """A cache: where one bearer stands with one rule on the day it was computed. Rebuilt, never edited.

    ``windows`` are the engine's windows as JSON without texts; ``state``, ``start``, ``due`` and ``flags`` are those
    of the window that asks for attention first; ``waiting`` are the ids of facts without the other side's word;
    ``earlier`` are the states on the days before ``computed_on``, yesterday first, as known now. The row is right
    from ``computed_on`` to ``holds_until`` (None: for good) unless a fact changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="standings")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="standings")
    computed_on = models.DateField()
    holds_until = models.DateField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=12, db_index=True)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    flags = models.JSONField(default=list)
    windows = models.JSONField(default=list)
    waiting = models.JSONField(default=list)
    earlier = models.JSONField(default=list)

    objects = BearerQuerySet.as_manager()

    class Meta:
        ordering = ["rule", "organization"]
        constraints = [models.UniqueConstraint(fields=["rule", "organization"], name="one_standing_a_duty")]

    def __str__(self):
        return f"{self.rule} · {self.organization}: {self.state}"

    @property
    def window_list(self) -> "tuple[Window, ...]":
        """The engine's windows, oldest first."""
        return tuple(from_json(kept) for kept in self.windows)

    def state_on(self, day) -> str | None:
        """The state on a day of the last week, as known now; None beyond what the row remembers."""
        days_before = (self.computed_on - day).days
        if days_before <= 0:
            return self.state
        return self.earlier[days_before - 1] if days_before <= len(self.earlier) else None

    def holds_on(self, day) -> bool:
        """Is the row right on a day, if no fact has changed?"""
        return self.computed_on <= day and (self.holds_until is None or day <= self.holds_until)


class CalendarKey(models.Model):
    """A user's private calendar address; a new ``serial`` makes the old address void."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key")
    serial = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.user}: {self.serial}"
