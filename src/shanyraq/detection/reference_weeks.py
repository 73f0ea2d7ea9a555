"""Which weeks of the past are like the judged one: the same time of the year, some years back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .inputs import WEEK, Ints, as_rows

WEEKS_IN_YEAR = 52
Days = NDArray[np.datetime64]


def weeks_back(rows: Ints, years: int, dates: Days | None = None) -> Ints:
    """How many weeks lie between each row and its reference weeks, ``[len(rows), years]``, the nearest year first.

    Without dates a year is 52 weeks. With dates the reference is the week nearest to the same calendar day,
    29 February counting as 1 March in a common year.
    """
    if dates is None:
        return np.tile(WEEKS_IN_YEAR * np.arange(1, years + 1), (len(rows), 1))
    days = _days_of(rows, dates)
    months = days.astype("datetime64[M]")
    day_of_month = days - months.astype("datetime64[D]")
    back = np.empty((len(rows), years), dtype=np.int64)
    for year in range(1, years + 1):
        anniversary = (months - 12 * year).astype("datetime64[D]") + day_of_month
        back[:, year - 1] = np.rint((days - anniversary) / WEEK)
    return back


def judged_rows(at: object, rows: int, *, years: int, half_window: int, dates: Days | None) -> Ints:
    """The rows to judge, each with its whole oldest window. Raises ``ValueError`` naming the first possible row."""
    return as_rows(at, rows, first=_first_row(years, half_window, dates), needs=f"{years} years of history")  # type: ignore[arg-type]


def _first_row(years: int, half_window: int, dates: Days | None) -> int:
    """The oldest window ends on row 0 at the earliest; a later row never has an older reference week."""
    least = WEEKS_IN_YEAR * years + half_window
    candidates = np.arange(least, least + 2 * years + 2)
    oldest = candidates - weeks_back(candidates, years, dates)[:, -1] - half_window if len(candidates) else candidates
    return int(candidates[np.argmax(oldest >= 0)])


def _days_of(rows: Ints, dates: Days) -> Days:
    """The day of each row, also of rows that lie after the last one."""
    start = dates[0] if len(dates) else np.datetime64("2000-01-03")
    return np.asarray(start + rows * WEEK)
