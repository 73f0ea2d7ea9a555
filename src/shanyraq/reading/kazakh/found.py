"""A directive being found in one Kazakh sentence, and what its search needs to know."""

from dataclasses import dataclass

from shanyraq.reading.kazakh.bearers import Indexes
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.model import Force


@dataclass(slots=True)
class Found:
    """A directive of one sentence by word indexes; its clause is `clause:end`, its action `action`."""

    rule_id: str
    force: Force
    negated: bool
    clause: int
    end: int
    action: Indexes
    bearers: tuple[Indexes, ...]
    trigger: Indexes
    asks_bearer: bool = True
    forbids: bool = False


@dataclass(slots=True)
class Setting:
    """What the search needs to know besides the sentence: where an earlier directive ended, what is taken."""

    sentence: Sentence
    taken: list[Indexes]
    floor: int = 0
    is_plan: bool = False
    has_head: bool = False
