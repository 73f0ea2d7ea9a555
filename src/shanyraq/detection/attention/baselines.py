"""What one judged week is compared with: the same season of past years, or the last weeks where years are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Bools, Floats, Ints
from ..settings import FarringtonSettings

YEAR = 52
GUARD = 2
RECENT = 26
LEAST_RECENT = 7
FIRST_ROW = GUARD + LEAST_RECENT
# What a series without any history of its own is given: as much as this many weeks of the theme's mean.
LENT_WEEKS = 4.0


@dataclass(frozen=True, slots=True)
class Baseline:
    """Per series [S]: ``rate`` expected for one unit of exposure, ``dispersion`` of a week, ``doubt`` the squared
    relative standard error of the rate, ``weeks`` of history compared; ``years`` compared, 0 if only the last weeks.
    """

    rate: Floats
    dispersion: Floats
    doubt: Floats
    weeks: Ints
    years: int


def baseline(counts: Floats, exposure: Floats, row: int, theme: Ints, settings: FarringtonSettings) -> Baseline | None:
    """None where not even the least number of recent weeks lies before the row."""
    if row < FIRST_ROW:
        return None
    years = min(settings.years, (row - settings.half_window) // YEAR)
    if years < 1:
        return _recent(counts, exposure, row, theme)
    return _seasonal(counts, exposure, row, theme, settings, years)


def _seasonal(
    counts: Floats, exposure: Floats, row: int, theme: Ints, settings: FarringtonSettings, years: int
) -> Baseline:
    first = row - YEAR * years - settings.half_window
    rows = np.arange(first, row - settings.weeks_excluded)
    distance = np.abs((row - rows + YEAR // 2) % YEAR - YEAR // 2)
    block = np.where(distance <= settings.half_window, 0, 1 + ((row - rows) % YEAR) * 9 // YEAR)
    y, e, seen = _parts(counts, exposure, rows)
    member = (np.arange(10)[:, None] == block).astype(np.float64)
    level = (member @ y) / np.maximum(member @ e, 1e-9)
    mean = np.maximum(level[block] * e, 1e-9)
    dispersion = _pooled(np.where(seen, (y - mean) ** 2 / mean, 0.0).sum(axis=0), seen.sum(axis=0) - 10)
    own = seen & (block == 0)[:, None]
    lent = _lent(y, e, theme)
    usual = (y.sum(axis=0) + LENT_WEEKS * lent) / (e.sum(axis=0) + LENT_WEEKS)
    season_e = np.where(own, e, 0.0).sum(axis=0)
    season = np.where(own, y, 0.0).sum(axis=0) / np.maximum(season_e, 1e-9)
    rate, doubt = _steadied(season, season_e, usual, e.sum(axis=0) + LENT_WEEKS, dispersion, theme)
    return Baseline(rate, dispersion, doubt, seen.sum(axis=0), years)


def _recent(counts: Floats, exposure: Floats, row: int, theme: Ints) -> Baseline:
    rows = np.arange(max(row - GUARD - RECENT, 0), row - GUARD)
    y, e, seen = _parts(counts, exposure, rows)
    weeks = seen.sum(axis=0)
    rate = (y.sum(axis=0) + LENT_WEEKS * _lent(y, e, theme)) / (e.sum(axis=0) + LENT_WEEKS)
    mean = np.maximum(rate * e, 1e-9)
    dispersion = _pooled(np.where(seen, (y - mean) ** 2 / mean, 0.0).sum(axis=0), weeks - 1)
    doubt = dispersion / (np.maximum(rate, 1e-9) * (e.sum(axis=0) + LENT_WEEKS))
    return Baseline(rate, dispersion, doubt, weeks, 0)


def _parts(counts: Floats, exposure: Floats, rows: Ints) -> tuple[Floats, Floats, Bools]:
    seen = ~np.isnan(counts[rows])
    return np.where(seen, counts[rows], 0.0), np.where(seen, exposure[rows], 0.0), seen


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


def _steadied(
    season: Floats, season_e: Floats, usual: Floats, usual_e: Floats, dispersion: Floats, theme: Ints
) -> tuple[Floats, Floats]:
    """The season's level drawn towards the usual one times the season of the theme (James and Stein's idea).

    How far is learnt from all series of the theme: where seasons differ by more than chance they stay.
    """
    size = int(theme.max()) + 1
    common = np.bincount(theme, season * season_e, size) / np.maximum(np.bincount(theme, usual * season_e, size), 1e-9)
    target = usual * np.clip(common, 0.2, 5.0)[theme]
    chance = dispersion / np.maximum(season_e * target, 1e-9)
    apart = season / target - 1
    weight = 1 / (chance + 0.05)
    spread = np.bincount(theme, weight * (apart**2 - chance), size) / np.bincount(theme, weight, size)
    keep = np.maximum(spread, 1e-4)[theme] / (np.maximum(spread, 1e-4)[theme] + chance)
    rate = target * (1 + keep * apart)
    return np.maximum(rate, 1e-9), keep * chance + dispersion / np.maximum(usual_e * usual, 1e-9)
