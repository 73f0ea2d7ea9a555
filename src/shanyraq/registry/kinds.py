"""Kinds of bodies, read from the country pack: their names in three languages and what follows from the kind."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import get_language

from .spelling import folded

LEVELS = ("country", "region", "district")
SIDES = frozenset({"assembly", "executive", "representative", "civil"})
KEEPERS = frozenset({"centre", "region"})


class KindsError(ValueError):
    """The table of kinds says something impossible; the message names the kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of body; the fields are explained at the head of ``kinds.toml``."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    side: str
    levels: tuple[str, ...]
    founded_by: str
    kept_by: str
    of_area: bool = False
    heads_area: bool = False
    accredited: bool = False
    youth_deputy: bool = False
    short: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return getattr(self, f"name_{(get_language() or 'kk')[:2]}", self.name_kk)

    def fits_level(self, level: int) -> bool:
        return LEVELS[level] in self.levels


@lru_cache(maxsize=4)
def kinds(country: str = "") -> MappingProxyType[str, Kind]:
    """All kinds of a country by code, in the order of the table."""
    file = Path(__file__).parent / "data" / (country or settings.COUNTRY) / "kinds.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["kind"]
    return MappingProxyType({row["code"]: _kind(row) for row in rows})


def kind(code: str) -> Kind | None:
    return kinds().get(code)


def codes_with(**wanted) -> tuple[str, ...]:
    """Codes of the kinds whose fields have the given values: ``codes_with(side="assembly")``."""
    return tuple(k.code for k in kinds().values() if all(getattr(k, name) == value for name, value in wanted.items()))


def codes_called(words) -> tuple[str, ...]:
    """Codes of the kinds that one of the folded words abbreviates."""
    return tuple(k.code for k in kinds().values() if {folded(name) for name in k.short} & set(words))


def _kind(row: dict) -> Kind:
    known = {**row, "levels": tuple(row["levels"]), "short": tuple(row.get("short", ()))}
    if not set(known["levels"]) <= set(LEVELS) or not known["levels"]:
        raise KindsError(f"{row['code']}: levels must be some of {', '.join(LEVELS)}.")
    if row["side"] not in SIDES:
        raise KindsError(f"{row['code']}: side must be one of {', '.join(sorted(SIDES))}.")
    if not {row["founded_by"], row["kept_by"]} <= KEEPERS:
        raise KindsError(f"{row['code']}: founded_by and kept_by must be centre or region.")
    return Kind(**known)
