"""One clause of a sentence, seen by itself."""

from dataclasses import dataclass
from functools import cached_property

from shanyraq.reading.model import Bearer, Deadline, Force, Frequency, Span
from shanyraq.reading.russian import refusals, tables
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.clauses import Clause
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.scene import Scene
from shanyraq.reading.russian.tokens import Token


@dataclass(eq=False)
class View:
    """The tokens, members and times of one clause."""

    scene: Scene
    clause: Clause

    @cached_property
    def members(self) -> list[int]:
        """Positions of its tokens."""
        _ = self.scene.clauses
        return [index for index, token in enumerate(self.scene.tokens) if token.clause == self.clause.number]

    @cached_property
    def groups(self) -> list[Group]:
        return [group for group in self.scene.groups if self.scene.tokens[group.head].clause == self.clause.number]

    @cached_property
    def opening(self) -> int:
        """Position of its first word or number."""
        solid = (i for i in self.members if self.scene.tokens[i].kind in ("word", "number"))
        return next(solid, self.members[0])

    @cached_property
    def rhythms(self) -> list[Frequency]:
        return [each for each in self.scene.frequencies if self._holds(each.span)]

    @cached_property
    def terms(self) -> list[Deadline]:
        return [each for each in self.scene.deadlines if self._holds(each.span)]

    @property
    def timed(self) -> bool:
        return bool(self.rhythms or self.terms)

    def token(self, index: int) -> Token:
        return self.scene.tokens[index]

    def has_dash(self, start: int, end: int) -> bool:
        return any(self.scene.tokens[index].dash for index in range(start, end))

    def subject_before(self, verb: int) -> tuple[Bearer, ...]:
        """The nearest agent in the nominative on the left of the verb."""
        left = [g for g in self.groups if g.end <= verb and g.agent and g.can_be("nomn")]
        left = [group for group in left if not group.preposition and not group.pronoun]
        return bearers_of(self.scene, left[-1], "nomn") if left else ()

    def is_predicate(self, index: int) -> bool:
        """Is the word what the clause says of its subject (so that an infinitive beside it is no order)?"""
        token, word = self.token(index), self.token(index).word
        if not token.is_word or word.infinitive:
            return False
        if (word.finite and not word.noun) or word.imperative or word.pos == "PRED":
            return True
        return (word.short and not word.adverb) or self._is_predicative_adverb(index)

    def _is_predicative_adverb(self, index: int) -> bool:
        """«Говорить об итогах рано», «построить дом непросто»."""
        token = self.token(index)
        if token.low in tables.words("equation"):
            return token.low != "это" or (index > 0 and self.token(index - 1).dash)
        if token.word.pos != "ADVB" or not (token.word.predicative or token.low.startswith("не")):
            return False
        following = self.scene.low(index + 1)
        return following in ("", ".", ",", "–", "—", "!", "но", ":") and token.low not in tables.words("manner")

    def _holds(self, span: Span) -> bool:
        return any(self.token(i).start >= span[0] and self.token(i).end <= span[1] for i in self.members)


def plain(name: str) -> tuple[str, Force]:
    """Rule id and force of a directive without a trigger word."""
    row = tables.load("triggers")["plain"][name]
    return row["id"], row["force"]


def draft(view: View, name: str, bearers: tuple[Bearer, ...], verb: int, *, first: int | None = None) -> Draft:
    """A draft of the directive that `verb` asks for; `first` is its first token when that is not the opening."""
    rule_id, force = plain(name)
    return Draft(
        rule_id=rule_id,
        force=force,
        negated=refusals.is_negated_verb(view.scene, verb),
        bearers=bearers,
        pronoun="",
        at=verb,
        first=view.opening if first is None else first,
        verb=verb,
        action=verb - 1 if view.scene.low(verb - 1) == "не" else verb,
        clauses=frozenset([view.clause.number]),
    )
