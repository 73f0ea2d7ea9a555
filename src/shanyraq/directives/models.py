"""What is owed: acts, the directives found in them, the rules made of directives, and the few things people may add
to a duty (a waiver, an extension, a confirmation or dispute of a fact). The state of a duty is nowhere typed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.places.names import localized
from shanyraq.registry.models import Organization, Post

from .duty_windows import Window, from_json


class Force(models.TextChoices):
    """The five levels of wording, strongest first."""

    OBLIGATION = "obligation", _("obligation")
    DUTY = "duty", _("duty")
    NECESSITY = "necessity", _("necessity")
    RECOMMENDATION = "recommendation", _("recommendation")
    PROPOSAL = "proposal", _("proposal")


class RuleForce(models.TextChoices):
    """What the wording binds to; the three never mix in one figure."""

    MUST = "must", _("must")
    SHOULD = "should", _("should")
    PROPOSED = "proposed", _("proposed")


class SourceAct(models.Model):
    """An official text: an address, a law, minutes. An undated act is accepted; an assumed date is marked as assumed.

    ``superseded`` is never stored: it follows from the links on a day (``act_queries.state_on``). ``unclaimed`` are
    the ``[start, end]`` of sentences with a modal word in which the proposer (``read_by``, ``read_version``) saw no
    directive.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", _("address")
        ACT = "act", _("legal act")
        INSTRUCTION = "instruction", _("instruction")
        PROTOCOL = "protocol", _("minutes with decisions")
        RESPONSE_PLAN = "response_plan", _("response plan")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded")
        REPEALED = "repealed", _("repealed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ADDRESS)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    akn_uri = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issuing_body = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    date = models.DateField(null=True, blank=True)
    date_assumed = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")])
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    external_ref = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    read_by = models.CharField(max_length=40, blank=True)
    read_version = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    unclaimed = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at"]
        constraints = [models.UniqueConstraint(fields=["sha256"], name="one_act_a_text")]

    def __str__(self):
        return self.title


class ActLink(models.Model):
    """One act supersedes or reinforces another."""

    class Kind(models.TextChoices):
        SUPERSEDES = "supersedes", _("supersedes")
        REINFORCES = "reinforces", _("reinforces")

    source = models.ForeignKey(SourceAct, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(SourceAct, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="one_link_a_kind")]

    def __str__(self):
        return f"{self.source} {self.kind} {self.target}"


class Directive(models.Model):
    """Who must do what, with its exact words. ``text[start:end] == quote`` of the act, in code points.

    ``proposed`` keeps what the proposer said, unchanged; the other fields hold what people made of it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a decision")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        MERGED = "merged", _("merged")
        SUPERSEDED = "superseded", _("superseded")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.ForeignKey(SourceAct, on_delete=models.CASCADE, related_name="directives")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    force = models.CharField(max_length=16, choices=Force)
    negated = models.BooleanField(default=False)
    bearer = models.CharField(max_length=300, blank=True)
    bearer_is_open = models.BooleanField(default=False)
    action = models.TextField(blank=True)
    frequency = models.JSONField(null=True, blank=True)
    deadline = models.JSONField(null=True, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    proposed = models.JSONField(default=dict)
    proposer = models.CharField(max_length=40)
    proposer_version = models.CharField(max_length=40, blank=True)
    source_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["act", "start", "end"]

    def __str__(self):
        return self.quote[:120]


SWITCHED_OFF = "setting switched off"
"""The reason kept for a rule that a setting of the country ended; people read it in their language."""


class Rule(models.Model):
    """A directive made exact: whom it binds, from when, how often, and which checks a fact must pass.

    A change is a new version: the old one ends (``valid_to``) and its windows stay as they were.
    ``selector`` says whom it binds (see ``duty_bearers``); a rule that names its bodies is a one-off duty (``named``).
    ``cadence``, ``checks``, ``accept_late`` are the engine's own words.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    meaning_kk = models.TextField(blank=True)
    meaning_ru = models.TextField(blank=True)
    meaning_en = models.TextField(blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=40, blank=True)
    force = models.CharField(max_length=8, choices=RuleForce)
    force_reason = models.TextField(blank=True)
    counterparty = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    since_assumed = models.BooleanField(default=False)
    valid_to = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    cadence = models.JSONField()
    checks = models.JSONField(default=list)
    accept_late = models.CharField(max_length=12, blank=True)
    selector = models.JSONField()
    named = models.BooleanField(default=False, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_rule_a_version")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.named = bool(self.selector.get("organizations"))
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        return localized(self, "title")

    @property
    def meaning(self) -> str:
        """What the source asks for, in our own words."""
        return localized(self, "meaning")

    @property
    def why_it_ended(self) -> str:
        """As people wrote it, or said by the house where a setting ended the rule."""
        if self.end_reason == SWITCHED_OFF:
            return gettext("The setting of the country on which this rule rests was switched off.")
        return self.end_reason


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
