"""Bayesian scan in closed form: how likely is a rise, where, and since when? No Monte Carlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincc, gammaln, logsumexp

from .cusum import as_dispersion
from .inputs import Floats, as_counts, as_positive, check_between, check_whole, read_only
from .zones import ZoneTable, as_zones

_FAR_TAIL = 1e-280


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanPrior:
    """What is believed before the counts are seen.

    >>> ScanPrior(rise=0.01).rise
    0.01

    Raises ``ValueError`` with a sentence when a number is out of its range.
    """

    rise: float = 0.05
    """Probability that there is a rise anywhere on the map this week."""
    shape: float = 2.0
    rate: float = 1.0
    """The relative rate inside a rise is gamma with this shape and rate, cut off below 1."""
    durations: tuple[float, ...] | None = None
    """Weights of 1, 2, ... weeks; None means equal ones."""
    zones: tuple[float, ...] | None = None
    """Weights of the zones; None means equal ones."""

    def __post_init__(self) -> None:
        check_between(self.rise, "rise", 0, 1, open_ends=True)
        check_between(self.shape, "shape", 0, 1e6, open_ends=True)
        check_between(self.rate, "rate", 0, 1e6, open_ends=True)


@dataclass(frozen=True, slots=True)
class BayesianScan:
    """Answer of ``bayesian_scan``, read-only. ``nothing`` and all of ``posterior`` add up to 1."""

    nothing: float
    """Probability that there is no rise."""
    posterior: Floats
    """Probability of a rise in exactly this zone since so many weeks ``[zones, durations]``."""
    areas: Floats
    """Probability of a rise that an area takes part in ``[S]``."""
    zones: Floats
    """Probability of a rise in exactly this zone ``[zones]``."""
    durations: Floats
    """Probability of a rise of 1, 2, ... weeks ``[durations]``."""


def bayesian_scan(
    counts: ArrayLike,
    expected: ArrayLike,
    zones: Sequence[Sequence[int]],
    *,
    max_duration: int | None = None,
    prior: ScanPrior | None = None,
    dispersion: ArrayLike = 1.0,
) -> BayesianScan:
    """Posterior of every zone and duration, of every area, and of "nothing happens".

    ``counts[W, S]`` whole numbers, ``expected[W, S]`` > 0; durations 1 .. ``max_duration`` (None: W) count back from
    the last row; ``zones`` sequences of distinct column numbers. At most one rise at a time: inside it all counts are
    Poisson with a common relative rate of 1 or more, a priori gamma; elsewhere the expectation holds. With the sums C
    and B of a zone its marginal likelihood against "nothing" is
    b^a Gamma(a + C) e^B Q(a + C, b + B) / (Gamma(a) (b + B)^(a + C) Q(a, b)), Q being the regularised upper gamma tail.
    ``dispersion`` (variance over mean: a number, ``[S]`` or ``[W, S]``) divides counts and expectations.
    A missing cell (``nan``) is left out, of the expectation too.

    Costs O(durations x total size of the zones). Raises ``ValueError`` for bad counts, expectations, zones (by number)
    and settings.

    Neill and Cooper 2010, doi 10.1007/s10994-009-5144-4; Neill, Moore and Cooper 2006 (NIPS 18).
    """
    table = as_counts(counts)
    known = ~np.isnan(table)
    mean = as_positive(expected, "expected", table.shape)
    weights = known / as_dispersion(dispersion, table.shape)
    places = as_zones(zones, table.shape[1])
    if not len(table):
        raise ValueError("the counts have no weeks; a scan needs at least one.")
    weeks = len(table) if max_duration is None else max_duration
    check_whole(weeks, "max_duration", 1, len(table))
    beliefs = prior or ScanPrior()
    observed, base = (
        places.matrix @ np.cumsum((np.where(known, cells, 0) * weights)[::-1][:weeks], axis=0).T
        for cells in (table, mean)
    )
    share = _shares(beliefs.zones, len(places), "zones")[:, None] * _shares(beliefs.durations, weeks, "durations")
    with np.errstate(divide="ignore"):
        rises = np.log(beliefs.rise) + np.log(share) + log_bayes_factor(observed, base, beliefs)
    return _answer(rises, float(np.log1p(-beliefs.rise)), places)


def log_bayes_factor(observed: Floats, expected: Floats, prior: ScanPrior) -> Floats:
    """Log marginal likelihood of a rise against none, for sums of reports; grows with ``observed``."""
    a, b = prior.shape, prior.rate
    a_after, b_after = a + observed, b + expected
    factor: Floats = (
        a * np.log(b)
        - gammaln(a)
        - _log_upper_tail(np.float64(a), np.float64(b))
        + gammaln(a_after)
        - a_after * np.log(b_after)
        + expected
        + _log_upper_tail(a_after, b_after)
    )
    return factor


def _log_upper_tail(shape: Floats | np.float64, x: Floats | np.float64) -> Floats:
    """Log of the upper regularised gamma tail; far out by its leading term, where the tail itself underflows."""
    tail = gammaincc(shape, x)
    far = tail < _FAR_TAIL
    with np.errstate(divide="ignore", invalid="ignore"):
        leading = shape * np.log(x) - x - gammaln(shape) - np.log(x - shape + 1)
        answer: Floats = np.where(far, leading, np.log(np.where(far, 1, tail)))
    return answer


def _shares(weights: tuple[float, ...] | None, size: int, name: str) -> Floats:
    shares = np.ones(size) if weights is None else np.array(weights, dtype=np.float64)
    if shares.shape != (size,) or not (np.isfinite(shares) & (shares >= 0)).all() or shares.sum() <= 0:
        raise ValueError(f"prior.{name} is one weight, 0 or more, for each of the {size} {name}; not all are 0.")
    shares /= shares.sum()
    return shares


def _answer(rises: Floats, nothing: float, places: ZoneTable) -> BayesianScan:
    everything = logsumexp(np.append(rises.ravel(), nothing))
    posterior = np.exp(rises - everything)
    by_zone = posterior.sum(axis=1)
    return BayesianScan(
        nothing=float(np.exp(nothing - everything)),
        posterior=read_only(posterior),
        areas=read_only(np.minimum(places.matrix.T @ by_zone, 1)),
        zones=read_only(by_zone),
        durations=read_only(posterior.sum(axis=0)),
    )
