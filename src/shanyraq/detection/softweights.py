"""Soft weights for past surges, and what they take away on noise so that it can be given back.

A past week counts less the higher it stands above its expectation, and less when its neighbours stand high: a surge
lasts. The first weight depends on the count itself and so lowers mean and dispersion even on pure noise; how much is
worked out from the negative binomial and undone. The second depends on other weeks alone and biases nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import gammaln

from .inputs import Floats, Ints, read_only

OWN, OWN_POWER = 3.5, 4
NEIGHBOUR, NEIGHBOUR_POWER = 1.5, 3
"""Full weight up to so many standard deviations (Anscombe scale), then falling with this power."""

_LOG_MEANS = np.linspace(np.log(0.02), np.log(400.0), 28)
_DISPERSIONS = np.array([1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 4.5, 7.0, 12.0, 25.0, 60.0])


def anscombe(counts: Floats, mean: Floats, log_mean: Floats, dispersion: Floats | float) -> Floats:
    """How many standard deviations a count stands above its mean, on the scale where noise is nearly normal."""
    scaled = np.cbrt(counts * counts) * np.exp(log_mean / -6) - np.sqrt(mean)
    return np.asarray(1.5 * scaled / np.sqrt(dispersion))


def own_weight(height: Floats) -> Floats:
    """Weight of a week by its own height above the mean."""
    return _falling(height, OWN, OWN_POWER)


def neighbour_weight(height: Floats) -> Floats:
    """Weight of a week by the heights of the weeks before and after it, ``[n, C]`` with weeks down the rows."""
    factor = _falling(height, NEIGHBOUR, NEIGHBOUR_POWER)
    weight = np.ones_like(factor)
    weight[1:] *= factor[:-1]
    weight[:-1] *= factor[1:]
    return weight


def _falling(height: Floats, bound: float, power: int) -> Floats:
    """1 up to the bound, then (bound / height) ** power."""
    factor = np.ones_like(height)
    high = height > bound
    factor[high] = (bound / height[high]) ** power
    return factor


@dataclass(frozen=True, slots=True, eq=False)
class Corrections:
    """What the own weight does to noise, on a grid of weighted means and dispersions.

    ``mean``: true mean over weighted mean. ``dispersion``: weighted Pearson dispersion over the true one.
    ``variance``: variance of one week's contribution to the weighted Pearson dispersion.
    """

    mean: Floats
    dispersion: Floats
    variance: Floats

    def mean_factor(self, weighted_mean: Floats, dispersion: Floats) -> Floats:
        """True over weighted mean for any cells; linear between the points of the grid."""
        low, part = _place(np.log(np.maximum(dispersion, 1.0)), np.log(_DISPERSIONS))
        below = _along_means(self.mean, weighted_mean, low)
        above = _along_means(self.mean, weighted_mean, low + 1)
        return (1 - part) * below + part * above


@lru_cache(maxsize=1)
def corrections() -> Corrections:
    """The table of the weights above; worked out once, in a few hundredths of a second."""
    shape = (len(_LOG_MEANS), len(_DISPERSIONS))
    factor, ratio, variance = np.empty(shape), np.empty(shape), np.empty(shape)
    for row, log_mean in enumerate(_LOG_MEANS):
        for column, dispersion in enumerate(_DISPERSIONS):
            factor[row, column], ratio[row, column], variance[row, column] = _effect(np.exp(log_mean), dispersion)
    return Corrections(read_only(factor), read_only(ratio), read_only(variance))


def pearson_moments(dispersions: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """Expectation and variance per week of the weighted Pearson dispersion, ``[K, ...]`` for K true dispersions."""
    table = corrections()
    low, part = _place(np.log(dispersions), np.log(_DISPERSIONS))
    columns = []
    for grid in (table.dispersion, table.variance):
        at_dispersion = (1 - part) * grid[:, low] + part * grid[:, low + 1]
        columns.append(
            _along_means(at_dispersion, mean[None], np.arange(len(dispersions)).reshape(-1, *[1] * mean.ndim))
        )
    return columns[0] * dispersions.reshape(-1, *[1] * mean.ndim), columns[1]


def plain_moments(dispersions: Floats, inverse_mean: Floats) -> tuple[Floats, Floats]:
    """The same without weights, from the fourth cumulant of the negative binomial; ``inverse_mean``: average 1/mean."""
    phi = dispersions.reshape(-1, *[1] * inverse_mean.ndim)
    variance = phi * (6 * phi * phi - 6 * phi + 1) * inverse_mean + 2 * phi * phi
    return np.broadcast_to(phi, variance.shape), variance


def _effect(weighted: float, dispersion: float) -> tuple[float, float, float]:
    """Factor of the mean, ratio of the dispersion, variance of a contribution, at a weighted mean."""
    top = int(3 * weighted + 12 * np.sqrt(3 * dispersion * weighted) + 12 * dispersion + 25)
    counts = np.arange(top + 1.0)
    height = anscombe(counts, np.full_like(counts, weighted), np.full_like(counts, np.log(weighted)), dispersion)
    weight = own_weight(height)
    pull = weight * (counts - weighted)
    low, high = weighted * 0.9, weighted * 4.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if (_chances(counts, middle, dispersion) * pull).sum() < 0 else (low, middle)
    chances = _chances(counts, (low + high) / 2, dispersion)
    square = (counts - weighted) ** 2 / weighted
    share = (chances * weight).sum()
    ratio = (chances * weight * square).sum() / share
    spread = (chances * (weight * (square - ratio)) ** 2).sum() / share**2
    return (low + high) / 2 / weighted, ratio / dispersion, spread


def _chances(counts: Floats, mean: float, dispersion: float) -> Floats:
    if dispersion <= 1:
        log_chance = counts * np.log(mean) - mean - gammaln(counts + 1)
    else:
        size = mean / (dispersion - 1)
        log_chance = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        log_chance += counts * np.log1p(-1 / dispersion) - size * np.log(dispersion)
    chance = np.exp(log_chance)
    return np.asarray(chance / chance.sum())


def _along_means(grid: Floats, mean: Floats, column: Ints) -> Floats:
    low, part = _place(np.log(np.maximum(mean, 1e-9)), _LOG_MEANS)
    return np.asarray((1 - part) * grid[low, column] + part * grid[low + 1, column])


def _place(values: Floats, grid: Floats) -> tuple[Ints, Floats]:
    """Left neighbour on a grid, and how far on the way to the next one; the ends stand for all beyond."""
    low = np.clip(np.searchsorted(grid, values, side="right") - 1, 0, len(grid) - 2)
    part = np.clip((values - grid[low]) / (grid[low + 1] - grid[low]), 0.0, 1.0)
    return low, part
