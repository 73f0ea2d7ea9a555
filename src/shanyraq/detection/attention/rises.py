"""What a rise looks like, and how much the last weeks speak for one (Bayes factors, closed form)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from ..inputs import Floats, Ints
from .expectations import Expectation

# Extra reports of one week, in standard deviations: a geometric ladder that every burst walks on.
LADDER = np.array([0.15, 0.3, 0.5, 0.8, 1.25, 2.0, 3.2, 5.0, 8.0, 13.0, 21.0, 34.0])
# Share of a burst that falls in its first weeks, with the prior weight of such a burst.
_PROFILES = ((0.4, (0.6, 0.3, 0.1)), (0.4, (0.4, 0.4, 0.2)), (0.2, (0.25, 0.25, 0.25, 0.25)))
# Size of a whole burst in standard deviations, with its prior weight.
_SIZES = ((1.5, 0.15), (3.0, 0.25), (5.0, 0.25), (7.5, 0.2), (11.0, 0.1), (20.0, 0.03), (45.0, 0.02))
# A slow rise: weeks it has lasted, and its weekly height in standard deviations.
PLATEAU_WEEKS = (4, 6, 8)
PLATEAU_HEIGHTS = (0.5, 0.9, 1.6)
PLATEAU_WEIGHT = 0.25
LONGEST_BURST = max(len(shares) for _, shares in _PROFILES)
# One week may speak this loudly (log); beyond it more evidence changes nothing, and no number overflows.
LOUDEST = 60.0


def _rung(extra: float) -> int:
    return int(np.argmin(np.abs(np.log(LADDER / extra))))


BURSTS: tuple[tuple[float, tuple[int, ...]], ...] = tuple(
    ((1 - PLATEAU_WEIGHT) * likely * weight, tuple(_rung(size * share) for share in shares))
    for likely, shares in _PROFILES
    for size, weight in _SIZES
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Bayes factors of one rise against none, by the week it began.

    ``began[d, S]``: a rise that began d weeks before the judged week (mean 1 under the null: an e-value).
    ``active[d, S]``: the part of it in which the rise brought reports in the judged week itself.
    """

    began: Floats
    active: Floats

    def columns(self, columns: Ints) -> Evidence:
        return Evidence(self.began[:, columns], self.active[:, columns])


@dataclass(frozen=True, slots=True)
class Window:
    """The weeks looked at, oldest first, read once for all the lists that look at them.

    ``counts`` [R, S] with nan for missing, ``expected`` their expectation. Bayes factors, weighed and summed over the
    kinds of rises: ``running[d, R, S]`` of bursts that began d weeks before each week and still run, ``active`` the
    part that brought reports in that week; ``done[n][R, S]`` of bursts of n weeks, by the week they began, once they
    are over; ``slow[n][R, S]`` of rises that have lasted n weeks.
    """

    counts: Floats
    expected: Expectation
    running: Floats
    active: Floats
    done: dict[int, Floats]
    slow: dict[int, Floats]


def look(counts: Floats, expected: Expectation) -> Window:
    """Read the weeks. O(weeks x kinds of rises x series)."""
    variance = expected.variance
    step = np.sqrt(variance) * LADDER[:, None, None]
    ratio = np.exp(np.minimum(log_ratio(counts, expected.mean, variance, step), LOUDEST))
    brought = np.maximum(ratio - np.exp(-step), 0.0)
    running = np.zeros((LONGEST_BURST, *counts.shape))
    active = np.zeros_like(running)
    done = {len(rungs): np.zeros(counts.shape) for _, rungs in BURSTS}
    for weight, rungs in BURSTS:
        _add_burst(ratio, brought, weight, rungs, running, active, done[len(rungs)])
    slow = {weeks: _plateaus(counts, expected, weeks) for weeks in PLATEAU_WEEKS if weeks <= len(counts)}
    return Window(counts, expected, running, active, done, slow)


def weigh(window: Window, week: int) -> Evidence:
    """The evidence as it stood in one week of the window, from that week and those before it."""
    began = np.zeros((week + 1, window.counts.shape[1]))
    active = np.zeros_like(began)
    lags = min(LONGEST_BURST, week + 1)
    began[:lags], active[:lags] = window.running[:lags, week], window.active[:lags, week]
    for weeks, factor in window.done.items():
        began[weeks:] += factor[: max(week + 1 - weeks, 0)][::-1]
    lengths = [weeks for weeks in window.slow if weeks <= week + 1]
    for weeks in lengths:
        began[weeks - 1] += window.slow[weeks][week]
        active[weeks - 1] += window.slow[weeks][week]
    # A slow rise of another age cannot be told from none: it speaks neither for nor against.
    began[[lag for lag in range(week + 1) if lag + 1 not in lengths]] += PLATEAU_WEIGHT
    return Evidence(began, active)


def log_ratio(counts: Floats, mean: Floats, variance: Floats, extra: Floats) -> Floats:
    """Log likelihood ratio of negative binomial counts with ``extra`` reports expected against without.

    Both have the same variance over mean, so that more reports always speak more for a rise; 0 for a missing week.
    """
    ratio = np.maximum(variance / mean, 1.0005) - 1
    size, more = mean / ratio, extra / ratio
    logs = gammaln(counts + size + more) - gammaln(size + more) - more * np.log1p(ratio)
    logs += gammaln(size) - gammaln(counts + size)
    return np.where(np.isnan(logs), 0.0, logs)


def _add_burst(
    ratio: Floats,
    brought: Floats,
    weight: float,
    rungs: tuple[int, ...],
    running: Floats,
    active: Floats,
    done: Floats,
) -> None:
    """One kind of burst in all weeks; the products are kept by the week of beginning."""
    weeks = ratio.shape[1]
    product = np.full(ratio.shape[1:], weight)
    for lag, rung in enumerate(rungs[:weeks]):
        before = product[: weeks - lag]
        active[lag, lag:] += before * brought[rung, lag:]
        product = before * ratio[rung, lag:]
        running[lag, lag:] += product
    if len(rungs) <= weeks:
        done[: len(product)] += product


def _plateaus(counts: Floats, expected: Expectation, weeks: int) -> Floats:
    """Bayes factors of rises that have lasted so many weeks, for each week that has as many before it."""
    seen = ~np.isnan(counts)
    part = expected.where(seen)
    sums = [_running_sum(table, weeks) for table in (np.where(seen, counts, 0.0), part.mean, part.noise)]
    doubt, step = (_running_sum(np.sqrt(table), weeks) for table in (part.doubt, part.variance))
    observed, mean, variance = sums[0], np.maximum(sums[1], 1e-9), np.maximum(sums[2] + doubt**2, 1e-9)
    logs = log_ratio(observed, mean, variance, np.array(PLATEAU_HEIGHTS)[:, None, None] * step)
    factor = np.ones_like(counts)
    factor[weeks - 1 :] = np.exp(np.minimum(logs, LOUDEST)).mean(axis=0)
    return PLATEAU_WEIGHT * factor


def _running_sum(table: Floats, weeks: int) -> Floats:
    # Whole windows are added up, so that a week without anything sums to exactly 0.
    sums: Floats = np.lib.stride_tricks.sliding_window_view(table, weeks, axis=0).sum(axis=-1)
    return sums
