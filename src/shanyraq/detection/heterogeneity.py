"""How much more than Poisson do counts vary? Maximum likelihood for negative binomial counts with known means."""

from __future__ import annotations

import numpy as np
from scipy.special import digamma, polygamma

from .inputs import Bools, Floats

_STEPS = 60
_LARGEST_LOG_SIZE = 16.0
_SMALLEST_LOG_SIZE = -7.0
_LONGEST_TABLE = 20_000


def most_likely_heterogeneity(y: Floats, known: Bools, mu: Floats, guess: Floats) -> Floats:
    """Heterogeneity ``[s]`` (variance = mean + heterogeneity x mean ** 2) that makes counts ``[s, T]`` most likely.

    Newton steps on the logarithm of the size, 1 / heterogeneity. ``guess`` 0 begins at the moment estimate. 0 where the
    counts vary less than Poisson. Costs O(steps x s x (T + largest count)).
    """
    log = np.log(1 / np.clip(np.where(guess > 0, guess, _moments(y, known, mu)), 1e-6, 1e3))
    exceeding = _exceeding(y, known)
    for _ in range(_STEPS):
        gradient, curve = _derivatives(y, known, mu, exceeding, np.exp(log))
        # Far from the top the likelihood of the log size is not concave: climb there by steps of one instead.
        step = np.where(curve < 0, -gradient / np.where(curve < 0, curve, -1), np.sign(gradient))
        log = np.clip(log + np.clip(step, -1, 1), _SMALLEST_LOG_SIZE, _LARGEST_LOG_SIZE)
        if (abs(step) < 1e-10).all():
            break
    return np.where(log < _LARGEST_LOG_SIZE - 0.1, np.exp(-log), 0.0)


def _moments(y: Floats, known: Bools, mu: Floats) -> Floats:
    over = np.where(known, (y - mu) ** 2 - mu, 0).sum(axis=1)
    found: Floats = over / np.where(known, mu**2, 0).sum(axis=1)
    return found


def _exceeding(y: Floats, known: Bools) -> Floats:
    """Weeks with more than 0, 1, 2, ... reports ``[s, longest]``: they replace the slow digamma function."""
    longest = int(min(y.max(initial=0), _LONGEST_TABLE))
    table = np.zeros((len(y), longest + 1))
    series, weeks = np.nonzero(known)
    np.add.at(table, (series, np.minimum(y[series, weeks], longest).astype(np.int64)), 1)
    more: Floats = table[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
    return more


def _derivatives(y: Floats, known: Bools, mu: Floats, exceeding: Floats, size: Floats) -> tuple[Floats, Floats]:
    """First and second derivative of the log likelihood by the log of the size."""
    r = size[:, None]
    harmonic = 1 / (r + np.arange(exceeding.shape[1]))
    first = np.where(known, -np.log1p(mu / r) + (mu - y) / (r + mu), 0).sum(axis=1)
    second = np.where(known, 1 / r - 2 / (r + mu) + (y + r) / (r + mu) ** 2, 0).sum(axis=1)
    first += (exceeding * harmonic).sum(axis=1)
    second -= (exceeding * harmonic**2).sum(axis=1)
    series, weeks = np.nonzero(y > exceeding.shape[1])
    if len(series):
        beyond, begun = y[series, weeks] + size[series], exceeding.shape[1] + size[series]
        np.add.at(first, series, digamma(beyond) - digamma(begun))
        np.add.at(second, series, polygamma(1, beyond) - polygamma(1, begun))
    gradient = size * first
    return gradient, gradient + size**2 * second
