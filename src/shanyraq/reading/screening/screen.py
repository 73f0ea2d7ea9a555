"""The screener: text in, text without personal data out, before anything is written anywhere."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from shanyraq.reading.screening.cleaning import view
from shanyraq.reading.screening.ethnonyms import ethnonyms
from shanyraq.reading.screening.model import MARKS, Found, Kind, Screened, Span
from shanyraq.reading.screening.patterns import shapes
from shanyraq.reading.screening.persons import persons
from shanyraq.reading.screening.tokens import MARK, tokens
from shanyraq.reading.tongues import language_of

Find = tuple[Span, Kind]
Words = tuple[str, ...]
_UNIT = re.compile(r"[^\W_]+")
_ROUNDS = 12


def screen(text: str, *, language: str | None = None) -> Screened:
    """`text` with every find replaced by the mark of its kind (`MARKS`), and the spans that a person should look at.

    The masked text is composed (NFC) and free of invisible characters; screening it again changes nothing. Spans count
    code points of `text`. `language` is what the caller knows; otherwise it is found in what is left of the text.
    Linear in the length of the text; never raises. Recall and false removals: docs/reference/redaction.md.
    """
    seen = view(text)
    finds, unsure = _all_finds(seen.text)
    masked = _masked(seen.text, finds)
    found = tuple(Found(kind, *seen.span(start, end)) for (start, end), kind in finds)
    return Screened(
        text=masked,
        language=language or language_of(MARK.sub(" ", masked)),
        found=found,
        unsure=tuple(seen.span(start, end) for start, end in unsure),
    )


def _all_finds(text: str) -> tuple[list[Find], list[Span]]:
    """Finds until a further look finds nothing: what is masked may tell what its neighbours are."""
    finds, unsure = _one_look(text)
    new = finds
    for _ in range(_ROUNDS):
        if not new:
            break
        masked = _masked(text, finds)
        seen, unsure_there = _one_look(masked)
        ways = _Ways(finds)
        new = [(ways.back(span), kind) for span, kind in seen]
        # The first look knows what stood where a mark stands now, the later ones know the marks: both may ask.
        unsure = sorted({*unsure, *(ways.back(span) for span in unsure_there)})
        finds = _joined([*finds, *new])
    return finds, _uncovered(unsure, finds)


def _one_look(text: str) -> tuple[list[Find], list[Span]]:
    by_shape, unsure = shapes(text)
    marks: list[tuple[Span, str]] = [(each.span(), each.group()[1:-1]) for each in MARK.finditer(text)]
    words = tokens(text, [*by_shape, *marks])
    spans, doubtful, person = persons(text, words)
    said = ethnonyms(words, person)
    found: list[Find] = [*by_shape, *((each, "person") for each in spans), *((each, "ethnonym") for each in said)]
    found = _joined(found)
    found += _repeated(text, found)
    found = _joined(found)
    return found, sorted({*unsure, *_uncovered(doubtful, found)})


def _repeated(text: str, found: list[Find]) -> list[Find]:
    """What was masked once is masked wherever the same words or numbers stand; a bare house number is not."""
    if not found:
        return []
    taken = bytearray(len(text))
    for start, end in [*(span for span, _ in found), *(each.span() for each in MARK.finditer(text))]:
        taken[start:end] = b"\1" * (end - start)
    sequences: dict[str, dict[Words, Kind]] = {}
    for (start, end), kind in found:
        sequence = tuple(each.lower() for each in _UNIT.findall(text[start:end]))
        if sequence and _is_telling(sequence):
            sequences.setdefault(sequence[0], {})[sequence] = kind
    units = [(each.start(), each.end(), each.group().lower()) for each in _UNIT.finditer(text)]
    return [
        each for index, unit in enumerate(units) if unit[2] in sequences and not taken[unit[0]]
        for each in _again(units, index, sequences[unit[2]], taken)
    ]  # fmt: skip


def _is_telling(sequence: Words) -> bool:
    return any(not each.isdigit() for each in sequence) or sum(map(len, sequence)) > 4


def _again(units: list[tuple[int, int, str]], index: int, sequences: dict[Words, Kind], taken: bytearray) -> list[Find]:
    for sequence in sorted(sequences, key=len, reverse=True):
        here = units[index : index + len(sequence)]
        if tuple(each[2] for each in here) == sequence:
            start, end = here[0][0], here[-1][1]
            if not any(taken[start:end]):
                return [((start, end), sequences[sequence])]
    return []


def _joined(finds: Iterable[Find]) -> list[Find]:
    """In order, without overlap: of two that overlap the earlier, then the longer stays."""
    kept: list[Find] = []
    for span, kind in sorted(finds, key=lambda each: (each[0][0], -each[0][1])):
        if not kept or span[0] >= kept[-1][0][1]:
            kept.append((span, kind))
    return kept


def _masked(text: str, finds: list[Find]) -> str:
    pieces: list[str] = []
    place = 0
    for (start, end), kind in finds:
        pieces += (text[place:start], MARKS[kind])
        place = end
    return "".join((*pieces, text[place:]))


class _Ways:
    """From a masked text back to the text that was masked."""

    def __init__(self, finds: list[Find]) -> None:
        self._starts: list[int] = []
        self._shifts: list[int] = [0]
        shift = 0
        for (first, last), kind in finds:
            self._starts.append(first + shift)
            shift += len(MARKS[kind]) - (last - first)
            self._shifts.append(shift)

    def back(self, span: Span) -> Span:
        """Marks never lie inside `span`, nor across its edges."""
        shift = self._shifts[bisect_right(self._starts, span[0])]
        return (span[0] - shift, span[1] - shift)


def _uncovered(spans: Iterable[Span], finds: list[Find]) -> list[Span]:
    """The spans that no find touches; finds are in order and apart."""
    starts = [start for (start, _), _ in finds]
    ends = [end for (_, end), _ in finds]
    return [each for each in spans if bisect_right(ends, each[0]) == bisect_left(starts, each[1])]
