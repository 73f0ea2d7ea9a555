"""What remains on paper: minutes and decisions."""

from django.conf import settings
from django.db import models

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.directives.models import Rule, Side
from shanyraq.registry.models import Organization

from .events import WHO, Event


class Minutes(models.Model):
    """The record of a meeting. A new revision replaces the old one, which stays readable.

    ``html`` is sanitised before it is written; ``file`` is the document it was read from, where there was one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="minutes")
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField()
    html = models.TextField()
    file = models.FileField(upload_to="minutes/%Y", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["event", "-revision"]
        constraints = [models.UniqueConstraint(fields=["event", "revision"], name="one_revision_a_number")]

    def __str__(self):
        return f"{self.event} · {self.date}"


class DecisionQuerySet(RegionalQuerySet):
    region_path = "event__area"


class Decision(models.Model):
    """A decision of a meeting with a bearer and a term becomes a one-off duty (``rule``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    bearer = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    rule = models.OneToOneField(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)
    done_side = models.CharField(max_length=10, choices=Side, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["event", "order"]
        constraints = [models.UniqueConstraint(fields=["event", "order"], name="one_decision_a_number")]

    def __str__(self):
        return self.text[:120]
