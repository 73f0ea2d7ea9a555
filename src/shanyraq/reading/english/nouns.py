"""Noun phrases whose head can owe something: where they begin and end, and how many bearers they name."""

from dataclasses import dataclass

from shanyraq.reading.english.lexicon import Lexicon
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence, closing_bracket
from shanyraq.reading.english.verbs import infinitive_at
from shanyraq.reading.words import Word


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Words `start:end`, the head at `head`; `bearers` when the head can owe something."""

    start: int
    end: int
    head: int
    bearers: tuple[tuple[int, int], ...]


def bearing_phrase(sentence: Sentence, start: int, end: int, *, is_subject: bool = False) -> NounPhrase | None:
    """The first phrase within words `start:end` whose head can owe something and stands on its own.

    `is_subject`: the verb is known to follow at `end`, so a word in -ed only describes ("ministries concerned").
    """
    index = start
    while index < end:
        if _is_head(sentence, index, end):
            left = phrase_start(sentence, index, start)
            before = sentence.lower(left - 1) if left > start else ""
            if before in sentence.lexicon.prepositions and not _is_counted(sentence, left - 1, start):
                index += 1
                continue
            if _is_counted(sentence, left - 1, start):
                left = phrase_start(sentence, left - 2, start)
            right = phrase_end(sentence, index, end, is_subject=is_subject)
            return NounPhrase(left, right, index, tuple(split_bearers(sentence, left, right)))
        index += 1
    return None


def _is_head(sentence: Sentence, index: int, end: int) -> bool:
    """An agent noun that is not itself a modifier of the next noun ("council members")."""
    known, word = sentence.lexicon, sentence.words[index]
    if not known.is_agent(word.lower):
        return _is_acronym(word.text)
    following = sentence.lower(index + 1) if index + 1 < end else ""
    return not (known.is_agent(following) and following not in ("staff",))


def _is_acronym(word: str) -> bool:
    return len(word) >= 2 and word.isupper() and word.isalpha()


def _is_counted(sentence: Sentence, preposition: int, start: int) -> bool:
    """ "each of the akims", "all of the regions", "most of the ministries"."""
    counted = (
        "each",
        "all",
        "most",
        "one",
        "some",
        "both",
        "many",
        "none",
        "majority",
        "part",
        "half",
        "every",
        "any",
    )
    return preposition > start and sentence.lower(preposition) == "of" and sentence.lower(preposition - 1) in counted


def phrase_start(sentence: Sentence, head: int, floor: int) -> int:
    """Walk left from a head over its modifiers."""
    known = sentence.lexicon
    index = head
    while index > floor:
        word = sentence.words[index - 1]
        low = word.lower
        if word.is_mark and low not in ("'", "’", "-", "/", "&"):
            break
        if low in known.prepositions or low in ("and", "or", "but", "that", "which", "who"):
            break
        if _stops_phrase(known, word):
            break
        if (low in known.time_words or low[0].isdigit()) and not _is_count(low):
            break
        if not word.is_capital and _is_plain_plural(sentence, index - 1, floor):
            break
        index -= 1
        if low in ("the", "a", "an", "every", "each") and sentence.lower(index - 1) not in ("all", "both"):
            break
    return index


def _stops_phrase(known: Lexicon, word: Word) -> bool:
    """An adverb, a verb of saying or a pronoun, where it is nothing else as well."""
    low = word.lower
    if word.is_capital or low in known.determiners or known.is_agent(low):
        return False
    return low in known.adverbs or low in known.reporting or low in known.pronouns


def _is_count(low: str) -> bool:
    return low.isdigit() and int(low) < 100


def _is_plain_plural(sentence: Sentence, index: int, floor: int) -> bool:
    low = sentence.lower(index)
    if not low.endswith("s") or low.endswith(("ss", "us", "is", "'s", "’s", "ous")):
        return False
    return low not in sentence.lexicon.plural_modifiers and low not in sentence.lexicon.determiners


def phrase_end(sentence: Sentence, head: int, limit: int, *, is_subject: bool = False) -> int:
    """Walk right from a head over its of-phrases and coordinated nouns, up to `limit`."""
    known = sentence.lexicon
    index = head + 1
    while index < limit:
        low = sentence.lower(index)
        if index in sentence.skipped:
            break
        if low in HARD_MARKS and low != "(":
            break
        if low == "(":
            index = min(closing_bracket(sentence, index), limit)
            continue
        if low == "," and not (_enumerates(sentence, index, limit) or _names_go_on(sentence, index, limit)):
            break
        if low in known.relatives or (low == "that" and index > head):
            break
        if (
            (not is_subject and _is_finite(sentence, index))
            or (low == "to" and infinitive_at(sentence, index))
            or low == "."
        ):
            break
        index += 1
    while index > head + 1 and (
        sentence.lower(index - 1) in (",", "and", "or") or known.is_adverb(sentence.lower(index - 1))
    ):
        index -= 1
    return index


def _is_finite(sentence: Sentence, index: int) -> bool:
    """A verb that closes the phrase before it: "the minister | said", "the akimats | were told"."""
    known, low = sentence.lexicon, sentence.lower(index)
    if low in known.finite_verbs or low in known.irregular_past:
        return True
    return low.endswith("ed") and len(low) > 4 and low not in known.names_in_ed and not sentence.words[index].is_capital


def _names_go_on(sentence: Sentence, comma: int, limit: int) -> bool:
    """ "of Almaty, Zhambyl and Turkistan regions": a name, and an "and" before another name."""
    if not (comma + 1 < limit and sentence.words[comma + 1].is_capital and sentence.words[comma - 1].is_capital):
        return False
    ahead = range(comma + 2, min(comma + 8, limit - 1))
    return any(sentence.lower(index) == "and" and sentence.words[index + 1].is_capital for index in ahead)


def _enumerates(sentence: Sentence, comma: int, limit: int) -> bool:
    """Does another bearer follow this comma?"""
    index = comma + 1
    if sentence.lower(index) in ("and", "or"):
        index += 1
    if sentence.lower(index) in sentence.lexicon.insertions:
        return False
    for position in range(index, min(index + 9, limit)):
        low = sentence.lower(position)
        if sentence.lexicon.is_agent(low):
            return True
        if low in (",", "and") or low in sentence.lexicon.prepositions or low in HARD_MARKS:
            return False
    return False


def split_bearers(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """Coordinated bearers apart: "line ministries and akimats" are two, "Ministry of Culture and Sport" is one."""
    parts: list[tuple[int, int]] = []
    left = start
    for index in range(start, end):
        if sentence.lower(index) in ("and", "or", ",", "/", "&") and left < index:
            right = index + 1
            while right < end and sentence.lower(right) in ("and", "or", ","):
                right += 1
            if _bears_alone(sentence, left, index, right, end):
                parts.append((left, index))
                left = right
    parts.append((left, end))
    return [part for part in parts if part[0] < part[1]]


def _bears_alone(sentence: Sentence, left: int, cut: int, right: int, end: int) -> bool:
    """Is the phrase after the conjunction a bearer of its own?"""
    known = sentence.lexicon
    head = _first_head(sentence, right, end)
    if head is None and _shares_plural_head(sentence, left, cut, right):
        return True
    if head is None or _first_head(sentence, left, cut) is None:
        return False
    # "heads of ministries | and akimats" is one phrase, "akims of all levels | and police" are two.
    owned = any(
        sentence.lower(index) in known.persons
        and sentence.lower(index + 1) == "of"
        and any(known.is_agent(sentence.lower(each)) for each in range(index + 2, cut))
        for index in range(left, cut)
    )
    article = sentence.lower(right) in ("the", "each", "every", "all", "their", "his", "its")
    return not owned or article or sentence.lower(head) in known.persons


def _shares_plural_head(sentence: Sentence, left: int, cut: int, right: int) -> bool:
    """ "Ministries of Health and Education": a plural head with two names has two bearers."""
    for index in range(left, cut):
        if sentence.lower(index + 1) == "of" and index + 2 < cut:
            plural = sentence.lower(index) in sentence.lexicon.named_plurals
            return plural and sentence.words[right].is_capital and sentence.words[cut - 1].is_capital
    return False


def _first_head(sentence: Sentence, start: int, end: int) -> int | None:
    """The head of the phrase that begins at `start`, if it can owe something."""
    for index in range(start, end):
        low = sentence.lower(index)
        if low in (",", "and", "or") or (low in sentence.lexicon.prepositions):
            return None
        if _is_head(sentence, index, end):
            return index
    return None
