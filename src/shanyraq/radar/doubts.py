"""What the screener is unsure of: where it stands in the masked text, and the text without it."""

from collections import Counter
from collections.abc import Iterable

from shanyraq.reading.screening import MARKS, Screened, screen

from . import wording

DOUBTFUL = "[…]"
Span = tuple[int, int]


def doubtful(screened: Screened) -> list[Span]:
    """The unsure spans as spans of the masked text: every mark before them moves them by what it is longer or shorter
    than the words it stands for."""
    return [(start + _moved(screened, start), end + _moved(screened, start)) for start, end in screened.unsure]


def without_doubt(screened: Screened) -> str:
    """The masked text with every doubtful word masked as well: what may be kept before anybody has looked."""
    return masked(screened.text, doubtful(screened))


def masked(text: str, spans: Iterable[Span]) -> str:
    """A text with ``DOUBTFUL`` in place of the given spans, which do not overlap."""
    pieces, place = [], 0
    for start, end in sorted(spans):
        pieces += (text[place:start], DOUBTFUL)
        place = end
    return "".join((*pieces, text[place:]))


def masked_counts(screened: Screened) -> dict[str, int]:
    """How many of each kind were taken out; no word of them."""
    counts = dict(Counter(found.kind for found in screened.found))
    return counts | {"doubtful": len(screened.unsure)} if screened.unsure else counts


def keepable(text: str) -> str:
    """Words of a person of the house as they may be kept: cleaned, and without anything that is or may be personal.

    Raises ``ValidationError`` for a text that is too long or broken.
    """
    return without_doubt(screen(wording.cleaned(text)))


def _moved(screened: Screened, place: int) -> int:
    return sum(len(MARKS[found.kind]) - (found.end - found.start) for found in screened.found if found.end <= place)
