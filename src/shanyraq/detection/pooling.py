"""What series of one call lend each other: a hidden quantity has a few possible values, and the call says how often.

A grid of values stands for a quantity (dispersion, height of the season, strength of the trend). Each series says how
likely its data are under each value; all series of the week together say how common each value is (Kiefer and Wolfowitz
1956, doi 10.1214/aoms/1177728066), starting from a prior worth a few series. So a crowd of equal series is recognised,
two kinds in one call are not forced together, and a series by itself falls back on the prior.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from .inputs import Floats

_ROUNDS = 15


def posterior(log_likelihood: Floats, prior: Floats, worth: float) -> Floats:
    """Chances of each value for each series, ``[K, W, S]`` like ``log_likelihood``; weeks lend each other nothing.

    ``prior[K]`` sums to 1 and counts like ``worth`` series. Order O(K x W x S).
    """
    likelihood = np.exp(log_likelihood - log_likelihood.max(axis=0))
    share = np.broadcast_to(prior[:, None], likelihood.shape[:2])
    for _ in range(_ROUNDS if likelihood.shape[2] > 1 else 1):
        # Multiplying the inverse evidence out keeps the array of posteriors from being built in every round.
        evidence = np.einsum("kws,kw->ws", likelihood, share)
        counted = share * np.einsum("kws,ws->kw", likelihood, 1 / evidence) + worth * prior[:, None]
        share = counted / counted.sum(axis=0)
    chance: Floats = likelihood * share[:, :, None]
    chance /= chance.sum(axis=0)
    return chance


def gamma_log_likelihood(observed: Floats, mean: Floats, variance: Floats) -> Floats:
    """Of a positive statistic that has this mean and variance; for sums of skewed contributions."""
    shape = mean * mean / variance
    relative = shape * (np.log(shape / mean) - observed / mean)
    return np.asarray((shape - 1) * np.log(observed) + relative - gammaln(shape))


def few_reports(dispersions: Floats, total: Floats) -> Floats:
    """What is left of a dispersion found as squares over reports when there are few of these, ``[K, ...]``.

    Clumps swell numerator and denominator together: to first order the ratio loses (dispersion - 1) / reports.
    """
    extra = dispersions.reshape(-1, *[1] * total.ndim) - 1
    return np.asarray((total + 1) / (total + 1 + extra))


def normal_log_likelihood(observed: Floats, variance: Floats) -> Floats:
    """Of a statistic around 0 with this variance."""
    return np.asarray(-0.5 * (np.log(variance) + observed * observed / variance))
