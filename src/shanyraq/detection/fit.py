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
from .slope import Drawn, Lighter, any_slope, gentle_slope, growth_of, growth_sums, score
from .windows import Window

_FLAT = 1e-10
_TINY = 1e-150


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
        means = np.maximum(self.level, _TINY)[window.layout.block]
        if self.growth is not None:
            means *= self.growth
        return means

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
    drawn = _drawn(window)
    shares = growth_sums(layout, base if base is not None else np.ones((len(layout.block), 1)))
    sums, first, _ = np.broadcast_to(shares, (3, *drawn.mass.shape))
    return Fit(
        slope=np.zeros(window.cells),
        level=_divide(drawn.mass, sums),
        centre=_divide(first, sums),
        mass=drawn.mass,
        information=np.full(window.cells, np.inf),
        growth=window.exposure,
        converged=sums[-1] > 0,
        freedom=degrees_of_freedom(window, slopes=0),
    )


def fit_trend(window: Window, start: Floats | None = None, lighter: Lighter | None = None) -> Fit:
    """Levels and slope; cost in the order of n * C, for windows with gaps or exposure 4 to 5 times that.

    ``lighter``: what makes up the weights of the window, if it had none before; it is faster to know.
    ``converged`` is False where the slope runs away or the counts say nothing about it.
    """
    drawn = _drawn(window)
    slope, sums, arrived = _solve(window, drawn, start, lighter)
    away, information = score(drawn, sums)
    # The last, tiny step: exact in its first order, at which it is far below rounding in the second.
    step = np.divide(away, information, out=np.zeros_like(slope), where=arrived & (information > 0))
    slope = slope + step
    weeks, first = sums[0] + step * sums[1], sums[1] + step * sums[2]
    return Fit(
        slope=slope,
        level=_divide(drawn.mass, weeks),
        centre=_divide(first, weeks),
        mass=drawn.mass,
        information=information,
        growth=growth_of(window.layout, slope, window.exposure),
        converged=arrived & (information > _FLAT * drawn.mass.sum(axis=0)) & (weeks[-1] > 0),
        freedom=degrees_of_freedom(window, slopes=1),
    )


def _solve(window: Window, drawn: Drawn, start: Floats | None, lighter: Lighter | None) -> tuple[Floats, Floats, Bools]:
    """Slope, sums of growth at it, and was it found: the cheap way where it leads somewhere, else the sure one."""
    if window.exposure is not None or (window.weight is not None and lighter is None):
        return _solve_surely(window, drawn, np.zeros(window.cells) if start is None else start)
    slope, sums, arrived = gentle_slope(window.layout, drawn, start, lighter)
    if not arrived.all():
        rest = np.flatnonzero(~arrived)
        slope[rest], sums[..., rest], arrived[rest] = _solve_surely(window.take(rest), drawn.take(rest), slope[rest])
    return slope, sums, arrived


def _solve_surely(window: Window, drawn: Drawn, start: Floats) -> tuple[Floats, Floats, Bools]:
    base = _base(window)
    slope, arrived = any_slope(window, base, drawn, start)
    return slope, growth_sums(window.layout, growth_of(window.layout, slope, base)), arrived


def _divide(sums: Floats, by: Floats) -> Floats:
    """0 where a season has no weeks."""
    return np.divide(sums, by, out=np.zeros(by.shape), where=by > 0)


def _drawn(window: Window) -> Drawn:
    counts = window.counts if window.weight is None else window.counts * window.weight
    totals = product(window.layout.totals, counts)
    return Drawn(totals[:-1], totals[-1])


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
