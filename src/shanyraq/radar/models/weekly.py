"""The week: what was counted, what the engine put on the list and why, where it was too quiet."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area

from ..scoping import WatchedQuerySet


class WeekCount(models.Model):
    """A cache: counted tension signals of a district, an issue and a week (its Monday). Rebuilt, never edited."""

    week = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    issue = models.CharField(max_length=4)
    count = models.PositiveIntegerField()
    weighted = models.FloatField()

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["week", "area", "issue"]
        constraints = [models.UniqueConstraint(fields=["week", "area", "issue"], name="one_count_a_week")]

    def __str__(self):
        return f"{self.week} {self.area_id} {self.issue}: {self.count}"


class WeekSources(models.Model):
    """A cache: how many sources of a region reported anything in a week: the exposure of its series."""

    week = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    sources = models.PositiveIntegerField()
    signals = models.PositiveIntegerField()

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["week", "area"]
        constraints = [models.UniqueConstraint(fields=["week", "area"], name="one_source_count_a_week")]

    def __str__(self):
        return f"{self.week} {self.area_id}: {self.sources}"


class Scan(models.Model):
    """One weekly run of the engine: which week, by which method and settings, over how much."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    week = models.DateField(unique=True)
    ran_at = models.DateTimeField(auto_now=True)
    series = models.PositiveIntegerField()
    weeks = models.PositiveIntegerField()
    capacity = models.PositiveSmallIntegerField()
    settings = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=20)
    health = models.JSONField(default=dict)

    class Meta:
        ordering = ["-week"]

    def __str__(self):
        return str(self.week)


class Line(models.Model):
    """One line of the attention list: a question to a person, never an action. Expires by itself."""

    class State(models.TextChoices):
        NEW = "new", _("waits for a decision")
        CHECK = "check", _("being checked, 72 hours")
        CONFIRMED = "confirmed", _("confirmed as a hotspot")
        DISMISSED = "dismissed", _("dismissed")
        EXPIRED = "expired", _("expired without a decision")

    WAITING = (State.NEW, State.CHECK)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="lines")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    issue = models.CharField(max_length=4)
    members = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField()
    region_rank = models.PositiveSmallIntegerField()
    observed = models.FloatField()
    expected = models.FloatField()
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    lower = models.FloatField()
    p_mid = models.FloatField()
    because = models.JSONField(default=list)
    series = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    check_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["-scan__week", "rank"]
        constraints = [models.UniqueConstraint(fields=["scan", "area", "issue"], name="one_line_a_place_and_issue")]

    def __str__(self):
        return f"{self.scan_id} {self.rank}: {self.area_id} {self.issue}"

    def get_absolute_url(self):
        return reverse("radar:line", args=[self.pk])


class Silence(models.Model):
    """A district or region heard less than expected: silence is not calm."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="silences")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    observed = models.FloatField()
    expected = models.FloatField()
    p = models.FloatField()
    last_heard = models.DateField(null=True, blank=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["-scan__week", "p"]
        constraints = [models.UniqueConstraint(fields=["scan", "area"], name="one_silence_a_place")]

    def __str__(self):
        return f"{self.scan_id}: {self.area_id}"
