"""The English word lists of `data/en/lexicon.toml`, ready to be asked."""

import re
from dataclasses import dataclass
from functools import cache

from shanyraq.reading.phrases import load_table


def _set(value: str | list[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets by their job in the sentence; every word is in lower case."""

    agents: frozenset[str]
    agent_endings: tuple[str, ...]
    not_agents: frozenset[str]
    named_plurals: frozenset[str]
    places: frozenset[str]
    not_doers: frozenset[str]
    persons: frozenset[str]
    pronouns: frozenset[str]
    bearing_pronouns: frozenset[str]
    appeals: tuple[str, ...]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    insertions: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    reporting: frozenset[str]
    expecting: frozenset[str]
    observers: frozenset[str]
    nouns_in_ly: frozenset[str]
    adverbs: frozenset[str]
    time_words: frozenset[str]
    plural_modifiers: frozenset[str]
    participles: frozenset[str]
    staying_participles: frozenset[str]
    irregular_past: frozenset[str]
    finite_verbs: frozenset[str]
    telling_verbs: frozenset[str]
    names_in_ed: frozenset[str]
    verbs: frozenset[str]
    noun_verbs: frozenset[str]
    speaking_tags: frozenset[str]
    declaring_verbs: frozenset[str]
    warning_verbs: frozenset[str]
    reader_verbs: frozenset[str]
    viewing_participles: frozenset[str]
    saying_participles: frozenset[str]
    saying_verbs: frozenset[str]
    stating_verbs: frozenset[str]
    effects: tuple[str, ...]
    qualities: tuple[str, ...]
    purpose_subjects: frozenset[str]
    tasks: frozenset[str]
    charges: frozenset[str]
    recitals: tuple[str, ...]
    plan_headings: tuple[str, ...]
    heading_of_deadline: frozenset[str]
    heading_of_bearer: frozenset[str]
    modal_words: re.Pattern[str]
    abbreviations: frozenset[str]

    def is_agent(self, word: str) -> bool:
        """Can a phrase with this head owe something?"""
        if word in self.not_agents:
            return False
        return word in self.agents or (len(word) > 5 and word.endswith(self.agent_endings))

    def is_participle(self, word: str) -> bool:
        return word in self.participles or (len(word) > 3 and word.endswith("ed"))

    def is_adverb(self, word: str) -> bool:
        if word in self.adverbs:
            return True
        if len(word) <= 4 or not word.endswith("ly"):
            return False
        return not (word in self.verbs or word in self.agents or word in self.nouns_in_ly)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = load_table("en", "lexicon")
    return Lexicon(
        agents=_set(table["agents"]),
        agent_endings=tuple(table["agent_endings"]),
        not_agents=_set(table["not_agents"]),
        named_plurals=_set(table["named_plurals"]),
        places=_set(table["places"]),
        not_doers=_set(table["not_doers"]),
        persons=_set(table["persons"]),
        pronouns=_set(table["pronouns"]),
        bearing_pronouns=_set(table["bearing_pronouns"]),
        appeals=tuple(table["appeals"]),
        determiners=_set(table["determiners"]),
        prepositions=_set(table["prepositions"]),
        insertions=_set(table["insertions"]),
        subordinators=_set(table["subordinators"]),
        relatives=_set(table["relatives"]),
        reporting=_set(table["reporting"]),
        expecting=_set(table["expecting"]),
        observers=_set(table["observers"]),
        nouns_in_ly=_set(table["nouns_in_ly"]),
        adverbs=_set(table["adverbs"]),
        time_words=_set(table["time_words"]),
        plural_modifiers=_set(table["plural_modifiers"]),
        participles=_set(table["irregular_participles"]),
        staying_participles=_set(table["staying_participles"]),
        irregular_past=_set(table["irregular_past"]),
        finite_verbs=_set(table["finite_verbs"]),
        telling_verbs=_set(table["telling_verbs"]),
        names_in_ed=_set(table["names_in_ed"]),
        verbs=_set(table["verbs"]),
        noun_verbs=_set(table["noun_verbs"]),
        speaking_tags=_set(table["speaking_tags"]),
        declaring_verbs=_set(table["declaring_verbs"]),
        warning_verbs=_set(table["warning_verbs"]),
        reader_verbs=_set(table["reader_verbs"]),
        viewing_participles=_set(table["viewing_participles"]),
        saying_participles=_set(table["saying_participles"]),
        saying_verbs=_set(table["saying_verbs"]),
        stating_verbs=_set(table["stating_verbs"]),
        effects=tuple(table["effects"]),
        qualities=tuple(table["qualities"]),
        purpose_subjects=_set(table["purpose_subjects"]),
        tasks=_set(table["tasks"]),
        charges=_set(table["charges"]),
        recitals=tuple(table["recitals"]),
        plan_headings=tuple(table["plan_headings"]),
        heading_of_deadline=_set(table["heading_of_deadline"]),
        heading_of_bearer=_set(table["heading_of_bearer"]),
        modal_words=re.compile(rf"\b(?:{table['modal_words']})\b"),
        abbreviations=_set(table["abbreviations"]),
    )
