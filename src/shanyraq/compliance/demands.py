"""What a rule demands, compiled once from its checks.

All checks about an event speak of one and the same event; every other check asks for a fact of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from .checks import Check
from .durations import Duration
from .facts import Fact

Key = tuple[tuple[str, tuple[tuple[str, object], ...]], ...]


class Demand:
    """What one fact (or, for awards, `least` facts) must show, compiled once from checks.

    Demands compiled from equal checks are one and the same object, so a book of facts remembers its answers.
    """

    __slots__ = ("asks_presence", "checks", "key", "kind", "lasting", "least", "matches", "minutes", "tests")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.checks = tuple(Check(name, dict(args)) for name, args in key)
        specs = [check.spec for check in self.checks]
        self.kind = specs[0].kind
        self.lasting = specs[0].lasting
        self.least: int = self.checks[0].args.get("min") or 1 if self.kind == "award" else 1
        self.matches = tuple(match for check in self.checks for match in _matches(check))
        self.asks_presence = any(check.name == "present_in_person" for check in self.checks)
        terms = [check.args["within"] for check in self.checks if check.name == "minutes_within"]
        self.minutes = Duration.parse(terms[0]) if terms else None
        self.tests = tuple(check.spec.test(check.args) for check in self.checks if check.spec.test)

    def concerns(self, fact: Fact) -> bool:
        attributes = fact.attributes
        for name, values in self.matches:  # noqa: SIM110 - asked for every fact of every bearer
            if attributes.get(name) not in values:
                return False
        return True

    def minutes_due(self, fact: Fact) -> date | None:
        """The last day on which the minutes of this event are in time, if minutes are asked for."""
        return self.minutes.after(fact.date) if self.minutes is not None else None

    def __reduce__(self) -> tuple[Callable[[Key], Demand], tuple[Key]]:
        return _demand, (self.key,)


def _matches(check: Check) -> list[tuple[str, frozenset[object]]]:
    if check.name == "measure_done":
        return [("done", frozenset({True}))]
    given = [(name, check.args.get(name)) for name in check.spec.concerns]
    return [
        (name, frozenset([value] if isinstance(value, str) else value)) for name, value in given if value is not None
    ]


@lru_cache(maxsize=4096)
def _demand(key: Key) -> Demand:
    return Demand(key)


def demands_of(checks: tuple[Check, ...]) -> tuple[Demand, ...]:
    """The demands of a rule: one for all its checks about an event, one for each other check."""
    about_event = tuple(_frozen(check) for check in checks if check.spec.kind == "event")
    others = [(_frozen(check),) for check in checks if check.spec.kind != "event"]
    return tuple(_demand(key) for key in ([about_event] if about_event else []) + others)


def _frozen(check: Check) -> tuple[str, tuple[tuple[str, object], ...]]:
    return check.name, tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(check.args.items())
        if value is not None
    )
