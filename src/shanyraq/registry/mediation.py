"""What a mediator's credential may promise: languages of the service, from the country pack, and issues, from the open
lexicon."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import get_language

from shanyraq.reading.issues import THEMES, theme_name

GOOD_NEWS = "T14"
SPOKEN = ("kk", "ru", "en")


@lru_cache(maxsize=4)
def _table(country: str) -> MappingProxyType[str, dict[str, str]]:
    file = Path(__file__).parent / "data" / country / "mediation.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["language"]
    return MappingProxyType({row["code"]: {code: row[f"name_{code}"] for code in SPOKEN} for row in rows})


def language_choices() -> list[tuple[str, str]]:
    """Languages in which mediation may be offered, in the order of the country's table."""
    return [(code, names[_reader()]) for code, names in _table(settings.COUNTRY).items()]


def issue_choices() -> list[tuple[str, str]]:
    """Issues somebody may mediate: every theme of the lexicon but good news."""
    return [(code, _capital(theme_name(code, _reader()))) for code in THEMES if code != GOOD_NEWS]


def in_words(codes: Iterable[str], choices: list[tuple[str, str]]) -> list[str]:
    """The names of codes; a code that is no longer in the table speaks for itself."""
    names = dict(choices)
    return [names.get(code, code) for code in codes]


def _reader() -> str:
    language = (get_language() or "kk")[:2]
    return language if language in SPOKEN else "kk"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
