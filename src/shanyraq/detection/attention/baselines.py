"""What one judged week is compared with: the same season of past years, or the last weeks where years are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Bools, Floats, Ints
from ..robust import expect
from ..settings import FarringtonSettings
from ..windows import History

YEAR = 52
GUARD = 2
RECENT = 26
LEAST_RECENT = 7
FIRST_ROW = GUARD + LEAST_RECENT
# What a series without any history of its own is given: as much as this many weeks of the theme's mean.
LENT_WEEKS = 4.0
# Relative variance between the last half year and the judged week: a season nobody has seen yet.
SEASON_UNKNOWN = 0.05


@dataclass(frozen=True, slots=True)
class Baseline:
    """Per series [S]: ``rate`` expected for one unit of exposure, ``dispersion`` of a week, ``doubt`` the squared
    relative standard error of the rate, ``growth`` the factor of a year's trend (1 where none is believed),
    ``weeks`` of history compared; ``years`` compared, 0 if only the last weeks.
    """

    rate: Floats
    dispersion: Floats
    doubt: Floats
    growth: Floats
    weeks: Ints
    years: int


def baseline(history: History, row: int, theme: Ints, settings: FarringtonSettings) -> Baseline | None:
    """None where not even the least number of recent weeks lies before the row."""
    if row < FIRST_ROW:
        return None
    years = min(settings.years, (row - settings.half_window) // YEAR)
    return _seasonal(history, row, settings.changed(years=years)) if years else _recent(history, row, theme)


def _seasonal(history: History, row: int, settings: FarringtonSettings) -> Baseline:
    found = expect(history, np.array([row]), settings)
    first = row - YEAR * settings.years - settings.half_window
    seen = ~np.isnan(history.observed[first : row - settings.weeks_excluded])
    exposure = 1.0 if history.exposure is None else history.exposure[row]
    growth = np.where(found.trend[0], _growth(history, first, settings.years), 1.0)
    return Baseline(
        found.mean[0] / exposure, found.dispersion[0], found.doubt[0], growth, seen.sum(axis=0), settings.years
    )


def _growth(history: History, first: int, years: int) -> Floats:
    """Factor of a year: the later half of the years compared against the earlier half."""
    half = YEAR * years // 2
    early, late = (_parts(history, np.arange(start, start + half)) for start in (first, first + half))
    levels = [(y.sum(axis=0) + 0.5) / (e.sum(axis=0) + 0.5) for y, e, _ in (early, late)]
    result: Floats = (levels[1] / levels[0]) ** (2 / years)
    return result


def _recent(history: History, row: int, theme: Ints) -> Baseline:
    rows = np.arange(max(row - GUARD - RECENT, 0), row - GUARD)
    y, e, seen = _parts(history, rows)
    weeks = seen.sum(axis=0)
    rate = (y.sum(axis=0) + LENT_WEEKS * _lent(y, e, theme)) / (e.sum(axis=0) + LENT_WEEKS)
    mean = np.maximum(rate * e, 1e-9)
    dispersion = _pooled(np.where(seen, (y - mean) ** 2 / mean, 0.0).sum(axis=0), weeks - 1)
    doubt = SEASON_UNKNOWN + dispersion / (np.maximum(rate, 1e-9) * (e.sum(axis=0) + LENT_WEEKS))
    return Baseline(rate, dispersion, doubt, np.ones_like(rate), weeks, 0)


def _parts(history: History, rows: Ints) -> tuple[Floats, Floats, Bools]:
    seen = ~np.isnan(history.observed[rows])
    exposure = 1.0 if history.exposure is None else history.exposure[rows]
    return np.where(seen, history.observed[rows], 0.0), np.where(seen, exposure, 0.0), seen


def _pooled(squares: Floats, freedom: Ints) -> Floats:
    """Dispersion of each series, half its own and half that of all."""
    freedom = np.maximum(freedom, 1)
    own = np.maximum(squares / freedom, 1.0)
    result: Floats = 0.5 * own + 0.5 * max(float(np.average(own, weights=freedom)), 1.0)
    return result


def _lent(y: Floats, e: Floats, theme: Ints) -> Floats:
    reports = np.bincount(theme, y.sum(axis=0))
    chances = np.bincount(theme, e.sum(axis=0))
    result: Floats = ((reports + 0.5) / np.maximum(chances, 1.0))[theme]
    return result
