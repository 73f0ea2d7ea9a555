"""An alarm weighs the week before too: a rise that begins in the middle of a week shows in two weeks together.

The judged week is tested alone and together with the week before. The level is split between the two tests so that
both together fire with probability ``alpha`` on noise.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from .inputs import Floats

ALONE, TOGETHER = 0.25, 0.75
"""Shares of the level: most reports of an outbreak fall in its first two weeks."""

_MARGIN = 0.88
"""Of the level: the normal approximation below is a little too bold for skewed counts, and no kind of series should
come near twice the level."""
_CORRELATION = np.sqrt(0.5)


def combined(alone: Floats, together: Floats) -> Floats:
    """The smaller of both tail probabilities, each divided by its share of the level."""
    return np.minimum(alone / ALONE, together / TOGETHER)


@lru_cache(maxsize=64)
def level(alpha: float) -> float:
    """The bound of ``combined`` that noise falls below with probability ``alpha``; for two overlapping normal sums."""
    low, high = np.log(alpha / 2), np.log(2 * alpha)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _either(float(np.exp(middle))) < alpha * _MARGIN else (low, middle)
    return float(np.exp(low))


def _either(bound: float) -> float:
    """P(the week alone or both weeks together are beyond their share of the bound)."""
    first, second = -ndtri(min(bound * ALONE, 1.0)), -ndtri(min(bound * TOGETHER, 1.0))
    nodes, weights = np.polynomial.legendre.leggauss(200)
    here = -9 + (nodes + 1) / 2 * (first + 9)
    density = np.exp(-here * here / 2) / np.sqrt(2 * np.pi)
    beyond = ndtr((_CORRELATION * here - second) / np.sqrt(1 - _CORRELATION**2))
    return float(ndtr(-first) + (weights * density * beyond).sum() * (first + 9) / 2)
