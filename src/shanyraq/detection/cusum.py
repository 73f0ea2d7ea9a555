"""CUSUM charts: small rises add up week after week until they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .inputs import (
    Bools,
    Floats,
    Ints,
    as_counts,
    as_positive,
    as_rows,
    check_between,
    check_one_of,
    check_whole,
    read_only,
)

Transform = Literal["rossi", "standard", "anscombe", "none"]

YEAR = 52


@dataclass(frozen=True, slots=True)
class CusumResult:
    """Answers of ``cusum`` and ``nb_cusum``, each ``[len(at), S]`` and read-only."""

    expected: Floats
    """The mean the week is compared with."""
    statistic: Floats
    """The sum after this week, 0 or more."""
    upper: Floats
    """The least count that would have raised the alarm this week, given the sum before it."""
    alarm: Bools
    """The sum has reached the threshold."""


def cusum(
    counts: ArrayLike,
    *,
    at: Sequence[int] | ArrayLike | None = None,
    start: int | None = None,
    reference: float = 1.04,
    threshold: float = 2.26,
    transform: Transform = "rossi",
    mean: ArrayLike | None = None,
    reset: bool = False,
    r_compat: bool = False,
) -> CusumResult:
    """Sum of what transformed counts exceed a reference value by.

    ``counts[T, S]`` whole numbers; the sums begin at row ``start`` whichever rows ``at`` asks for (None: all of them).
    ``mean[T, S]`` > 0 is the expectation of every week, ``start`` then defaults to 0; without it the mean of the known
    weeks before ``start`` (default 52) serves for ever, which is fit only for series without season and trend.
    ``reference`` and ``threshold`` are in standard deviations ("none": in reports). ``transform`` makes counts nearly
    normal: "rossi", "standard" (x - m) / sqrt(m), "anscombe", or "none". ``reset`` begins anew after an alarm.
    ``upper`` is a whole number for "standard" and a real bound for the others. ``r_compat`` repeats R surveillance,
    whose "rossi" bound takes the wrong root of its equation where any count would alarm.

    A missing week adds nothing and never alarms. A series without reports before ``start`` is taken to expect half a
    report in all these weeks; one without known weeks there gives ``nan`` and no alarm.

    Costs O(T x S). Raises ``ValueError`` for bad counts, rows before ``start`` and settings out of range.

    Rossi, Lampugnani and Marchi 1999, Statistics in Medicine 18, 2111-2122.
    """
    check_one_of(transform, "transform", ("rossi", "standard", "anscombe", "none"))
    check_between(reference, "reference", 0, 1e9)
    check_between(threshold, "threshold", 0, 1e9, open_ends=True)
    table = as_counts(counts)
    first, expected = _in_control(table, start, mean)
    rows = _rows_from(at, first, len(table))
    steps = _TRANSFORMS[transform](table[first:], expected[first:]) - reference
    before, after = _sums(steps, threshold, reset)
    with np.errstate(invalid="ignore"):
        bound = _BOUNDS["rossi, either root" if r_compat and transform == "rossi" else transform](
            threshold + reference - before, expected[first:]
        )
    return _answer(rows, first, expected, after, np.maximum(bound, 0), threshold, table)


def nb_cusum(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    dispersion: ArrayLike = 1.0,
    rate_ratio: float = 1.5,
    threshold: float = 5.0,
    at: Sequence[int] | ArrayLike | None = None,
    start: int = 0,
    reset: bool = True,
) -> CusumResult:
    """Sum of the log likelihood ratios of "``rate_ratio`` times the expectation" against the expectation.

    ``counts[T, S]`` whole numbers, ``expected[T, S]`` > 0 (a seasonal expectation from earlier weeks: see
    ``seasonal_mean``), ``dispersion`` variance over mean, 1 or more: a number, ``[S]`` or ``[T, S]``; 1 is Poisson.
    Counts are negative binomial with size expected / (dispersion - 1). The sum begins at row ``start`` whichever rows
    ``at`` asks for, never falls below 0, alarms at ``threshold`` and then begins anew (``reset``). If the expectation
    is right, e ** threshold weeks pass on average before a false alarm, or more: 148 for the default.
    ``upper`` is a whole number. A missing week adds nothing and never alarms.

    Costs O(T x S). Raises ``ValueError`` for bad counts, rows before ``start`` and settings out of range.

    Hoehle and Paul 2008, doi 10.1016/j.csda.2008.02.015; Lorden 1971, doi 10.1214/aoms/1177693055.
    """
    check_between(rate_ratio, "rate_ratio", 1, 1e6, open_ends=True)
    check_between(threshold, "threshold", 0, 1e9, open_ends=True)
    table = as_counts(counts)
    check_whole(start, "start", 0, max(len(table) - 1, 0))
    mean = as_positive(expected, "expected", table.shape)
    rows = _rows_from(at, start, len(table))
    slope, level = _likelihood_ratio(mean, as_dispersion(dispersion, table.shape), rate_ratio)
    before, after = _sums((table * slope + level)[start:], threshold, reset)
    bound = np.ceil((threshold - before - level[start:]) / slope[start:])
    return _answer(rows, start, mean, after, np.maximum(bound, 0), threshold, table)


def as_dispersion(dispersion: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """Variance over mean as ``[T, S]``. Raises ``ValueError`` for other shapes and for values under 1."""
    try:
        values = np.broadcast_to(np.array(dispersion, dtype=np.float64), shape)
    except (TypeError, ValueError):
        raise ValueError(f"dispersion is one number, one for each series, or a table of the shape {shape}.") from None
    for wrong in values[~((values >= 1) & np.isfinite(values))][:1]:
        raise ValueError(f"dispersion is variance over mean, a finite number of 1 or more; it is {wrong:g}.")
    return values


def _likelihood_ratio(mean: Floats, dispersion: Floats, ratio: float) -> tuple[Floats, Floats]:
    """Slope and level of the log likelihood ratio, which is linear in the count."""
    extra = dispersion - 1
    shrink = np.log(dispersion / (1 + ratio * extra))
    poisson = extra < 1e-9
    level = np.where(poisson, -mean * (ratio - 1), mean * shrink / np.where(poisson, 1, extra))
    return np.log(ratio) + shrink, level


def _in_control(table: Floats, start: int | None, mean: ArrayLike | None) -> tuple[int, Floats]:
    """The first row of the sums and the expectation of every week."""
    first = start if start is not None else (YEAR if mean is None else 0)
    least = 1 if mean is None else 0
    if len(table) <= first and start is None:
        raise ValueError(f"the counts have {len(table)} rows; without a mean the first {YEAR} rows give it.")
    check_whole(first, "start", least, max(len(table) - 1, least))
    if mean is not None:
        return first, as_positive(mean, "mean", table.shape)
    history = table[:first]
    known = (~np.isnan(history)).sum(axis=0)
    total = np.maximum(np.nansum(history, axis=0), 0.5)
    constant = np.divide(total, known, out=np.full(table.shape[1], np.nan), where=known > 0)
    return first, np.broadcast_to(constant, table.shape)


def _rows_from(at: Sequence[int] | ArrayLike | None, first: int, rows: int) -> Ints:
    if at is None:
        return np.arange(first, rows)
    return as_rows(at, rows, first=first, needs="the weeks of the in-control mean" if first else "")


def _sums(steps: Floats, threshold: float, reset: bool) -> tuple[Floats, Floats]:
    """The sums before and after every week. ``nan`` steps of missing weeks add nothing."""
    before, after = np.empty_like(steps), np.empty_like(steps)
    total = np.zeros(steps.shape[1])
    for week, step in enumerate(np.nan_to_num(steps)):
        before[week] = total
        total = np.maximum(total + step, 0)
        after[week] = total
        if reset:
            total = np.where(total >= threshold, 0, total)
    return before, after


def _answer(
    rows: Ints, first: int, expected: Floats, after: Floats, upper: Floats, threshold: float, table: Floats
) -> CusumResult:
    asked = rows - first
    mean, known = expected[rows], ~np.isnan(table[rows])
    statistic = np.where(np.isnan(mean), np.nan, after[asked])
    with np.errstate(invalid="ignore"):
        alarm = (statistic >= threshold) & known
    return CusumResult(read_only(mean), read_only(statistic), read_only(upper[asked]), read_only(alarm))


def _rossi(x: Floats, m: Floats) -> Floats:
    exceeded: Floats = (x - 3 * m + 2 * np.sqrt(x * m)) / (2 * np.sqrt(m))
    return exceeded


def _rossi_bound(room: Floats, m: Floats) -> Floats:
    """Square of the root in sqrt(x) of x + 2 sqrt(m x) = 3 m + 2 sqrt(m) room, or 0 where any count is above."""
    return np.where(3 * m + 2 * np.sqrt(m) * room < 0, 0, _either_rossi_bound(room, m))


def _either_rossi_bound(room: Floats, m: Floats) -> Floats:
    inside = 4 * m + 2 * np.sqrt(m) * room
    bound: Floats = np.where(inside < 0, 0, (np.sqrt(np.maximum(inside, 0)) - np.sqrt(m)) ** 2)
    return bound


def _standard(x: Floats, m: Floats) -> Floats:
    return (x - m) / np.sqrt(m)


def _standard_bound(room: Floats, m: Floats) -> Floats:
    return np.ceil(np.sqrt(m) * room + m)


def _anscombe(x: Floats, m: Floats) -> Floats:
    return 1.5 * (x ** (2 / 3) - m ** (2 / 3)) / m ** (1 / 6)


def _anscombe_bound(room: Floats, m: Floats) -> Floats:
    return np.maximum(2 / 3 * m ** (1 / 6) * room + m ** (2 / 3), 0) ** 1.5


def _plain(x: Floats, m: Floats) -> Floats:
    return x + 0 * m


def _plain_bound(room: Floats, m: Floats) -> Floats:
    return room + 0 * m


_Pair = Callable[[Floats, Floats], Floats]
_TRANSFORMS: dict[str, _Pair] = {"rossi": _rossi, "standard": _standard, "anscombe": _anscombe, "none": _plain}
_BOUNDS: dict[str, _Pair] = {
    "rossi": _rossi_bound,
    "rossi, either root": _either_rossi_bound,
    "standard": _standard_bound,
    "anscombe": _anscombe_bound,
    "none": _plain_bound,
}
