"""The shape of the year inside the seasons: ten levels are too coarse where the season is steep.

From all years together each week of the year gets a smoothed level. What it adds to the level of its season is kept as
far as it stands out from noise, and serves the fits that follow like an exposure.
"""

from __future__ import annotations

import numpy as np

from .inputs import Floats, Ints
from .reference_weeks import WEEKS_IN_YEAR
from .seasons import Layout

_KERNEL = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9
_NOISE = 0.15
"""Variance of a smoothed week round the level of its season, for counts of variance 1 a week."""
_HIGHEST = 3.0
FREEDOM = 7.0
"""Parameters that a fully believed profile adds to the seasons."""


def has_profile(layout: Layout) -> bool:
    """Only a baseline that holds the weeks of whole years without a gap shows the shape of the year."""
    return layout.blocks > 1 and len(layout.rows) >= WEEKS_IN_YEAR and bool((np.diff(layout.rows) == 1).all())


def weeks_of_the_year(layout: Layout) -> Ints:
    """How many weeks of the year each baseline week lies before the judged one, 0 to 51."""
    return np.asarray(-layout.rows % WEEKS_IN_YEAR)


def year_profile(
    layout: Layout, counts: Floats, weight: Floats | None, level: Floats, growth: Floats, dispersion: Floats
) -> tuple[Floats, Floats]:
    """Factor of each week of the year ``[52, C]``, weeks before the judged one, and the share that is believed ``[C]``.

    ``level[blocks, C]`` and ``growth[n, C]``: the fit by seasons, whose means are their product. Counts far above them
    are cut, so that a surge makes no season.
    """
    means = growth * level[layout.block]
    cut = np.minimum(counts, means + _HIGHEST * np.sqrt(dispersion * means) + 1)
    if weight is not None:
        cut, growth = cut * weight, growth * weight
    seen, grown = _by_week(layout, cut), _by_week(layout, growth)
    awaited = grown * level[_block_of_week(layout)]
    smooth = _round_the_year(seen) / np.maximum(_round_the_year(grown), 1e-9)
    factor = smooth / np.maximum(_season_mean(layout, smooth, grown), 1e-9)
    log_factor = np.log(np.clip(factor, 0.05, 20.0))
    signal = (awaited * log_factor**2).sum(axis=0)
    believed = np.maximum(1 - WEEKS_IN_YEAR * _NOISE * dispersion / np.maximum(signal, 1e-9), 0.0)
    return np.exp(believed * log_factor), believed


def _by_week(layout: Layout, values: Floats) -> Floats:
    """Sums over the years."""
    table = np.zeros((WEEKS_IN_YEAR, values.shape[1]))
    for start in range(0, len(values), WEEKS_IN_YEAR):
        part = values[start : start + WEEKS_IN_YEAR]
        table[weeks_of_the_year(layout)[start : start + len(part)]] += part
    return table


def _round_the_year(table: Floats) -> Floats:
    reach = len(_KERNEL) // 2
    return np.asarray(sum(share * np.roll(table, step, axis=0) for step, share in enumerate(_KERNEL, -reach)))


def _block_of_week(layout: Layout) -> Ints:
    block = np.zeros(WEEKS_IN_YEAR, dtype=np.int64)
    block[weeks_of_the_year(layout)] = layout.block
    return block


def _season_mean(layout: Layout, table: Floats, weight: Floats) -> Floats:
    """The weighted mean of a table over the weeks of the same season."""
    block = _block_of_week(layout)
    member = (np.arange(layout.blocks)[:, None] == block).astype(np.float64)
    return np.asarray(((member @ (table * weight)) / np.maximum(member @ weight, 1e-9))[block])
