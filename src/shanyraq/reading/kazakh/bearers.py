"""Noun phrases of a Kazakh clause whose head can owe something, with the case they stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shanyraq.reading.kazakh.forms import (
    is_finite,
    is_genitive,
    is_passive,
    past_form,
    verbal_noun,
)
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.suffixes import Analysis

_OWNED_IN_CASE = re.compile(r"\w{2,}(?:с?[ыи])(?:н|на|не|нда|нде|нан|нен|мен|нын|нин)$")
_PLURAL = re.compile(r"\w{2,}[лдт][ае]р$")
Indexes = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BearerGroup:
    """Coordinated bearers: «салалық министрліктер мен әкімдіктерге» is one group of two in the dative."""

    start: int
    end: int
    case: str
    members: tuple[Indexes, ...]
    is_weak: bool = False


def bearer_groups(sentence: Sentence, start: int, end: int, blocked: list[Indexes]) -> list[BearerGroup]:
    """All groups within words `start:end` that touch no blocked words, in order."""
    phrases = list(_phrases(sentence, start, end, blocked))
    owners = [each for each in phrases if any(other.start <= each.start and each.end < other.end for other in phrases)]
    groups: list[BearerGroup] = []
    for phrase in phrases:
        if phrase in owners:
            continue
        if groups and _coordinates(sentence, groups[-1], phrase):
            last = groups.pop()
            phrase = BearerGroup(last.start, phrase.end, phrase.case, last.members + phrase.members)
        groups.append(phrase)
    return sorted([*groups, *owners], key=lambda each: (each.start, -each.end))


def _phrases(sentence: Sentence, start: int, end: int, blocked: list[Indexes]) -> Iterator[BearerGroup]:
    floor = start
    index = start
    closed = {index: right for left, right in blocked for index in range(left, right)}
    while index < end:
        if index in closed:
            floor = index = closed[index]
            continue
        group = _pronoun(sentence, index) or _phrase_at(sentence, index, floor, end)
        if group is not None:
            yield group
            # A genitive may be the owner of the next phrase; anything else ends before it.
            floor = floor if group.case == "genitive" else index + 1
        index += 1


def _pronoun(sentence: Sentence, index: int) -> BearerGroup | None:
    low = sentence.low(index)
    if low not in sentence.lexicon.bearing_pronouns:
        return None
    case = "nominative"
    if low.endswith(("ге", "ган")):
        case = "dative"
    elif low.endswith(("дин", "дын")):
        case = "genitive"
    elif low.endswith(("ден", "дан")):
        case = "ablative"
    return BearerGroup(index, index + 1, case, ((index, index + 1),), is_weak=low in ("ол", "олар"))


def _phrase_at(sentence: Sentence, index: int, floor: int, end: int) -> BearerGroup | None:
    reading = sentence.agent(index)
    if reading is None or _is_modifier(sentence, index, reading, end):
        return None
    left = phrase_start(sentence, index, floor, owned=bool(reading.possessive))
    weak = reading.stem in sentence.lexicon.weak_agents and not (reading.possessive and left < index)
    return BearerGroup(left, index + 1, reading.case, ((left, index + 1),), weak)


def _is_modifier(sentence: Sentence, index: int, reading: Analysis, end: int) -> bool:
    """«облыс әкімдері», «Үкімет мүшелері», «министрлік жанындағы кеңес»: the word only describes the next one."""
    if reading.case == "nominative" and _opens_relative(sentence, index + 1):
        return True
    if index + 1 >= end or sentence.is_mark(index + 1):
        return False
    following = sentence.low(index + 1)
    if _is_adjective(sentence, index):
        if following in sentence.lexicon.conjunctions:
            following, index = sentence.low(index + 2), index + 1
        near = range(index + 1, min(index + 4, end))
        return following in sentence.lexicon.flat_adjectives or any(sentence.agent(each) for each in near)
    if following in ("жанындагы", "курамындагы", "денгейиндеги", "ишиндеги", "атындагы", "тарапынан", "жанынан"):
        return following not in ("тарапынан",)
    after = sentence.agent(index + 1)
    if after is not None:
        return after.possessive == "3" and reading.case in ("nominative", "genitive")
    if reading.case == "nominative" and not reading.possessive and sentence.is_owned(index + 1):
        # «ауыл шаруашылығы басқармасы»: the name of a body goes on.
        owner = sentence.agent(index + 2)
        if owner is not None and owner.possessive:
            return True
    # «алқа шешімі бойынша»: the body only owns the noun of an adverbial.
    adverbial = sentence.is_owned(index + 1) and sentence.low(index + 2) in sentence.lexicon.postpositions
    return adverbial and reading.case == "nominative" and sentence.low(index + 2) not in sentence.lexicon.conjunctions


def _is_adjective(sentence: Sentence, index: int) -> bool:
    """«орталық органдар», «жергілікті органдар»: a word that only describes the head after it."""
    low = sentence.low(index)
    return low in sentence.lexicon.adjectival_agents or low in sentence.lexicon.flat_adjectives


def _opens_relative(sentence: Sentence, index: int) -> bool:
    """«Үкімет бекіткен жоспар»: the bearer acts in a clause about the plan. A passive participle tells nothing."""
    participle = past_form(sentence.low(index))
    if participle is None or participle.possessed or sentence.low(index) in sentence.lexicon.participle_adjectives:
        return False
    return not is_passive(participle.stem)


def phrase_start(sentence: Sentence, head: int, floor: int, *, owned: bool) -> int:
    """Walk left from a head over the words that describe it."""
    known = sentence.lexicon
    index = head
    while index > floor:
        previous = index - 1
        low = sentence.low(previous)
        if sentence.is_mark(previous):
            passed = _pass_mark(sentence, previous, floor, owned)
            if passed is None:
                break
            index = passed
            continue
        if low in known.quantifiers:
            return previous
        if low in ("да", "де") and sentence.low(previous - 1) in ("баска", "озге") and previous > floor:
            return previous - 1
        if low in known.conjunctions:
            joins_adjectives = _is_adjective(sentence, previous - 1) and _is_adjective(sentence, index)
            if not joins_adjectives and not (owned and _joins_names(sentence, previous, floor)):
                break
            index = previous
            continue
        if low in known.openers or low in known.postpositions or low in known.pronouns:
            break
        if _stops(sentence, previous, index, head, owned):
            break
        index = previous
    while index < head and (
        (sentence.is_mark(index) and sentence.low(index) not in '«“"') or sentence.low(index) in known.conjunctions
    ):
        index += 1
    return index


def _pass_mark(sentence: Sentence, mark: int, floor: int, owned: bool) -> int | None:
    """Index to go on from: before a name in quotation marks, before a comma between two owners; None stops."""
    low = sentence.low(mark)
    if low in ("»", "”", '"'):
        opening = {"»": "«", "”": "“", '"': '"'}[low]
        for index in range(mark - 1, floor - 1, -1):
            if sentence.low(index) == opening:
                return index
        return None
    if low == "," and owned and mark > floor:
        before = sentence.low(mark - 1)
        reading = sentence.agent(mark - 1)
        place = reading is not None and reading.stem in sentence.lexicon.weak_agents and not reading.possessive
        if (
            is_genitive(before)
            or place
            or before in sentence.lexicon.flat_adjectives
            or (sentence.words[mark - 1].is_capital and reading is None and not sentence.is_oblique(mark - 1))
        ):
            return mark
    return None


def _joins_names(sentence: Sentence, conjunction: int, floor: int) -> bool:
    """«Мәдениет және ақпарат министрлігі»: a conjunction inside one name."""
    if conjunction <= floor or sentence.is_mark(conjunction - 1):
        return False
    before = sentence.low(conjunction - 1)
    reading = sentence.agent(conjunction - 1)
    if reading is not None and reading.case == "genitive":
        return True
    if reading is not None and (reading.stem not in sentence.lexicon.weak_agents or reading.possessive):
        return False
    if reading is not None and reading.plural and reading.case == "nominative":
        return False
    form = verbal_noun(before)
    return not (sentence.is_oblique(conjunction - 1) or (form is not None and form.form != "bare"))


def _stops(sentence: Sentence, previous: int, index: int, head: int, owned: bool) -> bool:
    """Does the word before `index` stand outside the phrase of `head`?"""
    known, word = sentence.lexicon, sentence.words[previous]
    low = word.lower
    reading = sentence.agent(previous)
    if reading is not None and not (
        reading.stem in known.adjectival_agents and not reading.plural and not reading.possessive
    ):
        if reading.case == "genitive":
            return not owned
        if reading.case != "nominative" or reading.possessive:
            return True
        if reading.plural:
            return not (owned and index == head)
        if reading.stem in known.persons:
            return not (index == head and _stem(sentence, head) in known.owned)
        # «Министрлік Статистика бюросымен»: a body some words before the head is the subject, not a part of the name.
        owner = sentence.agent(index)
        close = index == head or (owner is not None and bool(owner.possessive)) or reading.stem in known.weak_agents
        return not (owned and close)
    form = verbal_noun(low)
    if form is not None:
        # «дамыту комитеті», «басқару саясаты департаменті»: a verb inside a name.
        inside = index == head or (sentence.is_owned(index) and sentence.agent(index) is None)
        return not (form.form == "bare" and inside and owned)
    if is_genitive(low):
        return not owned
    if word.is_capital and previous > 0:
        return False
    if low in known.flat_adjectives:
        return False
    if not owned and _PLURAL.search(low) and sentence.low(index) not in ("жониндеги", "саласындагы", "бойынша"):
        return True
    if sentence.is_oblique(previous) or is_finite(low):
        # «қатынастарды дамыту комитеті»: the object of a verb inside a name.
        return not (owned and _is_bare_verb(sentence, index) and not _stops(sentence, index, index + 1, head, owned))
    participle = past_form(low)
    if participle is not None:
        return not (low in known.participle_adjectives or (is_passive(participle.stem) and not participle.possessed))
    return low.endswith(("ып", "ип", "уп"))


def _stem(sentence: Sentence, index: int) -> str:
    reading = sentence.agent(index)
    return reading.stem if reading else ""


def _is_bare_verb(sentence: Sentence, index: int) -> bool:
    form = verbal_noun(sentence.low(index))
    return form is not None and form.form == "bare"


def _coordinates(sentence: Sentence, left: BearerGroup, right: BearerGroup) -> bool:
    """Do the two stand side by side: «A, B», «A мен B», «A және B»?"""
    between = [sentence.low(index) for index in range(left.end, right.start)]
    if left.case not in ("nominative", right.case):
        return False
    if between and between[-1] in ("сондай-ак",):
        between = between[:-1]
    return bool(between) and all(each == "," or each in sentence.lexicon.conjunctions for each in between)


def is_followed_by_owned(sentence: Sentence, group: BearerGroup) -> bool:
    """«Ассамблеяның рөлі», «олардың жұмысын»: the genitive belongs to the next noun, not to the verb."""
    low = sentence.low(group.end)
    if (
        low == "алдында"
        or verbal_noun(low) is not None
        or past_form(low) is not None
        or group.end >= len(sentence.words)
    ):
        return False
    here = sentence.words[group.end].start
    if any(start <= here < end for start, end in sentence.phrases.spans()):
        return False
    return sentence.is_owned(group.end) or _OWNED_IN_CASE.search(low) is not None
