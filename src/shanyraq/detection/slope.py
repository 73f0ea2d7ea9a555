"""The slope that the seasons share, found on the profile likelihood: the levels follow from it in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .inputs import Bools, Floats, Ints
from .products import product
from .seasons import Layout
from .windows import Window

STEEPEST = 300.0
"""Slopes per unit of time beyond which a fit counts as not converging: e^300 over half of the baseline."""
_STEPS = 60
_CLOSE = 1e-5
_LONGEST_STEP = 4.0
_GENTLE = 2.0
_GENTLE_STEPS = 8
_ARRIVED = 1e-7
_NEGLIGIBLE = 1e-18


@dataclass(frozen=True, slots=True, eq=False)
class Lighter:
    """Pairs of baseline week and cell that weigh ``1 - loss`` while the others weigh 1; all times ``factor[C]``."""

    week: Ints
    cell: Ints
    loss: Floats
    factor: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What the counts say: ``mass[G, C]``: weighted counts of each season; ``time[C]``: weighted sum of their times."""

    mass: Floats
    time: Floats

    def take(self, cells: Ints) -> Drawn:
        return Drawn(self.mass[:, cells], self.time[cells])


def score(drawn: Drawn, sums: Floats) -> tuple[Floats, Floats]:
    """Derivative of the profile log-likelihood, and the information: minus its second derivative, ``[C]`` each.

    ``sums[3, G, C]``: of the weeks' growth in each season, times 1, time and time squared.
    """
    with np.errstate(divide="ignore"):
        inverse = 1 / sums[0]
    if np.isinf(inverse).any():
        inverse[np.isinf(inverse)] = 0.0
    centre = sums[1] * inverse
    inverse *= sums[2]
    inverse -= centre * centre
    return drawn.time - np.einsum("gc,gc->c", drawn.mass, centre), np.einsum("gc,gc->c", drawn.mass, inverse)


def gentle_slope(
    layout: Layout, drawn: Drawn, start: Floats | None, lighter: Lighter | None
) -> tuple[Floats, Floats, Bools]:
    """Slope, sums of growth at it ``[3, G, C]``, and was it found; for baselines without gaps and exposure.

    There the sums are power series of the slope whose coefficients are those of the layout, the same for all cells:
    no week is looked at. Cells whose slope is steep, or that take more than a few steps, are left to ``any_slope``.
    """
    slope = np.zeros(len(drawn.time)) if start is None else np.clip(start, -_GENTLE, _GENTLE)
    for _ in range(_GENTLE_STEPS):
        sums = _power_sums(layout, slope)
        if lighter is not None:
            sums -= _lost(layout, slope, lighter)
            sums *= lighter.factor
        away, information = score(drawn, sums)
        step = np.divide(away, information, out=np.zeros_like(slope), where=information > 0)
        found = np.abs(step) < _ARRIVED
        if found.all():
            break
        np.clip(slope + step, -_GENTLE, _GENTLE, out=slope)
    return slope, sums, found


def any_slope(window: Window, base: Floats | None, drawn: Drawn, start: Floats) -> tuple[Floats, Bools]:
    """The slope of every cell, and was it found: Newton's steps, kept between slopes known to be too low and too high.

    ``base``: weight times exposure, None for ones. Cells that have arrived leave: a stubborn one costs itself alone.
    """
    slope, arrived = start.copy(), np.zeros(window.cells, dtype=np.bool_)
    cells = np.arange(window.cells)
    low, high = np.full(len(cells), -STEEPEST), np.full(len(cells), STEEPEST)
    for _ in range(_STEPS):
        here = slope[cells]
        away, information = score(drawn, growth_sums(window.layout, growth_of(window.layout, here, base)))
        low, high = np.where(away > 0, here, low), np.where(away < 0, here, high)
        step = np.divide(away, information, out=np.zeros_like(here), where=information > 0)
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
            cells, window, drawn = cells[keep], window.take(keep), drawn.take(keep)
            base = None if base is None else base[:, keep]
            low, high = low[keep], high[keep]
    return slope, arrived


def growth_of(layout: Layout, slope: Floats, base: Floats | None) -> Floats:
    """``base * exp(slope * time)``, ``[n, C]``."""
    growth = layout.time[:, None] * slope
    np.exp(growth, out=growth)
    if base is not None:
        growth *= base
    return growth


def growth_sums(layout: Layout, growth: Floats) -> Floats:
    """Sums over each season, times 1, time and time squared, ``[3, G, C]``."""
    return product(layout.moments, growth).reshape(3, layout.blocks, -1)


def _power_sums(layout: Layout, slope: Floats) -> Floats:
    """The same for ``exp(slope * time)`` from the power series of exp."""
    reach, size, terms = float(np.abs(slope).max(initial=0)), 1.0, 1
    while size > _NEGLIGIBLE:
        size *= reach / terms
        terms += 1
    factors = np.empty((terms, len(slope)))
    factors[0] = 1
    for power in range(1, terms):
        np.multiply(factors[power - 1], slope / power, out=factors[power])
    return product(layout.powers[:, :terms], factors).reshape(3, layout.blocks, -1)


def _lost(layout: Layout, slope: Floats, lighter: Lighter) -> Floats:
    time, cells = layout.time[lighter.week], len(slope)
    lost = lighter.loss * np.exp(slope[lighter.cell] * time)
    place = layout.block[lighter.week] * cells + lighter.cell
    size = layout.blocks * cells
    sums = [np.bincount(place, weights, size) for weights in (lost, lost * time, lost * time**2)]
    return np.stack(sums).reshape(3, layout.blocks, cells).astype(np.float64, copy=False)
