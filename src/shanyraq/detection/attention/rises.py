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
PLATEAU_WEIGHT = 0.1
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
    """The weeks looked at, oldest first, and what each rung of the ladder makes of each week.

    ``counts`` [R, S] with nan for missing, ``expected`` the expectation of those weeks, ``ratio`` [R, rungs, S] the
    likelihood ratio of each rung, ``none`` [R, rungs, S] the chance that such a rise brought nothing that week.
    """

    counts: Floats
    expected: Expectation
    ratio: Floats
    none: Floats


def look(counts: Floats, expected: Expectation) -> Window:
    """Read the weeks once; every list that looks at them uses the same tables. O(weeks x rungs x series)."""
    variance = expected.variance
    step = np.sqrt(variance)[:, None, :] * LADDER[:, None]
    logs = log_ratio(counts[:, None, :], expected.mean[:, None, :], variance[:, None, :], step)
    return Window(counts, expected, np.exp(np.minimum(logs, LOUDEST)), np.exp(-step))


def weigh(window: Window, week: int) -> Evidence:
    """The evidence as it stood in one week of the window, from that week and those before it."""
    began = np.zeros((week + 1, window.counts.shape[1]))
    active = np.zeros_like(began)
    for weight, rungs in BURSTS:
        _weigh_burst(window, week, weight, rungs, began, active)
    lengths = [weeks for weeks in PLATEAU_WEEKS if weeks <= week + 1]
    for weeks in lengths:
        began[weeks - 1] += (factor := _plateau(window, week, weeks))
        active[weeks - 1] += factor
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


def _weigh_burst(
    window: Window, week: int, weight: float, rungs: tuple[int, ...], began: Floats, active: Floats
) -> None:
    for lag in range(week + 1):
        factor = np.full(window.counts.shape[1], weight)
        for after in range(min(lag, len(rungs))):
            factor *= window.ratio[week - lag + after, rungs[after]]
        if lag < len(rungs):
            now = window.ratio[week, rungs[lag]]
            active[lag] += factor * np.maximum(now - window.none[week, rungs[lag]], 0.0)
            factor = factor * now
        began[lag] += factor


def _plateau(window: Window, week: int, weeks: int) -> Floats:
    rows = slice(week - weeks + 1, week + 1)
    seen = ~np.isnan(window.counts[rows])
    part = Expectation(*(table[rows] for table in window.expected.tables)).where(seen)
    total = part.together()
    observed = np.where(seen, window.counts[rows], 0.0).sum(axis=0)
    step = np.sqrt(part.variance).sum(axis=0)
    mean, variance = np.maximum(total.mean, 1e-9), np.maximum(total.variance, 1e-9)
    logs = np.stack([log_ratio(observed, mean, variance, height * step) for height in PLATEAU_HEIGHTS])
    factor: Floats = PLATEAU_WEIGHT * np.exp(np.minimum(logs, LOUDEST)).mean(axis=0)
    return factor
