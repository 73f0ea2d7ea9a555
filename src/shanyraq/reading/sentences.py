"""Text into units: sentences, list items and headings, each with its offsets, items knowing their head.

    Поручаю:                        unit 0  sentence
    1) Министерству труда …;        unit 1  item, marker "1)", head 0
    2) акимам областей:             unit 2  item, marker "2)", head 0
    - до 1 мая …;                   unit 3  item, marker "-",  head 2

A head is a unit ending with a colon, or a heading, above the list. Lists inside one line (`прошу: 1) …; 2) …`)
and clauses parted by semicolons after a colon) become items too. The marker is not part of the item's span.
Language-neutral: what ends a sentence comes from razdel, mended by the language's own abbreviations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from razdel import sentenize

from shanyraq.reading.model import Span

UnitKind = Literal["sentence", "item", "heading"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or one list item's sentence. `head` is an index into the same tuple of units."""

    span: Span
    text: str
    kind: UnitKind
    block: int
    head: int | None = None
    marker: str = ""
    first: bool = True

    @property
    def opens_list(self) -> bool:
        return self.text.endswith(":")


@dataclass(slots=True)
class _Block:
    """One line, or several lines of one wrapped paragraph."""

    start: int
    end: int
    marker: str = ""
    heading: bool = False


@dataclass(slots=True)
class _OpenList:
    head: int | None
    marker_class: str = ""
    number: int = 0


@dataclass(slots=True)
class _Heads:
    """The heads still open above the current line, outermost first."""

    open: list[_OpenList] = field(default_factory=list)
    interrupted: bool = False

    def head_of(self, marker: str) -> int | None:
        """Close the lists this marker does not belong to and return the head of the one it does."""
        wanted, number = _marker_class(marker), _number(marker)
        if self.interrupted and not self._goes_on(wanted, number):
            self.open.clear()
        self.interrupted = False
        while self.open:
            top = self.open[-1]
            if top.marker_class in ("", wanted):
                top.marker_class, top.number = wanted, number
                return top.head
            if not any(each.marker_class == wanted for each in self.open):
                # A list of another kind directly under an item without a colon: it hangs on the same head.
                return top.head
            self.open.pop()
        self.open.append(_OpenList(None, wanted, number))
        return None

    def _goes_on(self, wanted: str, number: int) -> bool:
        return any(each.marker_class == wanted and each.number + 1 == number for each in self.open)

    def push(self, head: int) -> None:
        self.open.append(_OpenList(head))

    def restart(self, head: int) -> None:
        self.open = [_OpenList(head)]
        self.interrupted = False

    def paragraph(self) -> None:
        """A plain paragraph ends bulleted lists; numbered ones may go on after it."""
        while self.open and self.open[-1].marker_class in ("bullet", "plain"):
            self.open.pop()
        if self.open and self.open[-1].marker_class == "":
            self.open.pop()
        self.interrupted = True


_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MARKER = re.compile(
    r"[ \t\u00a0]*(?P<marker>"
    r"[—–\-•·▪●∙*‣◦✓✔►■□](?=[ \t\u00a0]*[^\W_])(?![—–\-])"
    r"|\(?\d{1,3}(?:\.\d{1,3})*[.)](?=[ \t\u00a0]*[^\W\d_\s«\"]|[ \t\u00a0]+[«\"\d])"
    r"|\d{1,3}(?:\.\d{1,3})+(?=[ \t\u00a0]+[^\W\d_])"
    r"|\(?[a-zа-яёәғқңөұүһі]\)(?=[ \t\u00a0]*[^\W_])"
    r"|[IVX]{1,5}\.(?=[ \t\u00a0]+[^\W\d_])"
    r")[ \t\u00a0]*"
)
_INLINE_MARKER = re.compile(
    r"(?:(?<=[:;,.])|(?<=\s[иж]))[ \t\u00a0\n]+"
    r"(?P<marker>\(?\d{1,2}\)|\(?[a-zа-яёәғқңөұүһі]\))[ \t\u00a0]*(?=[^\W_«\"])"
)
_TERMINAL = re.compile(r"[.!?…;:,][»\"”)]*$")
_BULLETS = frozenset("—–-•·▪●∙*‣◦✓✔►■□")
_HEADING_LIMIT = 140
_WRAP_FROM = 40
_SENTENCE_LIMIT = 2_000


def units(text: str, *, abbreviations: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """All units of `text` in order. `abbreviations` (lower case, with the dot) never end a sentence."""
    found: list[Unit] = []
    heads = _Heads()
    blocks = _blocks(text)
    for number, block in enumerate(blocks):
        _add_block(found, heads, text, block, number, abbreviations)
    return tuple(found)


def head_chain(all_units: tuple[Unit, ...], unit: Unit) -> Iterator[Unit]:
    """The unit's head, the head of that head, and so on to the outermost."""
    while unit.head is not None:
        unit = all_units[unit.head]
        yield unit


def _add_block(
    found: list[Unit],
    heads: _Heads,
    text: str,
    block: _Block,
    number: int,
    abbreviations: frozenset[str],
) -> None:
    pieces = _sentences(text, block, abbreviations)
    if not pieces:
        return
    plain_item = not block.marker and not block.heading and _is_plain_item(found, heads, text, pieces)
    head: int | None = None
    kind: UnitKind = "sentence"
    if block.marker or plain_item:
        kind, head = "item", heads.head_of(block.marker or "plain")
    elif block.heading:
        kind = "heading"
    else:
        heads.paragraph()
    for position, span in enumerate(pieces):
        _add_sentence(found, heads, text, span, Unit(span, "", kind, number, head, block.marker, position == 0))
    last = found[-1]
    if block.heading:
        heads.restart(len(found) - 1)
    elif last.opens_list:
        if kind == "item":
            heads.push(len(found) - 1)
        else:
            heads.restart(len(found) - 1)


def _add_sentence(found: list[Unit], heads: _Heads, text: str, span: Span, shape: Unit) -> None:
    """Append the sentence, or its head and its inline items when it holds a list of its own."""
    parts = _inline_parts(text, span)
    first = parts[0][0]
    head_index = len(found)
    found.append(Unit(first, text[first[0] : first[1]], shape.kind, shape.block, shape.head, shape.marker, shape.first))
    for part, marker in parts[1:]:
        found.append(Unit(part, text[part[0] : part[1]], "item", shape.block, head_index, marker or ";"))


def _inline_parts(text: str, span: Span) -> list[tuple[Span, str]]:
    """`[(head span, ""), (item span, marker) …]`, or the whole sentence alone."""
    start, end = span
    colon = text.find(":", start, end - 1)
    if colon < 0:
        return [(span, "")]
    markers = list(_INLINE_MARKER.finditer(text, colon, end))
    if markers and text[colon + 1 : markers[0].start("marker")].strip() == "":
        return _cut(text, start, end, [(each.start(), each.end(), each["marker"]) for each in markers])
    cuts = [index for index in range(colon, end - 1) if text[index] == ";"]
    if cuts and not markers:
        edges = [(colon + 1, colon + 1, "")] + [(index + 1, index + 1, "") for index in cuts]
        return _cut(text, start, end, edges)
    return [(span, "")]


def _cut(text: str, start: int, end: int, edges: list[tuple[int, int, str]]) -> list[tuple[Span, str]]:
    parts = [(_trim(text, start, edges[0][0]), "")]
    for position, (_, item_start, marker) in enumerate(edges):
        item_end = edges[position + 1][0] if position + 1 < len(edges) else end
        item = _trim(text, item_start, item_end)
        if item[0] < item[1]:
            parts.append((item, marker))
    return parts


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    for line in _LINE.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        marker = _MARKER.match(text, start, end)
        if marker and marker.end() < end:
            blocks.append(_Block(marker.end(), end, marker["marker"]))
        elif blocks and _is_wrapped(text, blocks[-1], start):
            blocks[-1].end = end
        else:
            blocks.append(_Block(start, end))
    for block, following in pairwise(blocks):
        block.heading = not block.marker and _is_heading(text, block, following)
    return blocks


def _is_wrapped(text: str, previous: _Block, start: int) -> bool:
    """Does the line at `start` go on with the sentence of the line before?"""
    if text[previous.end : start].count("\n") > 1:
        return False
    tail = text[previous.start : previous.end]
    return len(tail) >= _WRAP_FROM and not _TERMINAL.search(tail[-3:]) and text[start].islower()


def _is_heading(text: str, block: _Block, following: _Block) -> bool:
    line = text[block.start : block.end]
    return (
        len(line) <= _HEADING_LIMIT
        and not _TERMINAL.search(line)
        and "\n" not in line
        and not text[following.start].islower()
    )


def _is_plain_item(found: list[Unit], heads: _Heads, text: str, pieces: list[Span]) -> bool:
    """A line without a marker under a colon, when semicolons show that the lines are a list."""
    if not found or not heads.open:
        return False
    previous, last = found[-1], text[pieces[-1][0] : pieces[-1][1]]
    if previous.opens_list:
        return last.endswith(";") and heads.open[-1].marker_class == ""
    return previous.marker == "" and previous.kind == "item" and previous.text.endswith(";")


def _sentences(text: str, block: _Block, abbreviations: frozenset[str]) -> list[Span]:
    """Sentence spans of a block, trimmed, with cuts after abbreviations mended."""
    spans: list[Span] = []
    piece = text[block.start : block.end]
    for sentence in sentenize(piece):
        start, end = _trim(text, block.start + sentence.start, block.start + sentence.stop)
        if start == end:
            continue
        if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], abbreviations):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [part for span in spans for part in _bounded(text, span)]


def _bounded(text: str, span: Span) -> list[Span]:
    """The sentence itself, or its parts when it is longer than any that people write (a table, a broken file)."""
    start, end = span
    parts: list[Span] = []
    while end - start > _SENTENCE_LIMIT:
        half, limit = start + _SENTENCE_LIMIT // 2, start + _SENTENCE_LIMIT
        marks = (text.rfind(mark, half, limit) for mark in (";", ",", "\n", " "))
        cut = next((mark + 1 for mark in marks if mark >= 0), limit)
        parts.append(_trim(text, start, cut))
        start = cut
    parts.append(_trim(text, start, end))
    return [part for part in parts if part[0] < part[1]]


def _goes_on(sentence: str, abbreviations: frozenset[str]) -> bool:
    """Was the cut behind `sentence` no end: behind an abbreviation, or inside a list of one line?"""
    if sentence.endswith((";", ":", ",")):
        return True
    return sentence.endswith(".") and sentence.rsplit(None, 1)[-1].lstrip('(«"').lower() in abbreviations


def _marker_class(marker: str) -> str:
    """Markers of one class stand in one list: «1)» with «2)», a dash with a dash."""
    if marker == "plain":
        return "plain"
    if marker[0] in _BULLETS:
        return "bullet"
    core = marker.strip("().")
    if core.isdigit() or "." in core:
        return f"number{core.count('.')}{marker[-1] if marker[-1] in '.)' else '.'}"
    return "roman" if core.isupper() else "letter"


def _number(marker: str) -> int:
    digits = re.findall(r"\d+", marker)
    return int(digits[-1]) if digits else 0


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
