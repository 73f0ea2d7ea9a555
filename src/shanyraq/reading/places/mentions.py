"""Words of a text and the names of places they may be forms of."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.reading.gazetteer import gazetteer
from shanyraq.reading.places.endings import Form, forms
from shanyraq.reading.places.heads import CITY, CONNECTORS, THERE_PREPOSITIONS, Head, head
from shanyraq.reading.places.keys import key

# An English possessive ("Almaty's") is no part of the name.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:[-\u2010\u2011'’ʼ`](?!s\b)[^\W_](?:[^\W_]|[\u0300-\u036f])*)*")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_PART = re.compile(r"[^\W_]+")
_HYPHENS = frozenset("-\u2010\u2011")
_SENTENCE_END = frozenset(".!?…\n\r;:•")
_ADJECTIVE_ENDINGS = (
    ("ими", True), ("ого", False), ("ому", False), ("ей", False), ("ий", False), ("ая", False), ("ой", False),
    ("ую", False), ("ое", False), ("ие", True), ("их", True), ("им", False), ("ом", False), ("ою", False),
)  # fmt: skip
_LONGEST_WORD = 40
_KAZAKH_LETTERS = frozenset("әғқңөұүіһ")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """All that the tables know of one word, wherever it stands."""

    key: str
    nouns: tuple[Form, ...]
    begins: tuple[Form, ...]
    adjective: tuple[str, ...]
    head: Head | None
    everyday: str

    @property
    def says_something(self) -> bool:
        return bool(self.nouns or self.begins or self.adjective or self.head)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text; `gap` is what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str
    lexeme: Lexeme

    @property
    def key(self) -> str:
        return self.lexeme.key

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def begins_sentence(self) -> bool:
        return self.start == 0 or not _SENTENCE_END.isdisjoint(self.gap)


@dataclass(slots=True)
class Mention:
    """A name in the text: tokens `first` to `last` (inclusive), what they may mean, and the head noun beside them.

    `points_there`: after «в», "from" or with «-да», «-дан»; `says_there`: the latter; `stands_apart`: between a comma
    and the end of the clause, as an address does («нет воды, Рудный»).
    """

    first: int
    last: int
    names: tuple[Form, ...]
    adjective: tuple[str, ...]
    head: Head | None = None
    head_token: int | None = None
    head_is_before: bool = False
    points_there: bool = False
    says_there: bool = False
    stands_apart: bool = False


@lru_cache(maxsize=65_536)
def lexeme(lowered: str) -> Lexeme:
    """The lexeme of a lower-case word (hyphens inside are allowed)."""
    if len(lowered) > _LONGEST_WORD:
        return Lexeme("", (), (), (), None, "")
    if _ACCENT.search(lowered):
        # «й» of some keyboards is two letters, and a stress mark is none.
        return lexeme(_ACCENT.sub("", unicodedata.normalize("NFC", lowered)))
    if lowered == "қ":
        return Lexeme("к", (), (), (), Head(CITY, False, "kk"), "")
    book = gazetteer()
    folded = key(lowered)
    if not folded:
        return Lexeme("", (), (), (), None, "")
    if folded in CONNECTORS or folded in THERE_PREPOSITIONS:
        return Lexeme(folded, (), (), (), None, "")
    said = head(folded)
    nouns = () if said else tuple(dict.fromkeys(forms(folded, book.names)))
    begins = tuple(dict.fromkeys(forms(folded, book.first_words)))
    everyday = book.everyday.get(folded, "")
    if everyday == "w" and not _KAZAKH_LETTERS.isdisjoint(lowered):
        everyday = ""  # «мерки» is a Russian word, «меркі» is not.
    return Lexeme(folded, nouns, begins, _adjective(folded), said, everyday)


def _adjective(folded: str) -> tuple[str, ...]:
    stems = gazetteer().adjectives
    for ending, _plural in _ADJECTIVE_ENDINGS:
        if folded.endswith(ending):
            found = stems.get(folded[: -len(ending)])
            if found:
                return found
    return ()


def tokens(text: str) -> list[Token]:
    """The words of `text`. A hyphen parts a word unless the whole is a name («Усть-Каменогорск», «р-на»)."""
    found: list[Token] = []
    before = 0
    for match in _WORD.finditer(text):
        word = match.group()
        whole = lexeme(word.lower())
        if not word.isalnum() and not whole.says_something:
            for part in _PART.finditer(word):
                start = match.start() + part.start()
                found.append(_token(part.group(), start, text[before:start], lexeme(part.group().lower())))
                before = start + len(part.group())
            continue
        found.append(_token(word, match.start(), text[before : match.start()], whole))
        before = match.end()
    return found


def _token(word: str, start: int, gap: str, known: Lexeme) -> Token:
    return Token(word, start, start + len(word), gap, known)


def mentions(words: list[Token]) -> list[Mention]:
    """Names in the row of words, the longest first, from left to right, none over another."""
    found: list[Mention] = []
    at = 0
    while at < len(words):
        mention = _mention(words, at)
        if mention is None:
            at += 1
        else:
            found.append(mention)
            at = mention.last + 1
    return found


def _mention(words: list[Token], at: int) -> Mention | None:
    known = words[at].lexeme
    if known.begins:
        several = _several(words, at)
        if several:
            return several
    halves = _two_halves(words, at)
    if halves:
        return halves
    if known.nouns or known.adjective:
        return Mention(at, at, known.nouns, known.adjective)
    return None


def _several(words: list[Token], at: int) -> Mention | None:
    """A name of several words, each in its own form."""
    rests = gazetteer().first_words
    best: dict[int, list[Form]] = {}
    for form in words[at].lexeme.begins:
        for rest in rests[form.name]:
            last = at + len(rest)
            if last >= len(words) or any(
                words[each].gap.strip(" \u00a0-\u2010\u2011") for each in range(at + 1, last + 1)
            ):
                continue
            bent = _rest_bent(words, at + 1, rest)
            if bent is not None:
                best.setdefault(last, []).append(Form(form.name + "".join(rest), bent or form.bent))
    if not best:
        return None
    last = max(best)
    return Mention(at, last, tuple(dict.fromkeys(best[last])), ())


def _rest_bent(words: list[Token], at: int, rest: tuple[str, ...]) -> str | None:
    bent = ""
    for offset, part in enumerate(rest):
        found = next(iter(forms(words[at + offset].key, (part,))), None)
        if found is None:
            return None
        bent = found.bent
    return bent


def _two_halves(words: list[Token], at: int) -> Mention | None:
    """The name of an area typed in two, both halves capital: «Сары Агаш», «Талды Курган»."""
    if at + 1 >= len(words) or not words[at].is_capital or not words[at + 1].is_capital or words[at + 1].gap != " ":
        return None
    joined = lexeme(words[at].text.lower() + words[at + 1].text.lower())
    nouns = tuple(form for form in joined.nouns if form.name in gazetteer().nouns)
    return Mention(at, at + 1, nouns, joined.adjective) if nouns or joined.adjective else None
