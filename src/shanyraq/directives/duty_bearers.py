"""Whom a rule binds on a day, since when, and whose duty a body has taken over.

A rule's selector is data::

    {"bearer": "post" | "organization",     the duty lies on a post of the body, or on the body itself
     "role": "head",                        which post (bearer "post" only; head by default)
     "classifications": ["akimat"],         kinds of bodies; "council.*" means every kind of council
     "area_kinds": ["region"],              kinds of areas
     "areas": ["KZ-19"],                    areas, with their districts
     "organizations": ["<id>"]}             named bodies: a one-off duty

What a selector leaves out does not narrow it. A body that begins later owes from its founding (or from the day its
post was opened); a body founded as the successor of one bearer takes its windows over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from shanyraq.registry.models import Organization, Post

from .models import Rule


@dataclass(frozen=True, slots=True)
class Selector:
    """The selector of a rule, read."""

    bearer: str = "organization"
    role: str = "head"
    classifications: tuple[str, ...] = ()
    area_kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    @classmethod
    def of(cls, rule: Rule) -> "Selector":
        given = rule.selector
        lists = ("classifications", "area_kinds", "areas", "organizations")
        return cls(
            bearer=given.get("bearer", "organization"),
            role=given.get("role") or Post.RoleKind.HEAD,
            **{name: tuple(given.get(name) or ()) for name in lists},
        )

    def bodies(self) -> Q:
        """The bodies meant, whatever the day."""
        meant = Q()
        if self.organizations:
            meant &= Q(pk__in=self.organizations)
        if self.classifications:
            meant &= self._kinds()
        if self.area_kinds:
            meant &= Q(area__kind__in=self.area_kinds)
        if self.areas:
            meant &= Q(area__in=self.areas) | Q(area__parent__in=self.areas)
        return meant

    def may_mean(self, classification: str) -> bool:
        """Could a body of this kind be meant? Asked before the database is."""
        return not self.classifications or any(
            classification == kind or (kind.endswith(".*") and classification.startswith(kind[:-1]))
            for kind in self.classifications
        )

    def _kinds(self) -> Q:
        exact = [kind for kind in self.classifications if not kind.endswith(".*")]
        meant = Q(classification__in=exact)
        for family in (kind[:-1] for kind in self.classifications if kind.endswith(".*")):
            meant |= Q(classification__startswith=family)
        return meant


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body bound by a rule: since when, until when we know it is, and the bodies whose duty it took over.

    ``line`` holds ``(body id, its last day or None)``, the body itself last; facts of an earlier body count to its end.
    """

    organization: UUID
    since: date
    known_until: date | None
    line: tuple[tuple[UUID, date | None], ...]


@dataclass
class _Found:
    """What the database says of one body before its line is known."""

    starts: list[date] = field(default_factory=list)
    ends: list[date | None] = field(default_factory=list)
    founded: date | None = None


def bound_bodies(rule: Rule, day: date):
    """Bodies that a rule binds on a day, as a queryset; a proposed body owes nothing yet."""
    selector = Selector.of(rule)
    bodies = Organization.objects.on(day).filter(selector.bodies()).exclude(state=Organization.State.PROPOSED)
    if selector.bearer == "post":
        seats = Post.objects.on(day).filter(role=selector.role)
        bodies = bodies.filter(pk__in=seats.order_by().values("organization"))
    return bodies


def bearers(
    rules: Iterable[Rule], day: date, organizations: Collection[UUID] | None = None
) -> dict[UUID, dict[UUID, Bearer]]:
    """For each rule its bearers on a day (only among ``organizations``, if given), by the rule's and the body's id.

    Rules with one selector share one question; predecessors are asked for once for all rules.
    """
    rules = list(rules)
    kinds = _kinds_of(organizations)
    found: dict[Selector, dict[UUID, _Found]] = {}
    for rule in rules:
        selector = Selector.of(rule)
        if selector not in found:
            asked = kinds is None or any(selector.may_mean(kind) for kind in kinds)
            found[selector] = _find(rule, selector, day, organizations) if asked else {}
    lines = _lines(found)
    return {
        rule.pk: {pk: _bearer(rule, pk, body, lines[selector].get(pk, ())) for pk, body in found[selector].items()}
        for rule in rules
        for selector in [Selector.of(rule)]
    }


def _kinds_of(organizations: Collection[UUID] | None) -> set[str] | None:
    if organizations is None:
        return None
    return set(Organization.objects.filter(pk__in=organizations).order_by().values_list("classification", flat=True))


def _find(rule: Rule, selector: Selector, day: date, organizations: Collection[UUID] | None) -> dict[UUID, _Found]:
    bodies = bound_bodies(rule, day)
    if organizations is not None:
        bodies = bodies.filter(pk__in=organizations)
    if selector.bearer == "post":
        seats = Post.objects.on(day).filter(role=selector.role, organization__in=bodies.order_by().values("pk"))
        columns = (
            "organization_id",
            "organization__founding_date",
            "organization__dissolution_date",
            "start_date",
            "end_date",
        )
        rows = seats.order_by("organization_id").values_list(*columns)
    else:
        rows = ((*row, None, None) for row in bodies.values_list("pk", "founding_date", "dissolution_date"))
    found: dict[UUID, _Found] = defaultdict(_Found)
    for pk, founded, dissolved, opened, closed in rows:
        body = found[pk]
        body.founded = founded
        body.starts.append(max(opened or date.min, founded or date.min))
        body.ends.append(min((end for end in (dissolved, closed) if end), default=None))
    return dict(found)


def _bearer(rule: Rule, pk: UUID, body: _Found, line: tuple["_Past", ...]) -> Bearer:
    begun = line[0].founded or date.min if line else min(body.starts)
    ends = [end for end in body.ends if end]
    return Bearer(
        organization=pk,
        since=max(rule.since, begun),
        known_until=max(ends) if len(ends) == len(body.ends) and ends else None,
        line=(*((past.pk, past.ended) for past in line), (pk, None)),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    pk: UUID
    successor: UUID
    founded: date | None
    ended: date


def _lines(found: dict[Selector, dict[UUID, _Found]]) -> dict[Selector, dict[UUID, tuple[_Past, ...]]]:
    """For each selector, whose duties a body has taken over, the oldest first.

    A body inherits from one predecessor, and only if it was founded when that one ended: a body that had been there
    before keeps its own windows, and a merger of several starts anew.
    """
    past = _predecessors() if any(found.values()) else {}
    lines: dict[Selector, dict[UUID, tuple[_Past, ...]]] = {}
    for selector, bound in found.items():
        meant = _meant(selector, past) if past else set()
        lines[selector] = {pk: _line_of(pk, body.founded, past, meant) for pk, body in bound.items()} if meant else {}
    return lines


def _predecessors() -> dict[UUID, list[_Past]]:
    """All dissolved bodies that have a successor, by that successor; there are few of them."""
    past: dict[UUID, list[_Past]] = defaultdict(list)
    rows = Organization.objects.filter(successor__isnull=False, dissolution_date__isnull=False).order_by("pk")
    for row in rows.values_list("pk", "successor_id", "founding_date", "dissolution_date"):
        past[row[1]].append(_Past(*row))
    return dict(past)


def _meant(selector: Selector, past: dict[UUID, list[_Past]]) -> set[UUID]:
    ids = [body.pk for bodies in past.values() for body in bodies]
    return set(Organization.objects.filter(selector.bodies(), pk__in=ids).values_list("pk", flat=True))


def _line_of(pk: UUID, founded: date | None, past: dict[UUID, list[_Past]], meant: set[UUID]) -> tuple[_Past, ...]:
    line: list[_Past] = []
    while True:
        before = [body for body in past.get(pk, ()) if body.pk in meant]
        if len(before) != 1 or founded is None or founded < before[0].ended or before[0] in line:
            return tuple(reversed(line))
        line.append(before[0])
        pk, founded = before[0].pk, before[0].founded
