"""How high is the rate for certain? A Gamma prior fitted per theme draws small numbers in (DuMouchel's EB05)."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv, gammaln

from ..inputs import Floats, Ints

# Shapes tried for the prior: relative rates from widely scattered to nearly all 1.
SHAPES = np.geomspace(0.25, 64.0, 17)
LOWER = 0.05


def prior_shapes(counts: Floats, expected: Floats, theme: Ints) -> Floats:
    """Shape (= rate, so that the mean is 1) of each theme's Gamma prior [themes], most likely on a grid.

    ``counts`` and ``expected`` [R, S]; a missing week says nothing. O(shapes x weeks x series).
    DuMouchel 1999, The American Statistician 53:177 (doi 10.1080/00031305.1999.10474456).
    """
    seen = ~np.isnan(counts)
    y, e = np.where(seen, counts, 0.0), np.where(seen, expected, 0.0)
    themes = int(theme.max(initial=-1)) + 1
    likely = [np.bincount(theme, _log_marginal(y, e, shape).sum(axis=0), themes) for shape in SHAPES]
    # Rounded, so that the order of the columns never turns the choice.
    best: Floats = SHAPES[np.argmax(np.round(likely, 6), axis=0)]
    return best


def lower_rate(observed: Floats, expected: Floats, shape: Floats) -> Floats:
    """The 5 % point of the relative rate's posterior, Gamma(shape + observed, shape + expected)."""
    result: Floats = gammaincinv(shape + observed, LOWER) / (shape + expected)
    return result


def _log_marginal(y: Floats, e: Floats, shape: float) -> Floats:
    result: Floats = (
        gammaln(shape + y)
        - gammaln(shape)
        + shape * np.log(shape / (shape + e))
        + y * np.log(np.maximum(e, 1e-300) / (shape + e))
    )
    return result
