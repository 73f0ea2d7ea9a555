"""What a Russian word can be: cases, numbers and verb forms, from pymorphy3, remembered per word.

A *slot* is (case, number, gender); the gender of a plural is empty. Words unknown to the dictionary but known to the
country pack (`declined_like` in `agents.toml`) are declined like their model word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from shanyraq.reading.russian import tables

Slot = tuple[str, str, str]

_CASES = {"nomn": "nomn", "gent": "gent", "gen2": "gent", "datv": "datv", "accs": "accs", "acc2": "accs",
          "ablt": "ablt", "loct": "loct", "loc2": "loct"}  # fmt: skip
_ALL_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ANY_SLOT: frozenset[Slot] = frozenset(
    (case, number, gender)
    for case in _ALL_CASES
    for number, gender in (("sing", "masc"), ("sing", "femn"), ("sing", "neut"), ("plur", ""))
)
_ADJECTIVES = ("ADJF", "PRTF")
# The dictionary is asked about these letters only; it stumbles over signs without a name.
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+(?:[-\u2010\u2011][\u0400-\u04ff]+)*")
_SHARE = 0.09
_MOSTLY = 0.4
# «есть» is "is" in official texts, whatever else it may be at table.
_NO_INFINITIVES = frozenset(["есть"])


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """All that the grammar asks about one word form (lower case)."""

    text: str
    pos: str
    lemma: str
    lemmas: frozenset[str]
    noun: frozenset[Slot]
    noun_lemma: str
    adjective: frozenset[Slot]
    animate: bool
    pronoun: bool
    infinitive: str
    transitive: bool
    perfective: bool
    finite: bool
    tense: str
    person: str
    verb_slot: tuple[str, str]
    short: bool
    passive: bool
    imperative: bool
    gerund: bool
    predicative: bool
    numeral: bool
    name: bool
    organisation: bool
    preposition: bool
    adverb: bool
    known: bool

    def cases(self) -> set[str]:
        return {slot[0] for slot in self.noun | self.adjective}


@lru_cache(maxsize=200_000)
def word(low: str) -> Word:
    """The analysis of a lower-case word form."""
    parses = _parses(low)
    best = parses[0]
    weights = _weights(parses)
    usual = [each for each in parses if weights[each.tag.POS] >= _SHARE] or [best]
    nouns = [each for each in usual if each.tag.POS in ("NOUN", "NPRO")]
    adjectives = [each for each in usual if each.tag.POS in _ADJECTIVES or "Apro" in each.tag]
    infinitives = [each for each in usual if each.tag.POS == "INFN" and weights["INFN"] >= _MOSTLY]
    verb = best if best.tag.POS == "VERB" else None
    verb = verb or next((each for each in usual if each.tag.POS == "VERB" and weights["VERB"] >= _MOSTLY), None)
    short = best if best.tag.POS in ("PRTS", "ADJS") and weights.get("NOUN", 0.0) < _MOSTLY else None
    return Word(
        text=low,
        pos=str(best.tag.POS or ""),
        lemma=best.normal_form,
        lemmas=frozenset(each.normal_form for each in usual),
        noun=_slots(nouns),
        noun_lemma=nouns[0].normal_form if nouns else "",
        adjective=_slots(adjectives),
        animate=any("anim" in each.tag for each in nouns if each.normal_form == nouns[0].normal_form),
        pronoun=any(each.tag.POS == "NPRO" for each in nouns),
        infinitive=infinitives[0].normal_form if infinitives and low not in _NO_INFINITIVES else "",
        transitive=any("tran" in each.tag for each in usual),
        perfective=any("perf" in each.tag for each in usual),
        finite=verb is not None and not _only_imperative(usual),
        tense=_verb_tense(usual),
        person=str((verb and verb.tag.person) or ""),
        verb_slot=_verb_slot(verb or short),
        short=short is not None,
        passive=best.tag.POS == "PRTS",
        imperative=any("impr" in each.tag and "plur" in each.tag for each in usual),
        gerund=best.tag.POS == "GRND",
        predicative=best.tag.POS == "PRED" or "Prdx" in best.tag,
        numeral=best.tag.POS == "NUMR",
        name=any(_is_name(each) for each in nouns[:2]),
        organisation=any("Orgn" in each.tag for each in nouns),
        preposition=best.tag.POS == "PREP",
        adverb=best.tag.POS == "ADVB",
        known=best.is_known,
    )


def agree(left: Iterable[Slot], right: Iterable[Slot]) -> frozenset[Slot]:
    """The slots of `right` that `left` can stand beside (an adjective beside its noun)."""
    have = set(left)
    return frozenset(slot for slot in right if slot in have)


@lru_cache(maxsize=50_000)
def nominative(low: str, case: str, number: str, gender: str) -> str:
    """The word in the nominative of the same number, found from the form it has in `case`."""
    if case == "nomn":
        return low
    wanted = {"nomn", number} | ({gender} if gender and number == "sing" else set())
    for parse in _parses(low):
        if _CASES.get(str(parse.tag.case)) != case or parse.tag.number != number:
            continue
        inflected = parse.inflect(wanted) or parse.inflect({"nomn", number})
        if inflected:
            return str(inflected.word)
    return low


@lru_cache(maxsize=50_000)
def nominative_singular(low: str, gender: str = "") -> str:
    """The word as nominative singular («министерствам» → «министерство», «Северной» of a feminine → «северная»)."""
    for parse in _parses(low):
        if parse.tag.POS in ("NOUN", *_ADJECTIVES):
            wanted = {"nomn", "sing"} | ({gender} if gender else set())
            inflected = parse.inflect(wanted) or parse.inflect({"nomn", "sing"})
            if inflected:
                return str(inflected.word)
    return low


@lru_cache(maxsize=10_000)
def singular(low: str, case: str) -> str:
    """The word in the singular of `case` («областей» → «области»)."""
    for parse in _parses(low):
        if parse.tag.POS == "NOUN":
            inflected = parse.inflect({"sing", case})
            if inflected:
                return str(inflected.word)
    return low


@cache
def _analyzer() -> Any:
    # Imported late: the command must start before the dictionary is needed.
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=200_000)
def _parses(low: str) -> tuple[Any, ...]:
    local = _local_forms().get(low)
    if local:
        return local
    if not _CYRILLIC.fullmatch(low):
        return tuple(_analyzer().parse(""))
    parses = tuple(_analyzer().parse(low))
    return tuple(each for each in parses if each.tag.POS) or parses


@cache
def _local_forms() -> dict[str, tuple[Any, ...]]:
    """Forms of the country pack's own words, each with the tags of the same form of its model."""
    forms: dict[str, list[Any]] = {}
    for local, model in tables.load("agents")["declined_like"].items():
        parse = next(each for each in _analyzer().parse(model) if each.tag.POS == "NOUN")
        for form in parse.lexeme:
            own = _LocalParse(local + form.word[len(model) :], local, form.tag, parse.lexeme, model)
            forms.setdefault(own.word, []).append(own)
    return {form: tuple(found) for form, found in forms.items()}


@dataclass(frozen=True, slots=True)
class _LocalParse:
    """Stands in for a pymorphy3 parse of a word its dictionary does not know."""

    word: str
    normal_form: str
    tag: Any
    lexeme: Any
    model: str
    score: float = 0.5
    is_known: bool = True

    def inflect(self, wanted: set[str]) -> "_LocalParse | None":
        for form in self.lexeme:
            if wanted <= set(form.tag.grammemes):
                word = self.normal_form + form.word[len(self.model) :]
                return _LocalParse(word, self.normal_form, form.tag, self.lexeme, self.model)
        return None


def _weights(parses: tuple[Any, ...]) -> dict[Any, float]:
    weights: dict[Any, float] = {}
    for each in parses:
        weights[each.tag.POS] = weights.get(each.tag.POS, 0.0) + each.score
    return weights


def _slots(parses: list[Any]) -> frozenset[Slot]:
    found: set[Slot] = set()
    for each in parses:
        found |= _slots_of_tag(each.tag)
    return frozenset(found)


@cache
def _slots_of_tag(tag: Any) -> frozenset[Slot]:
    case = _CASES.get(str(tag.case))
    if case is None:
        return frozenset()
    if tag.number == "plur":
        return frozenset({(case, "plur", "")})
    genders = (str(tag.gender),) if tag.gender else ("masc", "femn", "neut")
    return frozenset((case, "sing", gender) for gender in genders)


def _only_imperative(parses: list[Any]) -> bool:
    verbs = [each for each in parses if each.tag.POS == "VERB"]
    return bool(verbs) and all(each.tag.mood == "impr" for each in verbs)


def _verb_tense(parses: list[Any]) -> str:
    for each in parses:
        if each.tag.POS == "VERB" and each.tag.mood != "impr":
            return str(each.tag.tense or "")
    return ""


def _verb_slot(parse: Any) -> tuple[str, str]:
    if parse is None:
        return ("", "")
    gender = str(parse.tag.gender or "") if parse.tag.number == "sing" else ""
    return (str(parse.tag.number or ""), gender)


def _is_name(parse: Any) -> bool:
    tag = parse.tag
    return "Surn" in tag or "Patr" in tag or ("Name" in tag and parse.is_known)
