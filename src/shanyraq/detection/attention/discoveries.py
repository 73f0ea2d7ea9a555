"""Beyond chance, however many series are looked at: e-values of families, then of their series (e-BH).

Wang and Ramdas 2022, JRSS B 84:822 (doi 10.1111/rssb.12489): with e-values the expected share of false discoveries
stays below the level under any dependence, so neighbours may well move together. Families first, series of the
families found next, at a level lowered by the share of families found (Benjamini and Bogomolov 2014,
doi 10.1111/rssb.12028).
"""

from __future__ import annotations

import numpy as np

from ..inputs import Floats, Ints

LEVELS = (0.05, 0.1, 0.2, 0.5)


def e_bh(e_values: Floats, level: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The discoveries among ``e_values`` [n] at a level of false discoveries. O(n log n)."""
    n = len(e_values)
    ranked = np.sort(e_values)[::-1]
    enough = np.flatnonzero(ranked * np.arange(1, n + 1) * level >= n)
    return e_values >= (ranked[enough[-1]] if enough.size else np.inf)


def discovery_levels(e_values: Floats, family: Ints) -> Floats:
    """For each series the smallest of ``LEVELS`` at which it is a discovery, nan if at none. O(series log series)."""
    found = np.full(len(e_values), np.nan)
    for level in sorted(LEVELS, reverse=True):
        found[_found(e_values, family, level)] = level
    return found


def _found(e_values: Floats, family: Ints, level: float) -> Ints:
    families = e_bh(np.bincount(family, e_values) / np.bincount(family), level)
    within = level * families.mean()
    groups = [np.flatnonzero(family == number) for number in np.flatnonzero(families)]
    chosen = [group[e_bh(e_values[group], within)] for group in groups]
    return np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)
