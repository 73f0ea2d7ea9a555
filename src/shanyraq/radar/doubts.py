"""What the screener is unsure of: where it stands in the masked text, and the text without it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.audit.marks import DOUBTFUL
from shanyraq.reading.screening import MARKS, Screened, screen

from . import plan_templates, wording

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


def keepable(text: str, vouched: Collection[str] = ()) -> str:
    """Words of a person of the house as they may be kept: cleaned, and without anything that is or may be personal.

    ``vouched``: words of which their writer says that they name nobody; only what is doubtful or looks like a name can
    be vouched for. Raises ``ValidationError`` for a text that is too long or broken.
    """
    clean = wording.cleaned(text)
    kept, place = [], 0
    for find in finds(clean):
        away = find.mark if find.word not in vouched or not find.may_stay else clean[find.start : find.end]
        kept += (clean[place : find.start], away)
        place = find.end
    return "".join((*kept, clean[place:]))


@dataclass(frozen=True, slots=True)
class Find:
    """What the screener found in a cleaned text, or is unsure of (``doubtful``)."""

    start: int
    end: int
    kind: str
    word: str

    @property
    def mark(self) -> str:
        return DOUBTFUL if self.kind == "doubtful" else MARKS[self.kind]

    @property
    def may_stay(self) -> bool:
        """Numbers, addresses and origins are never kept; what only looks like a name may be none."""
        return self.kind in ("doubtful", "person")


def finds(clean: str) -> list[Find]:
    """Everything in a cleaned text of a person of the house that is or may be personal, in its order.

    A word that looks like a name, but stands in the plans the house itself suggests, is an ordinary word.
    """
    return [find for find in _finds(clean) if not (find.may_stay and find.word in ordinary_words())]


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words of the suggested plans that the screener would doubt."""
    return frozenset(find.word for text in plan_templates.texts() for find in _finds(text) if find.may_stay)


def _finds(clean: str) -> list[Find]:
    screened = screen(clean)
    known = [(found.start, found.end, found.kind) for found in screened.found]
    unsure = [(start, end, "doubtful") for start, end in screened.unsure]
    return [Find(start, end, kind, plain(clean[start:end])) for start, end, kind in sorted([*known, *unsure])]


def plain(word: str) -> str:
    """A word as it is compared: one case, single spaces."""
    return " ".join(word.casefold().split())


def _moved(screened: Screened, place: int) -> int:
    return sum(len(MARKS[found.kind]) - (found.end - found.start) for found in screened.found if found.end <= place)
