"""Coverage by channel: counted once a day for the weeks that are over, because it looks at a year of signals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from shanyraq.places.models import Area

from .models import Reach, Signal
from .scales import Channel
from .weeks import WEEK, monday

RECENT, YEAR = 4, 52
PROGRAMS = (Channel.FEED, Channel.API)
USUAL_AT_LEAST, QUIET_BELOW = 4, 0.25


@dataclass(frozen=True, slots=True)
class Heard:
    """What a channel brought in some weeks: reports, named sources, districts they came from."""

    signals: int = 0
    sources: int = 0
    districts: int = 0

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Heard)))


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """One channel in the last four weeks and in the last fifty-two."""

    channel: str
    recent: Heard
    year: Heard

    @property
    def name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def usual(self) -> float:
        """Reports in four weeks, as the forty-eight weeks before them had it."""
        return (self.year.signals - self.recent.signals) / (YEAR / RECENT - 1)

    @property
    def went_quiet(self) -> bool:
        """Nothing in four weeks from a channel that spoke within the year, or less than a quarter of the usual.

        The quarter is asked only of a channel that usually brings four reports or more.
        """
        if not self.recent.signals:
            return self.year.signals > 0
        return self.usual >= USUAL_AT_LEAST and self.recent.signals < QUIET_BELOW * self.usual


@dataclass(frozen=True, slots=True)
class Coverage:
    """All channels up to a week (its Monday), silent ones among them."""

    week: date
    channels: tuple[ChannelReach, ...]

    @property
    def recent(self) -> int:
        return sum(one.recent.signals for one in self.channels)

    @property
    def year(self) -> int:
        return sum(one.year.signals for one in self.channels)


def count_due(today: date, now: datetime) -> int:
    """The job: count the coverage up to the week that is over; returns how many rows."""
    return recount(monday(today) - WEEK)


@transaction.atomic
def recount(week: date) -> int:
    """Count the coverage up to a week (its Monday) anew, for every region and for the country; returns the rows."""
    country = Area.objects.get(level=0)
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for term, weeks in (("recent", RECENT), ("year", YEAR)):
        for area, channel, heard in (*_by_region(week, weeks), *_of_country(week, weeks, country)):
            rows[area, channel] |= {f"{term}_{one.name}": getattr(heard, one.name) for one in fields(Heard)}
    Reach.objects.filter(week=week).delete()
    made = Reach.objects.bulk_create(
        Reach(week=week, area_id=area, channel=channel, **counts) for (area, channel), counts in rows.items()
    )
    return len(made)


def coverage(user, regions: Iterable[Area] | None, on: date) -> Coverage | None:
    """Coverage of some regions together, or of the country (None), as it was known on a day; one query.

    None before the first count, and for whoever watches none of them.
    """
    which = {"area__level": 0} if regions is None else {"area__in": list(regions)}
    known = Reach.objects.visible_to(user).filter(**which)
    last = Reach.objects.filter(week__lte=on - WEEK).order_by("-week").values("week")[:1]
    found: dict[str, ChannelReach] = {}
    week = None
    for row in known.filter(week=last).order_by():
        week = row.week
        before = found.get(row.channel, ChannelReach(row.channel, Heard(), Heard()))
        found[row.channel] = ChannelReach(
            row.channel,
            before.recent + Heard(row.recent_signals, row.recent_sources, row.recent_districts),
            before.year + Heard(row.year_signals, row.year_sources, row.year_districts),
        )
    if week is None:
        return None
    return Coverage(week, tuple(found.get(one, ChannelReach(one, Heard(), Heard())) for one in Channel.values))


def _by_region(week: date, weeks: int):
    for row in _counted(_real(week, weeks).values("region_id", "channel")):
        yield row["region_id"], row["channel"], _heard(row)


def _of_country(week: date, weeks: int, country: Area):
    for row in _counted(_real(week, weeks).values("channel")):
        yield country.pk, row["channel"], _heard(row)


def _real(week: date, weeks: int):
    return Signal.objects.real().filter(week__gt=week - weeks * WEEK, week__lte=week).order_by()


def _counted(grouped):
    """Named sources are bodies that reported, feeds and programs; a form and a file name nobody."""
    of_programs = Q(channel__in=PROGRAMS, reporter=None) & ~Q(source_key="")
    return grouped.annotate(
        signals=Count("pk"),
        bodies=Count("reporter", distinct=True),
        programs=Count("source_key", filter=of_programs, distinct=True),
        districts=Count("area", filter=Q(area__level=2), distinct=True),
    )


def _heard(row) -> Heard:
    return Heard(row["signals"], row["bodies"] + row["programs"], row["districts"])
