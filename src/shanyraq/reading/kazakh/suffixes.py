"""Strip Kazakh nominal suffixes: plural, possessive, case, copula, in that order, from the end of the word.

A stripped form only counts when the stem is in the caller's lexicon, so «палата» is never read as «пала» + «та».
Words are compared folded (see `folding`), so text typed with Russian letters strips as well; harmony is checked
only where the letters still show it. `inflect` is the way back and serves the tests.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from shanyraq.reading.kazakh.folding import fold
from shanyraq.reading.phrases import load_table

Case = Literal["nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental"]
CASES: tuple[Case, ...] = (
    "nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental",
)  # fmt: skip

_BACK = frozenset("аоұыяюёу")
_FRONT = frozenset("әеөүіэи")
_VOWELS = _BACK | _FRONT
_VOICELESS = frozenset("пкқстшщчцфхһ")
_VOICED = frozenset("жзбвгдғ")
_NASAL = frozenset("мнң")
_RESONANT = frozenset("рлйуиюмнң")
# A stem-final voiceless stop is voiced before a vowel: министрлік, but министрлігі.
_VOICING = {"қ": "ғ", "к": "г", "п": "б"}
_UNVOICING = {"г": "к", "б": "п"}


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word. `cut` is how many letters of the word stand before the case suffix."""

    stem: str
    plural: bool
    possessive: str
    case: Case
    cut: int


@dataclass(frozen=True, slots=True)
class _Suffix:
    back: str
    front: str
    after: tuple[str, ...]
    label: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple({fold(self.back), fold(self.front)})


@dataclass(frozen=True, slots=True)
class _Table:
    plural: tuple[_Suffix, ...]
    possessive: tuple[_Suffix, ...]
    case: tuple[_Suffix, ...]
    copula: tuple[_Suffix, ...]


@cache
def _table() -> _Table:
    rows = load_table("kk", "suffixes")

    def suffixes(name: str, label: str = "") -> tuple[_Suffix, ...]:
        return tuple(_suffix(row, label) for row in rows[name])

    return _Table(suffixes("plural"), suffixes("possessive", "person"), suffixes("case", "name"), suffixes("copula"))


def _suffix(row: dict[str, Any], label: str) -> _Suffix:
    back, front = row["forms"]
    return _Suffix(back, front, tuple(row["after"]), str(row.get(label, "")))


def analyses(word: str, lexicon: Collection[str]) -> Iterator[Analysis]:
    """Every reading of `word` whose folded stem is in `lexicon` (folded, nominative singular)."""
    folded = fold(word)
    for copula in ("", *_folded_copulas()):
        if copula and not folded.endswith(copula):
            continue
        bare = folded[: len(folded) - len(copula)] if copula else folded
        yield from _without_case(bare, lexicon)


@cache
def _folded_copulas() -> tuple[str, ...]:
    return tuple(form for suffix in _table().copula for form in suffix.folded)


def _without_case(word: str, lexicon: Collection[str]) -> Iterator[Analysis]:
    yield from _without_possessive(word, "nominative", len(word), lexicon, ())
    for suffix in _table().case:
        for form in suffix.folded:
            if len(word) > len(form) + 1 and word.endswith(form):
                rest = word[: len(word) - len(form)]
                case: Case = suffix.label  # type: ignore[assignment]
                yield from _without_possessive(rest, case, len(rest), lexicon, suffix.after)


def _without_possessive(
    word: str, case: Case, cut: int, lexicon: Collection[str], after: tuple[str, ...]
) -> Iterator[Analysis]:
    wants_possessive = bool(after) and all(each.startswith("possessive") for each in after)
    if not wants_possessive:
        yield from _without_plural(word, "", case, cut, lexicon)
    for suffix in _table().possessive:
        if wants_possessive and not _possessive_fits(after, suffix.label):
            continue
        for form in suffix.folded:
            if len(word) > len(form) + 1 and word.endswith(form):
                yield from _without_plural(word[: len(word) - len(form)], suffix.label, case, cut, lexicon)


def _possessive_fits(after: tuple[str, ...], person: str) -> bool:
    return ("possessive3" in after and person == "3") or ("possessive12" in after and person in ("1", "2"))


def _without_plural(word: str, person: str, case: Case, cut: int, lexicon: Collection[str]) -> Iterator[Analysis]:
    for stem in _stems(word, bool(person)):
        if stem in lexicon:
            yield Analysis(stem, False, person, case, cut)
    for suffix in _table().plural:
        for form in suffix.folded:
            if len(word) > len(form) + 1 and word.endswith(form):
                stem = word[: len(word) - len(form)]
                if stem in lexicon:
                    yield Analysis(stem, True, person, case, cut)


def _stems(word: str, before_vowel: bool) -> Iterator[str]:
    yield word
    if before_vowel and word[-1:] in _UNVOICING:
        yield word[:-1] + _UNVOICING[word[-1]]


def without_case(word: str, analysis: Analysis) -> str:
    """`word` (of any spelling) cut to its nominative: «әкімдеріне» -> «әкімдері»."""
    return word[: analysis.cut]


# ------------------------------------------------------------------ the way back


def inflect(stem: str, *, plural: bool = False, possessive: str = "", case: Case = "nominative") -> str:
    """`stem` with suffixes in their harmony: `inflect("әкім", plural=True, possessive="3", case="dative")`."""
    word = stem
    if plural:
        word = _joined(word, _table().plural, "", "")
    if possessive:
        word = _joined(word, _table().possessive, possessive, "")
    if case != "nominative":
        word = _joined(word, _table().case, case, possessive)
    return word


def _joined(word: str, suffixes: tuple[_Suffix, ...], label: str, possessive: str) -> str:
    fitting = [each for each in suffixes if (not label or each.label == label) and _fits(word, each.after, possessive)]
    # A suffix made for possessives goes before a general one: басшысы + на, not басшысы + ға.
    fitting.sort(key=lambda each: not any(after.startswith("possessive") for after in each.after))
    suffix = fitting[0]
    form = suffix.back if _is_back(word) else suffix.front
    if form[0] in _VOWELS and word[-1] in _VOICING and not possessive:
        word = word[:-1] + _VOICING[word[-1]]
    return word + form


def _fits(word: str, after: tuple[str, ...], possessive: str) -> bool:
    last = word[-1]
    kinds = {
        "any": True,
        "vowel": last in _VOWELS and last not in "уию",
        "consonant": last not in _VOWELS or last in "уию",
        "voiceless": last in _VOICELESS,
        "voiced": last in _VOICED,
        "resonant": last in _RESONANT,
        "nasal": last in _NASAL,
        "possessive3": possessive == "3",
        "possessive12": possessive in ("1", "2", "4"),
    }
    if possessive == "3" and not any(each == "possessive3" for each in after):
        return last in _VOWELS and "vowel" in after
    return any(kinds.get(each, last == each) for each in after)


def _is_back(word: str) -> bool:
    for letter in reversed(word):
        if letter in _FRONT:
            return False
        if letter in _BACK:
            return True
    return True
