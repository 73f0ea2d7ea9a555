"""What an official writes, looked at before it is kept: what would be taken out, and which of it names nobody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from . import wording
from .doubts import finds


class Said(str):
    """A text, and those of its words of which the writer says that they name nobody (``vouched``)."""

    __slots__ = ("vouched",)
    vouched: frozenset[str]

    def __new__(cls, text: str, vouched: Collection[str] = ()):
        said = super().__new__(cls, text)
        said.vouched = frozenset(vouched)
        return said


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; with a ``kind`` it would be taken out; ``word`` when its writer may say that it may stay."""

    text: str
    kind: str = ""
    word: str = ""


def look(text: str) -> list[Piece]:
    """A text in pieces; empty when nothing would be taken out. Raises ``ValidationError`` if it cannot be taken."""
    clean = wording.cleaned(text)
    found = finds(clean)
    if not found:
        return []
    pieces, place = [], 0
    for find in found:
        pieces += [
            Piece(clean[place : find.start]),
            Piece(clean[find.start : find.end], find.kind, find.word if find.may_stay else ""),
        ]
        place = find.end
    return [piece for piece in (*pieces, Piece(clean[place:])) if piece.text]


def seal_of(texts: Iterable[str]) -> str:
    """Tells these very texts from any others, and no word of them."""
    return salted_hmac("radar.desk_words", "\x1f".join(texts), algorithm="sha256").hexdigest()


def is_seal_of(seal: str, texts: Iterable[str]) -> bool:
    return constant_time_compare(seal, seal_of(texts))
