"""What the weekly list of a past week was when that week was over: with the reports that had come in by then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Sum
from django.utils import timezone

from . import history, scanning
from .echo_rule import whole
from .history import ARRIVING_WEEKS, History
from .models import Signal
from .weeks import WEEK

READ_AT = time(7)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line as it would have stood on the list of ``week``: its issue and its districts, the leading one first."""

    week: date
    issue: str
    areas: tuple[str, ...]
    rank: int
    region_rank: int


def lists(weeks: Iterable[date]) -> Iterator[tuple[date, list[Asked]]]:
    """The list of each week (its Monday), as drawn on the Monday after it; weeks with too little before are left out.

    Nothing is written. What people decided later about a report (that it was not so, another place) is known here
    already: of the course of time only the arrival of reports is replayed.
    """
    for week in weeks:
        past = known_then(week)
        if len(past.weeks) >= scanning.SHORTEST:
            yield week, list(_asked(week, past))


def known_then(week: date) -> History:
    """The history up to a week as it was known on the Monday after it.

    Only the last weeks are counted anew from the signals: what is older had come in long before.
    """
    past = history.read(week, week + WEEK)
    recent = past.weeks[-ARRIVING_WEEKS:]
    if not recent:
        return past
    moment = timezone.make_aware(datetime.combine(week + WEEK, READ_AT))
    there = Signal.objects.counted_as_tension().filter(
        week__gte=recent[0], week__lte=recent[-1], received_at__lt=moment
    )
    weighed, first = past.weighted.copy(), len(past.weeks) - len(recent)
    weighed[first:] = 0
    row = {week: first + number for number, week in enumerate(recent)}
    column = {key: number for number, key in enumerate(past.series)}
    told = there.order_by().values_list("week", "area_id", "issue").annotate(weighted=Sum("weight"))
    for told_in, area, issue, weighted in told:
        if (where := column.get((area, issue))) is not None:
            weighed[row[told_in], where] = weighted
    return replace(past, counts=whole(weighed), weighted=weighed)


def _asked(week: date, past: History) -> Iterator[Asked]:
    for line, rank, region_rank in scanning.listed(past, scanning.draw(past)):
        areas = tuple(past.series[column][0] for column in line.members)
        yield Asked(week, past.series[line.series][1], areas, rank, region_rank)
