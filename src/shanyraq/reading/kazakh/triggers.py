"""The Kazakh trigger table, `data/kk/triggers.toml`, folded and compiled once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from shanyraq.reading.kazakh.folding import LETTERS
from shanyraq.reading.model import FORCES, Force
from shanyraq.reading.phrases import check_fields, load_table

_OPTIONAL = frozenset({"after", "pattern", "cues", "form", "negated", "predicate", "bearer_between", "wishes"})
SHAPES = frozenset({"verbal", "final", "future", "task"})
FORMS = frozenset({"bare", "possessed", "dative", "accusative", "past", "if", "about", "noun"})
CASES = frozenset({"nominative", "genitive", "dative", "accusative", "ablative"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of the table; `pattern` is None for the shapes that are told by the verb form alone."""

    id: str
    shape: str
    force: Force
    pattern: re.Pattern[str] | None
    cues: tuple[str, ...]
    after: tuple[str, ...]
    bearer: tuple[str, ...]
    form: str
    negated: bool
    predicate: bool
    bearer_between: bool
    wishes: bool


@dataclass(frozen=True, slots=True)
class ListHead:
    """What the head of a list lends to its items."""

    id: str
    force: Force
    pattern: re.Pattern[str]
    bearer: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger with a pattern, found in a sentence by its offsets."""

    trigger: Trigger
    start: int
    end: int


class TriggerTable:
    """Finds the words that follow an action («… өткізуге | міндетті»)."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.triggers = tuple(_trigger(row) for row in table["trigger"])
        self.heads = tuple(_head(row) for row in table["head"])
        self._worded = [(each, each.pattern) for each in self.triggers if each.pattern is not None]
        self._by_cue: dict[str, list[int]] = {}
        for number, (trigger, _) in enumerate(self._worded):
            for cue in trigger.cues:
                self._by_cue.setdefault(cue, []).append(number)

    def matches(self, folded: str) -> list[Match]:
        """Leftmost first, the longest first where several begin together."""
        return sorted(self._found(folded), key=lambda each: (each.start, -each.end))

    def of_shape(self, shape: str) -> tuple[Trigger, ...]:
        return tuple(each for each in self.triggers if each.shape == shape)

    def _found(self, folded: str) -> Iterator[Match]:
        tried = {number for cue, numbers in self._by_cue.items() if cue in folded for number in numbers}
        for number in sorted(tried):
            trigger, pattern = self._worded[number]
            for match in pattern.finditer(folded):
                yield Match(trigger, match.start(), match.end())


@cache
def trigger_table() -> TriggerTable:
    """The table, read once."""
    return TriggerTable(load_table("kk", "triggers"))


def _trigger(row: dict[str, Any]) -> Trigger:
    check_fields("kk", row, {"id", "shape", "force", "bearer"}, _OPTIONAL)
    _check(row["id"], "shape", {row["shape"]}, SHAPES)
    _check(row["id"], "after", set(row.get("after", [])), FORMS)
    _check(row["id"], "bearer", set(row["bearer"]), CASES)
    return Trigger(
        row["id"],
        row["shape"],
        _force(row),
        _compile(row["pattern"]) if "pattern" in row else None,
        tuple(cue.translate(LETTERS) for cue in row.get("cues", [])),
        tuple(row.get("after", [])),
        tuple(row["bearer"]),
        str(row.get("form", "")),
        bool(row.get("negated", False)),
        bool(row.get("predicate", False)),
        bool(row.get("bearer_between", False)),
        bool(row.get("wishes", False)),
    )


def _head(row: dict[str, Any]) -> ListHead:
    _check(row["id"], "bearer", set(row["bearer"]), CASES)
    return ListHead(
        row["id"], _force(row), _compile(row["pattern"]), tuple(row["bearer"]), bool(row.get("negated", False))
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern.translate(LETTERS)})(?!\w)")


def _force(row: dict[str, Any]) -> Force:
    force: Force = row["force"]
    _check(row["id"], "force", {force}, frozenset(FORCES))
    return force


def _check(name: str, what: str, given: set[str], known: frozenset[str]) -> None:
    if given - known:
        raise ValueError(f"{name}: no {what} {sorted(given - known)}; known: {sorted(known)}")
