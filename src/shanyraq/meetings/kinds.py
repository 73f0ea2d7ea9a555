"""Kinds of events, groups to invite and the policy on key events: data of the country pack, in three languages."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

LEVELS = ("country", "region", "district")


@dataclass(frozen=True, slots=True)
class Named:
    """A code and its label in three languages."""

    code: str
    kk: str
    ru: str
    en: str

    @property
    def label(self) -> str:
        return getattr(self, (get_language() or "kk")[:2], self.kk)


@dataclass(frozen=True, slots=True)
class Kind(Named):
    """A kind of event (``classification``)."""

    needs_situation: bool = False


@dataclass(frozen=True, slots=True)
class Group(Named):
    """Posts invited in one click: ``roles`` in bodies of ``classifications``, found ``at`` region, country or below."""

    classifications: tuple[str, ...]
    roles: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What the country decided about key events, lateness, minutes and reminders; whole days and minutes."""

    key_notice_days: int
    late_minutes: int
    minutes_days: int
    reminders_before_days: tuple[int, ...]
    record_after_days: int
    deciders: tuple[str, ...]
    key_binds: dict[int, tuple[int, ...]]
    key_bound: tuple[str, ...]
    shown_first: tuple[str, ...]


class PackError(ValueError):
    """The country pack says something impossible about events."""


@lru_cache(maxsize=4)
def _pack(country: str) -> tuple[dict[str, Kind], dict[str, Group], Policy]:
    file = Path(__file__).parent / "data" / country / "kinds.toml"
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        kinds = {row["code"]: Kind(**row) for row in raw["kind"]}
        groups = {row["code"]: Group(**{**row, **_tuples(row, "classifications", "roles")}) for row in raw["group"]}
        return kinds, groups, _policy(raw["policy"])
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise PackError(f"The events of country pack '{country}' cannot be read: {wrong}") from wrong


def _policy(raw: dict) -> Policy:
    binds = {LEVELS.index(key): tuple(map(LEVELS.index, value)) for key, value in raw["key_binds"].items()}
    return Policy(
        key_notice_days=raw["key_notice_days"],
        late_minutes=raw["late_minutes"],
        minutes_days=raw["minutes_days"],
        reminders_before_days=tuple(raw["reminders_before_days"]),
        record_after_days=raw["record_after_days"],
        deciders=tuple(raw["deciders"]),
        key_binds=binds,
        key_bound=tuple(raw["key_bound"]["classifications"]),
        shown_first=tuple(raw["key_bound"]["shown_first"]),
    )


def _tuples(row: dict, *keys: str) -> dict[str, tuple]:
    return {key: tuple(row[key]) for key in keys}


def kinds() -> dict[str, Kind]:
    """Every kind by code, in the order of the pack."""
    return _pack(settings.COUNTRY)[0]


def groups() -> dict[str, Group]:
    return _pack(settings.COUNTRY)[1]


def policy() -> Policy:
    return _pack(settings.COUNTRY)[2]


def label(code: str) -> str:
    """The kind's name in the active language; an unknown code is shown as it is."""
    kind = kinds().get(code)
    return kind.label if kind else code


def choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in kinds().values()]


def binds(event_level: int, body_level: int) -> bool:
    """Does a key event of this level of area bind bodies of that level?"""
    return body_level in policy().key_binds.get(event_level, ())
