"""How far to the left a Kazakh condition began, and which words are taken by phrases."""

import re

from shanyraq.reading.candidates import Phrases
from shanyraq.reading.kazakh.bearers import Indexes, phrase_start
from shanyraq.reading.kazakh.forms import if_form, is_genitive, past_form, verbal_noun
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.model import Condition, ConditionKind, Span
from shanyraq.reading.phrases import PhraseBook

_IF_COMMA = re.compile(r"с[ае]\w{0,6},")
_STOPS = frozenset(";:«“()—–!?…")
_WHAT_IS_PASSED_ON = frozenset(["муны", "оны", "буны", "осыны", "жауапкершиликти", "миндетти"])
_CLAUSAL = frozenset(["condition", "purpose"])


def find_phrases(sentence: Sentence, book: PhraseBook) -> Phrases:
    """Frequencies, deadlines and conditions of the sentence, by its own offsets."""
    frequencies = book.frequencies(sentence.folded)
    deadlines = [
        each
        for each in book.deadlines(sentence.folded, sentence.text)
        if not any(_overlap(each.span, other.span) and each.span[1] <= other.span[1] for other in frequencies)
    ]
    taken = sorted([each.span for each in frequencies] + [each.span for each in deadlines])
    conditions: list[Condition] = _if_clauses(sentence)
    for opening in book.conditions(sentence.folded):
        span = opening.span
        if opening.runs == "left":
            start = _left(sentence, opening.kind, opening.span, taken)
            if start is None:
                continue
            span = (start, opening.span[1])
        if not any(_overlap(span, each.span) for each in conditions):
            conditions.append(Condition(opening.kind, span, sentence.text[span[0] : span[1]]))
    return Phrases(tuple(frequencies), tuple(deadlines), tuple(sorted(conditions, key=lambda each: each.span)))


def taken_words(sentence: Sentence, phrases: Phrases) -> list[Indexes]:
    """The same phrases by word indexes."""
    return [(sentence.index_at(start), sentence.index_at(end)) for start, end in phrases.spans()]


def _if_clauses(sentence: Sentence) -> list[Condition]:
    """«Егер мүше келмесе, …», «… мүмкін болмаса, …»."""
    found: list[Condition] = []
    if not _IF_COMMA.search(sentence.folded):
        return found
    start = 0
    for index in range(len(sentence.words) - 1):
        low = sentence.low(index)
        if low in _STOPS:
            start = index + 1
        if sentence.low(index + 1) != ",":
            continue
        if (if_form(low) and low not in ("болса-да", "олса", "болмаса")) or (low == "болмаса" and index > start + 1):
            if _is_wish(sentence, index + 1):
                continue
            opening = next((each for each in range(start, index) if sentence.low(each) == "егер"), start)
            while opening < index and sentence.low(opening) in ("ал", "бирак", "алайда", ",", "сондыктан", "екиншиден"):
                opening += 1
            span = sentence.span(opening, index + 1)
            found.append(Condition("condition", span, sentence.text[span[0] : span[1]]))
            start = index + 2
    return found


def _is_wish(sentence: Sentence, comma: int) -> bool:
    """«…ұстанса, дұрыс болар еді» is a wish, not a condition."""
    return sentence.phrase(comma + 1, comma + 4).endswith("болар еди") or sentence.phrase(comma + 1, comma + 3) in (
        "жаксы еди",
        "иги еди",
    )


def _left(sentence: Sentence, kind: ConditionKind, span: Span, taken: list[Span]) -> int | None:
    """The offset where the condition that `span` closes began; None when nothing stands before it."""
    marker = sentence.index_at(span[0])
    floor = _floor(sentence, marker, taken)
    if marker <= floor:
        return span[0] if kind in _CLAUSAL else None
    if kind in _CLAUSAL:
        start = _clausal_start(sentence, marker, floor)
        if kind == "purpose" and sentence.low(marker) == "ушин" and marker - start < 2:
            return None
    elif kind == "no_delegation":
        start = _phrase(sentence, marker - 1, floor)
        if sentence.low(start - 1) in _WHAT_IS_PASSED_ON:
            start -= 1
        if not sentence.is_oblique(marker - 1):
            return None
    else:
        joined = _coordinated(sentence, marker - 1, floor, kind)
        if joined is None:
            return None
        start = joined
    return sentence.words[min(start, marker)].start


def _floor(sentence: Sentence, marker: int, taken: list[Span]) -> int:
    """First word the condition may begin with: after a hard mark or a frequency or deadline."""
    floor = 0
    for index in range(marker - 1, -1, -1):
        if sentence.low(index) in _STOPS and not _is_range(sentence, index):
            floor = index + 1
            break
    here = sentence.words[marker].start if marker < len(sentence.words) else len(sentence.text)
    for start, end in taken:
        if start < here:
            floor = max(floor, sentence.index_at(end))
    return min(floor, marker)


def _is_range(sentence: Sentence, index: int) -> bool:
    return sentence.low(index - 1).isdigit() and sentence.low(index + 1).isdigit()


def _clausal_start(sentence: Sentence, marker: int, floor: int) -> int:
    index = marker
    while index > floor:
        previous = index - 1
        if sentence.low(previous) == ",":
            break
        reading = sentence.agent(previous)
        if reading is not None and reading.case == "dative" and reading.stem not in sentence.lexicon.weak_agents:
            break
        if reading is not None and reading.case == "nominative" and previous > floor:
            following = sentence.agent(index)
            strong = reading.stem not in sentence.lexicon.weak_agents and not (following and following.possessive)
            if strong and not past_form(sentence.low(index)) and previous < marker - 1:
                break
        if (
            sentence.low(previous) in sentence.lexicon.openers
            and previous == floor
            and sentence.low(previous) != "егер"
        ):
            break
        index = previous
    if index > floor:
        return index
    reading = sentence.agent(index)
    if (
        reading is not None
        and reading.case == "nominative"
        and reading.stem not in sentence.lexicon.weak_agents
        and index < marker - 1
    ):
        following = sentence.agent(index + 1)
        if not (following and following.possessive):
            return index + 1
    return index


def _phrase(sentence: Sentence, head: int, floor: int) -> int:
    reading = sentence.agent(head)
    owned = (
        bool(reading.possessive)
        if reading
        else sentence.low(head).endswith(
            ("сына", "сине", "ына", "ине", "сымен", "симен", "ымен", "имен", "ынын", "инин", "ы", "и")
        )
    )
    return phrase_start(sentence, head, floor, owned=owned)


def _coordinated(sentence: Sentence, head: int, floor: int, kind: ConditionKind) -> int | None:
    """Start of the coordinated noun phrases that end with the word `head`."""
    low = sentence.low(head)
    if sentence.is_mark(head) and low not in ("»", "”"):
        return None
    if kind == "participants" and not (
        is_genitive(low) or low.endswith(("мен", "бен", "пен", "ды", "ди", "ты", "ти", "ын", "ин", "ны", "ни"))
    ):
        return None
    if verbal_noun(low) is not None and kind != "means":
        return None
    start = _phrase(sentence, head, floor)
    while start - 1 > floor:
        joint = sentence.low(start - 1)
        if joint not in sentence.lexicon.conjunctions and joint != ",":
            break
        before = start - 2
        if sentence.is_mark(before) or before < floor:
            break
        reading = sentence.agent(before)
        same = _ending(sentence.low(before)) == _ending(low) or not sentence.is_oblique(before)
        subject = joint == "," and reading is not None and reading.case == "nominative"
        if not same or subject or verbal_noun(sentence.low(before)) is not None:
            break
        start = _phrase(sentence, before, floor)
    return start


def _ending(word: str) -> str:
    return word[-2:]


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
