"""What the duties answer. A day is always asked about; for today the cache answers, for any other day the engine.

"As of a day" means: what had happened by that day, with everything that is known now about it.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from shanyraq.compliance import State, Window
from shanyraq.places import calendar
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization

from . import facts
from .duty_bearers import bound_bodies, meant_bodies
from .duty_evaluation import OTHER, Case, cases
from .duty_windows import leading
from .facts import Evidence
from .models import Rule, RuleForce, Side, Standing
from .permissions import bodies_of, side_among
from .rule_vocabulary import terms
from .standing import fresh, row_of

FORCES = (RuleForce.MUST, RuleForce.SHOULD, RuleForce.PROPOSED)
UNSETTLED = frozenset(
    {State.OPEN, State.DUE_SOON, State.UNCONFIRMED, State.PARTLY_MET, State.OVERDUE, State.NOT_YET, State.UPCOMING}
)
ATTENTION = {
    state: place
    for place, state in enumerate(
        [State.OVERDUE, State.PARTLY_MET, State.UNCONFIRMED, State.DUE_SOON, State.OPEN, State.NOT_YET, State.UPCOMING]
    )
}


def rules_on(day: date) -> list[Rule]:
    """The standing rules, one version of each: the one in force on a day, else the first that is to come.

    Ended rules are left out, and so are one-off duties, which name their bodies (``one_off_rules``).
    """
    return in_order(_spoken(living_rules(day).filter(named=False).select_related("counterparty"), day))


def _spoken(standing_rules, day: date) -> Iterable[Rule]:
    """One version of each rule."""
    first: dict[str, Rule] = {}
    for rule in sorted(standing_rules, key=lambda rule: (rule.code, rule.since, rule.version)):
        known = first.get(rule.code)
        if known is None or (known.since <= day and rule.since <= day):
            first[rule.code] = rule
    return first.values()


def one_off_rules(organizations: Collection[UUID], day: date) -> list[Rule]:
    """Duties laid on the given bodies by name, in force on a day or to come."""
    return in_order(living_rules(day).filter(_laid_on(organizations)).select_related("counterparty"))


def _laid_on(organizations: Collection[UUID]) -> Q:
    own = Standing.objects.filter(organization__in=organizations).order_by().values("rule")
    return Q(named=True, pk__in=own)


def _rules_for(organizations: Collection[UUID], day: date) -> list[Rule]:
    """The standing rules and what is laid on the given bodies by name; one query."""
    both = living_rules(day).filter(Q(named=False) | _laid_on(organizations)).select_related("counterparty")
    named, standing_rules = [], []
    for rule in both.order_by("code", "version"):
        (named if rule.named else standing_rules).append(rule)
    return in_order([*_spoken(standing_rules, day), *named])


def living_rules(day: date):
    """Every rule that has not ended by a day, one-off duties too."""
    return Rule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Obligations first, then recommendations, then proposals; within a force by group, as the country lists them."""
    place = {code: number for number, code in enumerate(terms("group"))}
    return sorted(
        rules,
        key=lambda rule: (FORCES.index(rule.force), place.get(rule.group, len(place)), rule.code, rule.version),
    )


def rule_on(code: str, day: date) -> Rule | None:
    """The version of a rule that speaks on a day: in force, else the next to come, else the last that was."""
    versions = list(versions_of(code))
    in_force = [rule for rule in versions if rule.since <= day and (rule.valid_to is None or rule.valid_to >= day)]
    later = [rule for rule in versions if rule.since > day]
    return next(reversed(in_force), None) or next(iter(later), None) or next(reversed(versions), None)


def versions_of(code: str):
    """All versions of a rule, the oldest first."""
    return Rule.objects.filter(code=code).select_related("directive__act", "counterparty").order_by("since", "version")


def bearers_of(rule: Rule, day: date):
    """Bodies that a rule binds on a day, as a queryset."""
    return bound_bodies(rule, day)


def meant_by(rules: Iterable[Rule], day: date):
    """Bodies of a day that any of the rules may bind, as a queryset: whom to ask about."""
    return meant_bodies(rules, day)


def windows_of(rule: Rule, organizations: Iterable, on: date) -> dict[UUID, tuple[Window, ...]]:
    """The windows of one version of a rule for each of the given bodies (ids or bodies) that it binds on a day."""
    rows = standings_for(organizations, on, rules=[rule])
    return {row.organization_id: row.window_list for row in rows}


def cases_of(versions: Iterable[Rule], organization: Organization, on: date) -> list[Case]:
    """The given versions of a rule that bind a body, with every word on its facts; asks the engine, not the cache."""
    found = {case.rule_id: case for case in cases(versions, on, [organization.pk], with_words=True)}
    return [found[rule.pk] for rule in versions if rule.pk in found]


def standings_for(organizations: Iterable, on: date, rules: Collection[Rule] | None = None) -> list[Standing]:
    """Where the given bodies stand on a day with the rules of that day (or the given ones); nothing is written.

    Obligations first, then by rule; rows carry their rule. Bodies may be ids, bodies or a queryset.
    """
    ids = {getattr(body, "pk", body) for body in organizations}
    if not ids:
        return []
    asked = _rules_for(ids, on) if rules is None else list(rules)
    place = {rule.pk: number for number, rule in enumerate(asked)}
    rows = _rows(asked, ids, on)
    for row in rows:
        row.rule = asked[place[row.rule_id]]
    return sorted(rows, key=lambda row: (place[row.rule_id], row.organization_id))


def _rows(rules: list[Rule], ids: set[UUID], on: date) -> list[Standing]:
    """Rows of the cache, those past their day computed anew; for another day than today all are computed."""
    if not rules:
        return []
    if on != calendar.today():
        return [row_of(case, on) for case in cases(rules, on, ids)]
    kept = list(Standing.objects.filter(organization__in=ids, rule__in=rules).order_by())
    late = {row.organization_id for row in kept if not row.holds_on(on)}
    anew = [row_of(case, on) for case in cases(rules, on, late)] if late else []
    return [row for row in kept if row.organization_id not in late] + anew


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of a desk: what a body owes, by when, and how it stands."""

    standing: Standing
    organization: Organization

    @property
    def rule(self) -> Rule:
        return self.standing.rule

    @property
    def due(self) -> date | None:
        return self.standing.due

    @property
    def state(self) -> str:
        return self.standing.state


def owed_by(organizations: Iterable[Organization], on: date) -> list[Owed]:
    """What the given bodies owe on a day: unsettled windows, obligations first, the nearest due date first."""
    bodies = {body.pk: body for body in organizations}
    lines = [Owed(row, bodies[row.organization_id]) for row in standings_for(bodies, on) if _is_unsettled(row, on)]
    return sorted(lines, key=lambda line: (FORCES.index(line.rule.force), line.due or date.max, line.rule.code))


def _is_unsettled(row: Standing, on: date) -> bool:
    window = leading(row.window_list, on) if row.state in UNSETTLED else None
    return window is not None and window.closed_on is None


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A fact that waits for the reader's word, and until when a word is expected."""

    fact_id: str
    organization: Organization
    evidence: Evidence
    side: Side
    deadline: date | None
    rules: tuple[Rule, ...] = field(default=())

    def is_late(self, on: date) -> bool:
        return self.deadline is not None and self.deadline < on


def to_confirm(user, on: date, bodies: list[Organization] | None = None) -> list[ToConfirm]:
    """Facts of the bodies a user may see that wait for his side's word, the nearest deadline first.

    ``bodies``: those he acts for, with their areas, if they are known already.
    """
    waiting = _waiting(Standing.objects.visible_to(user))
    if bodies is None:
        bodies = bodies_of(user, on) if waiting else []
    asked = [one for one in _asked(waiting, on) if side_among(user, one.organization, bodies) == one.side]
    return sorted(asked, key=lambda one: (one.deadline or date.max, one.fact_id))


def waiting_facts(on: date) -> list[ToConfirm]:
    """Every fact in the country that waits for a word, and the side whose word it is."""
    return _asked(_waiting(Standing.objects.all()), on)


def _asked(waiting: dict[tuple[UUID, str], list[Standing]], on: date) -> list[ToConfirm]:
    shown = facts.evidence_of({fact_id for _body, fact_id in waiting}) if waiting else {}
    deadlines = confirm_by(shown.values())
    return [
        ToConfirm(
            fact_id=fact_id,
            organization=rows[0].organization,
            evidence=evidence,
            side=OTHER[Side(evidence.recorded_side)],
            deadline=deadlines[fact_id],
            rules=rules,
        )
        for (_body, fact_id), rows in waiting.items()
        if (evidence := shown.get(fact_id)) and _is_asked(evidence, on) and (rules := _concerned(rows, evidence))
    ]


def _concerned(rows: Iterable[Standing], evidence: Evidence) -> tuple[Rule, ...]:
    """The rules for which a fact can count: those that had begun by its day."""
    return tuple(row.rule for row in rows if evidence.day is None or row.rule.since <= evidence.day)


def _is_asked(evidence: Evidence, on: date) -> bool:
    return evidence.recorded_side is not None and (evidence.day is None or evidence.day <= on)


def _waiting(rows) -> dict[tuple[UUID, str], list[Standing]]:
    """(body, fact) -> the duties that wait for a word on it."""
    found: dict[tuple[UUID, str], list[Standing]] = {}
    rows = rows.exclude(waiting=[]).select_related("rule", "organization__area").order_by("organization", "rule")
    for row in rows.defer("windows"):
        for fact_id in row.waiting:
            found.setdefault((row.organization_id, fact_id), []).append(row)
    return found


def confirm_by(shown: Iterable[Evidence]) -> dict[str, date | None]:
    """Fact id -> the day by which the other side is expected to speak: working days after the fact was recorded."""
    recorded = {one.fact_id: calendar.local_date(one.recorded_at) if one.recorded_at else None for one in shown}
    asked = {day for day in recorded.values() if day}
    terms = calendar.add_working_days_each(asked, settings.CONFIRM_WITHIN_WORKING_DAYS)
    return {fact_id: terms[day] if day else None for fact_id, day in recorded.items()}


@dataclass(frozen=True, slots=True)
class Summary:
    """How many duties stand in which state: ``counts[(force, state, region code)]``. The forces are never added up."""

    on: date
    counts: Counter

    def by_state(self, force: str, region: str | None = None) -> dict[str, int]:
        """State -> count of one force, in the country or in one region."""
        found: Counter = Counter()
        for (one_force, state, code), count in self.counts.items():
            if one_force == force and region in (None, code):
                found[state] += count
        return dict(found)

    def by_region(self, force: str) -> dict[str, dict[str, int]]:
        """Region code -> state -> count of one force."""
        found: dict[str, dict[str, int]] = {}
        for (one_force, state, code), count in self.counts.items():
            if one_force == force:
                found.setdefault(code, {})[state] = count
        return found


def summary(on: date, user, rules: Collection[Rule] | None = None) -> Summary:
    """Counts by force, state and region of what the user may see, one-off duties too; one for each rule and body."""
    asked = list(rules if rules is not None else [*rules_on(on), *living_rules(on).filter(named=True)])
    forces = {rule.pk: rule.force for rule in asked}
    counts: Counter = Counter()
    for rule_id, state, region, count in state_counts(asked, on, user):
        counts[forces[rule_id], state, region] += count
    return Summary(on, counts)


def state_counts(rules: list[Rule], on: date, user, region: Area | None = None) -> list[tuple[UUID, str, str, int]]:
    """(rule id, state, region code, count) of what a user may see (in a region); for today counted by the database."""
    visible, kept = Organization.objects.visible_to(user), Standing.objects.visible_to(user)
    if region is not None:
        visible, kept = visible.in_region(region), kept.in_region(region)
    if on != calendar.today():
        regions = _regions(visible)
        return _counted((row_of(case, on) for case in cases(rules, on, regions.keys())), regions)
    kept = kept.filter(rule__in=rules).order_by()
    level, area, parent = "organization__area__level", "organization__area", "organization__area__parent"
    rows = kept.values_list("rule", "state", level, area, parent).annotate(
        count=Count("pk", filter=fresh(on)), late=Count("pk", filter=~fresh(on))
    )
    found = list(rows)
    counts = [(rule, state, _region(*place), count) for rule, state, *place, count, _late in found if count]
    if any(late for *_row, late in found):
        late = set(kept.exclude(fresh(on)).values_list("rule", "organization"))
        regions = _regions(visible.filter(pk__in={body for _rule, body in late}))
        live = (row_of(case, on) for case in cases(rules, on, regions.keys()))
        counts += _counted((row for row in live if (row.rule_id, row.organization_id) in late), regions)
    return counts


def _regions(bodies) -> dict[UUID, str]:
    columns = ("pk", "area__level", "area", "area__parent")
    return {pk: _region(*place) for pk, *place in bodies.order_by().values_list(*columns)}


def _region(level: int, code: str, parent: str | None) -> str:
    """The region an area lies in; the country keeps its own code."""
    return (parent or "") if level == 2 else code


def _counted(rows: Iterable[Standing], regions: dict[UUID, str]) -> list[tuple[UUID, str, str, int]]:
    found = Counter((row.rule_id, row.state, regions[row.organization_id]) for row in rows)
    return [(*key, count) for key, count in found.items()]
