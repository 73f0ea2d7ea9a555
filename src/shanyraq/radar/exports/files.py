"""The files that may leave the house: what each is called, what it holds, how it is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shanyraq.places.models import Area

from . import geojson, hotspots, hxl, weekly
from .weekly import Ground

CSV, GEOJSON = "text/csv; charset=utf-8", "application/geo+json"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its words for people, its columns (none for a map), and its lines for a ground and a language."""

    key: str
    name: str
    about: str
    kind: str
    lines: Callable[[Ground, Area | None, str], Iterator[str]]
    columns: tuple[hxl.Column, ...] = ()

    @property
    def suffix(self) -> str:
        return "csv" if self.kind == CSV else "geojson"

    def named(self, here: Ground, region: Area | None) -> str:
        place = (region.pk if region else "all").lower()
        return f"{self.key}-{place}-{here.weeks[-1].isoformat()}.{self.suffix}"


FILES = (
    File(
        "weekly",
        _("Weekly counts by district and issue"),
        _("A row for every week, district and issue, with a second row of HXL hashtags."),
        CSV,
        lambda here, _region, language: hxl.lines(hxl.WEEKLY, weekly.by_issue(here), language),
        hxl.WEEKLY,
    ),
    File(
        "regions",
        _("Weekly counts by region"),
        _("A row for every week and region, all issues together, with HXL hashtags."),
        CSV,
        lambda here, _region, language: hxl.lines(hxl.REGIONS, weekly.by_region(here), language),
        hxl.REGIONS,
    ),
    File(
        "hotspots",
        _("Hotspots"),
        _("A row for every confirmed hotspot and district, with HXL hashtags. Drills are left out."),
        CSV,
        lambda here, region, language: hxl.lines(hxl.HOTSPOTS, hotspots.places(here.user, region), language),
        hxl.HOTSPOTS,
    ),
    File(
        "weekly-map",
        _("Map of weekly counts"),
        _("GeoJSON: the border of every district with its weeks, all issues together."),
        GEOJSON,
        lambda here, _region, _language: geojson.weekly_map(weekly.by_district(here)),
    ),
    File(
        "hotspots-map",
        _("Map of hotspots"),
        _("GeoJSON: the districts of every confirmed hotspot with its state. Drills are left out."),
        GEOJSON,
        lambda here, region, _language: geojson.hotspot_map(hotspots.places(here.user, region)),
    ),
)


def file_called(key: str) -> File:
    """The file of a key; raises ``StopIteration`` for a key that no file has."""
    return next(file for file in FILES if file.key == key)
