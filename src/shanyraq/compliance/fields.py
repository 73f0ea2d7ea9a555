"""Reading single values out of JSON, with a complaint that names the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from .errors import ScenarioError

T = TypeVar("T")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def an_object(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ScenarioError("", f"{what} must be an object in braces, this is {shown(value)}.")
    return value


def a_list(value: object, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise ScenarioError(field, f"must be a list in brackets, this is {shown(value)}.")
    return value


def a_date(value: object, field: str) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # not a day of the calendar: told below like any other wrong date
    raise ScenarioError(field, f"{shown(value)} is not a date; write it as YYYY-MM-DD.")


def any_text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise ScenarioError(field, f"must be a text, this is {shown(value)}.")
    return value


def a_text(value: object, field: str) -> str:
    if any_text(value, field) == "":
        raise ScenarioError(field, "must not be empty.")
    return str(value)


def a_flag(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise ScenarioError(field, f"must be true or false, this is {shown(value)}.")
    return value


def a_count(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ScenarioError(field, f"must be a whole number from 0 up, this is {shown(value)}.")
    return value


def one_of(words: Iterable[str]) -> Callable[[object, str], str]:
    known = tuple(words)

    def read(value: object, field: str) -> str:
        if not isinstance(value, str) or value not in known:
            raise ScenarioError(field, f"{shown(value)} is not one of {', '.join(known)}.")
        return value

    return read


def required(data: Mapping[str, Any], field: str, read: Callable[[object, str], T]) -> T:
    if field not in data:
        raise ScenarioError(field, "is missing.")
    return read(data[field], field)


def optional(data: Mapping[str, Any], field: str, read: Callable[[object, str], T]) -> T | None:
    value = data.get(field)
    return None if value is None else read(value, field)


def shown(value: object) -> str:
    """A value as it stands in the file, short enough for one sentence."""
    words = {True: "true", False: "false", None: "null"}
    if value is None or isinstance(value, bool):
        return words[value]
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def refuse_slips(data: Mapping[str, Any], known: Iterable[str]) -> None:
    """A field that looks like a slip of the pen for a known one is refused; any other extra field is left alone."""
    names = tuple(known)
    for field in data:
        if field not in names and (meant := get_close_matches(field, names, n=1, cutoff=0.8)):
            raise ScenarioError(field, f"is not a known field; {meant[0]!r} is probably meant.")
