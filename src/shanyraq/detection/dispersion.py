"""How much more the past varies than Poisson counts would, and which past weeks are surges."""

from __future__ import annotations

import numpy as np

from .fit import Fit
from .inputs import Bools, Floats
from .windows import Window

_TINY = 1e-300
_ALONE = 1e-10
_SMALLEST_SQUARE = 1e-6


def pearson(window: Window, fit: Fit, means: Floats) -> Floats:
    """Pearson's chi-square over the degrees of freedom, ``[C]``, not floored; 0 where there are none."""
    terms = window.counts / np.maximum(means, _TINY)
    terms *= window.counts
    if window.weight is not None:
        terms *= window.weight
    # The weighted means of every season add up to its weighted counts.
    excess = terms.sum(axis=0) - fit.mass.sum(axis=0)
    return _per_freedom(excess, fit)


def relative(window: Window, fit: Fit, means: Floats) -> Floats:
    """What R surveillance 1.20.3 takes for the dispersion in standard errors after reweighting, ``[C]``.

    The sum of weight * ((count - mean) / mean)^2 over the degrees of freedom.
    """
    terms = window.counts / np.maximum(means, _TINY)
    terms -= 1
    terms *= terms
    if window.weight is not None:
        terms *= window.weight
    return _per_freedom(terms.sum(axis=0), fit)


def anscombe(window: Window, fit: Fit, means: Floats, dispersion: Floats) -> Floats:
    """Standardised Anscombe residuals ``[n, C]``; 0 for a week that decides its own expectation or does not count."""
    root = np.sqrt(means)
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = 1.5 * (np.cbrt(window.counts) ** 2 / np.cbrt(root) - root)
        free = 1 - fit.leverage(window, means)
        residual /= np.sqrt(dispersion * free)
    useless = ~(free > _ALONE) | ~(means > 0)
    if window.weight is not None:
        useless |= window.weight == 0
    residual[useless] = 0.0
    return residual


def surges(window: Window, fit: Fit, means: Floats, dispersion: Floats, threshold: float) -> tuple[Bools, Floats]:
    """Cells that have past surges, and the weights of their baselines: surges count as residual^-2.

    Weights are scaled so that they add up to the number of weeks that count.
    """
    residual = anscombe(window, fit, means, dispersion)
    high = residual > threshold
    cells: Bools = np.asarray(high.any(axis=0))
    residual, high = residual[:, cells], high[:, cells]
    weight = np.ones(residual.shape) if window.weight is None else (window.weight[:, cells] > 0).astype(np.float64)
    weeks = weight.sum(axis=0)
    weight[high] = 1 / np.maximum(residual[high] ** 2, _SMALLEST_SQUARE)
    return cells, weight * (weeks / weight.sum(axis=0))


def _per_freedom(total: Floats, fit: Fit) -> Floats:
    return np.divide(np.maximum(total, 0.0), fit.freedom, out=np.zeros(total.shape), where=fit.freedom > 0)
