"""How the journal says its codes in words. The floors above tell it: areas and things are theirs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from django.apps import apps
from django.urls import NoReverseMatch, reverse


class Areas(Protocol):
    """What the journal asks about areas."""

    def names(self, codes: Iterable[str]) -> dict[str, str]:
        """Code to name in the reader's language, in one query."""

    def regions(self) -> list[tuple[str, str]]:
        """Codes and names of the regions of today."""

    def within(self, codes: Iterable[str]) -> set[str]:
        """The given codes and those of the districts in them."""


Names = Callable[[Iterable[str]], Mapping[str, str]]
"""Ids of things of one type to their present names, in one query; a thing that is gone has none."""


class _NoAreas:
    def names(self, codes):
        return {}

    def regions(self):
        return []

    def within(self, codes):
        return set(codes)


_known: dict[str, Areas] = {"areas": _NoAreas()}
_pages: dict[str, str] = {}
_names: dict[str, Names] = {}
_kinds: dict[str, str] = {}


def register_areas(areas: Areas) -> None:
    _known["areas"] = areas


def areas() -> Areas:
    return _known["areas"]


def register_pages(pages: dict[str, str]) -> None:
    """``{"registry.organization": "registry:body"}``: the page of a thing, an address with its id as the only part."""
    _pages.update(pages)


def register_kinds(kinds: dict[str, str]) -> None:
    """``{"meetings.event": _("meeting")}``: what kind of thing it is, where its model does not say it."""
    _kinds.update(kinds)


def register_names(object_type: str, names: Names) -> None:
    _names[object_type] = names


def names_of(object_type: str, ids: Iterable[str]) -> Mapping[str, str]:
    """Present names of things of a type nobody registered are not known: the answer is empty."""
    return _names[object_type](ids) if object_type in _names else {}


def page_of(object_type: str, object_id: str) -> str:
    """Where a thing of the journal can be seen; empty when it has no page."""
    if object_type not in _pages:
        return ""
    try:
        return reverse(_pages[object_type], args=[object_id])
    except NoReverseMatch:
        return ""


def kind_of(object_type: str) -> str:
    """What kind of thing it is, in the reader's language."""
    if object_type in _kinds:
        return str(_kinds[object_type])
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type
