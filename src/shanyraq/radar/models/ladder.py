"""How a signal was checked: words of people, a second look, who was called out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.places.calendar import today
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for

from ..scales import Certainty, Channel, Reliability
from ..scoping import OfSignalQuerySet
from .signals import Signal


class CallOutQuerySet(OfSignalQuerySet):
    """Those who watch see every call; a called body sees its own."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return super().visible_to(user) | self.answered_by(user)

    def answered_by(self, user):
        """Calls to the bodies a user acts for."""
        return self.filter(organization__in=bodies_acted_for(user, today()).order_by())


class Verification(models.Model):
    """One person's finding on a signal. A finding that stands replaces the earlier ones; none is deleted.

    On a signal of level 3 or 4 it stands when a second person agrees (``seconded_by``), see ``ladder``.
    """

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("confirmed")
        UNVERIFIABLE = "unverifiable", _("cannot be checked")
        REFUTED = "refuted", _("not so")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="verifications")
    outcome = models.CharField(max_length=12, choices=Outcome)
    how = models.TextField()
    second_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty)
    reliability = models.CharField(max_length=1, choices=Reliability)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = OfSignalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.signal_id}: {self.outcome}"


class SecondReview(models.Model):
    """A random second look at a signal that was relabelled or closed, by somebody of the centre.

    ``change`` says what was done and from what to what: ``{"deed": "corrected", "level": [2, 1]}``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        AGREED = "agreed", _("agreed")
        REVERSED = "reversed", _("reversed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="second_reviews")
    change = models.JSONField(default=dict)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = OfSignalQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]

    def __str__(self):
        return f"{self.signal_id}: {self.state}"


class CallOut(models.Model):
    """A council or mediators' room that was called about a signal at once, and what it answered."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("no answer yet")
        COMING = "coming", _("on the way")
        CANNOT = "cannot", _("cannot come")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="call_outs")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CallOutQuerySet.as_manager()

    class Meta:
        ordering = ["called_at", "id"]
        constraints = [models.UniqueConstraint(fields=["signal", "organization"], name="called_out_once")]

    def __str__(self):
        return f"{self.organization}: {self.answer}"
