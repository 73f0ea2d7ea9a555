"""One sentence laid out for the grammar: tokens, clauses, noun phrases, triggers, times."""

from dataclasses import dataclass, field
from functools import cached_property

from shanyraq.reading.model import Deadline, Frequency, Span
from shanyraq.reading.russian import clauses, groups, matching, times
from shanyraq.reading.russian.clauses import Clause
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.matching import Hit
from shanyraq.reading.russian.tokens import Token, tokenize


@dataclass(eq=False)
class Scene:
    """A sentence of `text` at `span`. Everything costly is found on first use."""

    text: str
    span: Span
    tokens: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = tokenize(self.text, self.span)

    @cached_property
    def clauses(self) -> list[Clause]:
        return clauses.split(self.tokens, matching.predicatives())

    @cached_property
    def hits(self) -> list[Hit]:
        return matching.hits(self.tokens)

    @cached_property
    def groups(self) -> list[Group]:
        _ = self.clauses  # a group never crosses from one clause into another
        skip = frozenset(position for hit in self.hits for position in hit.inner)
        return groups.groups(self.tokens, 0, len(self.tokens), skip=skip)

    @cached_property
    def frequencies(self) -> list[Frequency]:
        return times.frequencies(self.text, self.span)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        return times.deadlines(self.text, self.span, self.frequencies)

    @cached_property
    def is_question(self) -> bool:
        return any(token.text == "?" for token in self.tokens[-3:])

    def clause(self, position: int) -> Clause:
        _ = self.clauses
        return self.clauses[self.tokens[position].clause]

    def same_clause(self, left: int, right: int) -> bool:
        _ = self.clauses
        return self.tokens[left].clause == self.tokens[right].clause

    def low(self, position: int) -> str:
        return self.tokens[position].low if 0 <= position < len(self.tokens) else ""

    def span_of(self, start: int, end: int) -> Span:
        """Offsets of tokens `[start, end)`."""
        return (self.tokens[start].start, self.tokens[end - 1].end)
