"""How far the house hears: which channels brought reports from where."""

from django.db import models

from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area

from ..scales import Channel
from ..scoping import WatchedQuerySet


class Reach(models.Model):
    """A cache: what a channel brought from an area (a region or the country) up to a week (its Monday).

    ``recent_…`` of the four weeks that end with it, ``year_…`` of the fifty-two. Counted by ``reach``, never edited.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    week = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    recent_signals = models.PositiveIntegerField(default=0)
    recent_sources = models.PositiveIntegerField(default=0)
    recent_districts = models.PositiveIntegerField(default=0)
    year_signals = models.PositiveIntegerField(default=0)
    year_sources = models.PositiveIntegerField(default=0)
    year_districts = models.PositiveIntegerField(default=0)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["week", "area", "channel"]
        constraints = [models.UniqueConstraint(fields=["week", "area", "channel"], name="one_reach_a_channel")]

    def __str__(self):
        return f"{self.week} {self.area_id} {self.channel}: {self.recent_signals}"
