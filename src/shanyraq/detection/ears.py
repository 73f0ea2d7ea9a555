"""EARS C1, C2 and C3: a week against the few weeks just before it, for series too young for anything better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from .inputs import Bools, Floats, Ints, as_counts, as_rows, check_between, check_one_of, check_whole, read_only

Method = Literal["C1", "C2", "C3"]

GUARD_WEEKS = 2
LAGS = (1, 2)
LEAST_WEEKS = 3
_ENORMOUS = 1e200
_DEFAULT_ALPHA = {"C1": 0.001, "C2": 0.001, "C3": 0.025}


@dataclass(frozen=True, slots=True)
class EarsResult:
    """Answers of ``ears``, each ``[len(at), S]`` and read-only."""

    expected: Floats
    """Mean of the baseline weeks."""
    upper: Floats
    """The bound; ``nan`` where fewer than 3 baseline weeks are known."""
    p: Floats
    """Normal tail of the statistic; ``nan`` where the judged week or its baseline is missing."""
    alarm: Bools
    """Observed above ``upper``."""


class _Baseline(NamedTuple):
    mean: Floats
    deviation: Floats


def ears(
    counts: ArrayLike,
    *,
    at: Sequence[int] | ArrayLike,
    method: Method = "C1",
    baseline: int = 7,
    min_sigma: float = 0.0,
    alpha: float | None = None,
    r_compat: bool = False,
) -> EarsResult:
    """Is a week higher than the weeks just before it?

    ``counts[T, S]`` whole numbers, ``nan`` for a missing week; ``at`` rows to judge. C1 compares with the ``baseline``
    weeks before, C2 with the same number two weeks earlier, C3 adds what C2 exceeded 1 by in the two weeks before.
    ``min_sigma`` is the least standard deviation, in reports a week. ``alpha`` None is .001 (C3: .025).
    ``r_compat`` repeats R surveillance, whose C3 leaves the judged week out of its own statistic.

    Assumes that a quiet week is about normal round the recent mean: rough for rare reports and blind to seasons.
    Missing weeks are left out; a baseline with fewer than 3 known weeks gives ``nan`` and no alarm. Where the baseline
    does not vary and ``min_sigma`` is 0, the answer is the limit of an ever smaller ``min_sigma``: any rise alarms.

    Costs O(baseline x len(at) x S). Raises ``ValueError`` for bad counts, a row without enough weeks before it
    (``baseline``, + 2 for C2, + 4 for C3) and settings out of range.

    Hutwagner and others 2003, J. Urban Health 80(2), i89-i96; Fricker, Hegler and Dunfee 2008,
    doi 10.1002/sim.3197.
    """
    check_one_of(method, "method", ("C1", "C2", "C3"))
    check_whole(baseline, "baseline", LEAST_WEEKS, 520)
    check_between(min_sigma, "min_sigma", 0, 1e9)
    level = _DEFAULT_ALPHA[method] if alpha is None else alpha
    check_between(level, "alpha", 0, 1, open_ends=True)
    table = as_counts(counts)
    guard = 0 if method == "C1" else GUARD_WEEKS
    before = baseline + guard + (max(LAGS) if method == "C3" else 0)
    rows = as_rows(at, len(table), first=before, needs=f"{before} weeks of history")

    own = _baseline(table, rows, guard, baseline, min_sigma)
    observed = table[rows]
    push = np.zeros_like(observed)
    for lag in LAGS if method == "C3" else ():
        earlier = _baseline(table, rows - lag, guard, baseline, min_sigma)
        push += _excess(table[rows - lag] - earlier.mean, earlier.deviation, own.deviation)
    centre = own.mean
    if method == "C3" and r_compat:
        centre = np.where(np.isnan(observed), own.mean, observed)
    upper = centre + own.deviation * ndtri(1 - level) - push
    if method == "C3":
        upper = np.maximum(upper, 0)
    p = ndtr(-_standardised(observed - centre + push, own.deviation))
    with np.errstate(invalid="ignore"):
        alarm = observed > upper
    return EarsResult(read_only(own.mean), read_only(upper), read_only(p), read_only(alarm))


def _baseline(table: Floats, rows: Ints, guard: int, weeks: int, min_sigma: float) -> _Baseline:
    """Mean and standard deviation of the known weeks among ``weeks`` that end ``guard`` + 1 rows before."""
    lags = range(guard + 1, guard + weeks + 1)
    known, total = _zeros(table, rows), _zeros(table, rows)
    for lag in lags:
        week = table[rows - lag]
        known += ~np.isnan(week)
        total += np.nan_to_num(week)
    enough = known >= LEAST_WEEKS
    mean = np.divide(total, known, out=np.full_like(total, np.nan), where=enough)
    squares = _zeros(table, rows)
    for lag in lags:
        squares += np.nan_to_num((table[rows - lag] - mean) ** 2)
    variance = np.divide(squares, known - 1, out=np.full_like(total, np.nan), where=enough)
    return _Baseline(mean, np.maximum(np.sqrt(variance), min_sigma))


def _zeros(table: Floats, rows: Ints) -> Floats:
    return np.zeros((len(rows), table.shape[1]))


def _standardised(above: Floats, deviation: Floats) -> Floats:
    """Standard deviations above the mean; without any deviation: an enormous number, or 0 at the mean itself."""
    flat = np.where(deviation == 0, np.sign(above) * _ENORMOUS, np.nan)
    return np.divide(above, deviation, out=flat, where=deviation > 0)


def _excess(above: Floats, deviation: Floats, own_deviation: Floats) -> Floats:
    """An earlier C2 above 1, in reports of the judged week; two deviations of 0 cancel out, as in the limit."""
    excess = np.nan_to_num(np.maximum(_standardised(above, deviation) - 1, 0))
    both_flat = (deviation == 0) & (own_deviation == 0)
    return np.where(both_flat, np.maximum(np.nan_to_num(above), 0), excess * own_deviation)
