"""What was measured: named figures, each beside the bar it is held to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """``bar``: what it must not pass; ``least``: the bar is the least it must reach. No bar: only told."""

    key: str
    words: str
    value: float
    bar: float | None = None
    least: bool = False

    @property
    def is_kept(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.least else self.value <= self.bar

    def __str__(self):
        told = f"{self.words:<64}{_short(self.value):>11}"
        if self.bar is None:
            return told
        return f"{told}   bar {'≥' if self.least else '≤'} {_short(self.bar)}: {'kept' if self.is_kept else 'MISSED'}"


def write(path: Path, figures: Iterable[Figure], *, by: str) -> None:
    """Put the figures of one run into a file of measured figures, in place of all that was in it: figures of several
    runs would not belong together."""
    kept = {figure.key: _plain(figure.value) for figure in figures}
    told = {"measured_on": date.today().isoformat(), "by": by, "figures": dict(sorted(kept.items()))}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else round(float(value), 3)


def _short(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 100 else f"{value:.2f}"
