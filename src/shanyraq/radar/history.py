"""The weekly counts as the engine wants them: weeks down, series (district and issue) across."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Aggregate, Count, F, Min, Sum, TextField
from django.db.models.functions import Cast, Concat, Substr

from shanyraq.places.borders import neighbours
from shanyraq.places.calendar import local_date
from shanyraq.places.models import Area

from . import vocabulary
from .echo_rule import whole
from .models import Signal, WeekCount, WeekSources
from .weeks import WEEK

MOST_WEEKS = 312
ARRIVING_WEEKS = 8
LEARNT_WEEKS = 52
ENOUGH = 20_000
"""Reports that tell the shares of their delays within half a per cent."""


@dataclass(frozen=True, slots=True)
class History:
    """``counts`` and ``exposure`` [T, S]; ``weeks`` their Mondays, ``series`` the (area code, issue) of each column.

    ``heard`` [T, S] are the reports as they came; in ``weighted`` echoes of answers count less (``echo_rule``), and
    ``counts`` are the same in whole numbers, as the engine reads them.
    ``arrived`` [T] is the share of a week's reports that has come in by now, 1 for weeks long over.
    """

    weeks: tuple[date, ...]
    series: tuple[tuple[str, str], ...]
    regions: tuple[str, ...]
    counts: np.ndarray
    exposure: np.ndarray
    arrived: np.ndarray
    heard: np.ndarray
    weighted: np.ndarray

    def arrived_table(self, columns: int) -> np.ndarray:
        """``arrived`` [T, columns], the same for every series."""
        return np.repeat(self.arrived[:, None], columns, axis=1)

    @property
    def hierarchy(self) -> dict[str, list[str]]:
        return {
            "region": list(self.regions),
            "district": [area for area, _issue in self.series],
            "theme": [issue for _area, issue in self.series],
        }

    @property
    def neighbours(self) -> list[list[int]]:
        """For each series the columns of the same issue next door."""
        column = {key: number for number, key in enumerate(self.series)}
        beside = neighbours()
        return [
            sorted(column[near, issue] for near in beside.get(area, ()) if (near, issue) in column)
            for area, issue in self.series
        ]


def read(until: date, today: date) -> History:
    """The history up to a week (its Monday), as it is known ``today``; empty before the first signal."""
    first = WeekCount.objects.aggregate(first=Min("week"))["first"]
    span = 0 if first is None or first > until else min(MOST_WEEKS, (until - first) // WEEK + 1)
    weeks = tuple(until - (span - 1 - number) * WEEK for number in range(span))
    areas = list(Area.objects.districts().on(until).order_by("pk").values_list("pk", "parent_id"))
    issues = [code for code in vocabulary.issue_codes() if not vocabulary.is_positive(code)]
    series = tuple((area, issue) for area, _region in areas for issue in issues)
    regions = tuple(region for _area, region in areas for _issue in issues)
    arrived = shares_arrived(weeks, today)
    heard, weighted = _counts(weeks, series)
    exposure = _exposure(weeks, regions)
    return History(weeks, series, regions, whole(weighted), exposure, arrived, heard, weighted)


def _counts(weeks, series) -> tuple[np.ndarray, np.ndarray]:
    """Reports as they came, and as they are weighed."""
    heard = np.zeros((len(weeks), len(series)))
    if not weeks:
        return heard, heard.copy()
    row = {week: number for number, week in enumerate(weeks)}
    column = {area + issue: number for number, (area, issue) in enumerate(series)}
    kept = WeekCount.objects.filter(week__gte=weeks[0], week__lte=weeks[-1]).order_by()
    for week, places, counts in _by_week(kept):
        # The last cell takes the places that are no series (any more).
        where = np.array([column.get(place, len(series)) for place in places.split(",")])
        told = np.zeros(len(series) + 1)
        told[where] = np.array(counts.split(","), dtype=np.float64)
        heard[row[week]] = told[:-1]
    weighed = heard.copy()
    echoes = kept.exclude(weighted=F("count")).values_list("week", "area_id", "issue", "weighted")
    for week, area, issue, weighted in echoes.iterator():
        if (where := column.get(area + issue)) is not None:
            weighed[row[week], where] = weighted
    return heard, weighed


def _by_week(kept):
    """One row a week, its places and their counts each in one string: a row for each count costs ten times as much."""
    places = Joined(Concat("area_id", "issue"))
    return kept.values_list("week").annotate(places=places, counts=Joined(Cast("count", TextField())))


class Joined(Aggregate):
    """Values of a group with commas between them; two of one question are in the same order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')", **more
        )


def _exposure(weeks, regions) -> np.ndarray:
    """Sources heard in the region, one more for everybody unnamed."""
    order = sorted(set(regions))
    place = {region: number for number, region in enumerate(order)}
    heard = np.ones((len(weeks), len(order)))
    if weeks:
        row = {week: number for number, week in enumerate(weeks)}
        kept = WeekSources.objects.filter(week__gte=weeks[0], week__lte=weeks[-1], area__in=order)
        for week, region, sources in kept.values_list("week", "area_id", "sources"):
            heard[row[week], place[region]] += sources
    return heard[:, [place[region] for region in regions]]


def shares_arrived(weeks, today: date) -> np.ndarray:
    """Which share of the reports of each week is here by now, learnt from the delays of a year of closed weeks.

    Chain ladder in its simplest case: all weeks learnt from are long over, so the shares are those of their delays.
    """
    shares = np.ones(len(weeks))
    if not weeks:
        return shares
    delays = _delays(weeks[-1])
    total = sum(delays.values())
    for number, week in enumerate(weeks):
        age = (today - week).days
        if age < ARRIVING_WEEKS * 7 and total:
            shares[number] = max(0.05, sum(many for days, many in delays.items() if days < age) / total)
    return shares


def arrivals(last: date):
    """The question of delays: how many reports of which closed week came when, to ten minutes of UTC.

    The local day of each is told here: a database that has no time zones would ask for it report by report.
    """
    closed = last - ARRIVING_WEEKS * WEEK
    learnt = Signal.objects.counted_as_tension().filter(week__gte=_learnt_since(closed), week__lte=closed)
    came = Substr(Cast("received_at", TextField()), 1, len("2026-01-31 23:5"))
    return learnt.order_by().values_list("week", came).annotate(many=Count("pk"))


def _learnt_since(closed: date) -> date:
    """From which week on delays are learnt: a year of them, or as few as hold ``ENOUGH`` reports."""
    first, heard = closed - (LEARNT_WEEKS - 1) * WEEK, 0
    weeks = WeekSources.objects.filter(week__gte=first, week__lte=closed).order_by("-week")
    for week, signals in weeks.values_list("week").annotate(many=Sum("signals")):
        heard += signals
        if heard >= ENOUGH:
            return week
    return first


def _delays(last: date) -> dict[int, int]:
    """How many reports came how many days after the Monday of their week, in closed weeks."""
    delays: dict[int, int] = defaultdict(int)
    for week, came, many in arrivals(last):
        received = local_date(datetime.fromisoformat(f"{came}0+00:00"))
        delays[max(0, (received - week).days)] += many
    return dict(delays)
