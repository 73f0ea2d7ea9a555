"""All that a shape gives away, found in one reading of the text: the earlier and the longer find wins."""

from collections.abc import Iterator

from shanyraq.reading.screening.cleaning import plain_digits
from shanyraq.reading.screening.links import links
from shanyraq.reading.screening.model import Kind, Span
from shanyraq.reading.screening.numbers import doubtful_numbers, numbers
from shanyraq.reading.screening.tokens import MARK
from shanyraq.reading.screening.whereabouts import addresses, births


def shapes(text: str) -> tuple[list[tuple[Span, Kind]], list[Span]]:
    """Finds that do not overlap, and spans that may be a telephone. Marks of an earlier screening are left alone."""
    plain = plain_digits(text)
    marks = [each.span() for each in MARK.finditer(text)]
    taken = bytearray(len(text))
    for start, end in marks:
        taken[start:end] = b"\1" * (end - start)
    found: list[tuple[Span, Kind]] = []
    for kind, (start, end) in _all(plain):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(((start, end), kind))
    unsure = []
    if any(letter.isdigit() for letter in plain):
        unsure = [(start, end) for start, end in doubtful_numbers(plain) if not any(taken[start:end])]
    return sorted(found), unsure


def _all(plain: str) -> Iterator[tuple[Kind, Span]]:
    yield from links(plain)
    yield from births(plain)
    yield from numbers(plain)
    yield from addresses(plain)
