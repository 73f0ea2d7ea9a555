"""Words and punctuation of one sentence, with offsets into the whole text."""

import re
from dataclasses import dataclass
from typing import Literal, cast

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
    """One token; `clause` is filled in by `clauses.split`.

    `abbreviation`: two capitals or more and nothing else («МВД»).
    """

    text: str
    low: str
    kind: Kind
    start: int
    end: int
    word: Word
    is_word: bool
    capital: bool
    abbreviation: bool
    dash: bool
    clause: int = 0

    @property
    def body_name(self) -> bool:
        """Capitals long enough to be a body rather than a preposition («НАД» is none, «МВД» is one)."""
        return self.abbreviation and len(self.text) > 2


def tokenize(text: str, span: Span) -> list[Token]:
    """Tokens of `text[span]`."""
    return [_token(match) for match in _TOKEN.finditer(text, *span)]


def _token(match: re.Match[str]) -> Token:
    piece, kind = match.group(), cast(Kind, match.lastgroup)
    low, is_word = piece.lower(), kind == "word"
    capital = piece[0].isupper()
    return Token(
        text=piece,
        low=low,
        kind=kind,
        start=match.start(),
        end=match.end(),
        word=morphology.word(low if is_word else ""),
        is_word=is_word,
        capital=capital,
        abbreviation=capital and len(piece) > 1 and piece.isupper() and piece.isalpha(),
        dash=kind == "mark" and piece in _DASHES,
    )
