"""How far a condition goes on, and which words of a sentence belong to such phrases."""

from shanyraq.reading.candidates import Phrases
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.model import Condition
from shanyraq.reading.phrases import FoundCondition, PhraseBook

_ASKING = frozenset(
    [
        "check",
        "determine",
        "see",
        "ask",
        "know",
        "assess",
        "verify",
        "wonder",
        "decide",
        "tell",
        "of",
        "from",
        "about",
        "as",
        "even",
    ]
)
_MODALS = frozenset(["must", "shall", "should", "will", "may", "need", "needs", "ought"])


def find_phrases(sentence: Sentence, book: PhraseBook) -> Phrases:
    """Frequencies, deadlines and conditions of the sentence, by its own offsets; fills `sentence.skipped`."""
    frequencies = book.frequencies(sentence.low)
    deadlines = book.deadlines(sentence.low, sentence.text)
    openings = [each for each in book.conditions(sentence.low) if _opens(sentence, each)]
    edges = sorted(
        [each.span[0] for each in frequencies]
        + [each.span[0] for each in deadlines]
        + [each.span[0] for each in openings]
    )
    conditions = []
    for opening in openings:
        end = opening.span[1] if not opening.runs else _end(sentence, opening, edges)
        start = opening.span[0]
        conditions.append(Condition(opening.kind, (start, end), sentence.text[start:end]))
    found = Phrases(tuple(frequencies), tuple(deadlines), tuple(_apart(conditions)))
    for span in found.spans():
        sentence.skipped[sentence.index_at(span[0])] = sentence.index_at(span[1])
    return found


def _opens(sentence: Sentence, opening: FoundCondition) -> bool:
    before = sentence.lower(sentence.index_at(opening.span[0]) - 1)
    if opening.kind == "in_person":
        return before not in ("to", "for", "by", "of", "with", "protect", "find", "defend")
    return before not in _ASKING


def _end(sentence: Sentence, opening: FoundCondition, edges: list[int]) -> int:
    """The offset where an opened condition stops."""
    limit = min((edge for edge in edges if edge >= opening.span[1]), default=len(sentence.text))
    clausal = opening.kind in ("condition", "purpose")
    leading = sentence.index_at(opening.span[0]) == 0
    index = sentence.index_at(opening.span[1])
    last = opening.span[1]
    while index < len(sentence.words) and sentence.words[index].start < limit:
        low = sentence.lower(index)
        if low in HARD_MARKS and low not in ("(", ")", "«", "»", "“", "”"):
            break
        if low == "." and index == len(sentence.words) - 1:
            break
        if low == "," and not _lists_on(sentence, index, clausal):
            break
        if low == "it" and sentence.lower(index + 1) in ("is", "was"):
            break
        if low in _MODALS and not clausal and not leading:
            break
        if low == "to" and not clausal and sentence.lower(index + 1) in sentence.lexicon.verbs:
            break
        last = sentence.words[index].end
        index += 1
    while last > opening.span[1] and sentence.text[last - 1] in " ,":
        last -= 1
    return _without_and(sentence, opening.span[1], last)


def _lists_on(sentence: Sentence, comma: int, clausal: bool) -> bool:
    """Does an enumeration ("deputies, elders and mothers") go on after this comma?"""
    if clausal:
        return False
    for index in range(comma + 1, min(comma + 7, len(sentence.words))):
        low = sentence.lower(index)
        if low in ("and", "or"):
            after = sentence.lower(index + 1)
            return index > comma + 1 and after not in sentence.lexicon.verbs and after != "to"
        if low in HARD_MARKS or low in _MODALS or low in ("to", ".") or low in sentence.lexicon.insertions:
            return False
    return False


def _without_and(sentence: Sentence, floor: int, end: int) -> int:
    for tail in (" and", " or"):
        if sentence.low[floor:end].endswith(tail):
            return end - len(tail)
    return end


def _apart(conditions: list[Condition]) -> list[Condition]:
    kept: list[Condition] = []
    for each in conditions:
        if not kept or each.span[0] >= kept[-1].span[1]:
            kept.append(each)
    return kept
