"""What the grid page shows, assembled for one reader: the chosen rule over months, or every rule as of a day."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.http import urlencode

from shanyraq.compliance import State
from shanyraq.places import calendar
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization

from . import duty_grid
from .duty_grid import Count, Month, Row
from .duty_queries import (
    ATTENTION,
    FORCES,
    bearers_of,
    rule_on,
    rules_on,
    standings_for,
    state_counts,
    versions_of,
)
from .duty_words import Mark, mark
from .models import Rule, Standing
from .standing import fresh

PAGE_SIZE = 50
FEW = 60
"""So many bearers are shown one by one; more are counted by region, each count leading to its list."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One rule: a page of bearers over the months, or regions with counts when there are many."""

    rule: Rule
    on: date
    months: list[Month]
    totals: list[Count]
    rows: list[Row] = field(default_factory=list)
    page: Page | None = None
    regions: list[tuple[Area, list[Count]]] = field(default_factory=list)

    @property
    def years(self) -> list[tuple[int, int]]:
        return duty_grid.years_of(self.months)

    @property
    def is_counted(self) -> bool:
        return bool(self.regions)


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule in one region: a single bearer's state, or counts of many."""

    counts: list[Count]
    single: Mark | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rules of one force as of a day; forces never share a sheet."""

    force: str
    rules: list[Rule]
    rows: list[tuple[Area, list[Cell]]]
    totals: list[Count]


def chosen_rule(code: str, rules: list[Rule], on: date) -> Rule | None:
    """The rule asked for, also one that has ended; without a choice the first obligation."""
    if code:
        return next((rule for rule in rules if rule.code == code), None) or rule_on(code, on)
    return rules[0] if rules else None


def timeline(user, rule: Rule, *, on: date, span: int, region: str, state: str, page) -> Timeline:
    address = _address(rule=rule.code, on=on, span=span)
    counts = state_counts([rule], on, user)
    here = [count for count in counts if region in ("", count[2])]
    totals = _totals(here, address, region)
    wanted = [count for count in here if state in ("", count[1])]
    months = duty_grid.months_around(on, span)
    if user.sees_country and not region and not state and _is_crowd(counts):
        regions = _regions_in({count[2] for count in counts})
        by_region = duty_grid.counted_regions(counts, address)
        return Timeline(rule, on, months, totals, regions=[(area, by_region[area.code]) for area in regions])
    ids = _bearer_ids(user, rule, on, region, state)
    shown = Paginator(_Counted(ids, sum(count[3] for count in wanted)), PAGE_SIZE).get_page(page)
    return Timeline(rule, on, months, totals, rows=_rows(list(shown.object_list), rule, months, on), page=shown)


def export_rows(user, rule: Rule, *, on: date, region: str, state: str) -> list[tuple[Organization, Standing]]:
    """Every bearer of a selection with all its windows, version by version."""
    ids = list(_bearer_ids(user, rule, on, region, state))
    bodies = _bodies(ids)
    place = {pk: number for number, pk in enumerate(ids)}
    standings = standings_for(ids, on, rules=list(versions_of(rule.code)))
    return [(bodies[row.organization_id], row) for row in sorted(standings, key=lambda row: place[row.organization_id])]


def sheets(user, *, on: date, region: str) -> list[Sheet]:
    """Every rule as of a day, one sheet for obligations, one for recommendations, one for proposals."""
    rules = rules_on(on)
    counts = [count for count in state_counts(rules, on, user) if region in ("", count[2])]
    singles = _singles(user, rules, counts, on)
    areas = _regions_in({count[2] for count in counts})
    return [
        _sheet(force, [rule for rule in rules if rule.force == force], counts, areas, singles, on)
        for force in FORCES
        if any(rule.force == force for rule in rules)
    ]


def _sheet(force, rules: list[Rule], counts, areas: list[Area], singles, on: date) -> Sheet:
    ids = {rule.pk for rule in rules}
    mine = [count for count in counts if count[0] in ids]
    present = {rule_id for rule_id, *_rest in mine}
    shown = [rule for rule in rules if rule.pk in present]
    by_rule = {
        rule.pk: duty_grid.counted_regions([one for one in mine if one[0] == rule.pk], _address(rule=rule.code, on=on))
        for rule in shown
    }
    rows = [
        (area, [_cell(by_rule[rule.pk].get(area.code, []), singles.get((rule.pk, area.code))) for rule in shown])
        for area in areas
    ]
    return Sheet(force, shown, rows, _totals(mine, "", ""))


def _cell(counts: list[Count], single: tuple[str, UUID] | None) -> Cell:
    if single is None or sum(count.number for count in counts) != 1:
        return Cell(counts)
    code, body = single
    return Cell(counts, counts[0].mark, reverse("duties:duty", args=[code, body]))


def _singles(user, rules: list[Rule], counts, on: date) -> dict[tuple[UUID, str], tuple[str, UUID]]:
    """(rule, region) -> (rule code, body) where a region has one bearer of a rule."""
    few = [rule for rule in rules if 0 < sum(one[3] for one in counts if one[0] == rule.pk) <= FEW]
    codes = {rule.pk: rule.code for rule in few}
    if on == calendar.today():
        kept = Standing.objects.visible_to(user).filter(rule__in=few).order_by()
        pairs = kept.values_list("rule", "organization", "organization__area", "organization__area__parent")
    else:
        pairs = [
            (rule.pk, *row)
            for rule in few
            for row in bearers_of(rule, on).visible_to(user).order_by().values_list("pk", "area", "area__parent")
        ]
    return {
        (rule, place): (codes[rule], body) for rule, body, area, parent in pairs for place in (area, parent) if place
    }


class _Counted:
    """A sequence of ids whose length is known already."""

    def __init__(self, ids, count: int):
        self.ids, self.number = ids, count

    def __len__(self):
        return self.number

    def __getitem__(self, key):
        return self.ids[key]


def _bearer_ids(user, rule: Rule, on: date, region: str, state: str):
    """Ids of the bearers asked for, by region and name; lazily from the cache when it is right for the day."""
    kept = Standing.objects.visible_to(user).filter(rule=rule)
    if on == calendar.today() and not kept.exclude(fresh(on)).exists():
        kept = kept.in_region(region) if region else kept
        kept = kept.filter(state=state) if state else kept
        ordered = kept.order_by("organization__area", "organization__name_ru", "organization")
        return ordered.values_list("organization", flat=True)
    if on == calendar.today():
        bodies = Organization.objects.visible_to(user).filter(pk__in=kept.order_by().values("organization"))
    else:
        bodies = bearers_of(rule, on).visible_to(user)
    bodies = bodies.in_region(region) if region else bodies
    ids = list(bodies.order_by("area", "name_ru", "pk").values_list("pk", flat=True))
    if not state:
        return ids
    right = {row.organization_id for row in standings_for(ids, on, rules=[rule]) if row.state == state}
    return [pk for pk in ids if pk in right]


def _rows(ids: Collection[UUID], rule: Rule, months: list[Month], on: date) -> list[Row]:
    standings = standings_for(ids, on, rules=_versions(rule))
    found = duty_grid.rows(standings, _bodies(ids), rule, months, on)
    return [found[pk] for pk in ids if pk in found]


def _versions(rule: Rule) -> list[Rule]:
    return [rule] if rule.version == 1 else list(versions_of(rule.code))


def _bodies(ids: Collection[UUID]) -> dict[UUID, Organization]:
    return Organization.objects.select_related("area__parent").in_bulk(list(ids))


def _is_crowd(counts) -> bool:
    return sum(count[3] for count in counts) > FEW


def _regions_in(codes: Collection[str]) -> list[Area]:
    return list(Area.objects.filter(pk__in=codes).order_by("-level", "code"))


def _totals(counts, address: str, region: str) -> list[Count]:
    """State -> how many, the most urgent first."""
    found: dict[str, int] = {}
    for _rule, state, _region, number in counts:
        found[state] = found.get(state, 0) + number
    suffix = f"&region={region}" if region else ""
    return [
        Count(mark(state), number, f"{address}{suffix}&state={state}" if address else "")
        for state, number in sorted(found.items(), key=lambda item: ATTENTION.get(State(item[0]), len(ATTENTION)))
    ]


def _address(**asked) -> str:
    if asked.get("on") == calendar.today():
        del asked["on"]
    return f"{reverse('duties:grid')}?{urlencode(asked)}"
