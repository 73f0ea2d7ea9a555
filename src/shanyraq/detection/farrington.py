"""Is this week above what the same time of past years leads to expect? Farrington flexible, for many series at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from . import calibrated
from .delay import as_arrival
from .inputs import Floats, Ints
from .limit import enough_reports
from .model import Model, model
from .reference_weeks import judged_rows
from .results import FarringtonResult
from .settings import FarringtonSettings
from .tails import at_least, delta_bound, delta_tail, upper_bound
from .windows import History, as_history, windows


def farrington_flexible(
    counts: ArrayLike,
    *,
    at: ArrayLike,
    settings: FarringtonSettings,
    dates: ArrayLike | None = None,
    population: ArrayLike | None = None,
    episodes: ArrayLike | None = None,
    arrived: ArrayLike | None = None,
    arrived_variance: ArrayLike | None = None,
) -> FarringtonResult:
    """Judges the weeks ``at`` of every series against the same time of past years.

    A quasi-Poisson model with a level for every season of the year and a common slope is fitted to the years before
    each judged week; past surges weigh less. Farrington and others 1996 (doi 10.2307/2983331), Noufaily and others 2013
    (doi 10.1002/sim.5595).

    ``counts[T, S]``: whole numbers, weeks down, series across, ``nan`` where missing. ``at``: rows to judge, in the
    order of the answer. ``dates[T]``: days a week apart; reference weeks then follow the calendar, not 52 weeks.
    ``population[T, S]`` > 0: expected counts are proportional to it. ``episodes[T, S]``: weeks that a person confirmed
    as an episode; they do not count as history. ``arrived[T, S]`` above 0 to 1: the share of each week's reports that
    is already here (``delay.arrived_share``); less is then expected. ``arrived_variance[T, S]``: of that share, for
    "predictive" alone.

    The answer for a row depends on the rows up to it alone. Cost in the order of ``len(at) * S`` fits of 52 * years
    weeks; memory beside input and answer is a few megabytes. Raises ``ValueError`` saying what is wrong and where.
    """
    if not isinstance(settings, FarringtonSettings):
        raise ValueError(f"settings are FarringtonSettings; they are {settings!r}.")
    history = as_history(counts, dates, population, episodes)
    arrival = as_arrival(arrived, arrived_variance, history.observed.shape)
    if arrival is not None:
        history = arrival.expected_of(history)
    rows = judged_rows(
        at,
        len(history.observed),
        years=settings.years,
        half_window=settings.half_window,
        dates=history.dates,
    )
    if settings.threshold == "predictive":
        return calibrated.judge(history, rows, settings, arrival)
    return _judge(history, rows, settings)


def _judge(history: History, rows: Ints, settings: FarringtonSettings) -> FarringtonResult:
    result = FarringtonResult.empty(len(rows), history.observed.shape[1])
    for piece, window in windows(history, rows, settings):
        found = model(window, settings)
        observed = history.observed[rows[piece.positions], piece.series].reshape(-1)
        upper, p, p_mid = _compare(observed, found, settings)
        where = (piece.positions, piece.series)
        result.expected[where] = piece.spread(np.where(found.fitted, found.expected, np.nan))
        result.dispersion[where] = piece.spread(np.where(found.fitted, found.dispersion, np.nan))
        result.trend[where] = piece.spread(found.trend & found.fitted)
        result.upper[where], result.p[where], result.p_mid[where] = map(piece.spread, (upper, p, p_mid))
    observed = history.observed[rows]
    with np.errstate(invalid="ignore"):
        result.alarm[...] = (observed > result.upper) & (observed > 0)
    result.alarm[...] &= enough_reports(history.observed, rows, settings.limit)
    return result.close()


def _compare(observed: Floats, found: Model, settings: FarringtonSettings) -> tuple[Floats, Floats, Floats]:
    """Bound, P(Y >= observed) and mid-p of every cell; nan where the model has no answer or the bound no end."""
    mean = found.expected
    with np.errstate(over="ignore", invalid="ignore"):
        if settings.threshold == "muan":
            mean = mean * np.exp(ndtri(1 - settings.alpha) * found.error)
    nothing = found.fitted & (found.expected == 0)
    known = found.fitted & np.isfinite(mean) & ~nothing
    answers = np.full((3, len(observed)), np.nan)
    answers[:, nothing] = _expecting_nothing(observed[nothing])
    if settings.threshold == "delta":
        answers[:, known] = _delta(observed[known], mean[known], found.dispersion[known], found.error[known], settings)
    else:
        answers[:, known] = _counted(observed[known], mean[known], found.dispersion[known], settings.alpha)
    answers[:, ~np.isfinite(answers[0])] = np.nan
    return answers[0], answers[1], answers[2]


def _expecting_nothing(observed: Floats) -> Floats:
    p = np.where(np.isnan(observed), np.nan, observed == 0)
    return np.stack((np.zeros(len(observed)), p, p))


def _counted(observed: Floats, mean: Floats, dispersion: Floats, alpha: float) -> Floats:
    p = at_least(observed, mean, dispersion)
    return np.stack((upper_bound(mean, dispersion, alpha), p, (p + at_least(observed + 1, mean, dispersion)) / 2))


def _delta(observed: Floats, mean: Floats, dispersion: Floats, error: Floats, settings: FarringtonSettings) -> Floats:
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        variance = dispersion * mean + (mean * error) ** 2
        p = delta_tail(observed, mean, variance, settings.power)
        return np.stack((delta_bound(mean, variance, settings.alpha, settings.power), p, p))
