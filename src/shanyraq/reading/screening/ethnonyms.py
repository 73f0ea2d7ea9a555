"""Names of peoples said of a person: «сосед-уйгур», «дүнген жігіт», "my boss is a Chechen". Groups are left alone.

A group («казахи и дунгане», «қазақ халқы») is nobody's personal data and stays, but it is never a feature of anything.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from shanyraq.reading.screening import lexicon
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.folding import key
from shanyraq.reading.screening.model import Span
from shanyraq.reading.screening.tokens import Token


@dataclass(frozen=True, slots=True)
class _Words:
    russian: frozenset[str]
    adjectives: tuple[str, ...]
    kazakh: frozenset[str]
    english: frozenset[str]
    people: frozenset[str]
    people_kazakh: frozenset[str]
    pronouns: frozenset[str]
    few: frozenset[str]
    things: frozenset[str]


@cache
def _words() -> _Words:
    rows = lexicon.table("ethnonyms")
    return _Words(
        russian=lexicon.keys_of(rows["russian"]),
        adjectives=tuple(key(each) for each in lexicon.words_of(rows["russian_adjectives"])),
        kazakh=lexicon.keys_of(rows["kazakh"]),
        english=frozenset(lexicon.words_of(rows["english"])),
        people=lexicon.keys_of(rows["people_russian"] + rows["people_english"]),
        people_kazakh=lexicon.keys_of(rows["people_kazakh"]),
        pronouns=lexicon.keys_of(
            " ".join((rows["pronouns_russian"], rows["pronouns_kazakh"], rows["pronouns_english"]))
        ),
        few=lexicon.keys_of(rows["few"]),
        things=lexicon.keys_of(rows["things_kazakh"]),
    )


@dataclass(frozen=True, slots=True)
class _People:
    """How a word names a people: `one` for a single person's word, `many` for the plural, `like` for an adjective."""

    one: bool = False
    many: bool = False
    like: bool = False
    kazakh: bool = False
    english: bool = False

    def __bool__(self) -> bool:
        return self.one or self.many or self.like


_NONE = _People()


@lru_cache(maxsize=20_000)
def _people(low: str, folded: str) -> _People:
    words = _words()
    if low.isascii():
        return _english(low, words)
    if low.startswith(_RUSSIAN_SELF) and _adjectival(low[len("русск") :]):
        return _People(like=True)
    entry = look_up(low)
    lemmas = {key(each) for each in entry.lemmas}
    if not words.russian.isdisjoint(lemmas):
        kazakh = folded in words.kazakh
        return _People(one=not entry.plural, many=entry.plural, kazakh=kazakh)
    if any(folded.startswith(stem) and _adjectival(folded[len(stem) :]) for stem in words.adjectives):
        return _People(like=True)
    for cut in range(len(folded), 2, -1):
        if folded[:cut] in words.kazakh and (cut == len(folded) or folded[cut:] in lexicon.kazakh_tails()):
            return _People(
                like=cut == len(folded), one=cut < len(folded), many=folded[cut : cut + 3] in _PLURAL, kazakh=True
            )
    return _NONE


_RUSSIAN_SELF = ("русск",)
_PLURAL = frozenset(("лар", "лер", "дар", "дер", "тар", "тер"))
_ENDINGS = frozenset(key(each) for each in lexicon.words_of("ий ая ое ие ого ой ому ую им ом их ими ою"))
_ENGLISH_STOP = frozenset(("roma", "turk", "hui", "american"))


def _adjectival(tail: str) -> bool:
    return key(tail) in _ENDINGS


def _english(low: str, words: _Words) -> _People:
    if low in words.english:
        return _People(like=True, english=True)
    if low.endswith("s") and low[:-1] in words.english:
        return _People(many=True, english=True)
    if low in ("chechen's", "uyghur's", "kazakh's"):
        return _People(one=True, english=True)
    return _NONE


def names_a_people(token: Token) -> bool:
    """Is the word an ethnonym in any form? Such a word is no name of a person."""
    return not token.kind and bool(_people(token.low, token.key))


def ethnonyms(words: list[Token], person: list[bool]) -> list[Span]:
    """Spans of ethnonyms that are said of a person; `person` tells which words name one."""
    spans = []
    for index, word in enumerate(words):
        if word.kind or person[index]:
            continue
        people = _people(word.low, word.key)
        if people and _is_attached(words, person, index, people):
            spans.append((word.start, word.end))
    return spans


def _is_attached(words: list[Token], person: list[bool], index: int, people: _People) -> bool:
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.joined and (person[index + 1] or after.kind == "person"):
        return not people.many
    if people.kazakh and not people.many:
        return _kazakh_attached(words, person, index, before, after, people)
    if people.english:
        return _english_attached(words, index, before, after, people)
    if people.one:
        return not _before_thing(after)
    if people.many:
        return _few_or_known(before, after, words, index)
    return _adjective_attached(words, person, index, before, after)


def _is_person_word(word: Token | None) -> bool:
    if word is None or word.kind:
        return bool(word and word.kind == "person")
    known = _words()
    if word.key in known.people or word.key in known.people_kazakh:
        return True
    if any(key(each) in known.people for each in look_up(word.low).lemmas):
        return True
    if word.low.isascii() and word.low.rstrip("s") in known.people:
        return True
    return any(
        word.key[:cut] in known.people_kazakh and word.key[cut:] in lexicon.kazakh_tails()
        for cut in range(len(word.key) - 1, 1, -1)
    )


def _few_or_known(before: Token | None, after: Token | None, words: list[Token], index: int) -> bool:
    """«двое чеченцев», «соседи-уйгуры»: a few that everybody can point at."""
    if before is not None and words[index].joined:
        if before.key in _words().few or (before.text.isdigit() and len(before.text) == 1):
            return True
        if words[index].gap.strip() in ("-", "\u2010", "\u2011", "\u2013") and _is_person_word(before):
            return True
        return _is_person_word(before)
    return bool(after and after.gap.strip() == "-" and _is_person_word(after))


def _before_thing(after: Token | None) -> bool:
    return bool(after and after.joined and after.key in _words().things)


def _adjective_attached(
    words: list[Token], person: list[bool], index: int, before: Token | None, after: Token | None
) -> bool:
    """«чеченский парень», «сосед русский», «он русский»; not «русский язык»."""
    if after is not None and after.joined and _is_person_word(after):
        return not look_up(after.low).plural or bool(before and before.key in _words().few)
    follows = after is not None and after.joined and not after.kind and look_up(after.low).noun
    if follows or before is None or not words[index].joined:
        return _dash_said(words, index) and not follows
    if _is_person_word(before) or person[index - 1]:
        return words[index].low.endswith(("ий", "ая", "ой", "им", "ого", "ому", "ом", "ую"))
    return before.key in _words().pronouns and words[index].low.endswith(("ий", "ая"))


def _dash_said(words: list[Token], index: int) -> bool:
    """«начальник – русский»."""
    return bool(index and words[index].gap.strip() in ("-", "–", "—") and _is_person_word(words[index - 1]))


def _kazakh_attached(
    words: list[Token], person: list[bool], index: int, before: Token | None, after: Token | None, people: _People
) -> bool:
    if _before_thing(after):
        return False
    if after is not None and after.joined and _is_person_word(after):
        return not any(many in after.key for many in _PLURAL) or bool(before and before.key in _words().few)
    if words[index].key.endswith(_I_AM):
        return True
    if (
        before is not None
        and words[index].gap.strip() in ("", "-", "–", "—", ",")
        and (_is_person_word(before) or person[index - 1] or before.key in _words().pronouns)
    ):
        return after is None or not after.joined or _is_person_word(after) or not look_up(after.low).noun or people.one
    if not people.like and "\u0456" not in words[index].low and look_up(words[index].low).known:
        return bool(people.one)
    return people.one and look_up(words[index].low).known and not people.like


_I_AM = ("мин", "син", "пин", "бин", "мын", "сын", "пын", "бын")


def _english_attached(
    words: list[Token], index: int, before: Token | None, after: Token | None, people: _People
) -> bool:
    if after is not None and after.joined and _is_person_word(after):
        return True
    if people.many:
        return bool(before and before.key in _words().few)
    if before is None or not words[index].joined or people.one:
        return people.one
    noun_follows = after is not None and after.joined and not after.kind and after.low not in _ENGLISH_VERBS
    if before.low in ("a", "an", "is", "was", "one", "this", "that", "another") or _is_person_word(before):
        return not noun_follows
    return before.low in ("he", "she", "who") or (
        before.low == "the" and after is not None and after.low in _ENGLISH_VERBS
    )


_ENGLISH_VERBS = frozenset(
    lexicon.words_of(
        "is was said says told hit beat came went who and but in at from lives works has had did does wants called "
        "shouted by to with on"
    )
)
