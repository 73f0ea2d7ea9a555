"""Rules, facts, waivers and windows as JSON, the form of `shanyraq duties check`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from .because import because
from .checks import Check
from .errors import ScenarioError
from .facts import CHAIRS, KINDS, PRESENCES, Extension, Fact, Waiver
from .fields import (
    a_count,
    a_date,
    a_flag,
    a_list,
    a_text,
    an_object,
    any_text,
    one_of,
    optional,
    refuse_slips,
    required,
)
from .rules import FORCES, MODES, Cadence, Rule
from .windows import Window

T = TypeVar("T")


class Scenario(NamedTuple):
    """One rule for one bearer, what happened, and the day asked about (None: the file does not say)."""

    on: date | None
    rule: Rule
    facts: tuple[Fact, ...]
    waivers: tuple[Waiver, ...]
    extensions: tuple[Extension, ...]


def scenario_from_json(data: object) -> Scenario:
    whole = an_object(data, "a scenario")
    refuse_slips(whole, ("on", "rule", "facts", "waivers", "extensions"))
    facts = _each(whole, "facts", fact_from_json)
    seen: set[str] = set()
    for index, fact in enumerate(facts):
        if fact.id in seen:
            raise ScenarioError(f"facts[{index}].id", f"{fact.id!r} is the id of an earlier fact already.")
        seen.add(fact.id)
    return Scenario(
        on=optional(whole, "on", a_date),
        rule=required(whole, "rule", lambda value, field: _inside(field, rule_from_json, value)),
        facts=facts,
        waivers=_each(whole, "waivers", waiver_from_json),
        extensions=_each(whole, "extensions", extension_from_json),
    )


def _inside(place: str, read: Callable[[object], T], value: object) -> T:
    try:
        return read(value)
    except ScenarioError as error:
        raise error.inside(place) from None


def _each(whole: Mapping[str, Any], field: str, read: Callable[[object], T]) -> tuple[T, ...]:
    values = optional(whole, field, a_list) or []
    return tuple(_inside(f"{field}[{index}]", read, value) for index, value in enumerate(values))


def rule_from_json(data: object) -> Rule:
    """A rule from its JSON form; a wrong name, date or duration raises `ScenarioError` naming the field."""
    rule = an_object(data, "a rule")
    refuse_slips(rule, ("force", "since", "until", "cadence", "checks", "accept_late"))
    return Rule(
        force=required(rule, "force", one_of(FORCES)),
        since=required(rule, "since", a_date),
        cadence=required(rule, "cadence", lambda value, field: _inside(field, _cadence_from_json, value)),
        checks=required(rule, "checks", _checks_from_json),
        accept_late=optional(rule, "accept_late", a_text),
        until=optional(rule, "until", a_date),
    )


def _cadence_from_json(data: object) -> Cadence:
    cadence = an_object(data, "a cadence")
    refuse_slips(cadence, ("mode", "every", "due"))
    mode = required(cadence, "mode", one_of(MODES))
    every = required(cadence, "every", a_text) if mode in ("rolling", "calendar") else None
    return Cadence(mode, every, optional(cadence, "due", a_date))


def _checks_from_json(value: object, field: str) -> tuple[Check, ...]:
    return tuple(_inside(f"{field}[{index}]", _check_from_json, one) for index, one in enumerate(a_list(value, field)))


def _check_from_json(data: object) -> Check:
    check = an_object(data, "a check")
    name = required(check, "check", a_text)
    return Check(name, {key: value for key, value in check.items() if key != "check"})


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """The form `rule_from_json` reads; what is not set is left out."""
    cadence: dict[str, Any] = {"mode": rule.cadence.mode}
    if rule.cadence.repeats:
        cadence["every"] = rule.cadence.every
    if rule.cadence.due is not None:
        cadence["due"] = rule.cadence.due.isoformat()
    written: dict[str, Any] = {
        "force": rule.force,
        "since": rule.since.isoformat(),
        "cadence": cadence,
        "checks": [{"check": check.name, **check.args} for check in rule.checks],
    }
    if rule.accept_late is not None:
        written["accept_late"] = rule.accept_late
    if rule.until is not None:
        written["until"] = rule.until.isoformat()
    return written


def _participants(value: object, field: str) -> list[Mapping[str, Any]]:
    return [_inside(f"{field}[{index}]", _participant, one) for index, one in enumerate(a_list(value, field))]


def _participant(data: object) -> Mapping[str, Any]:
    participant = an_object(data, "a participant")
    return _attributes(participant, {"group": a_text, "outside_host": a_flag, "presence": one_of(PRESENCES)})


_Read = Callable[[object, str], Any]
_ATTRIBUTES: Mapping[str, Mapping[str, _Read]] = {
    "event": {
        "classification": a_text,
        "chair": one_of(CHAIRS),
        "participants": _participants,
        "minutes": a_date,
        "is_key": a_flag,
        "flagged": a_date,
        "bearer_presence": one_of(PRESENCES),
    },
    "appointment": {"role": a_text, "reserved_for": a_text, "from": a_date, "to": a_date},
    "document": {"classification": a_text, "accepted": a_flag},
    "answer": {"recommendations": a_count, "answered": a_count},
    "award": {"classification": a_text},
    "measure": {"done": a_flag},
}
_OF_EVERY_FACT = ("id", "kind", "date", "confirmed", "disputed")


def _attributes(data: Mapping[str, Any], readers: Mapping[str, _Read]) -> dict[str, Any]:
    """The known attributes read by their readers, the others as they stand."""
    refuse_slips(data, (*_OF_EVERY_FACT, *readers))
    return {
        name: readers[name](value, name) if name in readers and value is not None else value
        for name, value in data.items()
    }


def fact_from_json(data: object) -> Fact:
    """A fact from its JSON form; dates among its attributes become `datetime.date`."""
    fact = an_object(data, "a fact")
    kind = required(fact, "kind", one_of(KINDS))
    attributes = _attributes(fact, _ATTRIBUTES[kind])
    begins, ends = attributes.get("from"), attributes.get("to")
    if kind == "appointment" and begins and ends and ends < begins:
        raise ScenarioError("to", f"the appointment ends on {ends}, before it begins on {begins}.")
    day = begins if kind == "appointment" and begins and "date" not in fact else required(fact, "date", a_date)
    return Fact(
        id=required(fact, "id", a_text),
        kind=kind,
        date=day,
        attributes={name: value for name, value in attributes.items() if name not in _OF_EVERY_FACT},
        confirmed=optional(fact, "confirmed", a_flag) is not False,
        disputed=optional(fact, "disputed", a_flag) is True,
    )


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """The form `fact_from_json` reads."""
    written: dict[str, Any] = {"id": fact.id, "kind": fact.kind, "date": fact.date.isoformat()}
    for name, value in fact.attributes.items():
        written[name] = value.isoformat() if isinstance(value, date) else value
    return written | {"confirmed": fact.confirmed, "disputed": fact.disputed}


def waiver_from_json(data: object) -> Waiver:
    waiver = an_object(data, "a waiver")
    refuse_slips(waiver, ("from", "to", "reason"))
    return Waiver(
        start=required(waiver, "from", a_date),
        end=required(waiver, "to", a_date),
        reason=optional(waiver, "reason", any_text) or "",
    )


def waiver_to_json(waiver: Waiver) -> dict[str, str]:
    return {"from": waiver.start.isoformat(), "to": waiver.end.isoformat(), "reason": waiver.reason}


def extension_from_json(data: object) -> Extension:
    extension = an_object(data, "an extension")
    refuse_slips(extension, ("due", "new_due", "reason"))
    return Extension(
        due=required(extension, "due", a_date),
        new_due=required(extension, "new_due", a_date),
        reason=optional(extension, "reason", any_text) or "",
    )


def window_to_json(window: Window, lang: str = "en") -> dict[str, Any]:
    """The machine's form of a window, its because in `lang` (kk, ru or en); an old due date only if there is one."""
    written: dict[str, Any] = {
        "start": window.start.isoformat(),
        "due": window.due.isoformat() if window.due is not None else None,
        "state": window.state.value,
        "facts": list(window.facts),
        "flags": list(window.flags),
        "because": because(window, lang),
    }
    if window.extended_from is not None:
        written["extended_from"] = window.extended_from.isoformat()
    return written
