"""The English trigger table, `data/en/triggers.toml`, compiled once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from shanyraq.reading.model import FORCES, Force
from shanyraq.reading.phrases import check_fields, load_table

_WORD = re.compile(r"[a-z]+(?:['\u2019-][a-z]+)*")
_OPTIONAL = frozenset({"negated", "only_no", "reported", "traits"})
SHAPES = frozenset(
    {
        "modal",
        "task",
        "directed",
        "directed_with",
        "that",
        "doing",
        "self",
        "impersonal",
        "nominal",
        "assigned",
        "charged",
        "future",
        "habitual",
        "imperative",
        "inverted",
    }
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of the table."""

    id: str
    shape: str
    force: Force
    regex: re.Pattern[str]
    negated: bool
    only_no: bool
    reported: bool
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListHead:
    """What the head of a list lends to its items."""

    id: str
    force: Force
    regex: re.Pattern[str]
    negated: bool
    bearer_before: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a sentence, by offsets of the sentence."""

    trigger: Trigger
    start: int
    end: int


class TriggerTable:
    """Finds triggers; a trigger is only tried where one of its cue words stands."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._pieces: dict[str, str] = table["pieces"]
        self._order: list[Trigger] = []
        self._by_cue: dict[str, list[int]] = {}
        for row in table["trigger"]:
            self._add(row)
        self.heads = tuple(
            ListHead(
                row["id"],
                _force(row),
                self._compile(row["pattern"]),
                bool(row.get("negated", False)),
                bool(row.get("bearer_before", False)),
            )
            for row in table["head"]
        )

    def matches(self, lowered: str) -> list[Match]:
        """All triggers of the sentence: leftmost first, the longest first where several begin together."""
        found = [
            Match(trigger, match.start(), match.end())
            for trigger in self._tried(frozenset(_WORD.findall(lowered)))
            for match in trigger.regex.finditer(lowered)
        ]
        return sorted(found, key=lambda each: (each.start, -each.end))

    def _tried(self, present: frozenset[str]) -> Iterator[Trigger]:
        numbers = {number for word in present & self._by_cue.keys() for number in self._by_cue[word]}
        return (self._order[number] for number in sorted(numbers))

    def _add(self, row: dict[str, Any]) -> None:
        check_fields("en", row, {"id", "shape", "force", "pattern", "cues"}, _OPTIONAL)
        if row["shape"] not in SHAPES:
            raise ValueError(f"{row['id']}: no shape {row['shape']!r}; known: {sorted(SHAPES)}")
        trigger = Trigger(
            row["id"],
            row["shape"],
            _force(row),
            self._compile(row["pattern"]),
            bool(row.get("negated", False)),
            bool(row.get("only_no", False)),
            bool(row.get("reported", False)),
            frozenset(row.get("traits", [])),
        )
        for cue in row["cues"]:
            self._by_cue.setdefault(cue, []).append(len(self._order))
        self._order.append(trigger)

    def _compile(self, pattern: str) -> re.Pattern[str]:
        for name, piece in self._pieces.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{piece})")
        return re.compile(rf"(?<![\w\u2019'-])(?:{pattern})(?![\w-])")


@cache
def trigger_table() -> TriggerTable:
    """The table, read once."""
    return TriggerTable(load_table("en", "triggers"))


def _force(row: dict[str, Any]) -> Force:
    force: Force = row["force"]
    if force not in FORCES:
        raise ValueError(f"{row['id']}: no force {force!r}; known: {FORCES}")
    return force
