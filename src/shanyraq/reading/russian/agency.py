"""Who can bear a duty: a person by grammar, a body by the list, a name by its capital or its quotation marks."""

import re
from functools import lru_cache

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.morphology import Word
from shanyraq.reading.russian.tokens import Token

_PERSONAL = frozenset(["я", "мы", "ты", "вы", "он", "она", "они", "каждый", "все"])
_PARTICIPLE = re.compile(r"(?P<stem>\w+)(?P<kind>щ|нн)(?:его|ему|ими|им|их|ие|ий|ем|ого|ому|ыми|ым|ых|ые|ый)")


def is_agent(token: Token, *, quoted: bool) -> bool:
    """Can the noun at this token bear a duty? `quoted`: a name in quotation marks follows it."""
    word = token.word
    if word.pronoun:
        return word.lemma in _PERSONAL
    if token.abbreviation:
        return True
    lemma = word.noun_lemma or word.lemma
    if lemma in tables.agents("no_bearers"):
        return False
    if is_body(lemma) or word.animate or is_person(word) or quoted:
        return True
    return token.capital and (word.organisation or not word.known)


def is_person(word: Word) -> bool:
    """An adjective or participle that names a person («уполномоченный», «заведующий»)."""
    persons = tables.agents("persons")
    return not word.lemmas.isdisjoint(persons) or _participle(word.text) in persons


@lru_cache(maxsize=20_000)
def is_body(lemma: str) -> bool:
    """A body of the list, or a compound that ends in one («спецгосорган», «пресс-служба»)."""
    bodies = tables.agents("bodies")
    if lemma in bodies or lemma.rsplit("-", 1)[-1] in bodies:
        return True
    return lemma.endswith(tuple(tables.agents("compound_endings")))


@lru_cache(maxsize=20_000)
def _participle(low: str) -> str:
    """«заведующим» → «заведующий»: the dictionary gives the verb as the lemma of a participle."""
    match = _PARTICIPLE.fullmatch(low)
    return match["stem"] + ("щий" if match["kind"] == "щ" else "нный") if match else low
