"""The courses of hotspots as they were known on a day, and the plans of those that still go on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, Max, Min, OuterRef, Q, Subquery, When

from shanyraq.places.calendar import local_date, today
from shanyraq.places.models import Area

from . import hotspot_queries
from .duties import PLAN_WITHIN
from .hotspot_queries import Clock
from .models import CallOut, Hotspot, HotspotStep, Measure, Plan, Signal
from .response import YEAR, Course
from .scales import Status
from .situation_queries import end_of

LOOKED_BACK = timedelta(days=730)
"""A year of figures, and the year before it to see what came back."""
ASKED = (
    "pk", "number", "area_id", "issue", "level", "opened_on", "state", "then", "closed_on", "ending", "reopened",
    "heard", "done",
)  # fmt: skip
VOID = (Hotspot.Ending.FALSE_ALARM, Hotspot.Ending.MERGED)


@dataclass(frozen=True, slots=True)
class Open:
    """A hotspot that goes on: its state and its plan's clock on a day, how many of its measures were done by then."""

    hotspot: Hotspot
    state: str
    clock: Clock | None
    measures: int
    done: int


def courses(user, on: date, region: Area | None = None) -> list[Course]:
    """Real hotspots a reader sees that were confirmed by a day and not over two years before; three queries.

    A signal joined later than that day is known by the day it was received.
    """
    known = _known(user, on, region)
    areas, calls = _areas(known), _first_calls(on)
    rows = known.annotate(
        then=_last_step(on, "after"),
        reopened=_last_step(on, "at", after=Hotspot.State.REOPENED),
        # Asked only where a figure needs it: a hotspot may have a thousand signals.
        heard=Case(When(opened_on__gt=on - YEAR, then=Subquery(_first(_signals(on), "received_at")))),
        done=Subquery(_first(_measures_done(on), "done_on")),
    )
    return [
        _course(row, areas.get(row[0], [row[2]]), calls.get(row[0]), on)
        for row in rows.order_by("opened_on", "number").values_list(*ASKED)
    ]


def open_ones(user, chosen: Iterable[Course], on: date) -> list[Open]:
    """Some hotspots with their plans as they stood on a day, in the order given; one query."""
    state_of = {course.pk: course.state for course in chosen}
    approved = Plan.objects.filter(hotspot=OuterRef("pk"), approved_on__lte=on).order_by().values("hotspot")
    owed = Measure.objects.filter(plan__hotspot=OuterRef("pk"), rule__isnull=False, plan__approved_on__lte=on)
    counted = owed.order_by().values("plan__hotspot")
    rows = (
        hotspot_queries.hotspots(user)
        .filter(pk__in=list(state_of))
        .annotate(
            approved_then=Subquery(approved.annotate(last=Max("approved_on")).values("last")),
            measures=Subquery(counted.annotate(many=Count("pk")).values("many")),
            done=Subquery(counted.annotate(many=Count("pk", filter=Q(done_on__lte=on))).values("many")),
        )
        .in_bulk()
    )
    return [
        Open(rows[pk], state, clock_on(rows[pk], on), rows[pk].measures or 0, rows[pk].done or 0)
        for pk, state in state_of.items()
        if pk in rows
    ]


def clock_on(hotspot: Hotspot, on: date) -> Clock:
    """The three days for a plan as they stood on a day; ``hotspot.approved_then``: the last approval by that day."""
    since = hotspot.confirmed_on if hotspot.confirmed_on <= on else hotspot.opened_on
    approved = hotspot.approved_then if hotspot.approved_then and hotspot.approved_then >= since else None
    return Clock(since + PLAN_WITHIN, approved, (since + PLAN_WITHIN - on).days)


def _known(user, on: date, region: Area | None):
    confirmed = hotspot_queries.hotspots(user).filter(status=Status.ACTUAL, opened_on__lte=on)
    recent = Q(opened_on__gt=on - LOOKED_BACK) | Q(closed_on=None) | Q(closed_on__gt=on)
    known = confirmed.filter(recent).exclude(state__in=(Hotspot.State.PROPOSED, Hotspot.State.DISMISSED))
    return known.in_region(region) if region is not None else known


def _last_step(on: date, field: str, **which) -> Subquery:
    steps = HotspotStep.objects.filter(hotspot=OuterRef("pk"), at__lt=end_of(on), **which)
    return Subquery(steps.order_by("-at", "-id").values(field)[:1])


def _signals(on: date):
    return Signal.objects.filter(hotspot=OuterRef("pk"), received_at__lt=end_of(on))


def _measures_done(on: date):
    return Measure.objects.filter(plan__hotspot=OuterRef("pk"), rule__isnull=False, done_on__lte=on)


def _first(rows, field: str):
    return rows.order_by(field).values(field)[:1]


def _course(row, areas: Iterable[str], answered: date | None, on: date) -> Course:
    pk, number, area, issue, level, opened_on, state, then, closed_on, ending, reopened, heard, done = row
    state = state if on >= today() or then is None else then
    closed_on = closed_on if closed_on and closed_on <= on else None
    return Course(
        pk=pk, number=number, area=area, issue=issue, level=level, areas=frozenset(areas), opened_on=opened_on,
        state=state, is_live=state in Hotspot.LIVE, void=closed_on is not None and ending in VOID, closed_on=closed_on,
        first_signal=local_date(heard) if heard else None, first_done=_earliest(done, answered),
        reopened_on=local_date(reopened) if reopened else None,
    )  # fmt: skip


def _areas(known) -> dict[UUID, list[str]]:
    places: dict[UUID, list[str]] = defaultdict(list)
    pairs = Hotspot.areas.through.objects.filter(hotspot__in=known.order_by().values("pk"))
    for hotspot, area in pairs.values_list("hotspot_id", "area_id"):
        places[hotspot].append(area)
    return places


def _first_calls(on: date) -> dict[UUID, date]:
    """For each hotspot the day on which a body called about one of its signals first said that it comes."""
    # Begun with the calls, which are few, and not with the hotspots, whose signals are many.
    coming = CallOut.objects.filter(
        answer=CallOut.Answer.COMING, answered_at__gte=end_of(on - LOOKED_BACK), answered_at__lt=end_of(on)
    )
    firsts = coming.order_by().values_list("signal__hotspot").annotate(first=Min("answered_at"))
    return {hotspot: local_date(first) for hotspot, first in firsts if hotspot}


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
