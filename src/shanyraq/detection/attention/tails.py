"""Tail probabilities and ranges of a negative binomial given by mean and variance."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc

from ..inputs import Floats


def tail(counts: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y >= count); 1 for a count of 0. O(1) a cell."""
    size, share = _shape(mean, variance)
    result: Floats = np.where(counts > 0, betainc(np.maximum(counts, 1.0), size, share), 1.0)
    return result


def mid_tail(counts: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(Y > count) + P(Y = count) / 2."""
    return (tail(counts, mean, variance) + tail(counts + 1, mean, variance)) / 2


def central_range(mean: float, variance: float) -> tuple[int, int]:
    """The counts between which nine weeks in ten lie."""
    reach = int(mean + 12 * variance**0.5) + 12
    steps = np.unique(np.linspace(0, reach, min(reach + 1, 4096)).astype(np.int64)).astype(np.float64)
    below = 1 - tail(steps + 1, np.array(mean), np.array(variance))
    low, high = (int(steps[np.argmax(below >= share)]) for share in (0.05, 0.95))
    return low, high


def _shape(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    size = mean * mean / np.maximum(variance - mean, mean * 5e-4)
    return size, mean / (mean + size)
