"""Words and punctuation of one sentence, with offsets into the whole text."""

import re
from dataclasses import dataclass
from typing import Literal

from shanyraq.reading.model import Span
from shanyraq.reading.russian import morphology
from shanyraq.reading.russian.morphology import Word

Kind = Literal["word", "number", "quote", "mark"]

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*(?:\u0301)?)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:-?[а-яё]{1,3}\b)?%?)"
    r"|(?P<quote>[«»“”„\"])"
    r"|(?P<mark>[^\w\s]|_)"
)
_DASHES = "-–—"
OPENING_QUOTES, CLOSING_QUOTES = '«“„"', '»”"'


@dataclass(slots=True)
class Token:
    """One token; `clause` is filled in by `clauses.split`."""

    text: str
    low: str
    kind: Kind
    start: int
    end: int
    word: Word
    clause: int = 0

    @property
    def span(self) -> Span:
        return (self.start, self.end)

    @property
    def is_word(self) -> bool:
        return self.kind == "word"

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def abbreviation(self) -> bool:
        return len(self.text) >= 2 and self.text.isupper() and self.text.isalpha()

    @property
    def body_name(self) -> bool:
        """Capitals long enough to be a body rather than a preposition («НАД» is none, «МВД» is one)."""
        return self.abbreviation and len(self.text) > 2

    @property
    def dash(self) -> bool:
        return self.kind == "mark" and self.text in _DASHES


def tokenize(text: str, span: Span) -> list[Token]:
    """Tokens of `text[span]`."""
    found = []
    for match in _TOKEN.finditer(text, *span):
        piece = match.group()
        low = piece.lower()
        kind = match.lastgroup
        word = morphology.word(low if kind == "word" else "")
        found.append(Token(piece, low, kind, match.start(), match.end(), word))  # type: ignore[arg-type]
    return found
