"""What was known of places on a day: the weekly list and its silences, when each place was last heard."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from shanyraq.places.calendar import local_date, today
from shanyraq.places.models import Area

from . import weekly_queries
from .models import Line, Scan, Signal, Silence
from .scoping import watched_regions, watches_country
from .weeks import WEEK

HEARD_WITHIN = timedelta(weeks=8)
"""A place from which nothing has come for so long is "no data", whatever was expected of it."""
FRESH = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class Weekly:
    """The last list known on a day. ``scan`` is None before the first one; ``is_old``: a newer one should be there."""

    scan: Scan | None
    lines: list[Line]
    silences: dict[str, Silence]
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A region or district, and the moment of the last real report from it that a reader may count (None: none)."""

    area: Area
    last: date | None


def end_of(day: date) -> datetime:
    """The first moment after a day, in the country's time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def weekly(user, on: date, region: Area | None = None) -> Weekly:
    """The list as it was known on a day, each line in the state it had then (``state_then``); three queries."""
    scan = Scan.objects.filter(week__lte=on - WEEK).order_by("-week").first()
    if scan is None:
        return Weekly(None, [], {})
    lines = list(weekly_queries.listed(user, scan, region))
    for line in lines:
        line.state_then = state_on(line, on)
    silences = Silence.objects.visible_to(user).filter(scan=scan).order_by()
    if region is not None:
        silences = silences.in_region(region)
    return Weekly(scan, lines, {one.area_id: one for one in silences}, is_old=on - scan.week - WEEK >= FRESH)


def state_on(line: Line, on: date) -> str:
    """The state of a line of the last list on a day: what was decided later was still waiting then.

    Only the last decision is kept on a line, so a check asked for before it is not told any more.
    """
    if on >= today():
        return line.state
    if line.state == Line.State.EXPIRED:
        return line.state if line.expires_on < on else Line.State.NEW
    return line.state if line.decided_at and local_date(line.decided_at) <= on else Line.State.NEW


def places(user, on: date, region: Area | None = None) -> list[Heard]:
    """Regions and districts a reader watches (or those of one region), with the day of the last report; one query."""
    reports = Signal.objects.visible_to(user).real().filter(area=OuterRef("pk"), received_at__lt=end_of(on))
    last = Subquery(reports.order_by("-received_at").values("received_at")[:1])
    areas = _watched(user, region).on(on).annotate(last_report=last).order_by("pk")
    return [Heard(area, local_date(area.last_report) if area.last_report else None) for area in areas]


def is_unheard(last: date | None, on: date) -> bool:
    return last is None or last <= on - HEARD_WITHIN


def is_silent(area: Area, last: date | None, silences: dict[str, Silence], week: date) -> bool:
    """Is a district heard less than expected, by itself or because its whole region fell silent and it with it?"""
    if area.pk in silences:
        return True
    whole = silences.get(area.parent_id)
    return whole is not None and (last is None or last < week + WEEK - whole.weeks * WEEK)


def _watched(user, region: Area | None):
    areas = Area.objects.filter(level__in=(1, 2))
    if region is None and watches_country(user):
        return areas
    regions = watched_regions(user)
    if region is not None:
        regions = {region.pk} if watches_country(user) else regions & {region.pk}
    return areas.filter(Q(pk__in=regions) | Q(parent__in=regions))
