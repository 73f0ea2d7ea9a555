"""How each region keeps its duty in the demo: a temper, not a judgement; drawn by the seed, the same every time."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Temper:
    """Chances that a two-monthly meeting is late, skipped, chaired by a deputy, held without the assembly,
    without minutes in time, disputed, left without the other side's word, or made of a planned visit."""

    late: float = 0.04
    skipped: float = 0.0
    by_deputy: float = 0.02
    alone: float = 0.0
    slow_minutes: float = 0.04
    disputed: float = 0.0
    unanswered: float = 0.0
    visit: float = 0.1
    comes_in_person: float = 0.9


STEADFAST = Temper(late=0, by_deputy=0, slow_minutes=0, visit=0)
STEADY = Temper()
TARDY = Temper(late=0.45, slow_minutes=0.15, comes_in_person=0.75)
ABSENT = Temper(late=0.2, skipped=0.3, comes_in_person=0.5)
DELEGATING = Temper(by_deputy=0.4, late=0.1, comes_in_person=0.45)
CLOSED = Temper(alone=0.35, disputed=0.1)
SILENT = Temper(unanswered=0.25, slow_minutes=0.2)
TEMPERS = [STEADY] * 8 + [TARDY] * 4 + [ABSENT] * 2 + [DELEGATING] * 2 + [CLOSED] * 2 + [SILENT] * 2


def tempers(codes: list[str], random: Random) -> dict[str, Temper]:
    """A temper for each region."""
    drawn = TEMPERS * (len(codes) // len(TEMPERS) + 1)
    drawn = drawn[: len(codes)]
    random.shuffle(drawn)
    return dict(zip(codes, drawn, strict=True))
