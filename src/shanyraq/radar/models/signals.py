"""A signal: a place, an issue, a stage, a time. There is no field for a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for

from ..scales import (
    Certainty,
    Channel,
    Crowd,
    Level,
    Need,
    Reliability,
    Route,
    Severity,
    SourceKind,
    Stage,
    Status,
    Urgency,
)
from ..scoping import VOICES, WatchedQuerySet, watched_regions, watches_country


class SignalQuerySet(RegionalQuerySet):
    """A signal lies in ``region``; by it a secretary reads it. A body reads only what it reported itself."""

    region_path = "region"

    def visible_to(self, user):
        if watches_country(user):
            return self
        if not user.is_authenticated:
            return self.none()
        mine = self.filter(self.in_regions(codes)) if (codes := watched_regions(user)) else self.none()
        return mine | self.reported_by(user) if user.has_role(*VOICES) else mine

    def in_regions(self, codes) -> Q:
        return Q(region__in=codes)

    def in_region(self, area):
        """Signals of one region or of one district."""
        return self.filter(area=area) if getattr(area, "level", 1) == 2 else self.filter(region=area)

    def reported_by(self, user):
        """What the bodies a user acts for reported themselves."""
        return self.filter(reporter__in=bodies_acted_for(user, today()).order_by())

    def real(self):
        """Drills are left out."""
        return self.filter(status=Status.ACTUAL)

    def open(self):
        return self.filter(state__in=Signal.OPEN)

    def counted_as_tension(self):
        """What the weekly counts are made of: one voice for each cluster and source, nothing refuted."""
        return self.real().filter(route=Route.TENSION, counted=True).exclude(state__in=Signal.NOT_COUNTED)


class Cluster(models.Model):
    """Reports that say the same: counted once for each source, capped, and seen together.

    ``minima`` is the MinHash of the first text (see ``reading.duplicates``): no text can be read from it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    issue = models.CharField(max_length=4)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTUAL)
    minima = models.BinaryField(editable=False)
    size = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)
    flood = models.BooleanField(default=False)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["area", "issue", "-last_at"], name="clusters_near")]

    def __str__(self):
        return f"{self.area_id} {self.issue}: {self.size}"


class Signal(models.Model):
    """One report, screened. ``text`` never held what the screener masks; ``settlement`` is a place of the gazetteer.
    ``region`` is the region of ``area``, kept so that a region's newest signals are found at once.

    ``receipt`` is a digest of the code the reporter keeps; ``submission`` makes the same submission one signal;
    ``source_key`` is a digest that tells one source from another for the cap, and nothing more.
    ``counted`` False: a duplicate of its own source, or over the source's cap of the week. ``weight`` below 1: a
    report that a response itself brought about.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        HELD = "held", _("waits for a human glance")
        REJECTED = "rejected", _("not on the subject")
        SCREENED = "screened", _("to be checked")
        VERIFIED = "verified", _("confirmed")
        UNVERIFIABLE = "unverifiable", _("cannot be checked")
        REFUTED = "refuted", _("not so")
        LINKED = "linked", _("part of a hotspot")
        CLOSED = "closed", _("answered and closed")
        EXPIRED = "expired", _("expired, text removed")

    OPEN = (State.RECEIVED, State.HELD, State.SCREENED)
    NOT_COUNTED = (State.REJECTED, State.REFUTED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Their indexes begin below with the time: a second one for each would only be written for nothing.
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    settlement = models.CharField(max_length=120, blank=True)
    occurred_on = models.DateField()
    week = models.DateField(editable=False)
    received_at = models.DateTimeField()
    issue = models.CharField(max_length=4)
    issue_words = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=12, choices=Stage)
    need = models.CharField(max_length=12, choices=Need, default=Need.NOTHING)
    level = models.PositiveSmallIntegerField(choices=Level)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.UNKNOWN)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.UNKNOWN)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.UNKNOWN)
    crowd = models.CharField(max_length=10, choices=Crowd, default=Crowd.UNKNOWN)
    witness = models.BooleanField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTUAL)
    route = models.CharField(max_length=10, choices=Route, default=Route.TENSION)
    channel = models.CharField(max_length=10, choices=Channel)
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.RESIDENT)
    source_key = models.CharField(max_length=64, blank=True)
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    reporter = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    masked = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    cluster = models.ForeignKey(
        Cluster, on_delete=models.PROTECT, null=True, blank=True, related_name="signals", db_index=False
    )
    counted = models.BooleanField(default=True)
    weight = models.FloatField(default=1.0)
    hotspot = models.ForeignKey("Hotspot", on_delete=models.PROTECT, null=True, blank=True, related_name="signals")
    submission = models.CharField(max_length=64, unique=True)
    request_digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=64, unique=True)
    form_version = models.CharField(max_length=12, blank=True)
    first_action_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="signals_newest"),
            models.Index(fields=["region", "-received_at"], name="signals_of_region"),
            models.Index(fields=["area", "-received_at"], name="signals_of_area"),
            models.Index(fields=["week", "area", "issue"], name="signals_of_week"),
            models.Index(fields=["state", "-received_at"], name="signals_by_state"),
            models.Index(fields=["-level", "-received_at"], name="signals_by_level"),
            models.Index(fields=["region", "-level", "-received_at"], name="signals_of_region_by_level"),
            # Its condition names no value: SQLite uses a partial index only where the question has none either.
            models.Index(
                fields=["-level", "-received_at"], condition=Q(first_action_at__isnull=True), name="signals_unanswered"
            ),
            models.Index(fields=["expires_on"], name="signals_to_expire"),
            # A flood is asked for its voices with every report: they are few, it is not.
            models.Index(fields=["cluster", "source_key"], name="signals_of_cluster"),
            models.Index(fields=["cluster"], condition=Q(counted=True), name="signals_heard_in_cluster"),
            models.Index(fields=["week", "area", "issue"], condition=Q(counted=True), name="signals_heard_in_week"),
        ]

    def __str__(self):
        return f"{self.issue} · {self.area_id} · {self.occurred_on}"

    def get_absolute_url(self):
        return reverse("radar:signal", args=[self.pk])


class SignalNote(models.Model):
    """What the reporter added or was answered, and what the desk wrote for itself; the text is screened too."""

    class Kind(models.TextChoices):
        ADDED = "added", _("added by the reporter")
        ANSWER = "answer", _("answer to the reporter")
        INNER = "inner", _("note of the desk")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    submission = models.CharField(max_length=64, unique=True, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
