"""The rules of a file of weekly counts, line by line: which line cannot be right, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .items import EARLIEST, LATEST, NOT_A_NAME
from .lines import full, records
from .refusals import BadInput, at_line, shown

DATE = r"\d{4}-\d{2}-\d{2}"
COUNT = r"\d+(\.0*)?"
POSITIVE = r"\d+(\.\d*)?([eE][+-]?\d{1,3})?"
LARGEST = 2**53
_DATE, _COUNT, _POSITIVE = (re.compile(pattern, re.ASCII) for pattern in (DATE, COUNT, POSITIVE))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file, which of them is the exposure, and which are levels of the hierarchy."""

    names: tuple[str, ...]
    exposure: str | None
    levels: tuple[str, ...]


def first_problem(path: Path, columns: Columns) -> BadInput | None:
    """The first line that cannot be right; None where every line can. O(lines), little memory."""
    weekday: tuple[int, int] | None = None
    try:
        for line, fields in _rows(path):
            row = full(path, line, fields, columns.names)
            day = _day(row["date"])
            what = _what_is_wrong(row, day, columns)
            if not what and day is not None:
                weekday = weekday or (day.weekday(), line)
                if day.weekday() != weekday[0]:
                    what = (
                        f"{day} is a {_DAYS[day.weekday()]}; the weeks of this file begin on a"
                        f" {_DAYS[weekday[0]]} (line {weekday[1]})."
                    )
            if what:
                return at_line(path, line, what)
    except BadInput as problem:
        return problem
    return None


def lines_of(path: Path, columns: Columns, label: str, day: date) -> list[int]:
    """The lines of one series and week."""
    series, when = columns.names.index("series"), columns.names.index("date")
    return [line for line, fields in _rows(path) if fields[series] == label and fields[when] == day.isoformat()]


def two_places(path: Path, columns: Columns, label: str, level: str) -> BadInput:
    """The sentence for a series whose rows name two places of one level."""
    series, place = columns.names.index("series"), columns.names.index(level)
    rows = [(line, fields[place]) for line, fields in _rows(path) if fields[series] == label]
    first, before = rows[0]
    line, here = next(row for row in rows if row[1] != before)
    return at_line(
        path, line, f"the {level} of {shown(label)} is {shown(here)} here and {shown(before)} in line {first}."
    )


def first_line_of(path: Path, columns: Columns, label: str) -> int:
    """The first line of a series."""
    series = columns.names.index("series")
    return next(line for line, fields in _rows(path) if fields[series] == label)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    lines = records(path)
    next(lines, None)
    return lines


def _day(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _what_is_wrong(row: dict[str, str], day: date | None, columns: Columns) -> str:
    for name in ("series", *columns.levels):
        if row[name].strip().lower() in ("", *NOT_A_NAME):
            return f"the {name} is {shown(row[name]) if row[name].strip() else 'empty'}, which is no name."
    if day is None:
        return f"the date {shown(row['date'])} is none; write it as 2026-03-09, from {EARLIEST.year} to {LATEST.year}."
    return _wrong_count(row["count"].strip()) or _wrong_exposure(row, columns)


def _wrong_count(text: str) -> str:
    if not text:
        return ""
    if _COUNT.fullmatch(text):
        return "" if float(text) <= LARGEST else f"the count {shown(text)} is too large to be counted exactly."
    if text.lower() in ("nan", "na", "null", "none"):
        return f"the count is {shown(text)}; leave it empty where the week is missing."
    try:
        number = float(text)
    except ValueError:
        return f"the count {shown(text)} is not a number."
    if number < 0:
        return f"the count {shown(text)} is negative; a count is 0 or more."
    return f"the count {shown(text)} is not whole; reports are counted one by one."


def _wrong_exposure(row: dict[str, str], columns: Columns) -> str:
    if columns.exposure is None:
        return ""
    text = row[columns.exposure].strip()
    if not text or (_POSITIVE.fullmatch(text) and 0 < float(text) < float("inf")):
        return ""
    return f"the {columns.exposure} {shown(text)} is not a number above 0."
