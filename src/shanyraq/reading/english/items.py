"""List heads and the items that live on them: force and bearer inherited, verbs without a modal."""

from dataclasses import dataclass

from shanyraq.reading.english.complements import target_phrase
from shanyraq.reading.english.nouns import bearing_phrase, phrase_end
from shanyraq.reading.english.sentence import Sentence
from shanyraq.reading.english.subjects import Indexes, subject_before
from shanyraq.reading.english.triggers import TriggerTable
from shanyraq.reading.english.verbs import infinitive_at, is_base_verb
from shanyraq.reading.model import Force

_NO_OBJECT = frozenset(["of", "shall", "must", "should", "will", "is", "are", "and", "over"])
_DASHES = ("–", "—", "-", ":")


@dataclass(frozen=True, slots=True)
class HeadLoan:
    """What one head lends: a force, or bearers (word indexes of the head's own sentence), or both."""

    rule_id: str = ""
    force: Force | None = None
    negated: bool = False
    bearers: tuple[Indexes, ...] = ()
    awaits_verb: bool = False


@dataclass(frozen=True, slots=True)
class ItemFound:
    """An item read as "(BEARER) to ACTION" or "ACTION"."""

    verb: int
    bearers: tuple[Indexes, ...]
    negated: bool


def read_head(sentence: Sentence, table: TriggerTable, *, is_heading: bool = False) -> HeadLoan:
    """What the head of a list lends to its items; a heading lends a force only, and only as an order."""
    end = len(sentence.words)
    while end and sentence.lower(end - 1) in (":", ".", ","):
        end -= 1
    best = None
    for head in table.heads:
        for match in head.regex.finditer(sentence.low):
            if best is None or (match.start(), match.end()) > (best[3], best[1]):
                best = (head, match.end(), match.end() - match.start(), match.start())
    if is_heading:
        return (
            HeadLoan(best[0].id, best[0].force, best[0].negated)
            if best and best[1] >= len(sentence.low) - 2
            else HeadLoan()
        )
    if best is None:
        return HeadLoan(bearers=_named_alone(sentence, end))
    head, _, _, start = best
    before = sentence.index_at(start)
    bearers: tuple[Indexes, ...] = ()
    if head.bearer_before:
        subject = subject_before(sentence, before, 0)
        bearers = subject.bearers
    if not bearers:
        bearers = _named_after(sentence, before, end)
    return HeadLoan(head.id, head.force, head.negated, bearers, head.bearer_before)


def _named_alone(sentence: Sentence, end: int) -> tuple[Indexes, ...]:
    """ "Heads of departments:", "to the Government:"."""
    start = 1 if sentence.lower(0) in ("to", "for") else 0
    phrase = bearing_phrase(sentence, start, end)
    return phrase.bearers if phrase and phrase.start == start and phrase.end >= end - 1 else ()


def _named_after(sentence: Sentence, start: int, end: int) -> tuple[Indexes, ...]:
    """ "I instruct the Government to:", "recommend to the maslikhats:"."""
    index = start + 1
    while index < end and sentence.lower(index) in ("to", "that", "on", "upon", "for", "of"):
        index += 1
    phrase = bearing_phrase(sentence, index, end)
    if phrase is None or phrase.start != index:
        return ()
    return phrase.bearers if phrase.end >= end - 2 or sentence.lower(phrase.end) in ("to", ",") else ()


def read_item(sentence: Sentence, *, is_item: bool, head: HeadLoan | None) -> ItemFound | None:
    """The item's own "(BEARER) to ACTION"; bare verbs only in lists."""
    if not sentence.words:
        return None
    if is_item or head:
        opened = _opening_verb(sentence, head)
        if opened is not None:
            return opened
    return _plain_order(sentence) or _bearer_to(sentence)


def _plain_order(sentence: Sentence) -> ItemFound | None:
    """A sentence outside any list: "Not to allow …", "If payments stop, immediately inform the inspectorate"."""
    infinitive = infinitive_at(sentence, 0)
    if infinitive is not None and infinitive[1] and not _has_finite(sentence, infinitive[0] + 1, len(sentence.words)):
        return ItemFound(infinitive[0], (), True)
    start = 0
    while (
        start in sentence.skipped or sentence.lexicon.is_adverb(sentence.lower(start)) or sentence.lower(start) == ","
    ):
        start = sentence.skipped.get(start, start + 1)
    ordered = (
        sentence.lower(start) in sentence.lexicon.verbs and sentence.lower(start) not in sentence.lexicon.noun_verbs
    )
    if sentence.lower(start) in sentence.lexicon.reader_verbs | sentence.lexicon.declaring_verbs:
        return None
    if ordered and sentence.lower(start + 1) in sentence.lexicon.determiners:
        return ItemFound(start, (), False)
    return None


def _opening_verb(sentence: Sentence, head: HeadLoan | None) -> ItemFound | None:
    opening = 1 if sentence.lower(0) in ("and", "or", "also") else 0
    infinitive = infinitive_at(sentence, opening) or _titled_infinitive(sentence)
    if infinitive is not None:
        return ItemFound(infinitive[0], (), infinitive[1])
    first = sentence.lower(0)
    if first in ("do", "not") and sentence.lower(1) in ("not", "to", "allow", "permit"):
        return ItemFound(1 + (sentence.lower(1) == "not"), (), True)
    start = 0
    while sentence.lexicon.is_adverb(sentence.lower(start)) or start in sentence.skipped:
        start = sentence.skipped.get(start, start + 1)
    if sentence.lower(start) == "," and start:
        start += 1
    return ItemFound(start, (), False) if _is_command(sentence, start, head) else None


def _titled_infinitive(sentence: Sentence) -> tuple[int, bool] | None:
    """ "To approve …": the capital belongs to the item, not to a name."""
    if sentence.lower(0) == "to" and sentence.lower(1) in sentence.lexicon.verbs:
        return 1, False
    return None


def _is_command(sentence: Sentence, index: int, head: HeadLoan | None) -> bool:
    known, word = sentence.lexicon, sentence.lower(index)
    after = sentence.lower(index + 1)
    if word not in known.verbs or word in known.declaring_verbs or not after or after in (":", ".", "–", "—"):
        return False
    if after in _NO_OBJECT or after in known.adverbs - {"also"}:
        return False
    if after in ("up", "out", "aside", "off", "down", "back"):
        return True
    if word in known.noun_verbs and not (head and head.awaits_verb):
        return after in known.determiners or (head is not None and after in ("to", "on", "for", "with", "in"))
    return True


def _bearer_to(sentence: Sentence) -> ItemFound | None:
    """ "Department of Health to prepare …", "Department of Health – prepare …" with nothing finite before."""
    found = _bearer_from(sentence, 0)
    if found is None and (colon := _short_title(sentence)) is not None:
        return _bearer_from(sentence, colon + 1)
    return found


def _short_title(sentence: Sentence) -> int | None:
    """ "Cabinet decision: the Ministry … to commission …"."""
    return next((each for each in range(1, min(7, len(sentence.words) - 1)) if sentence.lower(each) == ":"), None)


def _bearer_from(sentence: Sentence, start: int) -> ItemFound | None:
    phrase = bearing_phrase(sentence, start, len(sentence.words))
    if phrase is None or phrase.start != start:
        return None
    limit = phrase_end(sentence, phrase.head, len(sentence.words))
    for index in range(phrase.head + 1, min(limit + 2, len(sentence.words))):
        if sentence.lower(index) in ("to", "not") and infinitive_at(sentence, index):
            target = target_phrase(sentence, start)
            if target is None or _has_finite(sentence, start, index):
                return None
            return ItemFound(target.verb, target.bearers, target.negated)
        if sentence.lower(index) in _DASHES:
            return _after_dash(sentence, index, phrase.bearers)
        if sentence.lower(index) == ",":
            break
    target = target_phrase(sentence, start)
    if target is None or not target.bearers or _has_finite(sentence, start, target.verb):
        return None
    return ItemFound(target.verb, target.bearers, target.negated)


def _after_dash(sentence: Sentence, dash: int, bearers: tuple[Indexes, ...]) -> ItemFound | None:
    infinitive = infinitive_at(sentence, dash + 1)
    if infinitive is not None:
        return ItemFound(infinitive[0], bearers, infinitive[1])
    word, after = sentence.lower(dash + 1), sentence.lower(dash + 2)
    unknown = word.isalpha() and after in sentence.lexicon.determiners and not sentence.lexicon.is_agent(word)
    if unknown or is_base_verb(sentence, dash + 1) or _is_command(sentence, dash + 1, HeadLoan()):
        return ItemFound(dash + 1, bearers, False)
    return None


def _has_finite(sentence: Sentence, start: int, end: int) -> bool:
    """A finite verb before the infinitive: then the sentence tells, it does not charge."""
    known = sentence.lexicon
    for index in range(start, end):
        low = sentence.lower(index)
        told = low in known.reporting or low in known.irregular_past or low in known.finite_verbs
        if told or low in known.telling_verbs or (low.endswith("ed") and low not in known.names_in_ed):
            return True
    return False
