"""What stands after a verb of ordering: "the akim to report", "that the akim (should) report"."""

from dataclasses import dataclass

from shanyraq.reading.english.nouns import bearing_phrase, split_bearers
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.english.verbs import infinitive_at, is_base_verb, verb_group

_REACH = 45
_ABSTRACT = ("tions", "ments", "sures", "ings", "ities", "ances", "ences", "ects", "eps", "ss", "ans", "ems", "ures")
_OBJECTS = frozenset(["him", "her", "them", "us", "you", "everyone", "me", "all", "everybody", "those"])
_MODALS = frozenset(["should", "must", "shall"])
_OTHER_MODALS = frozenset(["will", "would", "could", "can", "may", "might", "has", "have", "is", "are", "was", "were"])


@dataclass(frozen=True, slots=True)
class Complement:
    """The verb and the bearers named before it."""

    verb: int
    bearers: tuple[tuple[int, int], ...]
    negated: bool
    modal: str = ""


def target_phrase(sentence: Sentence, start: int) -> Complement | None:
    """ "the Government, jointly with the akimat, to complete …" beginning at word `start`."""
    known = sentence.lexicon
    while sentence.lower(start) in (",", "also", "once", "again", "all") and sentence.lower(start) != "all":
        start += 1
    first = sentence.lower(start)
    if first == "to" and infinitive_at(sentence, start) is None:
        start, first = start + 1, sentence.lower(start + 1)
    if not first or first == "that" or (first in known.prepositions and first not in ("all", "like")):
        return None
    for index in range(start, min(start + _REACH, len(sentence.words))):
        low = sentence.lower(index)
        if low in HARD_MARKS and low not in ("(", ")", "“", "”", '"', "«", "»"):
            return None
        if low == "that" or low in ("which", "who"):
            return None
        if low not in ("to", "not"):
            continue
        infinitive = infinitive_at(sentence, index)
        if infinitive is None:
            continue
        if index == start:
            return None
        return Complement(infinitive[0], _bearers(sentence, start, index), infinitive[1])
    return None


def _bearers(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    while end > start and (sentence.lower(end - 1) == "," or sentence.lexicon.is_adverb(sentence.lower(end - 1))):
        end -= 1
    if end - start == 1 and sentence.lower(start) in _OBJECTS:
        return ((start, end),)
    phrase = bearing_phrase(sentence, start, end)
    if phrase is not None and phrase.start == start:
        return phrase.bearers
    if sentence.words[start].is_capital and phrase is None:
        return tuple(split_bearers(sentence, start, end))
    return ((start, end),) if phrase is None and _names_somebody(sentence, start, end) else ()


def _names_somebody(sentence: Sentence, start: int, end: int) -> bool:
    """An unknown plural without further words ("told grocers to …"), not an abstract noun."""
    last = sentence.lower(end - 1)
    short = end - start <= 3 and not any(
        sentence.lower(index) in sentence.lexicon.prepositions or sentence.words[index].is_mark
        for index in range(start, end)
    )
    return short and last.endswith("s") and not last.endswith(_ABSTRACT) and last not in sentence.lexicon.not_agents


def subjunctive(sentence: Sentence, start: int, *, past: bool = False) -> Complement | None:
    """ "every association (should) appoint …" beginning at word `start`; `past` for "if they followed …"."""
    for index in range(start + 1, min(start + _REACH, len(sentence.words))):
        low = sentence.lower(index)
        if low in HARD_MARKS:
            return None
        if low in _MODALS:
            group = verb_group(sentence, index + 1)
            if group is None or group.perfect:
                return None
            bearers = () if group.passive else _subject(sentence, start, index)
            return Complement(group.verb, bearers, group.negated, low)
        if low in _OTHER_MODALS and not (past and low in ("were", "was")):
            return None
        if not _is_verb(sentence, index, past):
            continue
        return _without_modal(sentence, start, index)
    return None


def _is_verb(sentence: Sentence, index: int, past: bool) -> bool:
    known, low = sentence.lexicon, sentence.lower(index)
    if past:
        before = sentence.lower(index - 1)
        return (low in known.irregular_past or (low.endswith("ed") and before not in known.determiners)) and len(
            low
        ) > 2
    return low in ("be", "not") or is_base_verb(sentence, index, loose=True)


def _without_modal(sentence: Sentence, start: int, index: int) -> Complement | None:
    negated = sentence.lower(index) == "not"
    verb = index + 1 if negated else index
    passive = sentence.lower(verb) in ("be", "were", "was") and sentence.lexicon.is_participle(sentence.lower(verb + 1))
    bearers = _subject(sentence, start, index)
    if passive:
        return Complement(verb + 1, (), negated)
    return Complement(verb, bearers, negated) if bearers else None


def _subject(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    while end > start and (sentence.lower(end - 1) == "," or sentence.lexicon.is_adverb(sentence.lower(end - 1))):
        end -= 1
    if end - start == 1 and sentence.lower(start) in sentence.lexicon.bearing_pronouns:
        return ((start, end),)
    phrase = bearing_phrase(sentence, start, end)
    return phrase.bearers if phrase is not None else ()
