"""What happened: events with an iCalendar identity, who was there and how, minutes, decisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.directives.models import Rule, Side
from shanyraq.places.models import Area
from shanyraq.places.names import Named
from shanyraq.registry.models import Organization, Person, Post


class EventQuerySet(RegionalQuerySet):
    pass


class Event(Named):
    """A meeting, a session, a visit. ``organizer`` holds it; ``area`` says whom a key event binds.

    ``tags`` name further classifications the event also serves as: an already planned visit can be the meeting too.
    ``recorded_side`` is the side that put it down; the other side confirms or disputes.
    """

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("tentative")
        CONFIRMED = "confirmed", _("planned")
        PASSED = "passed", _("held")
        MINUTED = "minuted", _("minutes ready")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")
        MOVED = "moved", _("moved")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    classification = models.CharField(max_length=40, db_index=True)
    tags = models.JSONField(default=list, blank=True)
    organizer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="events")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    location = models.CharField(max_length=300, blank=True)
    online_url = models.URLField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    status_reason = models.TextField(blank=True)
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    is_key = models.BooleanField(default=False)
    flagged_on = models.DateField(null=True, blank=True)
    flagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_side = models.CharField(max_length=10, choices=Side, default=Side.BEARER)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-start"]
        indexes = [models.Index(fields=["organizer", "start"]), models.Index(fields=["is_key", "start"])]


class AgendaItem(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    notes = models.TextField(blank=True)
    is_situation = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "order"]

    def __str__(self):
        return f"{self.order}. {self.title}"


class Participation(models.Model):
    """Who was asked for which post, what he promised (iCalendar PARTSTAT) and how he came (``presence``, ours)."""

    class IcalRole(models.TextChoices):
        CHAIR = "CHAIR", _("chair")
        REQUIRED = "REQ-PARTICIPANT", _("expected")
        OPTIONAL = "OPT-PARTICIPANT", _("invited")

    class PartStat(models.TextChoices):
        NEEDS_ACTION = "NEEDS-ACTION", _("no answer yet")
        ACCEPTED = "ACCEPTED", _("will come")
        DECLINED = "DECLINED", _("will not come")
        TENTATIVE = "TENTATIVE", _("perhaps")
        DELEGATED = "DELEGATED", _("sends a deputy")

    class Presence(models.TextChoices):
        NOT_RECORDED = "not_recorded", _("not recorded")
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("remote")
        BY_DEPUTY = "by_deputy", _("by a deputy")
        ABSENT = "absent", _("absent")
        EXCUSED = "excused", _("excused")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    for_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ical_role = models.CharField(max_length=16, choices=IcalRole, default=IcalRole.REQUIRED)
    partstat = models.CharField(max_length=14, choices=PartStat, default=PartStat.NEEDS_ACTION)
    presence = models.CharField(max_length=14, choices=Presence, default=Presence.NOT_RECORDED)
    presence_reason = models.CharField(max_length=300, blank=True)
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["event", "ical_role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "for_post"], condition=models.Q(for_post__isnull=False), name="one_seat_a_post"
            )
        ]

    def __str__(self):
        return f"{self.person or self.for_post or self.organization}: {self.presence}"


class Minutes(models.Model):
    """The record of a meeting. A new revision replaces the old one, which stays readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="minutes")
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField()
    html = models.TextField()
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["event", "-revision"]
        constraints = [models.UniqueConstraint(fields=["event", "revision"], name="one_revision_a_number")]

    def __str__(self):
        return f"{self.event} · {self.date}"


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
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["event", "order"]
        constraints = [models.UniqueConstraint(fields=["event", "order"], name="one_decision_a_number")]

    def __str__(self):
        return self.text[:120]
