"""Terms of the calendar: P2M after a day, and the period of the calendar a day belongs to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .errors import ScenarioError

ONE_DAY = timedelta(days=1)

_WRITTEN = re.compile(r"P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?", re.ASCII)


@lru_cache(maxsize=65536)
def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the end of a shorter month clamps it.

    >>> add_months(date(2024, 12, 31), 2)
    datetime.date(2025, 2, 28)

    A result outside the years 1 to 9999 becomes the first or the last day there is.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=65536)
def add_days(day: date, days: int) -> date:
    """`days` later (or earlier), no further than the last and the first day there is."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def day_after(day: date | None) -> date | None:
    """The next day, or None where there is none."""
    return None if day is None or day == date.max else day + ONE_DAY


@dataclass(frozen=True, slots=True)
class Duration:
    """A term in whole months and days, read from ISO 8601: ``P2M``, ``P1Y``, ``P14D``, ``P2W``."""

    months: int
    days: int

    @classmethod
    def parse(cls, text: object, field: str = "duration") -> Duration:
        written = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
        if written is None:
            raise ScenarioError(field, f"{text!r} is not a duration; write it as P2M, P1Y, P14D or P2W.")
        years, months, weeks, days = (int(part or 0) for part in written.groups())
        return cls(months=years * 12 + months, days=weeks * 7 + days)

    def __bool__(self) -> bool:
        return bool(self.months or self.days)

    def after(self, day: date) -> date:
        later = add_months(day, self.months) if self.months else day
        return add_days(later, self.days) if self.days else later

    def period_end(self, day: date) -> date:
        """The last day of the calendar period `day` lies in.

        Months are counted so that P2M gives January-February, P3M quarters, P1Y years;
        days so that P1W and P2W begin on Mondays.
        """
        return _period_end(day, self.months, self.days)

    def periods(self, first: date, until: date) -> tuple[tuple[date, date], ...]:
        """First and last days of the calendar periods from `first` (cut short by it) to the one with `until`.

        There is always at least one, even when `until` is before `first`.
        """
        return _periods(self, first, until)


@lru_cache(maxsize=1024)
def _periods(step: Duration, first: date, until: date) -> tuple[tuple[date, date], ...]:
    end = step.period_end(first)
    found = [(first, end)]
    while end < until:
        start = end + ONE_DAY
        end = step.period_end(start)
        found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=65536)
def _period_end(day: date, months: int, days: int) -> date:
    if days:
        return add_days(day, days - 1 - (day.toordinal() - 1) % days)
    past = (day.year * 12 + day.month - 1) % months
    following = add_months(day.replace(day=1), months - past)
    return following if following == date.max else following - ONE_DAY
