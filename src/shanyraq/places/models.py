from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .names import Named, localized


class AreaQuerySet(models.QuerySet):
    def on(self, day):
        """Areas that exist on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def regions(self):
        """Regions and cities of republican significance: the country's first level."""
        return self.filter(level=1)

    def districts(self):
        return self.filter(level=2)


class Area(Named):
    """A dated piece of the country; ``code`` is ISO 3166-2 for the first level and KATO below it.

    ``border`` is the SVG path of the area in the country's picture, ready to be drawn;
    ``bounds`` is its box there (left, top, right, bottom).
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        CITY = "city", _("city of republican significance")
        DISTRICT = "district", _("district")
        TOWN = "town", _("city of regional significance")
        CITY_DISTRICT = "city_district", _("district of a city")

    code = models.CharField(max_length=16, primary_key=True)
    kato = models.CharField(max_length=9, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    border = models.TextField(blank=True)
    bounds = models.JSONField(default=list, blank=True)
    label_x = models.FloatField(null=True, blank=True)
    label_y = models.FloatField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    @property
    def region_code(self) -> str:
        """Code of the first-level area this one lies in (its own, for a region; empty for the country)."""
        if self.level == 1:
            return self.code
        return self.parent_id if self.level == 2 else ""


class Population(models.Model):
    """How many people live in an area on 1 January; a figure always carries its source."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    date = models.DateField()
    value = models.PositiveIntegerField()
    source_kk = models.CharField(max_length=200, blank=True)
    source_ru = models.CharField(max_length=200, blank=True)
    source_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["area", "date"]
        constraints = [models.UniqueConstraint(fields=["area", "date"], name="one_population_a_day")]

    def __str__(self):
        return f"{self.area_id} {self.date}: {self.value}"

    @property
    def source(self) -> str:
        return localized(self, "source")


class DayOverride(models.Model):
    """A day the government moved: a working Saturday, a day off instead of another."""

    date = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {'working' if self.is_working else 'off'}"
