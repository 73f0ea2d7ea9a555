"""The tables of `data/ru`, read once: triggers, word lists, kinds of bearers."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from shanyraq.reading.model import FORCES, Force

Frame = Literal["subject", "dative", "order", "wish"]
Addressee = Literal["", "dative", "accusative", "from", "before", "on", "behind", "to"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of `triggers.toml`; the meaning of each field is told at the head of that file."""

    id: str
    force: Force
    frame: Frame
    addressee: Addressee = ""
    words: frozenset[str] = frozenset()
    lemma: frozenset[str] = frozenset()
    phrase: tuple[tuple["PhraseWord", ...], ...] = ()
    gap: int = 0
    free: bool = False
    clause: bool = False
    noun: bool = False
    infinitive: bool = True
    negated: bool = False
    strict: bool = False
    imperfect: bool = False
    predicative: bool = False
    initial: bool = False
    whole: bool = False
    weak: bool = False
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word of a phrase: exact forms, or any form of the words when `any_form`."""

    options: frozenset[str]
    any_form: bool


class TableError(ValueError):
    """A table under `data/` has a mistake; the message names the row and the field."""


@cache
def load(name: str) -> dict[str, Any]:
    """The table `data/ru/<name>.toml` as plain values."""
    return tomllib.loads(files("shanyraq.reading").joinpath(f"data/ru/{name}.toml").read_text("utf-8"))


@cache
def triggers() -> tuple[Trigger, ...]:
    """All triggers in the order of the file."""
    return tuple(trigger_of(row) for row in load("triggers")["trigger"])


@cache
def words(name: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return frozenset(load("words")[name])


@cache
def agents(name: str) -> frozenset[str]:
    """One list of `agents.toml`."""
    return frozenset(load("agents")[name])


@cache
def phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of several-word entries of `words.toml`, longest first."""
    found = [tuple(entry.split()) for entry in load("words")[name]]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def phrases_by_first(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The same by the first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for entry in phrases(name):
        found[entry[0]] = (*found.get(entry[0], ()), entry)
    return found


_FLAGS = (
    "free",
    "clause",
    "noun",
    "infinitive",
    "negated",
    "strict",
    "imperfect",
    "predicative",
    "initial",
    "whole",
    "weak",
)
_KNOWN = {"id", "force", "frame", "addressee", "phrase", "gap", "except", "words", "lemma", *_FLAGS}


def trigger_of(row: dict[str, Any]) -> Trigger:
    """The trigger of one row; TableError names the row and the field that is wrong."""
    name = row.get("id", "a row without id")
    unknown, missing = set(row) - _KNOWN, {"id", "force", "frame"} - set(row)
    if unknown:
        raise TableError(f"triggers.toml, {name}: the field {min(unknown)!r} is not known")
    if missing:
        raise TableError(f"triggers.toml, {name}: the field {min(missing)!r} is missing")
    for field, known in (("force", FORCES), ("frame", get_args(Frame)), ("addressee", get_args(Addressee))):
        if row.get(field, known[0]) not in known:
            raise TableError(f"triggers.toml, {name}: {field} is {row[field]!r}, one of {', '.join(known)} is known")
    flags: dict[str, bool] = {flag: row[flag] for flag in _FLAGS if flag in row}
    return Trigger(
        id=row["id"],
        force=row["force"],
        frame=row["frame"],
        addressee=row.get("addressee", ""),
        words=frozenset(row.get("words", [])),
        lemma=frozenset(row.get("lemma", [])),
        phrase=tuple(_phrase(entry) for entry in row.get("phrase", [])),
        gap=row.get("gap", 0),
        excluded=frozenset(row.get("except", [])),
        **flags,
    )


def _phrase(entry: str) -> tuple[PhraseWord, ...]:
    return tuple(_phrase_word(word) for word in entry.split())


def _phrase_word(word: str) -> PhraseWord:
    options = [option.lstrip("~") for option in word.split("|")]
    return PhraseWord(frozenset(options), word.startswith("~"))
