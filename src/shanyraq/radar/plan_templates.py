"""First drafts of plans by issue, from the country pack: what usually helps, in the reader's language."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Step:
    """A suggested measure: its kind, what is done, the kind of body that does it, and by when."""

    key: str
    kind: str
    what: str
    by: str
    due: date


def goal(issue: str) -> str:
    """What a plan about an issue is usually for."""
    return _plan(issue)[_language()]


def steps(issue: str, start: date) -> list[Step]:
    """Measures that are usually taken about an issue, counted from a day."""
    table, language = _table()["steps"], _language()
    return [
        Step(key, given["kind"], given[language], given["by"], start + timedelta(days=given["days"]))
        for key in _plan(issue)["steps"]
        if (given := table[key])
    ]


def texts() -> list[str]:
    """Every goal and measure that the house suggests, in every language."""
    table = _table()
    return [given[language] for part in ("steps", "plans") for given in table[part].values() for language in LANGUAGES]


def _plan(issue: str) -> dict:
    plans = _table()["plans"]
    return plans.get(issue, plans[""])


@lru_cache(maxsize=1)
def _table() -> dict:
    file = Path(__file__).parent / "data" / settings.COUNTRY / "plans.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _language() -> str:
    language = (get_language() or "kk")[:2]
    return language if language in LANGUAGES else "kk"
