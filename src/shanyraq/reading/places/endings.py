"""From a word as it stands to the names it may be a form of: Russian declension and Kazakh suffixes, undone.

Nothing is generated ahead: an ending is taken off and the rest must be a known name, so twelve thousand names cost
no more than ten. Every reading says how the word was bent, because «в Мирном» and «мирный» are different evidence.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

VOWELS = frozenset("аеёиоуыэюя")
_VOICELESS = frozenset("пкстшщчцфхбвгд")
_HARD_TO_BEND = frozenset("иыуеэю")


class Form(NamedTuple):
    """`name` is the key of the nominative; `bent` is "", "oblique" (Russian), "case", "people" or "there" (Kazakh)."""

    name: str
    bent: str


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    """«ending: nominative endings», "0" for none."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows.split(";"):
        ending, nominatives = row.split(":")
        table[ending.strip()] = tuple("" if each == "0" else each for each in nominatives.split())
    return table


_RUSSIAN = _table(
    "а:0 о;у:0 а о;ом:0 о ое ый ой ий;ем:0 ь й ее ий;е:0 а о ь й я;"
    "ы:а;и:а ь я й;ой:а ая;ою:а;ей:я яя ь;ю:ь й я;ью:ь;я:ь й;"
    "ого:ое ый ой ий;ому:ое ый ой ий;его:ее ий;ему:ее ий;ым:ое ый ой;им:ий ое ее;ую:ая;юю:яя;"
    "ах:и ы а;ях:и я;ам:и ы а;ям:и я;ами:и ы а;ями:и я;ов:ы и;ев:и;ок:ки;ых:ые;их:ие;ца:ец;це:ец;цу:ец;цем:ец;"
    "льца:лец;льце:лец;льцу:лец;йца:ец;йце:ец"
)
_RUSSIAN_LONGEST = max(map(len, _RUSSIAN))

# Abbreviations stand as they are: «ОҚО» has no accusative «оқу».
_SHORTEST_BENT = 4

_THERE = ("да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "дагы", "даги", "деги", "тагы", "таги",
          "теги")  # fmt: skip
_CASE = ("га", "ге", "ка", "ке", "нын", "нин", "дын", "дин", "тын", "тин", "ны", "ни", "ды", "ди", "ты", "ти", "мен",
         "бен", "пен")  # fmt: skip
_PEOPLE = tuple(a + b for a in ("лык", "лик", "дык", "дик", "тык", "тик") for b in ("", "тар", "тер"))
_NESTED = ("лар", "лер")
_KAZAKH = {**dict.fromkeys(_CASE, "case"), **dict.fromkeys(_THERE, "there"), **dict.fromkeys(_PEOPLE, "people")}
_KAZAKH_LONGEST = max(map(len, _KAZAKH))

_LATIN = {
    **dict.fromkeys(("ga", "ge", "ka", "ke", "nin", "din", "tin", "ni", "di", "ti", "men", "ben", "pen"), "case"),
    **dict.fromkeys(
        ("da", "de", "ta", "te", "dan", "den", "tan", "ten", "nan", "nen", "dagi", "degi", "tagi", "tegi"), "there",
    ),
    **dict.fromkeys(("lik", "dik", "tik"), "people"),
}  # fmt: skip
_LATIN_VOICELESS = frozenset("pkstfhbgdc")


def forms(word: str, names: Container[str]) -> Iterator[Form]:
    """Readings of a folded word whose nominative is in `names`; the plain one first."""
    if word in names:
        yield Form(word, "")
    if word.isascii():
        yield from _latin(word, names)
        return
    yield from _kazakh(word, names)
    yield from _russian(word, names)


def _russian(word: str, names: Container[str]) -> Iterator[Form]:
    for length in range(min(_RUSSIAN_LONGEST, len(word) - 2), 0, -1):
        nominatives = _RUSSIAN.get(word[-length:])
        if nominatives is None:
            continue
        stem = word[:-length]
        for ending in nominatives:
            name = stem + ending
            if len(name) >= _SHORTEST_BENT and name in names and (ending or _takes_endings(name)):
                yield Form(name, "oblique")


def _takes_endings(name: str) -> bool:
    """Does the name end in a hard consonant, so that a bare vowel may follow?"""
    return name[-1] not in VOWELS and name[-1] not in "ьй"


def _kazakh(word: str, names: Container[str]) -> Iterator[Form]:
    for length in range(2, min(_KAZAKH_LONGEST, len(word) - 2) + 1):
        bent = _KAZAKH.get(word[-length:])
        if bent is None:
            continue
        name = word[:-length]
        if name in names and _follows(word[-length], name[-1]):
            yield Form(name, bent)
    # «Қордайдағылар», «Қордайдағыларға»: what is bent once more is still there.
    for nested in _NESTED:
        at = word.rfind(nested)
        if at > 4 and word[at - 2 : at] in ("гы", "ги"):
            yield from (Form(name, "there") for name, bent in _kazakh(word[:at], names) if bent == "there")


def _follows(first: str, last: str) -> bool:
    """Assimilation: т and к stand after voiceless consonants, д, г, л and н after the rest."""
    if first in "ткп":
        return last in _VOICELESS
    return last not in _VOICELESS or last in "вбгд"


def _latin(word: str, names: Container[str]) -> Iterator[Form]:
    for length in range(2, min(4, len(word) - 3) + 1):
        bent = _LATIN.get(word[-length:])
        name = word[:-length]
        if bent is not None and name in names and (word[-length] in "tkp") == (name[-1] in _LATIN_VOICELESS):
            yield Form(name, bent)
