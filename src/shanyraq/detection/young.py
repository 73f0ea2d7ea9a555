"""Series without years of history: judged by their own last half year and by the company they are in, and marked so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .inputs import Bools, Floats, Ints, as_counts, as_rows, read_only
from .limit import enough_reports
from .pooling import few_reports, gamma_log_likelihood, posterior
from .predictive import Predictive, two_values
from .robust import DISPERSIONS
from .settings import FarringtonSettings

BASELINE, GUARD, LEAST = 26, 2, 8
"""Weeks compared, weeks just before the judged one that are left out, and known weeks without which nothing is said."""

_PRIOR = DISPERSIONS**-0.9 / (DISPERSIONS**-0.9).sum()
_WORTH = 10.0
_HALF_A_REPORT = 0.5
_TELLING = 4
"""Reports without which a series says nothing about its dispersion."""


@dataclass(frozen=True, slots=True, eq=False)
class YoungResult:
    """Judged weeks down the rows, series across; read-only. Means the same as in ``FarringtonResult``.

    ``weeks``: known weeks compared. Below 8 of them nothing is said: ``nan``, no alarm. ``because`` says why the
    answer is weaker than that of ``farrington_flexible``.
    """

    expected: Floats
    upper: Floats
    p: Floats
    p_mid: Floats
    alarm: Bools
    dispersion: Floats
    weeks: Ints
    because: str = "short history"


def judge_young(counts: ArrayLike, *, at: ArrayLike, settings: FarringtonSettings | None = None) -> YoungResult:
    """Judges weeks of series that are too young for ``farrington_flexible``.

    Like EARS C2 (Fricker, Hegler and Dunfee 2008, doi 10.1002/sim.3197), the judged week is compared with the weeks
    before it, here up to 26 and without the last two; unlike it, the tail is negative binomial, the dispersion is lent
    between the series of the call, and the doubt about a short history widens the bound. Knows no season and no trend:
    expect false alarms where a season begins.

    ``counts[T, S]``: whole numbers, ``nan`` where missing or before the series began. ``at``: rows, from 10 on.
    ``settings``: ``alpha`` and ``limit`` are used; None is ``FarringtonSettings.calibrated()``. The answer for a row
    depends on the rows up to it. Cost O(len(at) x S x 26). Raises ``ValueError`` for bad counts and rows too early.
    """
    observed = as_counts(counts)
    rows = as_rows(at, len(observed), first=LEAST + GUARD, needs=f"{LEAST + GUARD} weeks")
    chosen = settings or FarringtonSettings.calibrated()
    known = ~np.isnan(observed)
    weeks = _window_sums(known.astype(np.float64), rows)
    total = _window_sums(np.nan_to_num(observed), rows)
    square = _window_sums(np.nan_to_num(observed) ** 2, rows)
    chance = _dispersions(weeks, total, square)
    dispersion = np.einsum("k,kws->ws", DISPERSIONS, chance)
    mean, doubt = _level(weeks, total, dispersion)
    ratio, share = two_values(DISPERSIONS, chance)
    judged = Predictive(mean, ratio + doubt * mean * ratio / dispersion, share)
    return _answer(observed, rows, chosen, judged, dispersion, weeks)


def _window_sums(values: Floats, rows: Ints) -> Floats:
    """Sums over the compared weeks of each row, ``[W, S]``."""
    total = np.vstack((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    return np.asarray(total[rows - GUARD] - total[np.maximum(rows - GUARD - BASELINE, 0)])


def _dispersions(weeks: Floats, total: Floats, square: Floats) -> Floats:
    """Chances of each dispersion; variance over mean of the compared weeks is the witness."""
    many = np.maximum(weeks, 1.0)
    mean = np.maximum(total / many, 0.01)
    witness = np.maximum((square - total**2 / many) / np.maximum(weeks - 1, 1.0) / mean, 0.8)
    phi = DISPERSIONS[:, None, None]
    variance = (phi * (6 * phi * phi - 6 * phi + 1) / mean + 2 * phi * phi) / np.maximum(weeks - 1, 1.0)
    likelihood = gamma_log_likelihood(witness, phi * few_reports(DISPERSIONS, total), variance)
    return posterior(np.where((weeks > 1) & (total >= _TELLING), likelihood, 0.0), _PRIOR, _WORTH)


def _level(weeks: Floats, total: Floats, dispersion: Floats) -> tuple[Floats, Floats]:
    """Mean drawn a little towards that of the company, and the variance of its logarithm."""
    everywhere = np.maximum(total.sum(axis=1, keepdims=True) / np.maximum(weeks.sum(axis=1, keepdims=True), 1), 1e-3)
    prior = _HALF_A_REPORT * dispersion
    return (total + prior) / (weeks + prior / everywhere), dispersion / (total + prior)


def _answer(
    observed: Floats, rows: Ints, settings: FarringtonSettings, judged: Predictive, dispersion: Floats, weeks: Floats
) -> YoungResult:
    seen = np.nan_to_num(observed[rows])
    silent = weeks < LEAST
    missing = silent | np.isnan(observed[rows])
    tail = judged.at_least(seen)
    middle = np.maximum(tail - judged.exactly(seen) / 2, 0.0)
    alarm = ~missing & (middle <= settings.alpha) & (seen > 0) & enough_reports(observed, rows, settings.limit)
    return YoungResult(
        expected=read_only(np.where(silent, np.nan, judged.mean)),
        upper=read_only(np.where(silent, np.nan, judged.upper(settings.alpha))),
        p=read_only(np.where(missing, np.nan, np.minimum(tail, 1.0))),
        p_mid=read_only(np.where(missing, np.nan, middle)),
        alarm=read_only(alarm),
        dispersion=read_only(np.where(silent, np.nan, dispersion)),
        weeks=read_only(weeks.astype(np.int64)),
    )
