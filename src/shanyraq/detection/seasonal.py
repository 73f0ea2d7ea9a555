"""A seasonal expectation for charts that run for months: trend and harmonics, fitted to the weeks before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .heterogeneity import most_likely_heterogeneity
from .inputs import Bools, Floats, as_counts, check_between, check_whole, read_only

Heterogeneity = ArrayLike | Literal["ml"]

_STEPS = 60
_ROUNDS = 50
_PRECISION = 1e-10
_CHUNK = 256
_LEAST_LOG_MEAN = -30.0


@dataclass(frozen=True, slots=True)
class SeasonalMean:
    """Answer of ``seasonal_mean``, read-only."""

    mean: Floats
    """The expectation of every week ``[T, S]``, later weeks included; ``nan`` where nothing was fitted."""
    heterogeneity: Floats
    """Of each series ``[S]``: variance = mean + heterogeneity x mean ** 2; 0 is Poisson."""


def seasonal_mean(
    counts: ArrayLike,
    *,
    before: int,
    harmonics: int = 1,
    trend: bool = True,
    period: float = 52,
    heterogeneity: Heterogeneity = 0.0,
) -> SeasonalMean:
    """Log-linear model of the weeks before row ``before``, carried on to all weeks.

    ``counts[T, S]`` whole numbers, ``nan`` for a missing week (left out). ``harmonics`` pairs of sine and cosine with
    ``period`` weeks. ``heterogeneity`` 0 fits Poisson, a number or ``[S]`` fits a negative binomial that has it, "ml"
    finds it by maximum likelihood. Assumes that the past held no large rises: they raise the expectation.

    A series with fewer known weeks than coefficients, or without reports, expects the mean of its known weeks (at least
    half a report in all of them); without known weeks ``nan``.

    Costs O(iterations x T x S x coefficients ** 2), in chunks of 256 series. Raises ``ValueError`` for bad counts and
    settings out of range. McCullagh and Nelder 1989, Generalized Linear Models, doi 10.1007/978-1-4899-3242-6.
    """
    table = as_counts(counts)
    check_whole(before, "before", 1, len(table))
    check_whole(harmonics, "harmonics", 0, 26)
    check_between(period, "period", 1, 1e6)
    fixed = _fixed_heterogeneity(heterogeneity, table.shape[1])
    design = _design(len(table), before, harmonics, trend, period)
    mean, found = np.empty_like(table), np.empty(table.shape[1])
    for begin in range(0, table.shape[1], _CHUNK):
        part = slice(begin, begin + _CHUNK)
        mean[:, part], found[part] = _fit(table[:before, part].T, design, None if fixed is None else fixed[part])
    return SeasonalMean(read_only(mean), read_only(found))


def _fixed_heterogeneity(heterogeneity: Heterogeneity, series: int) -> Floats | None:
    if isinstance(heterogeneity, str):
        if heterogeneity != "ml":
            raise ValueError(f'heterogeneity is a number, one for each series, or "ml"; it is {heterogeneity!r}.')
        return None
    return as_heterogeneity(heterogeneity, series)


def as_heterogeneity(heterogeneity: ArrayLike, series: int) -> Floats:
    """One finite number of 0 or more for each series. Raises ``ValueError`` for anything else."""
    try:
        values = np.broadcast_to(np.array(heterogeneity, dtype=np.float64), (series,))
    except (TypeError, ValueError):
        raise ValueError(f"heterogeneity is one number, or one for each of the {series} series.") from None
    for wrong in values[~((values >= 0) & np.isfinite(values))][:1]:
        raise ValueError(f"heterogeneity is a finite number of 0 or more; it is {wrong:g}.")
    return values


def _design(weeks: int, before: int, harmonics: int, trend: bool, period: float) -> Floats:
    """Columns of the model ``[weeks, coefficients]``; time is scaled by the fitted weeks."""
    time = np.arange(1, weeks + 1, dtype=np.float64)
    columns = [np.ones(weeks)]
    if trend:
        columns.append((time - before / 2) / before)
    for turn in range(1, harmonics + 1):
        angle = 2 * np.pi * turn * time / period
        columns += [np.cos(angle), np.sin(angle)]
    return np.stack(columns, axis=1)


def _fit(counts: Floats, design: Floats, fixed: Floats | None) -> tuple[Floats, Floats]:
    """Expectations ``[T, s]`` and heterogeneities ``[s]`` of ``counts[s, before]``."""
    known = ~np.isnan(counts)
    total, weeks = np.where(known, counts, 0).sum(axis=1), known.sum(axis=1)
    constant = np.divide(np.maximum(total, 0.5), weeks, out=np.full(len(counts), np.nan), where=weeks > 0)
    able = (total > 0) & (weeks > design.shape[1])
    mean = np.tile(constant, (len(design), 1))
    found = np.zeros(len(counts)) if fixed is None else fixed.copy()
    if able.any():
        mean[:, able], found[able] = _fit_able(
            counts[able], known[able], design, None if fixed is None else fixed[able]
        )
    return mean, found


def _fit_able(counts: Floats, known: Bools, design: Floats, fixed: Floats | None) -> tuple[Floats, Floats]:
    y, past = np.where(known, counts, 0.0), design[: counts.shape[1]]
    size = np.zeros(len(y)) if fixed is None else fixed
    beta = _scoring(y, known, past, size, _first_guess(y, known, past))
    moving = np.flatnonzero(_varies_more(y, known, np.exp(_linear(beta, past)))) if fixed is None else np.zeros(0, int)
    for _ in range(_ROUNDS):
        if not len(moving):
            break
        some = (y[moving], known[moving])
        found = most_likely_heterogeneity(*some, np.exp(_linear(beta[moving], past)), size[moving])
        beta[moving] = _scoring(*some, past, found, beta[moving])
        still = abs(found - size[moving]) > _PRECISION * (1e-3 + found)
        size[moving] = found
        moving = moving[still]
    return np.exp(_linear(beta, design)).T, size


def _varies_more(y: Floats, known: Bools, mu: Floats) -> Bools:
    """Would a little heterogeneity make the counts more likely? Where not, Poisson is the best fit."""
    gain: Bools = np.where(known, (y - mu) ** 2 - y, 0).sum(axis=1) > 0
    return gain


def _linear(beta: Floats, design: Floats) -> Floats:
    eta: Floats = np.clip(beta @ design.T, _LEAST_LOG_MEAN, -_LEAST_LOG_MEAN)
    return eta


def _first_guess(y: Floats, known: Bools, design: Floats) -> Floats:
    beta = np.zeros((len(y), design.shape[1]))
    beta[:, 0] = np.log(y.sum(axis=1) / known.sum(axis=1))
    return beta


def _scoring(y: Floats, known: Bools, design: Floats, heterogeneity: Floats, beta: Floats) -> Floats:
    """Fisher scoring for all series at once; a step that lowers the likelihood is halved."""
    extra = heterogeneity[:, None]
    best = _likelihood(y, known, _linear(beta, design), extra)
    for _ in range(_STEPS):
        mu = np.exp(_linear(beta, design))
        shrink = known / (1 + extra * mu)
        score = ((y - mu) * shrink) @ design
        information = np.einsum("st,ti,tj->sij", mu * shrink, design, design, optimize=True)
        information += 1e-12 * np.eye(design.shape[1]) * np.trace(information, axis1=1, axis2=2)[:, None, None]
        step = np.linalg.solve(information, score[..., None])[..., 0]
        for _ in range(20):
            value = _likelihood(y, known, _linear(beta + step, design), extra)
            worse = value < best - 1e-9 * (1 + abs(best))
            if not worse.any():
                break
            step[worse] /= 2
        beta = beta + step
        best = np.maximum(best, value)
        if (abs(step).max(axis=1) < 1e-11).all():
            break
    return beta


def _likelihood(y: Floats, known: NDArray[np.bool_], eta: Floats, extra: Floats) -> Floats:
    """Log likelihood but for what does not depend on the mean."""
    mu = np.exp(eta)
    safe = np.where(extra > 0, extra, 1)
    normaliser = np.where(extra > 0, (y + 1 / safe) * np.log1p(safe * mu), mu)
    total: Floats = np.where(known, y * eta - normaliser, 0).sum(axis=1)
    return total
