"""What people see across the domains. No rule lives here: verdicts come from directives, events from meetings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from shanyraq.compliance import State
from shanyraq.directives import duty_queries
from shanyraq.directives.duty_queries import ATTENTION, FORCES, ToConfirm
from shanyraq.directives.duty_sight import standings_seen
from shanyraq.directives.models import Rule, RuleForce, Standing
from shanyraq.meetings.models import Event
from shanyraq.places.calendar import today
from shanyraq.places.models import Area, Population
from shanyraq.places.queries import latest_population, regions_on
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import Vacancy, as_vacancies, classification_label, head_of, vacant_posts

WEEK = timedelta(days=7)
SETTLED_WELL = (State.MET, State.MET_LATE)
ENDED = (*SETTLED_WELL, State.PARTLY_MET, State.NOT_MET, State.OVERDUE)
AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Line:
    """One duty of one body on a day."""

    standing: Standing
    body: Organization

    @property
    def rule(self) -> Rule:
        return self.standing.rule

    @property
    def state(self) -> str:
        return self.standing.state

    @property
    def due(self) -> date | None:
        return self.standing.due

    @property
    def key(self) -> tuple[str, UUID]:
        return self.rule.code, self.body.pk


@dataclass(frozen=True, slots=True)
class Change:
    """A duty whose state a week ago was another."""

    line: Line
    before: str


@dataclass(frozen=True, slots=True)
class RegionState:
    """What a region's map cell says: the state that wants attention most, and how many duties are in which."""

    area: Area
    worst: str
    counts: dict[str, int]

    @property
    def url_code(self) -> str:
        return self.area.code


@dataclass(frozen=True, slots=True)
class Room:
    """The situation room on a day."""

    on: date
    regions: list[RegionState]
    totals: dict[str, int]
    attention: list[Line]
    changes: list[Change]
    to_confirm: list[ToConfirm]
    coming: list[Event]
    soft: dict[str, dict[str, int]]


def regions_for(user):
    """Regions whose card a user may open: all for a role of the centre, else his own."""
    regions = Area.objects.regions()
    return regions if user.sees_country else regions.filter(pk__in=user.region_codes)


def room(user, on: date) -> Room:
    """Everything the situation room shows, for what the user may see."""
    rules = duty_queries.rules_on(on)
    must = [rule for rule in rules if rule.force == RuleForce.MUST]
    lines = must_lines(user, on, must)
    regions = list(regions_on(on))
    if not user.sees_country:
        regions = [area for area in regions if area.code in user.region_codes]
    soft = [rule for rule in rules if rule.force != RuleForce.MUST]
    summary = duty_queries.summary(on, user, soft)
    return Room(
        on=on,
        regions=_by_region(regions, lines),
        totals=_count(line.state for line in lines),
        attention=_attention(lines),
        changes=_changes(lines, on - WEEK),
        to_confirm=duty_queries.to_confirm(user, on) if on == today() else [],
        coming=coming_events(user, on),
        soft={force: summary.by_state(force) for force in FORCES if force != RuleForce.MUST},
    )


def must_lines(user, on: date, rules: Collection[Rule] | None = None, region: Area | None = None) -> list[Line]:
    """Obligations of the bodies a user may see (in a region), as of a day."""
    if rules is None:
        rules = [rule for rule in duty_queries.rules_on(on) if rule.force == RuleForce.MUST]
    return [Line(row, row.organization) for row in standings_seen(user, rules, on, region)]


def coming_events(user, on: date, region: Area | None = None):
    """Planned events of the next weeks, the nearest first."""
    events = Event.objects.visible_to(user).filter(
        start__date__range=(on, on + AHEAD), status__in=[Event.Status.TENTATIVE, Event.Status.CONFIRMED]
    )
    if region is not None:
        events = events.in_region(region)
    return list(events.select_related("organizer", "area").order_by("start")[:8])


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule and where one body stands with it: the running window and all windows on a line."""

    line: Line
    windows: tuple


@dataclass(frozen=True, slots=True)
class Card:
    """A region on a day: the same figures for the page and for the printed brief."""

    area: Area
    on: date
    people: Population | None
    akimat: Organization | None
    holder: object | None
    must: list[Duty]
    soft: list[tuple[Rule, dict[str, int]]]
    held: list[Event]
    coming: list[Event]
    vacancies: list[Vacancy]
    bodies: list[tuple[str, str, int]]
    kept: int
    settled: int


def card(area: Area, user, on: date) -> Card:
    """What is known of a region on a day, for a user who may see it."""
    rules = duty_queries.rules_on(on)
    must = [rule for rule in rules if rule.force == RuleForce.MUST]
    lines = must_lines(user, on, must, area)
    akimat = _akimat(area, on)
    holder = head_of(akimat, on) if akimat else None
    windows = [window for line in lines for window in line.standing.window_list]
    return Card(
        area=area,
        on=on,
        people=latest_population([area.code], on).get(area.code),
        akimat=akimat,
        holder=holder,
        must=[Duty(line, line.standing.window_list) for line in lines],
        soft=_soft(area, user, on, [rule for rule in rules if rule.force != RuleForce.MUST]),
        held=_held(area, user, on),
        coming=coming_events(user, on, area),
        vacancies=list(as_vacancies(_vacant(area, user, on), on)),
        bodies=_bodies(area, user, on),
        kept=sum(window.state in SETTLED_WELL for window in windows),
        settled=sum(
            window.state in (*SETTLED_WELL, State.PARTLY_MET, State.NOT_MET, State.OVERDUE) for window in windows
        ),
    )


def _by_region(regions: Iterable[Area], lines: Iterable[Line]) -> list[RegionState]:
    states: dict[str, list[str]] = {}
    for line in lines:
        states.setdefault(line.body.area.region_code, []).append(line.state)
    return [
        RegionState(area, min(found, key=_urgency), _count(found))
        if (found := states.get(area.code))
        else RegionState(area, "no_data", {})
        for area in regions
    ]


def _urgency(state: str) -> tuple[int, str]:
    return ATTENTION.get(State(state), len(ATTENTION)), state


def _count(states: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for state in sorted(states, key=_urgency):
        counts[state] = counts.get(state, 0) + 1
    return counts


def _attention(lines: Iterable[Line]) -> list[Line]:
    urgent = (State.OVERDUE, State.PARTLY_MET, State.UNCONFIRMED, State.NOT_MET)
    found = [line for line in lines if line.state in urgent]
    return sorted(found, key=lambda line: (_urgency(line.state), line.due or date.max, line.body.area_id))


def _changes(lines: Iterable[Line], since: date) -> list[Change]:
    """What became another state; a new window that simply opened after a kept one is no news."""
    before = [(line, line.standing.state_on(since)) for line in lines]
    changed = [Change(line, state) for line, state in before if state and _is_news(state, line.state)]
    return sorted(changed, key=lambda change: (_urgency(change.line.state), change.line.body.area_id))


def _is_news(before: str, after: str) -> bool:
    began = after in (State.OPEN, State.UPCOMING) and before not in (State.OVERDUE, State.PARTLY_MET, State.UNCONFIRMED)
    return before != after and not began


def _akimat(area: Area, on: date) -> Organization | None:
    return Organization.objects.on(on).filter(area=area, classification="akimat").select_related("area").first()


def _held(area: Area, user, on: date) -> list[Event]:
    held = (Event.Status.PASSED, Event.Status.MINUTED, Event.Status.CLOSED)
    events = Event.objects.visible_to(user).in_region(area).filter(start__date__lte=on, status__in=held)
    return list(events.select_related("organizer").order_by("-start")[:8])


def _vacant(area: Area, user, on: date):
    return vacant_posts(on, user).in_region(area).select_related("organization__area")[:12]


def _soft(area: Area, user, on: date, rules: list[Rule]) -> list[tuple[Rule, dict[str, int]]]:
    counts: dict[UUID, dict[str, int]] = {}
    for rule_id, state, _region, count in duty_queries.state_counts(rules, on, user, area):
        counts.setdefault(rule_id, {})[state] = count
    return [(rule, counts[rule.pk]) for rule in rules if rule.pk in counts]


def _bodies(area: Area, user, on: date) -> list[tuple[str, str, int]]:
    """(kind, its name, how many) of the bodies that exist in the region."""
    found = Organization.objects.visible_to(user).in_region(area).on(on).order_by()
    counts = found.values_list("classification").annotate(count=Count("pk")).order_by("-count")
    return [(kind, classification_label(kind), count) for kind, count in counts]
