"""The quasi-Poisson fit: one level for every season, one slope for all of them.

For a given slope the levels have a closed form, so that only the slope is searched for, in a few Newton steps
on the profile likelihood. With level a of season g, slope b, time t, exposure o, weight w:

    mean = a_g o exp(b t),  a_g = sum_g(w y) / sum_g(w o exp(b t)),  0 = sum(w (y - mean) t)

The likelihood is concave in b; steps are kept between the slopes already known to be too low and too high.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .inputs import Bools, Floats, Ints
from .products import product
from .windows import Window

STEEPEST = 300.0
"""Slopes per unit of time beyond which a fit counts as not converging: e^300 over half of the baseline."""
_STEPS = 60
_CLOSE = 1e-5
_ROUNDING = 1e-13
_LONGEST_STEP = 4.0
_FLAT = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The fit of C cells. Weights are those of the window, as given.

    ``slope[C]`` per unit of ``Layout.time``; ``level[G, C]``: the mean at time 0 and exposure 1; ``centre[G, C]``:
    mean time of a season, weighted by the means; ``mass[G, C]``: the sum of weight times mean, which is the sum of
    weight times count; ``information[C]`` about the slope, infinite where none was fitted; ``growth[n, C]``: exposure
    times exp(slope * time), None where it is 1 everywhere; ``converged[C]``; ``freedom[C]``: weeks of weight above 0
    less parameters. ``working[n, C]``: the means behind ``mass``, ``centre`` and ``information`` where they are not
    those of the fit, as in ``glm``; else None.
    """

    slope: Floats
    level: Floats
    centre: Floats
    mass: Floats
    information: Floats
    growth: Floats | None
    converged: Bools
    freedom: Floats
    working: Floats | None = None

    def means(self, window: Window) -> Floats:
        """Expected counts of the baseline weeks, ``[n, C]``."""
        means = self.level[window.layout.block]
        return means if self.growth is None else np.multiply(means, self.growth, out=means)

    def expected(self, window: Window) -> Floats:
        """The expected count of the judged week, ``[C]``."""
        with np.errstate(over="ignore", invalid="ignore"):
            growth = np.exp(self.slope * window.layout.time_judged)
            if window.exposure_judged is not None:
                growth = growth * window.exposure_judged
            return np.where(self.level[-1] > 0, self.level[-1] * growth, 0.0)

    def variance(self, window: Window) -> Floats:
        """Variance of the judged week's linear predictor for a dispersion of 1; infinite where nothing is known."""
        with np.errstate(divide="ignore", invalid="ignore"):
            away = window.layout.time_judged - self.centre[-1]
            return np.where(self.mass[-1] > 0, 1 / self.mass[-1] + away**2 / self.information, np.inf)

    def leverage(self, window: Window, means: Floats, weeks: Ints, cells: Ints) -> Floats:
        """How much a baseline week pulls its own expectation, 0 to 1; for pairs of week and cell."""
        block = window.layout.block[weeks]
        away = window.layout.time[weeks] - self.centre[block, cells]
        pull: Floats = means[weeks, cells] * (1 / self.mass[block, cells] + away * away / self.information[cells])
        return pull if window.weight is None else pull * window.weight[weeks, cells]


def fit_levels(window: Window) -> Fit:
    """One level for every season, no slope. Closed form; cost in the order of n * C."""
    layout = window.layout
    base = _base(window)
    mass, _ = _totals(window)
    shares = _sums(window, base if base is not None else np.ones((len(layout.block), 1)))
    sums, first, _ = np.broadcast_to(shares, (3, *mass.shape))
    return Fit(
        slope=np.zeros(window.cells),
        level=_divide(mass, sums),
        centre=_divide(first, sums),
        mass=mass,
        information=np.full(window.cells, np.inf),
        growth=window.exposure,
        converged=sums[-1] > 0,
        freedom=degrees_of_freedom(window, slopes=0),
    )


def fit_trend(window: Window, start: Floats | None = None) -> Fit:
    """Levels and slope. Newton with a bracket, 3 to 5 steps as a rule; cost in the order of n * C for each.

    ``converged`` is False where the slope runs away or the counts say nothing about it.
    """
    layout = window.layout
    mass, drawn = _totals(window)
    base = _base(window)
    slope, arrived = _search(window, base, mass, drawn, np.zeros(window.cells) if start is None else start)
    growth = _growth(window.layout.time, slope, window.exposure)
    weighted = growth if window.weight is None else growth * window.weight
    sums, first, second = _sums(window, weighted)
    score, information, level, centre = _profile(mass, drawn, sums, first, second)
    # The last, tiny step: exact in its first order, at which it is far below rounding in the second.
    step = np.divide(score, information, out=np.zeros_like(slope), where=arrived & (information > 0))
    slope = slope + step
    sums, first = sums + step * first, first + step * second
    level, centre = _divide(mass, sums), _divide(first, sums)
    if np.abs(step).max(initial=0) > _ROUNDING:
        growth += growth * (layout.time[:, None] * step)
    return Fit(
        slope=slope,
        level=level,
        centre=centre,
        mass=mass,
        information=information,
        growth=growth,
        converged=arrived & (information > _FLAT * mass.sum(axis=0)) & (sums[-1] > 0),
        freedom=degrees_of_freedom(window, slopes=1),
    )


def _search(window: Window, base: Floats | None, mass: Floats, drawn: Floats, start: Floats) -> tuple[Floats, Bools]:
    """The slope of every cell, and was it found. Cells that have arrived leave: a stubborn one costs itself alone."""
    slope, arrived = start.copy(), np.zeros(window.cells, dtype=np.bool_)
    cells = np.arange(window.cells)
    low, high = np.full(len(cells), -STEEPEST), np.full(len(cells), STEEPEST)
    for _ in range(_STEPS):
        here = slope[cells]
        sums, first, second = _sums(window, _growth(window.layout.time, here, base))
        score, information, _, _ = _profile(mass, drawn, sums, first, second)
        low, high = np.where(score > 0, here, low), np.where(score < 0, here, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where(information > 0, score / information, 0.0)
        longest = _LONGEST_STEP + np.abs(here)
        np.clip(step, -longest, longest, out=step)
        moving = np.abs(step) > _CLOSE
        there = here + step
        outside = moving & ((there <= low) | (there >= high))
        there[outside] = (low[outside] + high[outside]) / 2
        slope[cells] = there
        arrived[cells] = ~moving
        if not moving.any():
            break
        if 2 * moving.sum() < len(cells):
            keep = np.flatnonzero(moving)
            cells, window = cells[keep], window.take(keep)
            base = None if base is None else base[:, keep]
            mass, drawn, low, high = mass[:, keep], drawn[keep], low[keep], high[keep]
    return slope, arrived


def _growth(time: Floats, slope: Floats, base: Floats | None) -> Floats:
    growth = time[:, None] * slope
    np.exp(growth, out=growth)
    if base is not None:
        growth *= base
    return growth


def _sums(window: Window, growth: Floats) -> Floats:
    """Sums over each season, times 1, time and time squared, ``[3, G, C]``."""
    return product(window.layout.moments, growth).reshape(3, window.layout.blocks, -1)


def _profile(
    mass: Floats, drawn: Floats, sums: Floats, first: Floats, second: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Score and information of the slope, level and mean time of each season."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = 1 / sums
    empty = ~(sums > 0)
    if empty.any():
        inverse[empty] = 0.0
    centre = first * inverse
    level = mass * inverse
    spread = second * inverse - centre * centre
    score = drawn - np.einsum("gc,gc->c", mass, centre)
    return score, np.einsum("gc,gc->c", mass, spread), level, centre


def _divide(sums: Floats, by: Floats) -> Floats:
    """0 where a season has no weeks."""
    return np.divide(sums, by, out=np.zeros(by.shape), where=by > 0)


def _totals(window: Window) -> tuple[Floats, Floats]:
    """Weighted counts of every season, ``[G, C]``, and the sum of weighted counts times time, ``[C]``."""
    counts = window.counts if window.weight is None else window.counts * window.weight
    totals = product(window.layout.totals, counts)
    return totals[:-1], totals[-1]


def _base(window: Window) -> Floats | None:
    if window.weight is None:
        return window.exposure
    return window.weight if window.exposure is None else window.weight * window.exposure


def degrees_of_freedom(window: Window, slopes: int) -> Floats:
    """Weeks that count, less one for every season that has any and one for the slope."""
    layout = window.layout
    if window.weight is None:
        return np.full(window.cells, float(len(layout.block) - np.count_nonzero(layout.member.sum(axis=1)) - slopes))
    counted = product(layout.member, (window.weight > 0).astype(np.float64))
    return np.asarray(counted.sum(axis=0) - (counted > 0).sum(axis=0) - slopes, dtype=np.float64)
