"""The same model fitted as R's ``glm`` does, stopping where it stops: for comparisons with R alone.

Iteratively reweighted least squares from mean = count + 0.1 until the deviance changes by less than 1e-8 of itself.
As in R the standard errors, leverages and Pearson residuals weigh weeks by the means of the last step but one.
McCullagh and Nelder, Generalized Linear Models, 1989, section 2.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .fit import Fit, degrees_of_freedom
from .inputs import Bools, Floats, Ints
from .products import product
from .windows import Window

_STEPS = 25
_CHANGE = 1e-8
_CROWDED = 0.7
_HIGHEST_LINK = 700.0
_LEAST_MEAN = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One weighted least squares solution and the means it was solved with; cells are the last axis of every array."""

    slope: Floats
    log_level: Floats
    centre: Floats
    mass: Floats
    information: Floats
    working: Floats

    @classmethod
    def blank(cls, window: Window) -> _Step:
        log_level, centre, mass = np.zeros((3, window.layout.blocks, window.cells))
        slope, information = np.zeros((2, window.cells))
        return cls(slope, log_level, centre, mass, information, np.zeros(window.counts.shape))

    def write(self, into: _Step, here: Ints, there: Ints) -> None:
        """Copies the cells ``here`` to the cells ``there`` of another."""
        for name in ("slope", "log_level", "centre", "mass", "information", "working"):
            getattr(into, name)[..., there] = getattr(self, name)[..., here]


def fit_glm(window: Window, *, trend: bool) -> Fit:
    """Levels of the seasons and, with ``trend``, a slope. Cost in the order of n * C for each of 4 to 25 steps."""
    with np.errstate(over="ignore", invalid="ignore"):
        found, converged = _iterate(window, trend)
    return _fit(window, found, converged, trend)


def _iterate(window: Window, trend: bool) -> tuple[_Step, Bools]:
    """The last step of every cell, and did it end by itself. What overflows has not converged."""
    found, converged = _Step.blank(window), np.zeros(window.cells, dtype=np.bool_)
    cells, going = np.arange(window.cells), np.ones(window.cells, dtype=np.bool_)
    means = window.counts + 0.1
    link, log_counts = np.log(means), np.log(np.maximum(window.counts, 1.0))
    deviance = _deviance(window, link, means, log_counts)
    for number in range(_STEPS):
        step = _solve(window, link, means, trend)
        link = _predictor(window, step)
        means = np.maximum(np.exp(link), _LEAST_MEAN)
        before, deviance = deviance, _deviance(window, link, means, log_counts)
        steady = ~(np.abs(deviance - before) / (np.abs(deviance) + 0.1) >= _CHANGE)
        ended = np.flatnonzero(going & (steady if number < _STEPS - 1 else True))
        step.write(found, ended, cells[ended])
        converged[cells[ended]] = steady[ended] & np.isfinite(deviance[ended])
        going[ended] = False
        keep = np.flatnonzero(going)
        if not keep.size:
            break
        if keep.size < _CROWDED * len(cells):
            window, cells, going = window.take(keep), cells[keep], going[keep]
            link, means, log_counts, deviance = link[:, keep], means[:, keep], log_counts[:, keep], deviance[keep]
    return found, converged


def _solve(window: Window, link: Floats, means: Floats, trend: bool) -> _Step:
    """Weighted least squares of link + (count - mean) / mean on the seasons and time; weights are the means."""
    response = link * means if window.exposure is None else (link - np.log(window.exposure)) * means
    response += window.counts
    response -= means
    working = means
    if window.weight is not None:
        working = means * window.weight
        response *= window.weight
    sums, first, second = product(window.layout.moments, working).reshape(3, window.layout.blocks, -1)
    answer = product(window.layout.totals, response)
    inverse = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    centre, middle = first * inverse, answer[:-1] * inverse
    information = (second - first * centre).sum(axis=0)
    slope = np.zeros(window.cells)
    if trend:
        np.divide(answer[-1] - (first * middle).sum(axis=0), information, out=slope, where=information > 0)
    return _Step(slope, middle - slope * centre, centre, sums, information, means)


def _predictor(window: Window, step: _Step) -> Floats:
    link: Floats = window.layout.time[:, None] * step.slope
    link += step.log_level[window.layout.block]
    if window.exposure is not None:
        link += np.log(window.exposure)
    return link


def _deviance(window: Window, link: Floats, means: Floats, log_counts: Floats) -> Floats:
    terms = log_counts - np.maximum(link, np.log(_LEAST_MEAN))
    terms *= window.counts
    terms -= window.counts
    terms += means
    if window.weight is not None:
        terms *= window.weight
    total: Floats = 2 * terms.sum(axis=0)
    return total


def _fit(window: Window, found: _Step, converged: Bools, trend: bool) -> Fit:
    growth = window.exposure
    information = np.full(window.cells, np.inf)
    known = converged & (found.mass[-1] > 0)
    if trend:
        information = found.information
        known &= information > 0
        growth = np.exp(np.minimum(window.layout.time[:, None] * found.slope, _HIGHEST_LINK))
        if window.exposure is not None:
            growth *= window.exposure
    level = np.where(found.mass > 0, np.exp(np.minimum(found.log_level, _HIGHEST_LINK)), 0.0)
    return Fit(
        slope=found.slope,
        level=level,
        centre=found.centre,
        mass=found.mass,
        information=information,
        growth=growth,
        converged=known,
        freedom=degrees_of_freedom(window, slopes=int(trend)),
        working=found.working,
    )
