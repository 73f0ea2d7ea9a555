"""What a reading is made of: small frozen values, the same for every language.

A *candidate* is one directive as the text states it: who must do what, how strongly, how often, by when and
under which conditions. It is a proposal to a person, never a fact: empty `bearers` are a question for them.

All spans are half-open `[start, end)` offsets in Unicode code points of the text that was read. A bearer may
stand outside the candidate's own span (the head of a list, the sentence before).
"""

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Force = Literal["obligation", "duty", "necessity", "recommendation", "proposal"]
ConditionKind = Literal["participants", "in_person", "no_delegation", "agreement", "means", "condition", "purpose"]

FORCES: tuple[Force, ...] = ("obligation", "duty", "necessity", "recommendation", "proposal")
CONDITION_KINDS: tuple[ConditionKind, ...] = (
    "participants",
    "in_person",
    "no_delegation",
    "agreement",
    "means",
    "condition",
    "purpose",
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who owes it: the words of the text and the same phrase in its dictionary form (`norm`)."""

    span: Span
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done, in the words of the text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """At least so many times in each period (`per` is an ISO 8601 duration)."""

    at_least: int
    per: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. `date` is `2025-07-01`, or `--07-01` where the text names no year, or None.

    `relative` keeps what no calendar can tell without another date: an ISO 8601 duration counted from the
    order (`P10D`; `P10D/working` in working days), or a word: `immediately`, `soon`, `year-end`, `signing`.
    """

    text: str
    span: Span
    date: str | None = None
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """How, with whom or in what case."""

    kind: ConditionKind
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed directive; `rule_id` names its trigger in `data/<language>/triggers.toml`."""

    span: Span
    quote: str
    force: Force
    negated: bool
    bearers: tuple[Bearer, ...]
    action: Action
    frequency: Frequency | None
    deadline: Deadline | None
    conditions: tuple[Condition, ...]
    rule_id: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence worth a second look: it has a modal word and gave no directive."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text, in the order of the text."""

    language: str
    directives: tuple[Candidate, ...]
    unclaimed: tuple[Sentence, ...]


def check(reading: Reading, text: str) -> Reading:
    """The same reading, after every quoted piece was found verbatim at its span; AssertionError otherwise."""
    for candidate in reading.directives:
        _check_piece(text, candidate.span, candidate.quote)
        _check_piece(text, candidate.action.span, candidate.action.text)
        for bearer in candidate.bearers:
            _check_piece(text, bearer.span, bearer.text)
        for condition in candidate.conditions:
            _check_piece(text, condition.span, condition.text)
        if candidate.deadline:
            _check_piece(text, candidate.deadline.span, candidate.deadline.text)
        if candidate.frequency:
            _check_range(text, candidate.frequency.span)
    for sentence in reading.unclaimed:
        _check_piece(text, sentence.span, sentence.text)
    return reading


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain dicts and lists for `json.dumps`: the contract of `shanyraq read --json`."""
    return {
        "language": reading.language,
        "directives": [_candidate_json(candidate) for candidate in reading.directives],
        "unclaimed": [{"span": list(each.span), "text": each.text} for each in reading.unclaimed],
    }


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    return {
        "span": list(candidate.span),
        "quote": candidate.quote,
        "force": candidate.force,
        "negated": candidate.negated,
        "bearers": [{"span": list(each.span), "text": each.text, "norm": each.norm} for each in candidate.bearers],
        "action": {"span": list(candidate.action.span), "text": candidate.action.text},
        "frequency": _frequency_json(candidate.frequency),
        "deadline": _deadline_json(candidate.deadline),
        "conditions": [
            {"kind": each.kind, "span": list(each.span), "text": each.text} for each in candidate.conditions
        ],
        "rule_id": candidate.rule_id,
    }


def _frequency_json(frequency: Frequency | None) -> dict[str, Any] | None:
    if frequency is None:
        return None
    return {"at_least": frequency.at_least, "per": frequency.per, "span": list(frequency.span)}


def _deadline_json(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "span": list(deadline.span),
        "date": deadline.date,
        "relative": deadline.relative,
    }


def _check_piece(text: str, span: Span, piece: str) -> None:
    _check_range(text, span)
    assert text[span[0] : span[1]] == piece, f"{piece!r} is not at {span}"


def _check_range(text: str, span: Span) -> None:
    assert 0 <= span[0] <= span[1] <= len(text), f"{span} lies outside the text"
