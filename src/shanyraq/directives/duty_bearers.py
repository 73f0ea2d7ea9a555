"""Whom a rule binds on a day, since when, and whose duty a body has taken over.

A rule's selector is data::

    {"bearer": "post" | "organization",     the duty lies on a post of the body, or on the body itself
     "role": "head",                        which post (bearer "post" only; head by default)
     "classifications": ["akimat"],         kinds of bodies; "council.*" means every kind of council
     "area_kinds": ["region"],              kinds of areas
     "areas": ["KZ-19"],                    areas, with their districts
     "organizations": ["<id>"]}             named bodies: a one-off duty (the rule is then ``named``)

What a selector leaves out does not narrow it. A body that begins later owes from its founding (or from the day its
post was opened); a body founded as the successor of one bearer takes its windows over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from shanyraq.registry.models import Organization, Post

from .models import Rule


class Body(NamedTuple):
    """What a selector looks at."""

    pk: UUID
    classification: str
    area: str
    area_parent: str | None
    area_kind: str
    founded: date | None
    ended: date | None


COLUMNS = ("pk", "classification", "area", "area__parent", "area__kind", "founding_date", "dissolution_date")


@dataclass(frozen=True, slots=True)
class Selector:
    """The selector of a rule, read; ``means`` asks of one body what ``bodies`` asks of the database."""

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
            exact = [kind for kind in self.classifications if not kind.endswith(".*")]
            kinds = Q(classification__in=exact)
            for family in self._families():
                kinds |= Q(classification__startswith=family)
            meant &= kinds
        if self.area_kinds:
            meant &= Q(area__kind__in=self.area_kinds)
        if self.areas:
            meant &= Q(area__in=self.areas) | Q(area__parent__in=self.areas)
        return meant

    def means(self, body: Body) -> bool:
        return (
            (not self.organizations or str(body.pk) in self.organizations)
            and (not self.classifications or self._is_kind(body.classification))
            and (not self.area_kinds or body.area_kind in self.area_kinds)
            and (not self.areas or body.area in self.areas or body.area_parent in self.areas)
        )

    def _is_kind(self, classification: str) -> bool:
        return classification in self.classifications or classification.startswith(self._families())

    def _families(self) -> tuple[str, ...]:
        return tuple(kind[:-1] for kind in self.classifications if kind.endswith(".*"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body bound by a rule: since when, until when we know it is, and the bodies whose duty it took over.

    ``line`` holds ``(body id, its last day or None)``, the body itself last; facts of an earlier body count to its end.
    """

    organization: UUID
    since: date
    known_until: date | None
    line: tuple[tuple[UUID, date | None], ...]


def meant_bodies(rules: Iterable[Rule], day: date):
    """Bodies of a day that any of the rules may mean, as one queryset; ``bearers`` says whether they are bound."""
    meant = [Selector.of(rule).bodies() for rule in rules]
    return Organization.objects.on(day).filter(reduce(or_, meant)) if meant else Organization.objects.none()


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

    Three questions to the database, however many rules and bodies.
    """
    register = _Register(day, organizations)
    return {rule.pk: register.bound_by(rule) for rule in rules}


class _Register:
    """Bodies and posts as they are on a day, asked for once."""

    def __init__(self, day: date, organizations: Collection[UUID] | None):
        bodies = Organization.objects.on(day).exclude(state=Organization.State.PROPOSED)
        seats = Post.objects.on(day)
        if organizations is not None:
            bodies, seats = bodies.filter(pk__in=organizations), seats.filter(organization__in=organizations)
        self.bodies = [Body(*row) for row in bodies.order_by("pk").values_list(*COLUMNS)]
        self.seats: dict[tuple[UUID, str], list[tuple[date | None, date | None]]] = defaultdict(list)
        for pk, role, start, end in seats.order_by().values_list("organization", "role", "start_date", "end_date"):
            self.seats[pk, role].append((start, end))
        self.past = _predecessors() if self.bodies else {}

    def bound_by(self, rule: Rule) -> dict[UUID, Bearer]:
        selector = Selector.of(rule)
        found = (self._bearer(rule, selector, body) for body in self.bodies if selector.means(body))
        return {bearer.organization: bearer for bearer in found if bearer}

    def _bearer(self, rule: Rule, selector: Selector, body: Body) -> Bearer | None:
        seats = self.seats.get((body.pk, selector.role), []) if selector.bearer == "post" else [(None, None)]
        if not seats:
            return None
        line = self._line(selector, body)
        opened = date.min if line else min(start or date.min for start, _end in seats)
        closed = None if any(end is None for _start, end in seats) else max(end for _start, end in seats if end)
        founded = (line[0] if line else body).founded or date.min
        return Bearer(
            organization=body.pk,
            since=max(rule.since, founded, opened),
            known_until=min((end for end in (body.ended, closed) if end), default=None),
            line=(*((past.pk, past.ended) for past in line), (body.pk, None)),
        )

    def _line(self, selector: Selector, body: Body) -> list[Body]:
        """The bodies whose duty this one has taken over, the oldest first.

        A body inherits from one predecessor, and only if it was founded when that one ended: a body that had been
        there before keeps its own windows, and a merger of several starts anew.
        """
        line: list[Body] = []
        while True:
            before = [past for past in self.past.get(body.pk, ()) if selector.means(past)]
            if len(before) != 1 or before[0] in line or not _follows(body, before[0]):
                return line
            body = before[0]
            line.insert(0, body)


def _follows(body: Body, past: Body) -> bool:
    return body.founded is not None and past.ended is not None and body.founded >= past.ended


def _predecessors() -> dict[UUID, list[Body]]:
    """All dissolved bodies that have a successor, by that successor; there are few of them."""
    past: dict[UUID, list[Body]] = defaultdict(list)
    rows = Organization.objects.filter(successor__isnull=False, dissolution_date__isnull=False).order_by("pk")
    for successor, *row in rows.values_list("successor", *COLUMNS):
        past[successor].append(Body(*row))
    return dict(past)
