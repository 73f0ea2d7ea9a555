"""The hand-labelled short texts, and how an answer is compared with them."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "located"
CITIES = {"791": "KZ-79"}


@dataclass(frozen=True)
class Labelled:
    """One text: `codes` at district or region level, `asked` words to be asked back, `issues`, `route`."""

    language: str
    text: str
    codes: frozenset[str]
    asked: str
    issues: frozenset[str]
    route: str


@cache
def labelled(half: str) -> tuple[Labelled, ...]:
    rows = []
    for line in (FOLDER / f"{half}.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, text, codes, asked, issues, route = (each.strip() for each in line.split("|"))
            known = frozenset(CITIES.get(code, code) for code in codes.split())
            rows.append(Labelled(language, text, known, asked, frozenset(issues.split()), route))
    return tuple(rows)


def level(code: str) -> str:
    """A place's code at district or region level; the settlement falls away."""
    return code[:9]


@dataclass
class Score:
    """Right, spurious and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, found: frozenset[str], expected: frozenset[str]) -> None:
        self.right += len(found & expected)
        self.spurious += len(found - expected)
        self.missed += len(expected - found)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.spurious or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    def __str__(self) -> str:
        counts = f"{self.right} right, {self.spurious} spurious, {self.missed} missed"
        return f"P {self.precision:.3f} R {self.recall:.3f} ({counts})"


def counted(rows: tuple[Labelled, ...]) -> Counter[str]:
    return Counter(row.language for row in rows)
