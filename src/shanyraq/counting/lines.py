"""Plain CSV, line by line: slow and exact. The quick way is DuckDB's; this one finds the line a sentence must name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from .refusals import BadInput, at_line, shown

_BOM = "\ufeff"


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The line a record begins on, and its fields. Blank lines are passed over.

    Raises ``BadInput`` for a line that is not UTF-8 or not CSV.
    """
    reader = csv.reader(_text_lines(path), strict=True)
    line = 1
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise at_line(path, line, f"is not CSV: {error}.") from None
        if fields is None:
            return
        if fields:
            yield line, fields
        line = reader.line_num + 1


def header_of(path: Path) -> list[str]:
    """The names of the columns. Raises ``BadInput`` for an empty file or a name that comes twice."""
    line, names = next(records(path), (1, []))
    names = [name.strip() for name in names]
    if not any(names):
        raise BadInput(f"{path}: is empty; there is nothing to read.")
    for number, name in enumerate(names):
        if name in names[:number]:
            raise at_line(path, line, f"the column {shown(name)} comes twice.")
    return names


def tidy_copy(path: Path, target: Path) -> None:
    """The same records with one kind of line ends, for a reader that wants them so."""
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(fields for _line, fields in records(path))


def full(path: Path, line: int, fields: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """A record by the names of its columns. Raises ``BadInput`` for one too short or too long."""
    if len(fields) != len(names):
        raise at_line(path, line, f"has {len(fields)} fields; the header names {len(names)}.")
    return dict(zip(names, fields, strict=True))


def _text_lines(path: Path) -> Iterator[str]:
    with path.open("rb") as source:
        for number, raw in enumerate(source, start=1):
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                raise at_line(path, number, "is not UTF-8; save the file as UTF-8 first.") from None
            yield text.removeprefix(_BOM) if number == 1 else text
