"""A text made readable for the rules: composed letters, nothing invisible, and the way back to its own offsets."""

import re
import unicodedata
from dataclasses import dataclass

from shanyraq.reading.screening.model import Span

# Zero-width, direction and filler characters, controls, tags: they split a name without being seen.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)
# A stress mark on a Cyrillic letter that has no letter of its own: «Се́рик».
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300-\u036f]+")
_SEGMENT = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.S)
_USUAL = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2116]*"
)


@dataclass(frozen=True, slots=True)
class View:
    """`text` as the rules read it; `starts` and `ends` give each of its letters its place in the text given."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the text given."""
        if self.starts is None or self.ends is None:
            return (start, end)
        return (self.starts[start], self.ends[end - 1])


def view(text: str) -> View:
    """`text` composed (NFC), without invisible characters and stray stress marks."""
    if _USUAL.fullmatch(text):
        return View(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for segment in _SEGMENT.finditer(text):
        start, end = segment.span()
        for letter in _INVISIBLE.sub("", unicodedata.normalize("NFC", segment.group())):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return _without_stress("".join(letters), starts, ends)


def _without_stress(text: str, starts: list[int], ends: list[int]) -> View:
    if not _STRESS.search(text):
        return View(text, tuple(starts), tuple(ends))
    kept = [True] * len(text)
    for mark in _STRESS.finditer(text):
        kept[mark.start() : mark.end()] = [False] * (mark.end() - mark.start())
    places = [place for place, keep in enumerate(kept) if keep]
    return View(
        "".join(text[place] for place in places),
        tuple(starts[place] for place in places),
        tuple(ends[place] for place in places),
    )


def plain_digits(text: str) -> str:
    """Digits of any script as 0-9, every dash as a hyphen, every space as a blank; the length stays."""
    if text.isascii():
        return text
    return "".join(_plain(letter) if letter > "\x7f" else letter for letter in text)


def _plain(letter: str) -> str:
    if letter in _DASHES:
        return "-"
    if letter == "\u00a0" or "\u2000" <= letter <= "\u200a" or letter in "\u202f\u205f\u3000":
        return " "
    if letter < "\u0660":
        return letter
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return chr(ord(letter) - 0xFEE0) if "\uff01" <= letter <= "\uff5e" else letter


_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
