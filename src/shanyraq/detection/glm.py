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
_HIGHEST_LINK = 700.0
_LEAST_MEAN = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One weighted least squares solution and what it was solved with; cells are the last axis of every array."""

    slope: Floats
    log_level: Floats
    centre: Floats
    mass: Floats
    information: Floats
    working: Floats


def fit_glm(window: Window, *, trend: bool) -> Fit:
    """Levels of the seasons and, with ``trend``, a slope. Cost in the order of n * C for each of 4 to 25 steps."""
    cells = np.arange(window.cells)
    found = _blank(window)
    converged = np.zeros(window.cells, dtype=np.bool_)
    now, means = window, window.counts + 0.1
    link, deviance = np.log(means), _deviance(window, means)
    for _ in range(_STEPS):
        step = _solve(now, link, means, trend)
        link = _predictor(now, step)
        means = np.maximum(np.exp(np.minimum(link, _HIGHEST_LINK)), _LEAST_MEAN)
        before, deviance = deviance, _deviance(now, means)
        _write(found, cells, step)
        still = np.abs(deviance - before) / (np.abs(deviance) + 0.1) >= _CHANGE
        converged[cells] = ~still & np.isfinite(deviance)
        keep = np.flatnonzero(still)
        if not keep.size:
            break
        if keep.size < len(cells):
            cells, now = cells[keep], now.take(keep)
            link, means, deviance = link[:, keep], means[:, keep], deviance[keep]
    return _fit(window, found, converged, trend)


def _solve(window: Window, link: Floats, means: Floats, trend: bool) -> _Step:
    working = means if window.weight is None else means * window.weight
    response = link + (window.counts - means) / means
    if window.exposure is not None:
        response -= np.log(window.exposure)
    sums, first, second = _moments(window, working)
    answer, drawn, _ = _moments(window, working * response)
    inverse = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    centre, middle = first * inverse, answer * inverse
    information = (second - first * centre).sum(axis=0)
    slope = np.zeros(window.cells)
    if trend:
        np.divide((drawn - first * middle).sum(axis=0), information, out=slope, where=information > 0)
    return _Step(slope, middle - slope * centre, centre, sums, information, means)


def _moments(window: Window, values: Floats) -> Floats:
    return product(window.layout.moments, values).reshape(3, window.layout.blocks, -1)


def _predictor(window: Window, step: _Step) -> Floats:
    link: Floats = step.log_level[window.layout.block]
    link += window.layout.time[:, None] * step.slope
    if window.exposure is not None:
        link += np.log(window.exposure)
    return link


def _deviance(window: Window, means: Floats) -> Floats:
    terms = means - window.counts
    week, cell = np.nonzero(window.counts)
    count = window.counts[week, cell]
    terms[week, cell] += count * np.log(count / means[week, cell])
    if window.weight is not None:
        terms *= window.weight
    total: Floats = 2 * terms.sum(axis=0)
    return total


def _blank(window: Window) -> _Step:
    blocks, cells = window.layout.blocks, window.cells
    levels = np.zeros((3, blocks, cells))
    return _Step(np.zeros(cells), levels[0], levels[1], levels[2], np.zeros(cells), np.zeros(window.counts.shape))


def _write(found: _Step, cells: Ints, step: _Step) -> None:
    for name in ("slope", "log_level", "centre", "mass", "information", "working"):
        getattr(found, name)[..., cells] = getattr(step, name)


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
