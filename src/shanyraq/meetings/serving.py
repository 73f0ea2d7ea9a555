"""Which duties an event serves: each of its facts with both sides' words, what the duty makes of it and why."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from shanyraq.compliance import Window
from shanyraq.directives.duty_queries import standings_for
from shanyraq.directives.duty_shortfalls import Shortfall, shortfalls_of
from shanyraq.directives.models import Confirmation, Rule, Side
from shanyraq.directives.permissions import bodies_of, side_among
from shanyraq.registry.models import Organization

from . import fact_ids, kinds
from .models import Event, Participation
from .queries import is_bound


@dataclass(frozen=True, slots=True)
class Served:
    """One window of one duty that rests on a fact."""

    rule: Rule
    window: Window


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of an event as its page shows it.

    ``word`` is the other side's standing word, ``is_needed`` whether a duty asks for the fact, ``may_speak`` whether
    the reader belongs to the side whose word it needs; ``duties`` are the windows that rest on the fact, ``short`` the
    duties for which it does not count in full though both sides have told it, and why.
    """

    fact_id: str
    title: str
    organization: Organization
    side: Side | None
    word: Confirmation | None = None
    may_speak: bool = False
    is_needed: bool = False
    duties: tuple[Served, ...] = field(default=())
    short: tuple[Shortfall, ...] = field(default=())

    @property
    def is_presence(self) -> bool:
        name = fact_ids.parse(self.fact_id)
        return name is not None and name.is_presence

    @property
    def is_waiting(self) -> bool:
        return self.side is not None and self.word is None

    @property
    def is_confirmed(self) -> bool:
        return self.word is not None and self.word.stance == Confirmation.Stance.CONFIRMED

    @property
    def is_disputed(self) -> bool:
        return self.word is not None and self.word.stance == Confirmation.Stance.DISPUTED


def told_by(event: Event, seats: list[Participation], decisions, user, on: date) -> list[Told]:
    """Every fact the event gives to bodies the reader may see; a fixed number of questions."""
    facts = [*_own(event), *_presences(event, seats), *_done(decisions)]
    words = {
        (word.fact_id, word.side): word
        for word in Confirmation.objects.filter(fact_id__in=[f[0] for f in facts], replaced_by=None).select_related(
            "by"
        )
    }
    duties, awaited = _duties({body for _name, _title, body, _side in facts}, on) if facts else ({}, set())
    own_bodies = bodies_of(user, on)
    told = [
        _told(name, title, body, side, words, duties, awaited, own_bodies, user) for name, title, body, side in facts
    ]
    return _explained(told, on)


def _explained(told: list[Told], on: date) -> list[Told]:
    """With what each confirmed fact lacks; how a head was present stands beside his seat and needs no other word."""
    asked = [one for one in told if one.is_confirmed and not one.is_presence]
    short = shortfalls_of({one.organization.pk for one in asked}, {one.fact_id for one in asked}, on)
    return [replace(one, short=short.get((one.fact_id, one.organization.pk), ())) for one in told]


def _own(event: Event):
    side = Side(event.recorded_side) if event.recorded_side else None
    if not event.is_held:
        return
    yield fact_ids.of_event(event.pk), event.kind_label, event.organizer, side
    for tag in event.tags.all():
        yield fact_ids.of_tag(tag, event.organizer_id), kinds.label(tag.classification), tag.organization, side


def _presences(event: Event, seats: list[Participation]):
    if not event.is_key:
        return
    for seat in seats:
        if is_bound(seat):
            side = Side(seat.recorded_side) if seat.recorded_side else None
            name = fact_ids.of_presence(event.pk, seat.organization_id)
            yield name, f"{seat.seat}: {seat.get_presence_display()}", seat.organization, side


def _done(decisions):
    for decision in decisions:
        if decision.done_on and decision.rule_id:
            yield fact_ids.of_decision(decision.pk), str(decision), decision.bearer, Side(decision.done_side)


def _duties(bodies: set[Organization], on: date) -> tuple[dict[tuple, list[Served]], set[str]]:
    """(fact, body) -> the windows that rest on it; and the facts for which a duty waits for a word."""
    found, awaited = defaultdict(list), set()
    for row in standings_for(bodies, on):
        awaited.update(row.waiting)
        for window in row.window_list:
            for fact_id in window.facts:
                found[fact_id, row.organization_id].append(Served(row.rule, window))
    return found, awaited


def _told(name, title, body, side, words, duties, awaited, own_bodies, user) -> Told:
    other = {Side.BEARER: Side.ASSEMBLY, Side.ASSEMBLY: Side.BEARER}.get(side)
    word, served = words.get((name, other)), tuple(duties.get((name, body.pk), ()))
    is_needed = bool(served) or word is not None or name in awaited
    return Told(
        fact_id=name,
        title=title,
        organization=body,
        side=side,
        word=word,
        is_needed=is_needed,
        may_speak=is_needed and other is not None and side_among(user, body, own_bodies) == other,
        duties=served,
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How the presences of bound heads stand between the two sides."""

    confirmed: int
    waiting: int
    disputed: int
    unrecorded: int

    @classmethod
    def of(cls, told: list[Told]) -> "Tally | None":
        if not told:
            return None
        return cls(
            confirmed=sum(one.is_confirmed for one in told),
            waiting=sum(one.is_waiting for one in told),
            disputed=sum(one.is_disputed for one in told),
            unrecorded=sum(one.side is None for one in told),
        )
