"""A month as weeks of days, Monday first."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_inside: bool
    events: tuple


FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Month:
    """``first`` is the first day of the month."""

    first: date

    @classmethod
    def named(cls, text: str) -> "Month | None":
        """``"2026-02"``; None for what is no month of our time."""
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError:
            return None
        return cls(first) if FIRST_YEAR <= first.year <= LAST_YEAR else None

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    def weeks(self, events: dict[date, list]) -> list[list[Day]]:
        """Whole weeks that cover the month; ``events`` by local day."""
        return [
            [Day(day, day.month == self.first.month, tuple(events.get(day, ()))) for day in week]
            for week in Calendar().monthdatescalendar(self.first.year, self.first.month)
        ]
