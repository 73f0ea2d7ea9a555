"""What the Russian dictionary says of a word: a name, a surname, a patronymic, or something else altogether."""

from dataclasses import dataclass
from functools import cache
from typing import Any

_SHARE = 0.15
_MOSTLY = 0.5
# Words that name nothing: «только, над, было, вот».
_SMALL = frozenset(("ADVB", "PREP", "CONJ", "PRCL", "NPRO", "PRED", "INTJ", "INFN", "GRND", "NUMR"))


@dataclass(frozen=True, slots=True)
class Entry:
    """Shares of the readings of a word; `lemma` is of the likeliest. Unknown words are guessed by their endings."""

    known: bool
    name: bool
    mostly_name: bool
    surname: bool
    rarely_surname: bool
    patronymic: bool
    place: bool
    other: bool
    adjective: bool
    verb: bool
    noun: bool
    small: bool
    lemma: str
    lemmas: frozenset[str]
    nominative: bool
    plural: bool


_NOTHING = Entry(
    known=False, name=False, mostly_name=False, surname=False, rarely_surname=False, patronymic=False,
    place=False, other=False,
    adjective=False, verb=False, noun=False, small=False, lemma="", lemmas=frozenset(), nominative=True, plural=False,
)  # fmt: skip


@cache
def _analyser() -> Any:
    # Imported late: a text without Cyrillic words never needs the dictionary.
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def look_up(low: str) -> Entry:
    """The entry of a lower-case word; words with no Cyrillic letter have none."""
    if len(low) > 40 or not all("\u0400" <= letter <= "\u045f" for letter in low):
        return _NOTHING
    parses = _analyser().parse(low)
    share = {"Name": 0.0, "Surn": 0.0, "Patr": 0.0, "Geox": 0.0, "other": 0.0}
    for parse in parses:
        label = next((each for each in ("Name", "Surn", "Patr", "Geox") if each in parse.tag), "other")
        share[label] += parse.score
    best = parses[0]
    usual = [each for each in parses if each.score >= 0.1] or [best]
    return Entry(
        known=best.is_known,
        name=share["Name"] >= _SHARE,
        mostly_name=share["Name"] >= _MOSTLY,
        surname=share["Surn"] >= _SHARE,
        rarely_surname=share["Surn"] > 0.0,
        patronymic=share["Patr"] >= _SHARE,
        place=share["Geox"] >= _SHARE,
        other=share["other"] >= _SHARE,
        adjective=best.tag.POS in ("ADJF", "PRTF", "ADJS"),
        verb=best.tag.POS == "VERB",
        noun=best.tag.POS == "NOUN",
        small=best.is_known and best.tag.POS in _SMALL,
        lemma=best.normal_form,
        lemmas=frozenset(each.normal_form for each in usual),
        nominative=any("nomn" in each.tag for each in usual),
        plural="plur" in best.tag,
    )
