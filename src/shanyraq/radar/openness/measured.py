"""The figures of the last measurements: written by the benches, read by the pages."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import figure_words

TITLES = {
    "redaction": _("Taking personal data out"),
    "locating": _("Finding the place and the issue"),
    "detection": _("Alarms where nothing happens"),
    "scenarios": _("Rises that are found"),
    "loop": _("The whole way of a report"),
    "feedback": _("Does watching feed itself?"),
}
HEADLINES = {
    "redaction": (
        "recall_capitals", "recall_chat", "recall_kk", "recall_ru", "recall_en", "recall_nicknames", "false_removals",
    ),
    "locating": (
        "places_recall", "issues_precision", "issues_recall",
        "issues_recall_kk", "issues_recall_ru", "issues_recall_en",
    ),
    "detection": ("noise_at_01", "noise_at_01_highest", "noise_at_01_highest_part"),
    "scenarios": ("scenarios_found", "scenarios_found_first_week", "scenarios_false_alarms", "scenarios_alarms_right"),
    "feedback": (
        "feedback_divergence_unruled", "feedback_divergence_ruled", "feedback_false_lines_unruled",
        "feedback_false_lines_ruled", "feedback_found_again_calm", "feedback_found_again_ruled",
    ),
    "loop": (
        "replay_seeds_sudden_weeks_late", "replay_seeds_slow_weeks_late", "replay_seeds_spreading_weeks_late",
        "replay_seeds_false_lines_mean", "replay_seeds_false_lines_worst", "desk_s", "letter_s", "intake_per_s",
    ),
}  # fmt: skip
"""The figures that stand in the open; the others are one touch away."""
FOLDER = Path(__file__).resolve().parents[1] / "measured"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its key in the file, its number."""

    key: str
    value: float

    @property
    def name(self) -> str:
        return figure_words.name_of(self.key)

    @property
    def of_what(self) -> str:
        return figure_words.of_what(self.key)

    @property
    def shown(self) -> str:
        return figure_words.value_of(self.key, self.value)

    @property
    def aim(self) -> str:
        return figure_words.aim_of(self.key)

    @property
    def is_reached(self) -> bool:
        return figure_words.is_reached(self.key, self.value)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one bench found, when, and by which command it can be found again."""

    name: str
    measured_on: date
    command: str
    figures: tuple[Figure, ...]

    @property
    def title(self) -> str:
        return str(TITLES.get(self.name, self.name))

    @property
    def headlines(self) -> list[Figure]:
        """The figures that say most; all of them where nobody chose."""
        chosen = HEADLINES.get(self.name)
        return [figure for figure in self.figures if chosen is None or figure.key in chosen]

    @property
    def groups(self) -> list[tuple[str, list[Figure]]]:
        """All figures by the thing that was measured, each thing where it first stands."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure_words.thing_of(figure.key) or figure.name, []).append(figure)
        return list(found.items())

    def get(self, key: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.key == key), None)


def measurement(name: str) -> Measurement | None:
    """The figures of one file; None where nobody has measured yet."""
    file = FOLDER / f"{name}.json"
    if not file.exists():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    figures = tuple(Figure(key, value) for key, value in kept["figures"].items())
    return Measurement(name, date.fromisoformat(kept["measured_on"]), f"python {kept['by']}", figures)


def names() -> list[str]:
    """Names of all measurements there are."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))
