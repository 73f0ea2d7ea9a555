"""A directive being found in one English sentence, and where its action and its clause stand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.english.subjects import Indexes
from shanyraq.reading.english.triggers import Match


@dataclass(slots=True)
class Found:
    """A directive of one sentence, by word indexes: the action is `verb:end`, its clause begins at `clause`."""

    match: Match
    clause: int
    verb: int
    bearers: tuple[Indexes, ...] = ()
    negated: bool = False
    end: int | None = None
    shared: bool = False
    action: Indexes | None = None


@dataclass(slots=True)
class Setting:
    """What a shape needs to know of the sentence's surroundings."""

    sentence: Sentence
    floor: int = 0
    is_plan: bool = False
    is_rule: bool = False
    has_frequency: Callable[[int, int], bool] = field(default=lambda start, end: False)


Shape = Callable[[Setting, Match], Found | None]


_NEW_CLAUSE = frozenset(["but", "while", "whereas", "because", "although", "though", "since", "so", "he", "she"])


def action_end(sentence: Sentence, verb: int) -> int:
    """Index after the last word of the action that begins at `verb`."""
    known = sentence.lexicon
    for index in range(verb + 1, len(sentence.words)):
        low = sentence.lower(index)
        if low in ";!?”»“«" or (low == '"' and index > verb + 1) or low in ("—", "–"):
            return index
        if low == "." and index == len(sentence.words) - 1:
            return index
        if low == "," and _leaves_action(sentence, index + 1, known.relatives):
            return index
    return len(sentence.words)


def _leaves_action(sentence: Sentence, after: int, relatives: frozenset[str]) -> bool:
    low, following = sentence.lower(after), sentence.lower(after + 1)
    tags = sentence.lexicon.speaking_tags
    if low in tags or low in _NEW_CLAUSE or (low == "the" and sentence.lower(after + 2) in tags):
        return True
    if low in relatives:
        return low not in ("whether", "how", "what", "where", "when")
    return low in ("as", "according") and following in ("the", "he", "she", "to", "it")


def is_conditional(sentence: Sentence, trigger: int, floor: int) -> bool:
    """Does the trigger stand in an if-clause of its own?"""
    for index in range(trigger - 1, floor - 1, -1):
        low = sentence.lower(index)
        if low in HARD_MARKS or low == ",":
            return False
        if low in ("if", "unless", "when", "whenever", "whether", "until", "which", "whom", "whose"):
            return True
    return False


def clause_of(sentence: Sentence, trigger: int, floor: int) -> int:
    """First word of the trigger's own clause after an earlier directive."""
    if not floor:
        return 0
    for index in range(trigger - 1, floor, -1):
        if sentence.lower(index) in ("and", "but", ";", "while"):
            return index + 1
    return trigger
