"""Where the triggers of the table stand in a sentence."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.morphology import Word
from shanyraq.reading.russian.tables import PhraseWord, Trigger
from shanyraq.reading.russian.tokens import Token

_VERBAL = frozenset(["VERB", "INFN", "PRTS", "GRND", "ADJS", "PRED"])


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at tokens `[start, end)`; `at` is the token whose clause counts."""

    trigger: Trigger
    start: int
    end: int
    at: int
    inner: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Index:
    words: dict[str, Trigger]
    lemmas: dict[str, Trigger]
    phrases: dict[str, list[tuple[tuple[PhraseWord, ...], Trigger]]]
    predicatives: frozenset[str]


def hits(tokens: list[Token]) -> list[Hit]:
    """All triggers of the sentence from left to right; phrases win over single words."""
    found = _phrase_hits(tokens)
    taken = {position for hit in found for position in hit.inner}
    for position, token in enumerate(tokens):
        if token.is_word and position not in taken:
            trigger = _single(token.word)
            if trigger:
                found.append(Hit(trigger, position, position + 1, position, frozenset([position])))
    return sorted(found, key=lambda hit: hit.at)


def predicatives() -> frozenset[str]:
    """Impersonal trigger words: each is the predicate of its clause."""
    return _index().predicatives


@lru_cache(maxsize=100_000)
def _single(word: Word) -> Trigger | None:
    """The trigger that one word is."""
    index = _index()
    trigger = index.words.get(word.text)
    if trigger:
        return trigger
    if word.pos not in _VERBAL and not word.infinitive:
        return None
    found = (index.lemmas.get(lemma) for lemma in word.lemmas)
    return next((each for each in found if each and word.text not in each.excluded), None)


@lru_cache(maxsize=100_000)
def _phrases(word: Word) -> tuple[tuple[tuple[PhraseWord, ...], Trigger], ...]:
    """The phrases that can begin with a word."""
    index = _index()
    keys = [word.text, *(f"~{lemma}" for lemma in sorted(word.lemmas))]
    return tuple(found for key in keys for found in index.phrases.get(key, ()))


def _phrase_hits(tokens: list[Token]) -> list[Hit]:
    found: list[Hit] = []
    taken: set[int] = set()
    for position, token in enumerate(tokens):
        if token.kind != "word":
            continue
        for phrase, trigger in _phrases(token.word):
            places = _places(tokens, position, phrase, trigger)
            if places and taken.isdisjoint(places):
                taken |= set(places)
                at = max(places) if not trigger.free else places[0]
                found.append(Hit(trigger, min(places), max(places) + 1, at, frozenset(places)))
    return found


def _places(tokens: list[Token], position: int, phrase: tuple[PhraseWord, ...], trigger: Trigger) -> list[int] | None:
    """Positions of all words of the phrase, its first word being at `position`."""
    places = [position]
    for part in phrase[1:]:
        place = _next(tokens, places[-1], part, trigger.gap)
        if place is None and trigger.free:
            place = _previous(tokens, places[0], part, trigger.gap)
        if place is None:
            return None
        places.append(place)
    return places


def _next(tokens: list[Token], position: int, part: PhraseWord, gap: int) -> int | None:
    for place in range(position + 1, min(position + 2 + gap, len(tokens))):
        if _fits(tokens[place], part):
            return place
        if tokens[place].text in ".;:":
            return None
    return None


def _previous(tokens: list[Token], position: int, part: PhraseWord, gap: int) -> int | None:
    for place in range(position - 1, max(position - 2 - gap, -1), -1):
        if _fits(tokens[place], part):
            return place
        if tokens[place].text in ".;:":
            return None
    return None


def _fits(token: Token, part: PhraseWord) -> bool:
    if part.any_form:
        return not token.word.lemmas.isdisjoint(part.options) and token.word.pos in _VERBAL
    return token.low in part.options


@cache
def _index() -> _Index:
    words: dict[str, Trigger] = {}
    lemmas: dict[str, Trigger] = {}
    phrases: dict[str, list[tuple[tuple[PhraseWord, ...], Trigger]]] = defaultdict(list)
    for trigger in tables.triggers():
        words.update(dict.fromkeys(trigger.words, trigger))
        lemmas.update(dict.fromkeys(trigger.lemma, trigger))
        for phrase in trigger.phrase:
            for option in phrase[0].options:
                phrases[f"~{option}" if phrase[0].any_form else option].append((phrase, trigger))
    impersonal = (trigger for trigger in tables.triggers() if trigger.frame in ("dative", "wish"))
    predicative = frozenset(word for trigger in impersonal if not trigger.predicative for word in trigger.words)
    return _Index(words, lemmas, dict(phrases), predicative)
