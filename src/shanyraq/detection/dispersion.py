"""How much more the past varies than Poisson counts would, and which past weeks are surges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .fit import Fit
from .inputs import Bools, Floats, Ints
from .slope import Lighter
from .windows import Window

_ALONE = 1e-10
_SMALLEST_SQUARE = 1e-6


def pearson(window: Window, fit: Fit, means: Floats) -> Floats:
    """Pearson's chi-square over the degrees of freedom, ``[C]``, not floored; 0 where there are none."""
    if fit.working is not None:
        return _per_freedom(_squares(window, means, fit.working), fit)
    ratio = window.counts / means
    if window.weight is not None:
        ratio *= window.weight
    # The weighted means of every season add up to its weighted counts.
    excess = np.einsum("nc,nc->c", ratio, window.counts) - fit.mass.sum(axis=0)
    return _per_freedom(excess, fit)


def relative(window: Window, fit: Fit, means: Floats) -> Floats:
    """What R surveillance 1.20.3 takes for the dispersion in standard errors after reweighting, ``[C]``.

    The sum of weight * ((count - mean) / mean)^2 over the degrees of freedom.
    """
    return _per_freedom(_squares(window, means), fit)


@dataclass(frozen=True, slots=True, eq=False)
class Surges:
    """Past weeks that stand out: pairs of baseline week and cell, and their standardised Anscombe residuals."""

    week: Ints
    cell: Ints
    residual: Floats


def surges(window: Window, fit: Fit, means: Floats, dispersion: Floats, threshold: float) -> Surges:
    """Weeks whose standardised Anscombe residual is above the threshold; never one that decides its own expectation."""
    week, cell = np.nonzero(_perhaps(window, fit, means, dispersion, threshold))
    count, mean = window.counts[week, cell], means[week, cell]
    free = 1 - fit.leverage(window, means if fit.working is None else fit.working, week, cell)
    root = np.sqrt(mean)
    residual = 1.5 * (np.cbrt(count) ** 2 / np.cbrt(root) - root) / np.sqrt(dispersion[cell] * free)
    high = (residual > threshold) & (free > _ALONE)
    return Surges(week[high], cell[high], residual[high])


def weighed_down(window: Window, found: Surges) -> tuple[Ints, Window, Lighter | None]:
    """The cells that have surges, and their baselines with surges weighing residual^-2 and other weeks alike.

    Weights are scaled so that they add up to the number of weeks that count. The third answer says the same in pairs;
    None where weeks were missing before.
    """
    cells, place = np.unique(found.cell, return_inverse=True)
    window = window.take(cells)
    shape = window.counts.shape
    weight = np.ones(shape) if window.weight is None else (window.weight > 0).astype(np.float64)
    weeks = np.full(shape[1], float(shape[0])) if window.weight is None else weight.sum(axis=0)
    light = 1 / np.maximum(found.residual**2, _SMALLEST_SQUARE)
    weight[found.week, place] = light
    factor = weeks / (weeks + np.bincount(place, light - 1, minlength=len(cells)))
    weight *= factor
    lighter = None if window.weight is not None else Lighter(found.week, place, 1 - light, factor)
    return cells, window.weighted(weight), lighter


def _perhaps(window: Window, fit: Fit, means: Floats, dispersion: Floats, threshold: float) -> Bools:
    """Weeks that may be surges: a cheap bound, as y^(2/3) is concave and no leverage exceeds ``most``."""
    reach = (1 + np.abs(fit.centre).max(axis=0)) ** 2 / fit.information
    pull = np.where(fit.mass > 0, fit.level / fit.mass, 0.0).max(axis=0) + fit.level.max(axis=0) * reach
    most = pull if fit.growth is None else pull * fit.growth.max(axis=0)
    if window.weight is not None:
        most = most * window.weight.max(axis=0)
    root = np.sqrt(means)
    bound = root + threshold * np.sqrt(dispersion * np.clip(1 - most, 0.0, 1.0)) * (1 - 1e-9)
    bound *= root
    return np.asarray((window.counts > bound) & np.isfinite(dispersion))


def _squares(window: Window, means: Floats, working: Floats | None = None) -> Floats:
    terms = window.counts / means
    terms -= 1
    terms *= terms
    for factor in (working, window.weight):
        if factor is not None:
            terms *= factor
    total: Floats = terms.sum(axis=0)
    return total


def _per_freedom(total: Floats, fit: Fit) -> Floats:
    return np.divide(np.maximum(total, 0.0), fit.freedom, out=np.zeros(total.shape), where=fit.freedom > 0)
