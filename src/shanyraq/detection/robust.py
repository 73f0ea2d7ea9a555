"""What to expect in a judged week, from a past that may hold surges, with the help of the other series of the call.

Three rounds over the baselines: a plain fit; a fit with soft weights, which gives the trend; levels with weights once
more. After each round the series of a week lend each other the dispersion, after the second the trend, after the third
the season.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, ndtr

from . import softweights
from .inputs import Bools, Floats, Ints
from .pooling import few_reports, gamma_log_likelihood, normal_log_likelihood, posterior
from .rounds import Notes, level_round, plain_round, weighted_round
from .settings import FarringtonSettings
from .windows import History, Piece, windows

DISPERSIONS = np.array([1.0, 1.08, 1.2, 1.4, 1.7, 2.1, 2.7, 3.5, 4.7, 6.5, 9.0, 13.0, 19.0, 30.0, 55.0])
TRENDS = np.array([0.01, 0.05, 0.15, 0.4, 1.0])
"""Standard deviations of the log-growth in 100 weeks."""
SEASONS = np.array([0.02, 0.08, 0.2, 0.4, 0.8])
"""Standard deviations of the levels of the seasons round the level of the year, relative to it."""

_DISPERSION_PRIOR = DISPERSIONS**-0.9 / (DISPERSIONS**-0.9).sum()
_TREND_PRIOR = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
_SEASON_PRIOR = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
_DISPERSION_WORTH, _TREND_WORTH, _SEASON_WORTH, _SURGE_WORTH = 10.0, 20.0, 20.0, 30.0
"""How many series the priors count like."""

_OTHER_KINDS = 0.1
"""This share of the call is set aside for dispersions unlike the common ones: a wild minority is not tamed too far."""

_HIDDEN_MEAN, _HIDDEN_DISPERSION = 0.25, 0.5
"""What surges too small to be seen add, for each report found beside a high week; low guesses, on purpose."""
_HALF_A_REPORT = 0.5
_LEAST_SPREAD = 0.8
_STEEPEST = 1.5
"""The log-growth from the middle of the baseline to the judged week that is still carried on."""


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """Of W judged weeks and S series: ``mean[W, S]`` and the variance of its logarithm ``doubt[W, S]``.

    ``dispersions[K, W, S]``: chance of each of ``DISPERSIONS``; ``dispersion``: its mean. ``before``: the expectation
    of the week before over that of the judged one, for equal exposure; ``trend``: is over half of the slope believed?
    """

    mean: Floats
    doubt: Floats
    dispersions: Floats
    dispersion: Floats
    before: Floats
    trend: Bools


def expect(history: History, rows: Ints, settings: FarringtonSettings) -> Expectation:
    """The expectation of each judged week; order O(weeks x series x baseline), memory O(weeks x series x 150)."""
    notes = Notes(len(rows), history.counts.shape[1], settings.periods)
    for piece, window in windows(history, rows, settings):
        plain_round(notes, piece, window)
    dispersion = _mean(_dispersions(notes, *softweights.plain_moments(DISPERSIONS, notes.inverse)))
    for piece, window in windows(history, rows, settings):
        weighted_round(notes, piece, window, _cells(dispersion, piece))
    dispersion = _mean(_dispersions(notes, *softweights.pearson_moments(DISPERSIONS, 1 / notes.inverse)))
    slope, slope_doubt, trend = _damped(notes, dispersion, settings.trend)
    for piece, window in windows(history, rows, settings):
        level_round(notes, piece, window, _cells(dispersion, piece), _cells(slope, piece))
    return _expectation(notes, slope, slope_doubt, trend)


def _expectation(notes: Notes, slope: Floats, slope_doubt: Floats, trend: Bools) -> Expectation:
    hidden = _hidden_surges(notes.near_surges)
    ratio, variance = softweights.pearson_moments(DISPERSIONS, 1 / notes.inverse)
    dispersions = _dispersions(notes, ratio * (1 + _HIDDEN_DISPERSION * hidden), variance)
    dispersion = _mean(dispersions)
    level, doubt = _season(notes, dispersion)
    away = notes.time_judged - notes.centre
    log_growth = slope * notes.centre + np.clip(slope * away, -_STEEPEST, _STEEPEST)
    mean = level * np.exp(log_growth) * notes.exposure * notes.profile[0]
    mean *= softweights.corrections().mean_factor(mean, dispersion)
    mean -= np.minimum(_HIDDEN_MEAN * hidden * np.sqrt(dispersion * mean), mean / 2)
    before = np.exp(-slope * notes.unit) * notes.profile[1] / notes.profile[0]
    return Expectation(mean, doubt + slope_doubt * away**2, dispersions, dispersion, before, trend)


def _cells(table: Floats, piece: Piece) -> Floats:
    return table[piece.positions][:, piece.series].reshape(-1)


def _mean(chance: Floats) -> Floats:
    return np.asarray(np.einsum("k,kws->ws", DISPERSIONS, chance))


def _hidden_surges(near: Floats) -> Floats:
    """How common surges are in the past of the call, ``[W, 1]``; drawn towards none, and none when below."""
    return np.asarray(np.maximum(near.sum(axis=1, keepdims=True), 0.0) / (near.shape[1] + _SURGE_WORTH))


def _dispersions(notes: Notes, mean: Floats, variance: Floats) -> Floats:
    """Chances of each dispersion, ``[K, W, S]``; less spread than Poisson counts as Poisson."""
    observed = np.maximum(notes.pearson, _LEAST_SPREAD * mean[0])
    mean = mean * few_reports(DISPERSIONS, notes.known / notes.inverse)
    likelihood = gamma_log_likelihood(observed, mean, variance / np.maximum(notes.known, 1.0))
    worth = _DISPERSION_WORTH + _OTHER_KINDS * likelihood.shape[2]
    return posterior(np.where(notes.known > 0, likelihood, 0.0), _DISPERSION_PRIOR, worth)


def _damped(notes: Notes, dispersion: Floats, threshold: float) -> tuple[Floats, Floats, Bools]:
    """Slopes drawn towards none, with their variance, and whether more than half of each is believed.

    A slope whose own p-value is not below ``threshold`` is none; at 1 there is no such test.
    """
    variance = dispersion / np.maximum(notes.information, 1e-9)
    sizes = (TRENDS[:, None, None] / (100 * notes.unit)) ** 2
    total = sizes + variance
    chance = posterior(normal_log_likelihood(notes.slope, total), _TREND_PRIOR, _TREND_WORTH)
    share = sizes / total
    kept = (chance * share).sum(axis=0)
    slope = kept * notes.slope
    doubt = (chance * (share * variance + (share * notes.slope - slope) ** 2)).sum(axis=0)
    if threshold < 1:
        tested = 2 * ndtr(-np.abs(notes.slope) / np.sqrt(variance)) < threshold
        slope, doubt, kept = slope * tested, doubt * tested, kept * tested
    return slope, doubt, kept > 0.5


def _season(notes: Notes, dispersion: Floats) -> tuple[Floats, Floats]:
    """Level of the judged season at time 0, drawn towards the level of the year, and its relative variance."""
    reported, awaited = notes.level.sum(axis=0), notes.growth.sum(axis=0)
    prior = _HALF_A_REPORT * dispersion
    year = (reported + prior) / (awaited + prior / _level_of_the_call(reported, awaited))
    counts, means = notes.level / dispersion, year * notes.growth / dispersion
    likelihood = np.stack([_season_log_likelihood(counts, means, firm) for firm in SEASONS**-2])
    chance = posterior(likelihood, _SEASON_PRIOR, _SEASON_WORTH)
    firm = (SEASONS**-2)[:, None, None]
    ratio = (firm + counts[-1]) / (firm + means[-1])
    own = ratio**2 / (firm + counts[-1])
    inherited = (firm / (firm + means[-1])) ** 2 / (counts.sum(axis=0) + _HALF_A_REPORT)
    mean = (chance * ratio).sum(axis=0)
    variance = (chance * (own + inherited + (ratio - mean) ** 2)).sum(axis=0)
    return year * mean, variance / mean**2


def _season_log_likelihood(counts: Floats, means: Floats, firm: float) -> Floats:
    """Of the reports of all seasons when levels are gamma with mean 1, variance 1 / firm; constants left out."""
    total = firm + means
    terms = gammaln(counts + firm) - gammaln(firm) + firm * np.log(firm / total)
    return np.asarray((terms + counts * np.log(np.maximum(means, 1e-12) / total)).sum(axis=0))


def _level_of_the_call(reported: Floats, awaited: Floats) -> Floats:
    """The average level of the series of a week, ``[W, 1]``; above 0, and 1 where nothing is known."""
    known = awaited > 0
    level = np.where(known, reported / np.where(known, awaited, 1.0), 0.0).sum(axis=1, keepdims=True)
    many = known.sum(axis=1, keepdims=True)
    return np.where(many > 0, np.maximum(level / np.maximum(many, 1), 1e-3), 1.0)
