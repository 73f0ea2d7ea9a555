"""What the head of a Kazakh list lends to its items: a force, bearers, or both."""

from dataclasses import dataclass

from shanyraq.reading.kazakh.bearers import BearerGroup, Indexes, bearer_groups
from shanyraq.reading.kazakh.extents import taken_words
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import ListHead, TriggerTable
from shanyraq.reading.model import Force

# Words that may follow the trigger of a head: «тапсырма берді, атап айтқанда:».
_TAIL = 2


@dataclass(frozen=True, slots=True)
class HeadLoan:
    """Bearers are word indexes of the head's own sentence."""

    rule_id: str = ""
    force: Force | None = None
    negated: bool = False
    bearers: tuple[Indexes, ...] = ()


def read_head(sentence: Sentence, table: TriggerTable, is_heading: bool) -> HeadLoan:
    """The loan of one head; a heading lends a force only."""
    found = _head(sentence, table, is_heading)
    if is_heading:
        return HeadLoan(found.id, found.force, found.negated) if found else HeadLoan()
    end = len(sentence.words)
    groups = bearer_groups(sentence, 0, end, taken_words(sentence, sentence.phrases))
    if found is not None:
        fitting = [each for each in groups if each.case in found.bearer]
        return HeadLoan(found.id, found.force, found.negated, _members(fitting))
    # «Бөлім басшыларына:», «Орталық органдар, облыстардың әкімдіктері:»
    last = end - 1
    while last >= 0 and sentence.is_mark(last):
        last -= 1
    alone = [each for each in groups if each.end == last + 1 and each.case in ("dative", "nominative")]
    return HeadLoan(bearers=_members(alone))


def _head(sentence: Sentence, table: TriggerTable, is_heading: bool) -> ListHead | None:
    """The head pattern that ends last, the longest where several end together."""
    best: tuple[int, int, ListHead] | None = None
    for head in table.heads:
        for match in head.pattern.finditer(sentence.folded):
            rank = (match.end(), match.end() - match.start())
            if best is None or rank > best[:2]:
                best = (*rank, head)
    if best is None:
        return None
    tail = sentence.folded[best[0] :].strip(" :.–—-").split()
    return None if len(tail) > (0 if is_heading else _TAIL) else best[2]


def _members(groups: list[BearerGroup]) -> tuple[Indexes, ...]:
    return groups[0].members if groups else ()
