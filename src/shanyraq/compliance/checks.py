"""The checks a rule may list: which facts concern them (the classification, the role), and what a fact must show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from .durations import Duration
from .errors import ScenarioError
from .facts import Fact


class Shortfall(NamedTuple):
    """What a fact fails to show; `waiting` when the missing part may still come."""

    flag: str
    waiting: bool = False


Test = Callable[[Fact, date], Shortfall | None]
"""A fact and the day asked about -> what is missing, or nothing."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a check: `kind` is text, texts (one or several), count, flag or duration."""

    name: str
    kind: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Spec:
    """A check as the registry knows it: the kind of fact it is about, its arguments, what it asks."""

    kind: str
    about: str
    arguments: tuple[Argument, ...] = ()
    concerns: tuple[str, ...] = ()
    test: Callable[[Mapping[str, Any]], Test] | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A check in a rule: its name and its arguments, verified against the registry."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        spec = CHECKS.get(self.name)
        if spec is None:
            raise ScenarioError("check", f"{self.name!r} is not a check; known checks: {', '.join(CHECKS)}.")
        _verify_arguments(self.name, spec, self.args)

    @property
    def spec(self) -> Spec:
        return CHECKS[self.name]


def _verify_arguments(name: str, spec: Spec, args: Mapping[str, Any]) -> None:
    known = {argument.name: argument for argument in spec.arguments}
    for given in args:
        if given not in known:
            allowed = ", ".join(known) or "none"
            raise ScenarioError(str(given), f"{name} has no argument {given!r}; its arguments: {allowed}.")
    for argument in spec.arguments:
        value = args.get(argument.name)
        if value is None:
            if argument.required:
                raise ScenarioError(argument.name, f"{name} needs {argument.name!r} ({argument.kind}).")
        elif argument.kind == "duration":
            Duration.parse(value, argument.name)
        elif not _ACCEPTS[argument.kind](value):
            raise ScenarioError(argument.name, f"{value!r} is not a {_WORDS[argument.kind]}.")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


_ACCEPTS: Mapping[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "texts": lambda value: (
        _is_text(value) or (isinstance(value, list | tuple) and bool(value) and all(map(_is_text, value)))
    ),
    "count": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    "flag": lambda value: isinstance(value, bool),
}
_WORDS = {
    "text": "text",
    "texts": "text or a list of texts",
    "count": "whole number from 1 up",
    "flag": "yes or no (true or false)",
}


# What was not recorded is not an absence: it may still turn out well.
_NOT_IN_PERSON = {
    "in_person": None,
    "remote": Shortfall("remote"),
    "by_deputy": Shortfall("by_deputy"),
    "absent": Shortfall("absent"),
    "excused": Shortfall("excused"),
}
_UNRECORDED = Shortfall("", waiting=True)


def _present_in_person(args: Mapping[str, Any]) -> Test:
    return lambda fact, on: _NOT_IN_PERSON.get(fact.attributes.get("bearer_presence", ""), _UNRECORDED)


def rep_flag(group: str) -> str:
    return f"no_{group}_rep"


# A representative who joined by video or sent a deputy still represents the group; only the bearer must come himself.
_TOOK_PART = frozenset({"in_person", "remote", "by_deputy"})


def participants_there(fact: Fact, args: Mapping[str, Any]) -> tuple[int, int]:
    """How many of the wanted representatives took part, and of how many nobody recorded it."""
    group, outside = args["group"], args.get("outside_host")
    there = unrecorded = 0
    for participant in fact.attributes.get("participants") or ():
        if participant.get("group") == group and (not outside or participant.get("outside_host")):
            presence = participant.get("presence")
            there += presence in _TOOK_PART
            unrecorded += presence is None or presence == "not_recorded"
    return there, unrecorded


def _with_participant(args: Mapping[str, Any]) -> Test:
    least = args.get("min") or 1
    nobody = Shortfall(rep_flag(args["group"]))

    def test(fact: Fact, on: date) -> Shortfall | None:
        there, unrecorded = participants_there(fact, args)
        if there >= least:
            return None
        return _UNRECORDED if there + unrecorded >= least else nobody

    return test


_CHAIR_FLAGS = {
    "bearer": None,
    "acting": None,
    "deputy": Shortfall("by_deputy"),
    "other": Shortfall("other_chair"),
}
_NO_CHAIR = Shortfall("no_chair")


def _chaired_by_bearer(args: Mapping[str, Any]) -> Test:
    return lambda fact, on: _CHAIR_FLAGS.get(fact.attributes.get("chair", ""), _NO_CHAIR)


def _minutes_within(args: Mapping[str, Any]) -> Test:
    term = Duration.parse(args["within"])
    missing, awaited = Shortfall("no_minutes"), Shortfall("awaiting_minutes", waiting=True)

    def test(fact: Fact, on: date) -> Shortfall | None:
        last = term.after(fact.date)
        minutes = fact.attributes.get("minutes")
        if minutes is not None and minutes <= on and minutes <= last:
            return None
        return awaited if on <= last else missing

    return test


def _accepted(args: Mapping[str, Any]) -> Test:
    refused = Shortfall("not_accepted")
    return lambda fact, on: None if fact.attributes.get("accepted") else refused


def _answered(args: Mapping[str, Any]) -> Test:
    open_ones = Shortfall("unanswered")

    def test(fact: Fact, on: date) -> Shortfall | None:
        asked, answered = fact.attributes.get("recommendations"), fact.attributes.get("answered")
        return None if asked is not None and asked == answered else open_ones

    return test


CHECKS: Mapping[str, Spec] = {
    "event_held": Spec(
        "event",
        "an event of this classification was held",
        (Argument("classification", "texts"),),
        concerns=("classification",),
    ),
    "with_participant": Spec(
        "event",
        "at least `min` representatives of the group took part",
        (Argument("group", "text"), Argument("outside_host", "flag", False), Argument("min", "count", False)),
        test=_with_participant,
    ),
    "chaired_by_bearer": Spec("event", "the bearer or an acting bearer chaired", test=_chaired_by_bearer),
    "minutes_within": Spec(
        "event",
        "minutes exist within this term after the event",
        (Argument("within", "duration"),),
        test=_minutes_within,
    ),
    "present_in_person": Spec("event", "the bearer was there in person", test=_present_in_person),
    "post_filled": Spec(
        "appointment",
        "an appointment to the role is in force",
        (Argument("role", "texts"), Argument("reserved_for", "text", False)),
        concerns=("role", "reserved_for"),
        lasting=True,
    ),
    "document_accepted": Spec(
        "document",
        "a document of this classification was accepted",
        (Argument("classification", "texts"),),
        concerns=("classification",),
        test=_accepted,
    ),
    "support_awarded": Spec(
        "award",
        "at least `min` awards of this classification were made",
        (Argument("classification", "texts"), Argument("min", "count", False)),
        concerns=("classification",),
    ),
    "recommendations_answered": Spec("answer", "every recommendation has its answer", test=_answered),
    "measure_done": Spec("measure", "the measure is done", concerns=("done",)),
}
"""Every check a rule may name."""
