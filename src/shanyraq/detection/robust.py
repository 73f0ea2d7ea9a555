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
from .fit import fit_trend
from .inputs import Bools, Floats, Ints
from .pooling import gamma_log_likelihood, normal_log_likelihood, posterior
from .settings import FarringtonSettings
from .windows import History, Piece, Window, windows

DISPERSIONS = np.array([1.0, 1.08, 1.2, 1.4, 1.7, 2.1, 2.7, 3.5, 4.7, 6.5, 9.0, 13.0, 19.0, 30.0, 55.0])
TRENDS = np.array([0.01, 0.05, 0.15, 0.4, 1.0])
"""Standard deviations of the log-growth in 100 weeks."""
SEASONS = np.array([0.02, 0.08, 0.2, 0.4, 0.8])
"""Standard deviations of the levels of the seasons round the level of the year, relative to it."""

_DISPERSION_PRIOR = DISPERSIONS**-0.9 / (DISPERSIONS**-0.9).sum()
_TREND_PRIOR = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
_SEASON_PRIOR = np.array([0.3, 0.2, 0.2, 0.2, 0.1])
_WORTH = {"dispersion": 10.0, "trend": 20.0, "season": 20.0}
_HALF_A_REPORT = 0.5
_LEAST_MEAN = 0.01
_STEEPEST = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """Of W judged weeks and S series: ``mean[W, S]`` and the variance of its logarithm ``doubt[W, S]``.

    ``dispersions[K, W, S]``: chance of each of ``DISPERSIONS``; ``dispersion``: its mean. ``slope``: log-growth in a
    week, damped; ``trend``: is more than half of the fitted slope believed?
    """

    mean: Floats
    doubt: Floats
    dispersions: Floats
    dispersion: Floats
    slope: Floats
    trend: Bools


class _Notes:
    """What the rounds write down for each cell, ``[..., W, S]``."""

    def __init__(self, weeks: int, series: int, blocks: int) -> None:
        self.level = np.zeros((blocks, weeks, series))
        self.growth = np.zeros((blocks, weeks, series))
        """Sum of weight times exposure and growth of each season."""
        self.slope, self.information, self.typical, self.inverse, self.pearson, self.known, self.centre = np.zeros(
            (7, weeks, series)
        )
        self.judged = np.ones((weeks, series))
        self.unit, self.time_judged = np.ones((weeks, 1)), np.zeros((weeks, 1))
        """Units of layout time in a week, and the judged week's time."""

    def read(self, name: str, piece: Piece) -> Floats:
        table: Floats = getattr(self, name)
        part = table[..., piece.positions, :][..., piece.series]
        return part.reshape(*part.shape[:-2], -1)

    def write(self, name: str, piece: Piece, values: Floats) -> None:
        table: Floats = getattr(self, name)
        table[..., piece.positions[:, None], np.arange(table.shape[-1])[piece.series]] = piece.spread(values)


def expect(history: History, rows: Ints, settings: FarringtonSettings) -> Expectation:
    """The expectation of each judged week; order O(weeks x series x baseline), memory O(weeks x series x 40)."""
    notes = _Notes(len(rows), history.counts.shape[1], settings.periods)
    for piece, window in windows(history, rows, settings):
        _plain_round(notes, piece, window)
    moments = softweights.plain_moments(DISPERSIONS, notes.inverse)
    dispersion = _mean_dispersion(_dispersions(notes, *moments))
    for piece, window in windows(history, rows, settings):
        _weighted_round(notes, piece, window, _cells(dispersion, piece))
    dispersion = _mean_dispersion(_dispersions(notes, *softweights.pearson_moments(DISPERSIONS, notes.typical)))
    slope, slope_doubt, trend = _damped(notes, dispersion, settings.trend)
    for piece, window in windows(history, rows, settings):
        _level_round(notes, piece, window, _cells(dispersion, piece), _cells(slope, piece))
    dispersions = _dispersions(notes, *softweights.pearson_moments(DISPERSIONS, notes.typical))
    dispersion = _mean_dispersion(dispersions)
    mean, doubt = _season(notes, dispersion)
    away = notes.time_judged - notes.centre
    mean = mean * np.exp(slope * notes.centre + np.clip(slope * away, -_STEEPEST, _STEEPEST)) * notes.judged
    mean *= softweights.corrections().mean_factor(mean, dispersion)
    return Expectation(mean, doubt + slope_doubt * away**2, dispersions, dispersion, slope * notes.unit, trend)


def _cells(table: Floats, piece: Piece) -> Floats:
    return table[piece.positions][:, piece.series].reshape(-1)


def _plain_round(notes: _Notes, piece: Piece, window: Window) -> None:
    fit = fit_trend(window)
    slope = np.where(fit.converged, fit.slope, 0.0)
    _write_fit(notes, piece, window, slope, window.weight, fit.information)
    layout = window.layout
    notes.unit[piece.positions] = (layout.time_judged - layout.time[0]) / -layout.rows[0]
    notes.time_judged[piece.positions] = layout.time_judged
    if window.exposure_judged is not None:
        notes.write("judged", piece, window.exposure_judged)
    notes.write("slope", piece, slope)


def _weighted_round(notes: _Notes, piece: Piece, window: Window, dispersion: Floats) -> None:
    weighted = window.weighted(_weights(notes, piece, window, dispersion))
    fit = fit_trend(weighted, start=notes.read("slope", piece))
    slope = np.where(fit.converged, fit.slope, 0.0)
    _write_fit(notes, piece, window, slope, weighted.weight, fit.information)
    notes.write("slope", piece, slope)


def _level_round(notes: _Notes, piece: Piece, window: Window, dispersion: Floats, slope: Floats) -> None:
    weight = _weights(notes, piece, window, dispersion)
    _write_fit(notes, piece, window, slope, weight, None)


def _write_fit(
    notes: _Notes, piece: Piece, window: Window, slope: Floats, weight: Floats | None, information: Floats | None
) -> None:
    """Levels for these slopes and weights, and the Pearson dispersion round them."""
    layout = window.layout
    growth = np.exp(layout.time[:, None] * slope)
    if window.exposure is not None:
        growth *= window.exposure
    counts, grown = (window.counts, growth) if weight is None else (window.counts * weight, growth * weight)
    mass, sums = layout.member @ counts, layout.member @ grown
    level = mass / np.maximum(sums, 1e-12)
    growth *= level[layout.block]
    means = np.maximum(growth, _LEAST_MEAN, out=growth)
    share = (window.counts - means) ** 2 / means
    known = np.full(window.cells, float(len(layout.rows)))
    if weight is not None:
        share *= weight
        known = weight.sum(axis=0)
    parameters = (sums > 0).sum(axis=0) + 1.0
    free = np.maximum(1 - parameters / len(layout.rows), 0.05)
    notes.write("pearson", piece, share.sum(axis=0) / np.maximum(known * free, 1.0))
    notes.write("known", piece, np.maximum(known - parameters, 0.0))
    if information is None:
        first = layout.member[-1] @ (grown * layout.time[:, None])
        notes.write("centre", piece, np.where(sums[-1] > 0, first / np.maximum(sums[-1], 1e-12), 0.0))
        notes.write("level", piece, mass)
        notes.write("growth", piece, sums)
    else:
        notes.write("information", piece, information)
        notes.write("level", piece, level)
    if weight is None:
        notes.write("inverse", piece, (1 / means).mean(axis=0))
    else:
        notes.write("typical", piece, np.exp(np.log(means).mean(axis=0)))


def _weights(notes: _Notes, piece: Piece, window: Window, dispersion: Floats) -> Floats:
    """Soft weights of the baseline weeks by the fit of the round before; 0 stays 0."""
    layout = window.layout
    level = notes.read("level", piece)
    log_mean = np.log(np.maximum(level, 1e-9))[layout.block] + layout.time[:, None] * notes.read("slope", piece)
    if window.exposure is not None:
        log_mean += np.log(window.exposure)
    np.maximum(log_mean, np.log(_LEAST_MEAN), out=log_mean)
    mean = np.exp(log_mean)
    height = softweights.anscombe(window.counts, mean, log_mean, dispersion)
    height /= np.sqrt(1 - 1 / np.maximum(layout.member.sum(axis=1), 2.0))[layout.block][:, None]
    weight = softweights.own_weight(height) * softweights.neighbour_weight(height)
    return weight if window.weight is None else weight * window.weight


def _dispersions(notes: _Notes, mean: Floats, variance: Floats) -> Floats:
    """Chances of each dispersion, ``[K, W, S]``."""
    likelihood = gamma_log_likelihood(notes.pearson, mean, variance / np.maximum(notes.known, 1.0))
    return posterior(np.where(notes.known > 0, likelihood, 0.0), _DISPERSION_PRIOR, _WORTH["dispersion"])


def _mean_dispersion(chance: Floats) -> Floats:
    return np.asarray(np.einsum("k,kws->ws", DISPERSIONS, chance))


def _damped(notes: _Notes, dispersion: Floats, threshold: float) -> tuple[Floats, Floats, Bools]:
    """Slopes drawn towards none, with their variance, and whether more than half of each is believed."""
    variance = dispersion / np.maximum(notes.information, 1e-9)
    sizes = (TRENDS[:, None, None] / (100 * notes.unit)) ** 2
    total = sizes + variance
    chance = posterior(normal_log_likelihood(notes.slope, total), _TREND_PRIOR, _WORTH["trend"])
    share = sizes / total
    kept = (chance * share).sum(axis=0)
    slope = kept * notes.slope
    doubt = (chance * (share * variance + (share * notes.slope - slope) ** 2)).sum(axis=0)
    if threshold < 1:
        tested = _normal_p(notes.slope, variance) < threshold
        slope, doubt, kept = slope * tested, doubt * tested, kept * tested
    return slope, doubt, kept > 0.5


def _normal_p(slope: Floats, variance: Floats) -> Floats:
    return np.asarray(2 * ndtr(-np.abs(slope) / np.sqrt(variance)))


def _season(notes: _Notes, dispersion: Floats) -> tuple[Floats, Floats]:
    """Level of the judged season at time 0, drawn towards the level of the year, and its relative variance."""
    mass, sums = notes.level, notes.growth
    everywhere = _level_of_the_call(mass.sum(axis=0), sums.sum(axis=0))
    prior = _HALF_A_REPORT * dispersion
    year = (mass.sum(axis=0) + prior) / (sums.sum(axis=0) + prior / everywhere)
    reports, awaited = mass / dispersion, year * sums / dispersion
    firmness = (SEASONS**-2)[:, None, None]
    chance = posterior(
        np.stack([_season_log_likelihood(reports, awaited, firm) for firm in SEASONS**-2]),
        _SEASON_PRIOR,
        _WORTH["season"],
    )
    ratio = (firmness + reports[-1]) / (firmness + awaited[-1])
    own = ratio**2 / (firmness + reports[-1])
    inherited = (firmness / (firmness + awaited[-1])) ** 2 / (reports.sum(axis=0) + _HALF_A_REPORT)
    mean = (chance * ratio).sum(axis=0)
    variance = (chance * (own + inherited + (ratio - mean) ** 2)).sum(axis=0)
    return year * mean, variance / mean**2


def _season_log_likelihood(reports: Floats, awaited: Floats, firm: float) -> Floats:
    """Of the reports of all seasons when levels are gamma with mean 1, variance 1 / firm; constants left out."""
    total = firm + awaited
    terms = (
        gammaln(reports + firm)
        - gammaln(firm)
        + firm * np.log(firm / total)
        + reports * np.log(np.maximum(awaited, 1e-12) / total)
    )
    return np.asarray(terms.sum(axis=0))


def _level_of_the_call(mass: Floats, sums: Floats) -> Floats:
    """The average level of the series of a week, ``[W, 1]``; above 0, and 1 where nothing is known."""
    known = sums > 0
    level = np.where(known, mass / np.where(known, sums, 1.0), 0.0).sum(axis=1, keepdims=True)
    many = known.sum(axis=1, keepdims=True)
    return np.where(many > 0, np.maximum(level / np.maximum(many, 1), 1e-3), 1.0)
