"""The Kazakh word lists of `data/kk/lexicon.toml`, folded and ready to be asked."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from shanyraq.reading.kazakh.folding import LETTERS, fold
from shanyraq.reading.phrases import load_table


class Agents(frozenset[str]):
    """Stems that can owe something: the listed ones, and any doer in «-шы, -ші» («тасымалдаушы»), ordinals aside."""

    refused: frozenset[str] = frozenset()

    def __contains__(self, stem: object) -> bool:
        if super().__contains__(stem):
            return True
        if stem in self.refused:
            return False
        return isinstance(stem, str) and len(stem) >= 6 and stem.endswith(("шы", "ши")) and stem[-3] != "н"


@dataclass(frozen=True, slots=True)
class Ending:
    """The last word of one or more phrases, and what stands before it in each ("" for nothing)."""

    last: str
    stem: str
    heads: tuple[str, ...]


class Endings:
    """Phrases asked for by their last word: «айта кету» is asked as «кету…» or «кеткен»."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        heads: dict[str, list[str]] = {}
        for phrase in phrases:
            head, _, last = phrase.rpartition(" ")
            heads.setdefault(last, []).append(head)
        self._all = tuple(Ending(last, last.removesuffix("у"), tuple(before)) for last, before in sorted(heads.items()))
        self._lasts = tuple(each.last for each in self._all)
        self._by_stem = {each.stem: each for each in self._all}

    def prefixes_of(self, word: str) -> tuple[Ending, ...]:
        if not word.startswith(self._lasts):
            return ()
        return tuple(each for each in self._all if word.startswith(each.last))

    def participles_of(self, stem: str) -> tuple[Ending, ...]:
        found = self._by_stem.get(stem)
        return (found,) if found else ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets by their job in the sentence; every word is folded."""

    agents: "Agents"
    adjectival_agents: frozenset[str]
    weak_agents: frozenset[str]
    persons: frozenset[str]
    owned: tuple[str, ...]
    appeals: tuple[str, ...]
    effects: tuple[str, ...]
    binding_be: frozenset[str]
    flat_adjectives: frozenset[str]
    stating: tuple[str, ...]
    qualities: "Endings"
    saying: "Endings"
    warning: "Endings"
    cherishing: tuple[str, ...]
    participle_adjectives: frozenset[str]
    dative_takers: tuple[str, ...]
    intensifier_ends: frozenset[str]
    intensifiers: tuple[str, ...]
    followers: frozenset[str]
    refusers: frozenset[str]
    questions: frozenset[str]
    openers: frozenset[str]
    postpositions: frozenset[str]
    quantifiers: frozenset[str]
    conjunctions: frozenset[str]
    pronouns: frozenset[str]
    bearing_pronouns: dict[str, str]
    nouns_in_u: frozenset[str]
    not_negative: frozenset[str]
    active_verbs: frozenset[str]
    duty_verbs: frozenset[str]
    forecasting: tuple[str, ...]
    command_stems: tuple[str, ...]
    reader_verbs: tuple[str, ...]
    plan_headings: tuple[str, ...]
    heading_of_deadline: frozenset[str]
    heading_of_bearer: frozenset[str]
    modal_words: re.Pattern[str]
    abbreviations: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = load_table("kk", "lexicon")
    agents = Agents(fold(word) for word in table["agents"].split())
    agents.refused = _set(table["not_agents"])
    return Lexicon(
        agents=agents,
        adjectival_agents=_set(table["adjectival_agents"]),
        weak_agents=_set(table["weak_agents"]),
        persons=_set(table["persons"]),
        owned=_tuple(table["owned"]),
        appeals=_tuple(table["appeals"]),
        effects=_tuple(table["effects"]),
        binding_be=_set(table["binding_be"]),
        flat_adjectives=_set(table["flat_adjectives"]),
        stating=_tuple(table["stating"]),
        qualities=Endings(_tuple(table["qualities"])),
        saying=Endings(_tuple(table["saying"])),
        warning=Endings(_tuple(table["warning"])),
        cherishing=_tuple(table["cherishing"]),
        participle_adjectives=_set(table["participle_adjectives"]),
        dative_takers=_tuple(table["dative_takers"]),
        intensifier_ends=frozenset(words.rsplit(" ", 1)[-1] for words in _tuple(table["intensifiers"])),
        intensifiers=tuple(sorted(_tuple(table["intensifiers"]), key=len, reverse=True)),
        followers=_set(table["followers"]),
        refusers=_set(table["refusers"]),
        questions=_set(table["questions"]),
        openers=_set(table["openers"]),
        postpositions=_set(table["postpositions"]),
        quantifiers=_set(table["quantifiers"]),
        conjunctions=_set(table["conjunctions"]),
        pronouns=_set(table["pronouns"]),
        bearing_pronouns={fold(word): base for word, base in table["bearing_pronouns"].items()},
        nouns_in_u=_set(table["nouns_in_u"]),
        not_negative=_set(table["not_negative"]),
        active_verbs=_set(table["active_verbs"]),
        duty_verbs=_set(table["duty_verbs"]),
        forecasting=_tuple(table["forecasting"]),
        command_stems=_tuple(table["command_stems"]),
        reader_verbs=_tuple(table["reader_verbs"]),
        plan_headings=_tuple(table["plan_headings"]),
        heading_of_deadline=_set(table["heading_of_deadline"]),
        heading_of_bearer=_set(table["heading_of_bearer"]),
        modal_words=re.compile(rf"(?<!\w)(?:{table['modal_words'].translate(LETTERS)})"),
        abbreviations=frozenset(word.lower() for word in table["abbreviations"]),
    )


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _tuple(words: Any) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)
