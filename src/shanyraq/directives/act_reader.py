"""A text as a page shows it: cut into sheets that load quickly, each in paragraphs, each in marked and plain pieces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SHEET = 20_000
"""About so many characters stand on one sheet; a sheet ends where a line ends."""

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a page points at: by ``key``, ``css`` and its card's number."""

    start: int
    end: int
    key: str
    css: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters with all the marks that lie over them; ``opens`` begin here, ``closes`` end here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def css(self) -> str:
        return self.marks[0].css if self.marks else ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text, ``[start, end)`` in code points."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a long text: number from 1, ``[start, end)`` in code points."""

    number: int
    start: int
    end: int

    def holds(self, start: int) -> bool:
        return self.start <= start < self.end


def sheets_of(text: str, size: int = SHEET) -> tuple[Sheet, ...]:
    """The sheets of a text, without gap or overlap; a short text is one sheet."""
    edges = [0]
    while len(text) - edges[-1] > size:
        edges.append(_edge(text, edges[-1] + size // 2, edges[-1] + size))
    edges.append(len(text))
    return tuple(Sheet(number, start, end) for number, (start, end) in enumerate(pairwise(edges), 1))


def sheet_at(sheets: Sequence[Sheet], start: int) -> Sheet:
    """The sheet on which a place of the text stands."""
    return next((sheet for sheet in sheets if sheet.holds(start)), sheets[-1])


def paragraphs(text: str, sheet: Sheet, marks: Sequence[Mark]) -> list[Paragraph]:
    """The paragraphs of a sheet; the texts of their pieces joined are the lines of the text."""
    shown = [mark for mark in marks if mark.start < sheet.end and sheet.start < mark.end]
    lines = [line.span() for line in _LINE.finditer(text, sheet.start, sheet.end)]
    return [Paragraph(start, end, _pieces(text, start, end, shown)) for start, end in lines]


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    over = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = {start, end} | {edge for mark in over for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted(edges)
    return tuple(_piece(text, left, right, over) for left, right in pairwise(cuts))


def _piece(text: str, left: int, right: int, over: Sequence[Mark]) -> Piece:
    marks = tuple(mark for mark in over if mark.start < right and left < mark.end)
    return Piece(
        text=text[left:right],
        marks=marks,
        opens=tuple(mark for mark in marks if left <= mark.start),
        closes=tuple(mark for mark in marks if mark.end <= right),
    )


def _edge(text: str, earliest: int, latest: int) -> int:
    """Where to cut: after the last line end in the range, else after the last space, else at its end."""
    for sign in ("\n", " "):
        found = text.rfind(sign, earliest, latest)
        if found >= 0:
            return found + 1
    return latest
