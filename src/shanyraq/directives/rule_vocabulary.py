"""The words rules are made of, read from the country pack: kinds of events, roles, classes of rules, bearers."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import get_language

WORD = re.compile(r"[\w-]+")
SUBJECTS = ("event", "participants", "role", "reserved", "group")


class PackError(ValueError):
    """A file of the country pack says something impossible; the message names file, place and field."""


@dataclass(frozen=True, slots=True)
class Term:
    """A code and its words in three languages."""

    code: str
    kk: str
    ru: str
    en: str

    @property
    def label(self) -> str:
        return getattr(self, (get_language() or "kk")[:2], self.kk)


@dataclass(frozen=True, slots=True)
class BearerGroup(Term):
    """Whom a rule may bind in one choice; ``stems``: sets of word beginnings that suggest it.

    ``analogy``: the code of those who may be followed alike, though the words do not name them.
    """

    selector: dict = field(default_factory=dict)
    stems: tuple[tuple[str, ...], ...] = ()
    analogy: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Answers of the form of a rule, suggested where all word beginnings of one set are found."""

    stems: tuple[tuple[str, ...], ...]
    answers: dict


def pack_file(name: str) -> Path:
    return Path(__file__).parent / "data" / settings.COUNTRY / name


def read_pack(name: str) -> dict:
    """A TOML file of the country pack; ``PackError`` when it is missing or no TOML."""
    try:
        return tomllib.loads(pack_file(name).read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise PackError(f"{name}: the country pack '{settings.COUNTRY}' has no such file.") from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise PackError(f"{name}: {wrong}") from wrong


def terms(subject: str) -> MappingProxyType[str, Term]:
    """Terms of one subject (``event``, ``role`` …) by code, in the order of the file."""
    return _terms(settings.COUNTRY)[subject]


def term_label(subject: str, code: str) -> str:
    """The words for a code in the active language; an unknown code speaks for itself."""
    known = terms(subject).get(code)
    return known.label if known else code


def bearer_groups() -> MappingProxyType[str, BearerGroup]:
    """Whom a rule may bind, by code, in the order of the file."""
    return _bearer_groups(settings.COUNTRY)


def group_with(selector: dict) -> BearerGroup | None:
    """The group that means exactly these bearers."""
    meant = group_key(selector)
    return next((group for group in bearer_groups().values() if group_key(group.selector) == meant), None)


def analogous_to(selector: dict) -> BearerGroup | None:
    """Who may be followed by analogy with these bearers."""
    group = group_with(selector)
    return bearer_groups().get(group.analogy) if group else None


def suggested_group(words: str) -> BearerGroup | None:
    """The group whose stems are all found in the words of a directive: a suggestion, never an answer."""
    return next((group for group in bearer_groups().values() if _are_said(group.stems, words)), None)


def suggested_answers(words: str) -> dict:
    """The first answers of the form of a rule that the words of a directive suggest; empty where none fit."""
    known = _suggestions(settings.COUNTRY)
    return dict(next((one.answers for one in known if _are_said(one.stems, words)), {}))


def pack_source() -> Term:
    """The act that the rules of the country pack come from, in three languages."""
    return _pack_source(settings.COUNTRY)


def _are_said(stems: Iterable[Iterable[str]], words: str) -> bool:
    """Do all word beginnings of any one set occur in the words?"""
    said = WORD.findall(words.casefold())
    return any(all(any(word.startswith(stem) for word in said) for stem in together) for together in stems)


@lru_cache(maxsize=4)
def _suggestions(country: str) -> tuple[Suggestion, ...]:
    return tuple(_rows("suggestions.toml", "suggestion", read_pack("suggestions.toml"), Suggestion))


@lru_cache(maxsize=4)
def _pack_source(country: str) -> Term:
    (source,) = _rows("rules.toml", "source", {"source": [{"code": "", **read_pack("rules.toml")["source"]}]}, Term)
    return source


@lru_cache(maxsize=4)
def _terms(country: str) -> dict[str, MappingProxyType[str, Term]]:
    raw = read_pack("words.toml")
    return {
        subject: MappingProxyType({term.code: term for term in _rows("words.toml", subject, raw, Term)})
        for subject in SUBJECTS
    }


@lru_cache(maxsize=4)
def _bearer_groups(country: str) -> MappingProxyType[str, BearerGroup]:
    groups = _rows("bearers.toml", "bearers", read_pack("bearers.toml"), BearerGroup)
    return MappingProxyType({group.code: group for group in groups})


def _rows(file: str, subject: str, raw: dict, kind: type) -> list:
    """Each table as a value; a missing or unknown field is named with its place."""
    try:
        return [kind(**row) for row in raw.get(subject, ())]
    except TypeError as wrong:
        raise PackError(f"{file}, [[{subject}]]: {wrong}") from wrong


def group_key(selector: dict) -> tuple:
    """Equal for two selectors that mean the same bearers."""
    lists = ("classifications", "area_kinds", "areas", "organizations")
    role = selector.get("role", "head") if selector.get("bearer") == "post" else ""
    return (selector.get("bearer", "organization"), role, *(tuple(sorted(selector.get(key) or ())) for key in lists))
