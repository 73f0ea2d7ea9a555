"""The facts of one bearer, indexed once, and what they amount to for a demand as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple

from .demands import Demand
from .errors import ScenarioError
from .facts import Fact


class Standing(IntEnum):
    """How far a fact carries, in order."""

    PARTIAL = 0  # it was held, but a check failed
    WAITING = 1  # it would pass, but a confirmation or a record is missing, or it is disputed
    FULL = 2  # it passes every check, and both sides say so


class Finding(NamedTuple):
    """What one fact amounts to for one demand."""

    day: date
    fact: Fact
    standing: Standing
    flags: tuple[str, ...]
    demand: Demand


FULL, WAITING, PARTIAL = Standing.FULL, Standing.WAITING, Standing.PARTIAL


class Evidence(NamedTuple):
    """Findings in the order they happened; `days` beside them for quick looking up."""

    days: Sequence[date]
    findings: Sequence[Finding]


class FactBook:
    """The facts of one bearer, given to `evaluate` for several rules so that the work is done once.

    Order does not matter and a fact given twice counts once; two different facts with one id are an error.
    """

    __slots__ = ("_by_kind", "_in_order", "_known")

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._by_kind: dict[str, list[Fact]] = {}
        self._in_order: dict[str, list[Fact]] = {}
        self._known: dict[tuple[Demand, date], Evidence] = {}
        for fact in _distinct(facts):
            if fact.kind in self._by_kind:
                self._by_kind[fact.kind].append(fact)
            else:
                self._by_kind[fact.kind] = [fact]

    def __iter__(self) -> Iterator[Fact]:
        for facts in self._by_kind.values():
            yield from facts

    def about(self, demand: Demand) -> Iterator[Fact]:
        """Every fact that concerns the demand, whatever its date, in the order they happened."""
        return filter(demand.concerns, self._of_kind(demand.kind))

    def _of_kind(self, kind: str) -> list[Fact]:
        """Put in order when somebody asks: a book of one rule never sorts the facts of the other kinds."""
        facts = self._in_order.get(kind)
        if facts is None:
            facts = self._in_order[kind] = sorted(self._by_kind.get(kind, ()), key=_ORDER)
        return facts

    def evidence(self, demand: Demand, on: date) -> Evidence:
        """What each fact about the demand amounts to, as known on `on`; remembered for the next rule that asks."""
        known = self._known.get((demand, on))
        if known is None:
            findings = [weigh(fact, demand, on) for fact in self.about(demand)]
            known = self._known[demand, on] = Evidence([finding.day for finding in findings], findings)
        return known


_ORDER = attrgetter("date", "id")


def _distinct(facts: Iterable[Fact]) -> Iterable[Fact]:
    given = list(facts)
    distinct = {fact.id: fact for fact in given}
    if len(distinct) < len(given):
        for fact in given:
            if distinct[fact.id] != fact:
                raise ScenarioError("facts", f"two different facts have the id {fact.id!r}.")
    return distinct.values()


def weigh(fact: Fact, demand: Demand, on: date) -> Finding:
    """Does this fact, as known on `on`, meet the demand in full, not yet, or only in part?"""
    shortfalls = []
    for test in demand.tests:
        short = test(fact, on)
        if short is not None:
            shortfalls.append(short)
    if fact.confirmed and not shortfalls and not fact.disputed:
        return Finding(fact.date, fact, FULL, (), demand)
    failed = [short.flag for short in shortfalls if not short.waiting]
    flags = failed or [short.flag for short in shortfalls if short.flag]
    if fact.disputed:
        flags.append("disputed")
    return Finding(fact.date, fact, PARTIAL if failed else WAITING, tuple(flags), demand)
