"""The doors signals come by, and the short sealed place for what the screener is unsure of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization

from ..scales import SourceKind
from ..scoping import OfSignalQuerySet, WatchedQuerySet
from .signals import Signal

WHO = {"on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


class Quarantine(models.Model):
    """A text whose doubtful words a person must look at once. ``sealed`` is encrypted; it is gone after the glance,
    or at ``keep_until`` with every doubtful word masked. ``unsure`` are spans of the screened text inside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="quarantine")
    sealed = models.BinaryField()
    unsure = models.JSONField(default=list)
    keep_until = models.DateTimeField(db_index=True)

    objects = OfSignalQuerySet.as_manager()

    def __str__(self):
        return str(self.signal_id)


class ImportBatch(models.Model):
    """One file read in: only its name, its digest and its figures stay; the file itself is not kept.

    ``done`` is the number of the last line that was dealt with, ``finished_at`` the end. A file that was broken off
    goes on after that line when it is given again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    refused = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    at = models.DateTimeField(auto_now_add=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.file_name}: {self.taken}"


class Feed(models.Model):
    """A public RSS or Atom feed that is read from time to time; only public addresses are ever asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=500, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.MEDIA)
    active = models.BooleanField(default=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ApiKey(models.Model):
    """A program's key to send signals of one area; only its digest is kept. It opens nothing else."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.OTHER)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
