"""Frequencies, deadlines and conditions of one language, found by a table of patterns (`data/*/phrases.toml`).

A pattern is a regular expression over lower-case text in which `{n}`, `{count}`, `{times}`, `{unit}`, `{day}`,
`{month}`, `{year}`, `{quarter}`, `{half}` stand for the words of the tables `numbers`, `times`, `units`, `months`,
`quarters`, and `{NAME}` for an entry of `pieces`. A matched group `keep`, where a pattern has one, is the span
instead of the whole match. `gates` hold one cheap pattern for each kind: a clause it does not match is not looked at
further.
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

from shanyraq.reading.model import CONDITION_KINDS, ConditionKind, Deadline, Frequency, Span


@dataclass(frozen=True, slots=True)
class FoundCondition:
    """The words that open a condition; it goes on to the right or to the left of them, or not at all."""

    kind: ConditionKind
    span: Span
    runs: str = ""


_COMMON_YEAR, _LEAP_YEAR = 2025, 2024
_Piece = TypeVar("_Piece", Frequency, Deadline, FoundCondition)


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    facts: Mapping[str, Any]

    def span(self, match: re.Match[str]) -> Span:
        return match.span("keep") if "keep" in self.regex.groupindex else match.span()


def load_table(language: str, name: str) -> dict[str, Any]:
    """`data/<language>/<name>.toml` as it was written."""
    path = files("shanyraq.reading").joinpath(f"data/{language}/{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def check_fields(language: str, row: Mapping[str, Any], needed: set[str], optional: frozenset[str]) -> None:
    """ValueError names the row of `triggers.toml` and the field that is missing or not known."""
    place = f"{language}/triggers.toml, {row.get('id', 'a row without id')}"
    if missing := sorted(needed - row.keys()):
        raise ValueError(f"{place}: the field {missing[0]!r} is missing")
    if unknown := sorted(row.keys() - needed - optional):
        known = ", ".join(sorted(needed | optional))
        raise ValueError(f"{place}: the field {unknown[0]!r} is not known; known fields: {known}")


class PhraseBook:
    """Finds the phrases of one language in a lower-case clause.

    `letters` (a `str.translate` table) folds letters of the table the way the caller has folded the clause.
    """

    def __init__(self, table: Mapping[str, Any], letters: Mapping[int, int] | None = None) -> None:
        letters = letters or {}

        def fold(word: str) -> str:
            return word.translate(letters)

        self._numbers: dict[str, int] = {fold(word): n for word, n in table["numbers"].items()}
        self._times: dict[str, int] = {fold(word): n for word, n in table["times"].items()}
        self._units: dict[str, str] = {fold(word): unit for word, unit in table["units"].items()}
        self._months: dict[str, int] = {fold(word): n for word, n in table["months"].items()}
        self._quarters: dict[str, int] = {fold(word): n for word, n in table["quarters"].items()}
        self._letters = letters
        self._pieces = {name: fold(piece) for name, piece in table.get("pieces", {}).items()}
        self._times_word = fold(table["words"]["times"])
        self._slots = self._slot_patterns()
        self._frequencies = self._compile(table["frequency"])
        self._deadlines = self._compile(table["deadline"])
        self._conditions = self._compile(table["condition"])
        self._gates = {name: re.compile(fold(gate)) for name, gate in table["gates"].items()}

    def frequencies(self, clause: str) -> list[Frequency]:
        """Every frequency of the clause, in order; spans are offsets of the clause."""
        if not self._gates["frequency"].search(clause):
            return []
        found = []
        for pattern in self._frequencies:
            for match in pattern.regex.finditer(clause):
                at_least = self._at_least(pattern, match)
                period = self._period(pattern, match)
                if period and at_least:
                    found.append(Frequency(at_least, period, pattern.span(match)))
        return _without_overlaps(found)

    def deadlines(self, clause: str, text: str) -> list[Deadline]:
        """Every deadline of the clause, in order; `text` is the clause as it was written."""
        if not self._gates["deadline"].search(clause):
            return []
        found = []
        for pattern in self._deadlines:
            for match in pattern.regex.finditer(clause):
                start, end = pattern.span(match)
                date, relative = self._when(pattern, match)
                found.append(Deadline(text[start:end], (start, end), date, relative))
        return _without_overlaps(found)

    def conditions(self, clause: str) -> list[FoundCondition]:
        """Every condition of the clause, in order."""
        if not self._gates["condition"].search(clause):
            return []
        found: list[FoundCondition] = []
        for pattern in self._conditions:
            kind = pattern.facts["kind"]
            runs = pattern.facts.get("runs", "")
            found += [FoundCondition(kind, pattern.span(match), runs) for match in pattern.regex.finditer(clause)]
        return _without_overlaps(found)

    def _slot_patterns(self) -> dict[str, str]:
        return {
            "n": rf"(?P<n>\d{{1,3}}|{_any_of(self._numbers)})",
            "count": rf"(?P<count>\d{{1,2}}|{_any_of(self._numbers)})",
            "times": rf"(?P<times>{_any_of(self._times)}|\d{{1,3}}(?:{self._times_word}))",
            "unit": rf"(?P<unit>{_any_of(self._units)})",
            "day": r"(?P<day>\d{1,2})",
            "month": rf"(?P<month>{_any_of(self._months)})",
            "year": r"(?P<year>20\d\d)",
            "quarter": rf"(?P<quarter>{_any_of(self._quarters)})",
            "half": rf"(?P<half>{_any_of(self._quarters)})",
            "dotted": r"(?P<day>\d{1,2})[./](?P<monthnumber>\d{1,2})[./](?P<year>20\d\d)",
            "iso": r"(?P<year>20\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)",
        }

    def _compile(self, entries: list[Mapping[str, Any]]) -> list[_Pattern]:
        compiled = []
        for entry in entries:
            source = self._filled(entry["pattern"].translate(self._letters))
            if "kind" in entry and entry["kind"] not in CONDITION_KINDS:
                raise ValueError(f"{entry['kind']!r} is no kind of condition; known: {CONDITION_KINDS}")
            compiled.append(_Pattern(re.compile(rf"(?<!\w)(?:{source})(?!\w)"), entry))
        return compiled

    def _filled(self, source: str) -> str:
        for _ in range(4):
            for name, piece in self._pieces.items():
                source = source.replace(f"{{{name}}}", f"(?:{piece})")
        for name, slot in self._slots.items():
            source = source.replace(f"{{{name}}}", slot)
        return source

    def _at_least(self, pattern: _Pattern, match: re.Match[str]) -> int:
        groups = match.groupdict()
        if groups.get("times"):
            return self._times_of(groups["times"])
        if groups.get("count"):
            return self._number(groups["count"])
        return int(pattern.facts.get("at_least", 1))

    def _times_of(self, word: str) -> int:
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits else self._times.get(word, 0)

    def _number(self, word: str | None) -> int:
        if not word:
            return 1
        return int(word) if word.isdigit() else self._numbers.get(word, 1)

    def _period(self, pattern: _Pattern, match: re.Match[str]) -> str | None:
        if "per" in pattern.facts:
            return str(pattern.facts["per"])
        groups = match.groupdict()
        if not groups.get("unit"):
            return None
        return _duration(self._number(groups.get("n")), self._units[groups["unit"]])

    def _when(self, pattern: _Pattern, match: re.Match[str]) -> tuple[str | None, str | None]:
        """The date (or quarter) and the relative term a deadline names."""
        if "relative" in pattern.facts:
            return None, str(pattern.facts["relative"])
        groups = match.groupdict()
        date = self._date(groups)
        if date:
            return date, None
        if groups.get("unit"):
            working = "/working" if groups.get("working") else ""
            return None, _duration(self._number(groups.get("n")), self._units[groups["unit"]]) + working
        return None, None

    def _date(self, groups: Mapping[str, str | None]) -> str | None:
        year = groups.get("year")
        month = int(groups.get("monthnumber") or self._months.get(groups.get("month") or "", 0))
        if quarter := groups.get("quarter"):
            month = 3 * (self._quarters.get(quarter) or int(quarter))
        elif half := groups.get("half"):
            month = 6 * self._quarters.get(half, 2)
        elif "year_end" in groups:
            month = 12
        if not 1 <= month <= 12:
            return None
        last = monthrange(int(year) if year else _COMMON_YEAR, month)[1]
        day = int(groups.get("day") or last)
        if not 1 <= day <= monthrange(int(year) if year else _LEAP_YEAR, month)[1]:
            return None
        return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _duration(count: int, unit: str) -> str:
    """`_duration(2, "3M")` is `P6M`."""
    size, letter = int(unit[:-1]), unit[-1]
    return f"PT{count * size}H" if letter == "H" else f"P{count * size}{letter}"


def _any_of(table: Mapping[str, Any]) -> str:
    return "|".join(sorted((re.escape(word) for word in table), key=len, reverse=True))


def _without_overlaps(found: list[_Piece]) -> list[_Piece]:
    """Leftmost first, the longer one where two begin together; later ones that overlap are dropped."""
    kept: list[_Piece] = []
    for piece in sorted(found, key=lambda each: (each.span[0], -each.span[1])):
        if not kept or piece.span[0] >= kept[-1].span[1]:
            kept.append(piece)
    return kept
