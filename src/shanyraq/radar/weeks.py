"""Weekly counts of what was reported: a cache over the signals, made again from them at any time."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Max, Min, Sum

from .models import Signal, WeekCount, WeekSources

WEEK = timedelta(days=7)
HEARD_WITHIN = 8


def monday(day: date) -> date:
    """The Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def recount_all() -> int:
    """Count every week anew; returns how many weeks there are."""
    known = Signal.objects.aggregate(first=Min("week"), last=Max("week"))
    if known["first"] is None:
        WeekCount.objects.all().delete()
        WeekSources.objects.all().delete()
        return 0
    weeks = range((known["last"] - known["first"]) // WEEK + 1)
    return recount(known["first"] + number * WEEK for number in weeks)


def recount(weeks: Iterable[date]) -> int:
    """Count some weeks (their Mondays) anew; returns how many."""
    done = 0
    for week in weeks:
        _recount(week)
        done += 1
    return done


@transaction.atomic
def _recount(week: date) -> None:
    WeekCount.objects.filter(week=week).delete()
    WeekSources.objects.filter(week=week).delete()
    WeekCount.objects.bulk_create(WeekCount(week=week, **row) for row in counted(week))
    WeekSources.objects.bulk_create(
        WeekSources(week=week, area_id=region, sources=sources, signals=signals)
        for region, (sources, signals) in _heard(week).items()
    )


def counted(week: date):
    """The question of the weekly counts: tension signals of a week by district and issue."""
    rows = Signal.objects.counted_as_tension().filter(week=week).order_by()
    return rows.values("area_id", "issue").annotate(count=Count("pk"), weighted=Sum("weight"))


def sources_heard(week: date):
    """The question of exposure: named sources that reported anything in the eight weeks up to this one, by region.

    A source is heard whatever it speaks of, and for some weeks: a rise that makes old sources speak at once is no new
    source, a new informant is one.
    """
    recent = Signal.objects.real().order_by().filter(week__gt=week - HEARD_WITHIN * WEEK, week__lte=week)
    named = recent.filter(reporter__isnull=False)
    return named.values_list("region_id").annotate(many=Count("reporter", distinct=True))


def signals_heard(week: date):
    """The question how many signals of any kind a region sent in a week."""
    return Signal.objects.real().order_by().filter(week=week).values_list("region_id").annotate(many=Count("pk"))


def _heard(week: date) -> dict[str, tuple[int, int]]:
    """For each region: its sources and its signals."""
    sources, signals = dict(sources_heard(week)), dict(signals_heard(week))
    return {region: (sources.get(region, 0), signals.get(region, 0)) for region in {*sources, *signals}}
