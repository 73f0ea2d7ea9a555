"""The distribution of a count to come: negative binomial, with the doubt about its mean and its dispersion inside.

Mean m and variance V = phi m + m^2 var(log m). The doubt about phi is kept as two values with chances: the Gauss rule
that has the mean, the variance and the skewness of phi's posterior. Tails are exact, by the incomplete beta function.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammaln, ndtri

from .inputs import Bools, Floats, Ints

_NEARLY_POISSON = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Predictive:
    """Of any shape: ``mean[...]``, ``ratio[2, ...]`` of the variance to the mean, ``chance[2, ...]`` of each ratio."""

    mean: Floats
    ratio: Floats
    chance: Floats

    def at_least(self, counts: Floats) -> Floats:
        """P(Y >= counts)."""
        return np.asarray((self.chance * _tail(counts, self.mean, self.ratio)).sum(axis=0))

    def exactly(self, counts: Floats) -> Floats:
        """P(Y = counts)."""
        return np.asarray((self.chance * _point(counts, self.mean, self.ratio)).sum(axis=0))

    def above_or_half(self, counts: Floats) -> Floats:
        """P(Y > counts) + P(Y = counts) / 2."""
        return np.maximum(self.at_least(counts) - self.exactly(counts) / 2, 0.0)

    def take(self, where: Bools) -> Predictive:
        """Only these cells, in a row."""
        return Predictive(self.mean[where], self.ratio[:, where], self.chance[:, where])

    def upper(self, alpha: float) -> Floats:
        """The smallest whole u with P(Y > u) <= alpha, by bracket and bisection."""
        flat = self.take(np.ones(self.mean.shape, dtype=np.bool_))
        spread = np.sqrt((flat.chance * flat.ratio).sum(axis=0) * flat.mean)
        start = np.floor(_guess(flat.mean, spread, alpha))
        low, high = _bracket(flat, alpha, start, np.maximum(np.floor(spread / 16), 1.0))
        wide = np.flatnonzero(high - low > 1)
        while wide.size:
            middle = np.floor((low[wide] + high[wide]) / 2)
            enough = _part(flat, wide).at_least(middle + 1) <= alpha
            high[wide], low[wide] = np.where(enough, middle, high[wide]), np.where(enough, low[wide], middle)
            wide = wide[high[wide] - low[wide] > 1]
        return high.reshape(self.mean.shape)


def two_values(values: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """Two values with chances, ``[2, ...]`` each, that share mean, variance and skewness with ``chance[K, ...]``."""
    grid = values.reshape(-1, *[1] * (chance.ndim - 1))
    mean = (grid * chance).sum(axis=0)
    away = grid - mean
    variance = np.maximum((away * away * chance).sum(axis=0), 1e-12)
    lean = (away**3 * chance).sum(axis=0) / variance / 2
    reach = np.sqrt(lean * lean + variance)
    nodes = np.stack((mean + lean - reach, mean + lean + reach))
    upper = (reach - lean) / (2 * reach)
    return np.clip(nodes, values[0], values[-1]), np.stack((1 - upper, upper))


def _tail(counts: Floats, mean: Floats, ratio: Floats) -> Floats:
    extra = np.maximum(ratio - 1, _NEARLY_POISSON)
    tail = betainc(np.maximum(counts, 1e-300), mean / extra, extra / (1 + extra))
    return np.asarray(np.where(counts <= 0, 1.0, tail))


def _point(counts: Floats, mean: Floats, ratio: Floats) -> Floats:
    extra = np.maximum(ratio - 1, _NEARLY_POISSON)
    size = mean / extra
    log_chance = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
    log_chance += counts * np.log(extra / (1 + extra)) - size * np.log1p(extra)
    return np.asarray(np.exp(np.minimum(log_chance, 0.0)))


def _guess(mean: Floats, spread: Floats, alpha: float) -> Floats:
    """The quantile of a gamma distribution with this mean and spread, after Wilson and Hilferty 1931."""
    shrink = (spread / np.maximum(mean, 1e-300)) ** 2 / 9
    root = np.maximum(1 - shrink - ndtri(alpha) * np.sqrt(shrink), 0.0)
    return np.asarray(np.where(shrink < 0.4, mean * root**3, np.minimum(mean, 1.0)))


def _bracket(flat: Predictive, alpha: float, start: Floats, step: Floats) -> tuple[Floats, Floats]:
    """``low`` leaves too much above it (or is -1), ``high`` little enough."""
    low, high = np.full_like(start, -1.0), start.copy()
    seek, stride = np.arange(start.size), step
    while seek.size:
        short = _part(flat, seek).at_least(high[seek] + 1) > alpha
        seek, stride = seek[short], stride[short]
        low[seek] = high[seek]
        high[seek] += stride
        stride = 2 * stride
    seek = np.flatnonzero((low < 0) & (high > 0))
    stride = step[seek]
    below = high[seek] - stride
    while seek.size:
        below = np.maximum(below, -1.0)
        enough = (below >= 0) & (_part(flat, seek).at_least(below + 1) <= alpha)
        high[seek] = np.where(enough, below, high[seek])
        low[seek] = np.where(enough, low[seek], below)
        seek, below, stride = seek[enough], below[enough], 2 * stride[enough]
        below = below - stride
    return low, high


def _part(flat: Predictive, cells: Ints) -> Predictive:
    return Predictive(flat.mean[cells], flat.ratio[:, cells], flat.chance[:, cells])
