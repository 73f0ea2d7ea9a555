"""Words of a text with their places, and lower case that never moves a letter."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[\u2019'\u2011\-][^\W\d_]+)*|\d+(?:[.,/]\d+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark. `lower` is what tables are compared with; `start`, `end` are offsets."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_mark(self) -> bool:
        return not self.text[0].isalnum()


def words(text: str, lowered: str | None = None) -> list[Word]:
    """The words of `text`; `lowered` (same length) gives their compared form."""
    low = same_length_lower(text) if lowered is None else lowered
    return [
        Word(each.group(), low[each.start() : each.end()], each.start(), each.end()) for each in _WORD.finditer(text)
    ]


def same_length_lower(text: str) -> str:
    """Lower case where every letter keeps its offset (a dotted capital I would grow by one)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in text)
