"""Words of a text as the rules of names see them: capital or not, first of its sentence or not, what stands "
"between."""

import re
from dataclasses import dataclass

from shanyraq.reading.screening.folding import key, unmasked_script
from shanyraq.reading.screening.lexicon import words_of
from shanyraq.reading.screening.model import KINDS, Span

MARK = re.compile(r"\[(?:" + "|".join(KINDS) + r")\]")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc`\u2018][^\W\d_]+)*")
_NEW_SENTENCE = re.compile(r"[.!?…\n:;•*]|^\s*[-–—]\s")
_SHOUTED = 0.7
# No name is longer; what is judged of a longer run of letters is its beginning.
_LONGEST = 60


@dataclass(slots=True)
class Token:
    """One word, or a mark of an earlier screening (`kind` of what stood there)."""

    start: int
    end: int
    text: str
    low: str
    key: str
    gap: str
    first: bool
    capital: bool = False
    shouted: bool = False
    kind: str = ""

    @property
    def initial(self) -> bool:
        """A single letter that may stand for a name."""
        return len(self.text) == 1 and self.text.isalpha()

    @property
    def joined(self) -> bool:
        """Does it hang on the word before: by a blank or a hyphen, nothing else?"""
        return self.gap in _JOINS


_JOINS = frozenset((" ", "  ", "-", "\u2010", "\u2011", "\u2013", " -", "- ", "\u00a0", "\t"))


def tokens(text: str, taken: list[tuple[Span, str]]) -> list[Token]:
    """The words of `text` outside the `taken` spans; a taken span is one token that names its kind."""
    found: list[Token] = []
    place, ahead = 0, iter([*sorted(taken), ((len(text), len(text)), "")])
    for (start, end), kind in ahead:
        for word in _WORD.finditer(text, place, start):
            found.append(_token(word.start(), word.end(), text, found))
        if kind:
            gap = text[found[-1].end if found else 0 : start]
            found.append(Token(start, end, text[start:end], "", "", gap, _starts(gap, not found), kind=kind))
        place = max(place, end)
    _mark_shouting(found)
    return found


def _token(start: int, end: int, text: str, before: list[Token]) -> Token:
    gap = text[before[-1].end if before else 0 : start]
    word = text[start:end]
    shown = unmasked_script(word[:_LONGEST])
    low = shown.lower().replace("ё", "е") if not shown.isascii() else shown.lower()
    first = _starts(gap, not before) and not _after_initial(before, gap)
    return Token(start, end, word, low, key(low), gap, first, capital=shown[0].isupper())


def _starts(gap: str, at_start: bool) -> bool:
    return at_start or bool(_NEW_SENTENCE.search(gap))


def _after_initial(before: list[Token], gap: str) -> bool:
    """«А. Ахметов», «ул. Абая»: the dot belongs to the short word, not to the sentence."""
    return (
        bool(before)
        and len(before[-1].text) <= 4
        and gap.startswith(".")
        and "\n" not in gap
        and (len(before[-1].text) == 1 or before[-1].low in SHORTENED)
    )


SHORTENED = frozenset(
    words_of("ул пр просп пер пл мкр мкрн гор обл р им г с п ст т тов гр к ш г-н mr mrs ms dr st prof ave т.б")
)


def _mark_shouting(found: list[Token]) -> None:
    """In a line of capitals, or Where Every Word Has One, a capital says nothing."""
    words = [each for each in found if not each.kind and len(each.text) > 1]
    if len(words) < 2:
        return
    loud = sum(each.text.isupper() for each in words)
    if loud >= _SHOUTED * len(words):
        for each in words:
            each.shouted = True
