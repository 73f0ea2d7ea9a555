"""Reports that an answer to a hotspot may have brought about."""

from django.conf import settings
from django.db import models

from shanyraq.audit.ids import new_id

from ..scoping import OfSignalQuerySet
from .hotspots import Measure
from .signals import Signal


class Echo(models.Model):
    """Why a report counts less: it came while ``measure``, an answer of its place and issue, was fresh. Made again
    from the facts at any time, except for the word of a person that the report is independent of the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    signal = models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="echo")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="echoes")
    answered_on = models.DateField()
    until = models.DateField()
    independent = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    objects = OfSignalQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_on"]

    def __str__(self):
        return f"{self.signal_id}: {self.measure_id}"
