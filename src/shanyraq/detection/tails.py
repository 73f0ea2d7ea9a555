"""Tail probabilities and bounds of overdispersed counts and of the 1996 normal approximation, for whole arrays."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaincc, gammainc, gammaincinv, ndtr, ndtri

from .inputs import Floats
from .settings import Power

_POWERS = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
_POISSON = 1 + 1e-9
# Lists compare rises of many sizes: between Poisson and this the tails differ in no digit that matters to them.
_LEAST_SPREAD = 1 + 5e-4
_WILD = 1e6
_HUGE = 1e12
_CLOSE = 1e-14
_LARGEST = float(np.finfo(np.float64).max)


def at_least(count: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """P(Y >= count) for Y of this mean and of variance dispersion * mean: negative binomial, Poisson at 1.

    Arrays of one shape, finite; ``nan`` counts give ``nan``. Relative accuracy about 1e-13.
    """
    chance = np.where(count > 0, 0.0, 1.0)
    chance[np.isnan(count)] = np.nan
    seen = (count > 0) & (mean > 0)
    spread = seen & (dispersion > _POISSON)
    size, excess = mean[spread] / (dispersion[spread] - 1), (dispersion[spread] - 1) / dispersion[spread]
    chance[spread] = betainc(count[spread], size, excess)
    # There 1 - 1/dispersion is next to 1, and rounding it would lose the tail; slower, and seldom needed.
    wild = seen & (dispersion > _WILD)
    if wild.any():
        chance[wild] = betaincc(mean[wild] / (dispersion[wild] - 1), count[wild], 1 / dispersion[wild])
    plain = seen & ~spread
    chance[plain] = gammainc(count[plain], mean[plain])
    return chance


def tail(count: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y >= count) for a count that varies more than chance, given by its variance; 1 for a count of 0."""
    count, mean, variance = np.broadcast_arrays(count, mean, variance)
    return at_least(count, mean, np.maximum(variance / mean, _LEAST_SPREAD))


def mid_tail(count: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y > count) + P(Y = count) / 2."""
    return (tail(count, mean, variance) + tail(count + 1, mean, variance)) / 2


def central_range(mean: float, variance: float) -> tuple[int, int]:
    """The counts between which nine weeks in ten lie."""
    reach = int(mean + 12 * variance**0.5) + 12
    steps = np.unique(np.linspace(0, reach, min(reach + 1, 4096)).astype(np.int64)).astype(np.float64)
    below = 1 - tail(steps + 1, np.array(mean), np.array(variance))
    low, high = (int(steps[np.argmax(below >= share)]) for share in (0.05, 0.95))
    return low, high


def upper_bound(mean: Floats, dispersion: Floats, alpha: float) -> Floats:
    """The smallest whole number that Y exceeds with a chance of at most ``alpha``; nearly so for means above 1e12."""
    bound = _guess(mean, dispersion, alpha)
    bound[mean == 0] = 0.0
    open_ = np.flatnonzero((mean > 0) & (mean < _HUGE))
    low, high = np.full(bound.shape, -1.0), np.full(bound.shape, np.inf)
    step = 1.0
    while open_.size:
        here = bound[open_]
        fits = at_least(here + 1, mean[open_], dispersion[open_]) <= alpha
        high[open_[fits]], low[open_[~fits]] = here[fits], here[~fits]
        open_ = open_[high[open_] - low[open_] > np.maximum(1, _CLOSE * low[open_])]
        bound[open_] = _next(low[open_], high[open_], step)
        step *= 2
    return np.where(np.isfinite(high), high, bound)


def _guess(mean: Floats, dispersion: Floats, alpha: float) -> Floats:
    """Quantile of Cornish and Fisher, off by one or two for small means; that of a gamma for huge, uneven ones."""
    z = float(ndtri(1 - alpha))
    # Divided rather than multiplied: the product may overflow.
    uneven = (mean >= _HUGE) & (mean / 1e6 < dispersion - 1)
    guess = mean + z * np.sqrt(dispersion) * np.sqrt(mean) + (2 * dispersion - 1) * (z * z - 1) / 6
    excess = dispersion[uneven] - 1
    guess[uneven] = gammaincinv(mean[uneven] / excess, 1 - alpha) * excess
    return np.clip(np.floor(guess), 0.0, _LARGEST)


def _next(low: Floats, high: Floats, step: float) -> Floats:
    """Away from the guess in doubling steps until the bound is enclosed, then halfway."""
    below = np.isinf(high)
    with np.errstate(invalid="ignore"):
        inside = np.maximum(high - step, np.floor((low + high) / 2))
    return np.where(below, low + step, inside)


def delta_bound(mean: Floats, variance: Floats, alpha: float, power: Power) -> Floats:
    """Upper bound on the scale of a power of the count; ``variance`` is that of a new count about its estimate."""
    a = _POWERS[power]
    return (mean**a + float(ndtri(1 - alpha)) * _spread(mean, variance, a)) ** (1 / a)


def delta_tail(count: Floats, mean: Floats, variance: Floats, power: Power) -> Floats:
    """The normal tail beyond the count on the scale of its power."""
    a = _POWERS[power]
    return np.asarray(ndtr((mean**a - count**a) / _spread(mean, variance, a)))


def _spread(mean: Floats, variance: Floats, a: float) -> Floats:
    return np.asarray(a * mean ** (a - 1) * np.sqrt(variance))
