"""Generalised likelihood ratio: since when, and by how much, do reports exceed what was expected?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from .inputs import Bools, Floats, Ints, as_counts, as_positive, as_rows, check_between, check_whole, read_only
from .seasonal import as_heterogeneity

_NEWTON_STEPS = 60
_PRECISION = 1e-11
_CELLS_AT_ONCE = 2_000_000

_Rise = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class GlrResult:
    """Answers of ``glr``, each ``[len(at), S]`` and read-only."""

    expected: Floats
    """The mean the week is compared with."""
    statistic: Floats
    """The greatest log likelihood ratio of a rise that lasts until this week; 0 or more."""
    since: Ints
    """The row since when the rise is most likely; the week itself where the statistic is 0."""
    alarm: Bools
    """The statistic has reached the threshold; the chart begins anew in the week after."""


def glr(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    heterogeneity: ArrayLike = 0.0,
    rate_ratio: float | None = None,
    threshold: float = 5.0,
    window: int | None = None,
    at: Sequence[int] | ArrayLike | None = None,
    start: int = 0,
) -> GlrResult:
    """Largest likelihood ratio over all weeks since when the rate may have risen, and over all rises.

    ``counts[T, S]`` whole numbers, ``expected[T, S]`` > 0 from earlier weeks (see ``seasonal_mean``). Counts are
    Poisson (``heterogeneity`` 0) or negative binomial with variance mean + heterogeneity x mean ** 2, one number or
    ``[S]``. ``rate_ratio`` > 1 fixes the size of the rise; None leaves it open. The chart begins at row ``start``
    whichever rows ``at`` asks for, alarms at ``threshold`` and begins anew. ``window`` is the longest rise looked for,
    in weeks; None has no limit. A missing week adds nothing and never alarms.

    Costs O(T x K x S) with K = min(T, window) possible beginnings; O(T x K ** 2 x S) for an open rise of negative
    binomial counts: give a window there. Raises ``ValueError`` for bad counts, rows before ``start`` and settings out
    of range.

    Hoehle and Paul 2008, doi 10.1016/j.csda.2008.02.015; Lai 1995, doi 10.1111/j.2517-6161.1995.tb02052.x.
    """
    check_between(threshold, "threshold", 0, 1e9, open_ends=True)
    if rate_ratio is not None:
        check_between(rate_ratio, "rate_ratio", 1, 1e6, open_ends=True)
    table = as_counts(counts)
    check_whole(start, "start", 0, max(len(table) - 1, 0))
    if window is not None:
        check_whole(window, "window", 1, 10_000)
    mean = as_positive(expected, "expected", table.shape)
    extra = as_heterogeneity(heterogeneity, table.shape[1])
    rows = (
        np.arange(start, len(table))
        if at is None
        else as_rows(at, len(table), first=start, needs="the first week of the chart")
    )
    longest = min(window or len(table), max(len(table), 1))
    statistic, since = np.zeros_like(table), np.zeros(table.shape, dtype=np.int64)
    for columns, rise in _parts(extra, longest, rate_ratio):
        chart = _chart(table[start:, columns], mean[start:, columns], rise, threshold, longest)
        statistic[start:, columns], since[start:, columns] = chart[0], chart[1] + start
    alarm = (statistic >= threshold) & ~np.isnan(table)
    return GlrResult(read_only(mean[rows]), read_only(statistic[rows]), read_only(since[rows]), read_only(alarm[rows]))


def _parts(extra: Floats, longest: int, ratio: float | None) -> Iterator[tuple[Ints, _Rise]]:
    """Series that are charted together, alike in kind and few enough for the memory, and how their rise is weighed."""
    for poisson in (True, False):
        columns = np.flatnonzero((extra == 0) == poisson)
        cells = longest**2 if ratio is None and not poisson else longest
        size = max(1, _CELLS_AT_ONCE // cells)
        for begin in range(0, len(columns), size):
            part = columns[begin : begin + size]
            yield part, _rise_of(None if poisson else extra[part], ratio)


def _rise_of(extra: Floats | None, ratio: float | None) -> _Rise:
    if ratio is not None:
        return partial(_known_rise, ratio=ratio, extra=extra)
    return _open_poisson_rise if extra is None else partial(_open_nb_rise, extra=extra)


def _chart(counts: Floats, mean: Floats, rise: _Rise, threshold: float, longest: int) -> tuple[Floats, Ints]:
    """Statistic and most likely beginning of every week; a series begins anew in the week after its alarm."""
    known = ~np.isnan(counts)
    x, mu = np.where(known, counts, 0.0), np.where(known, mean, 0.0)
    statistic, since = np.zeros_like(x), np.zeros(x.shape, dtype=np.int64)
    begun = np.zeros(x.shape[1], dtype=np.int64)
    for week in range(len(x)):
        weeks = np.arange(week, max(week - longest, -1), -1)
        lives = weeks[:, None] >= begun
        # Weeks before the new beginning weigh nothing, so that rises from there tie with later ones, which win.
        ratios = rise(x[weeks] * lives, mu[weeks] * lives)
        best = ratios.argmax(axis=0)
        statistic[week] = np.maximum(np.take_along_axis(ratios, best[None], axis=0)[0], 0)
        since[week] = np.where(statistic[week] > 0, weeks[best], week)
        begun[statistic[week] >= threshold] = week + 1
    return statistic, since


def _known_rise(x: Floats, mu: Floats, *, ratio: float, extra: Floats | None) -> Floats:
    """Log likelihood ratios ``[beginning, series]`` of a rise of a known size; the latest week comes first."""
    if extra is None:
        return np.cumsum(x * np.log(ratio) - mu * (ratio - 1), axis=0)
    return np.cumsum(
        x * np.log(ratio) - (x + 1 / extra) * np.log1p(extra * mu * (ratio - 1) / (1 + extra * mu)), axis=0
    )


def _open_poisson_rise(x: Floats, mu: Floats) -> Floats:
    observed, expected = np.cumsum(x, axis=0), np.cumsum(mu, axis=0)
    rises = observed > expected
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=rises)
    return np.where(rises, observed * np.log(ratio) - (observed - expected), 0)


def _open_nb_rise(x: Floats, mu: Floats, *, extra: Floats) -> Floats:
    """The size of every rise is the root of its score, found by Newton steps that stay between known bounds."""
    weeks = len(x)
    inside = np.tri(weeks)[:, :, None]
    size, scaled = (x + 1 / extra)[None], (extra * mu)[None]
    low = np.zeros_like(x)
    highest = np.divide(x, mu, out=np.ones_like(x), where=(mu > 0) & (x > mu))
    high = np.log(np.maximum.accumulate(highest, axis=0))
    total = np.cumsum(x, axis=0)
    log_ratio = high / 2
    for _ in range(_NEWTON_STEPS):
        growth = scaled * np.exp(log_ratio)[:, None]
        share = growth / (1 + growth)
        score = total - (inside * size * share).sum(axis=1)
        low, high = np.where(score > 0, log_ratio, low), np.where(score > 0, high, log_ratio)
        curve = (inside * size * share * (1 - share)).sum(axis=1)
        newton = log_ratio + np.divide(score, curve, out=np.zeros_like(score), where=curve > 0)
        moved = np.where((newton > low) & (newton < high), newton, (low + high) / 2)
        done = abs(moved - log_ratio).max() < _PRECISION
        log_ratio = moved
        if done:
            break
    growth = np.log1p(scaled * np.exp(log_ratio)[:, None]) - np.log1p(scaled)
    ratios: Floats = total * log_ratio - (inside * size * growth).sum(axis=1)
    return ratios
