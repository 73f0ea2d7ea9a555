"""Weekly rows that leave the house: district by issue, district, region. Read week by week, however many there are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .. import vocabulary
from ..models import Scan, Silence, WeekCount
from ..scoping import watched_regions, watches_country
from ..weeks import WEEK, monday
from .bands import Band, band

SILENT, USUAL, UNKNOWN = "silent", "usual", "unknown"
"""Was a place heard as usual, too little, or does nobody know because the week was not scanned?"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published number. ``area`` is a district or a region; ``issue`` is empty where all issues are counted."""

    week: date
    area: Area
    issue: str
    reports: Band
    coverage: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a reader may take out: the regions and districts he watches over, of a week range (Mondays)."""

    user: object
    regions: tuple[Area, ...]
    districts: tuple[Area, ...]
    weeks: tuple[date, ...]


def ground(user, region: Area | None, number: int) -> Ground:
    """The last ``number`` weeks that are over, in one region or in all that the user watches."""
    last = monday(today()) - WEEK
    regions = Area.objects.regions().on(today()).order_by("pk")
    if region is not None:
        regions = regions.filter(pk=region.pk)
    if not watches_country(user):
        regions = regions.filter(pk__in=watched_regions(user))
    kept = tuple(regions)
    districts = Area.objects.districts().on(today()).filter(parent__in=kept).select_related("parent").order_by("pk")
    weeks = tuple(last - place * WEEK for place in reversed(range(number)))
    return Ground(user, kept, tuple(districts), weeks)


def by_issue(here: Ground) -> Iterator[Cell]:
    """A row for every week, district and issue, whether anything was reported or not: a missing row would tell."""
    issues = [code for code in vocabulary.issue_codes() if not vocabulary.is_positive(code)]
    for week in here.weeks:
        counts, coverage = _counted(here, week), Coverage(here, week)
        for area in here.districts:
            heard = coverage.of(area)
            for issue in issues:
                yield Cell(week, area, issue, band(counts[area.pk, issue]), heard)


def by_district(here: Ground) -> Iterator[Cell]:
    """A row for every week and district, all issues together."""
    for week in here.weeks:
        totals, coverage = _summed(_counted(here, week), lambda code: code), Coverage(here, week)
        yield from (Cell(week, area, "", band(totals[area.pk]), coverage.of(area)) for area in here.districts)


def by_region(here: Ground) -> Iterator[Cell]:
    """A row for every week and region: all its districts, and what is known of the region only."""
    parents = {area.pk: area.parent_id for area in here.districts} | {area.pk: area.pk for area in here.regions}
    for week in here.weeks:
        totals, coverage = _summed(_counted(here, week), parents.get), Coverage(here, week)
        yield from (Cell(week, area, "", band(totals[area.pk]), coverage.of(area)) for area in here.regions)


class Coverage:
    """Which places of a week were too quiet, as the week's scan found."""

    def __init__(self, here: Ground, week: date):
        self.is_known = Scan.objects.filter(week=week).exists()
        silent = Silence.objects.visible_to(here.user).filter(scan__week=week)
        self.silent = frozenset(silent.values_list("area_id", flat=True)) if self.is_known else frozenset()

    def of(self, area: Area) -> str:
        """A region that fell silent leaves no district of it heard as usual."""
        if not self.silent.isdisjoint((area.pk, area.region_code)):
            return SILENT
        return USUAL if self.is_known else UNKNOWN


def _counted(here: Ground, week: date) -> Counter:
    rows = WeekCount.objects.visible_to(here.user).filter(week=week).order_by()
    return Counter({(area, issue): count for area, issue, count in rows.values_list("area_id", "issue", "count")})


def _summed(counts: Counter, place_of) -> Counter:
    totals: Counter = Counter()
    for (area, _issue), count in counts.items():
        totals[place_of(area)] += count
    return totals
