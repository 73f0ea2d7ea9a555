"""What is known to go wrong, each with its figure: one list for the page, the documentation and the tests."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language

from .measured import Figure, Measurement, measurement

FILE = Path(__file__).resolve().parents[1] / "data" / "known_failures.toml"
LANGUAGES = ("kk", "ru", "en")


class NoFigure(ValueError):
    """A failure points at a figure that nobody has measured."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What goes wrong, in three languages, and what was measured of it."""

    words: dict[str, str]
    figures: tuple[Figure, ...]

    def __str__(self):
        language = (get_language() or "kk")[:2]
        return self.words.get(language) or self.words["kk"]

    def is_about(self, measured: Measurement) -> bool:
        return any(figure in measured.figures for figure in self.figures)


def failures() -> list[Failure]:
    """All of them; raises ``NoFigure`` naming the figure that is missing."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["failure"]
    return [
        Failure({language: entry[language] for language in LANGUAGES}, tuple(map(_figure, entry["figures"])))
        for entry in entries
    ]


def _figure(place: str) -> Figure:
    name, key = place.split(".")
    measured = measurement(name)
    figure = measured.get(key) if measured else None
    if figure is None:
        raise NoFigure(f"{FILE.name} speaks of {place}, which is not among the measured figures.")
    return figure
