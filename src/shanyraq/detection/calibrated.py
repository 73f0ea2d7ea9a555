"""The calibrated mode: error rates that are what they say, also for rare series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import recent
from .delay import Arrival
from .inputs import Bools, Floats, Ints
from .limit import enough_reports
from .predictive import Predictive, two_values
from .results import FarringtonResult
from .robust import DISPERSIONS, Expectation, expect
from .settings import FarringtonSettings
from .windows import History

_CELLS = 20_000


def judge(
    history: History, rows: Ints, settings: FarringtonSettings, arrival: Arrival | None = None
) -> FarringtonResult:
    """Judges the rows of every series; those of one row lend each other dispersion, trend and season.

    Order O(rows x series x baseline); memory beside input and answer: about 200 numbers for each of 20,000 cells.
    """
    result = FarringtonResult.empty(len(rows), history.observed.shape[1])
    enough = enough_reports(history.observed, rows, settings.limit)
    many = max(1, _CELLS // max(1, history.observed.shape[1]))
    for start in range(0, len(rows), many):
        part = slice(start, start + many)
        _judge_some(result, part, history, rows[part], settings, enough[part], arrival)
    return result.close()


def _judge_some(
    result: FarringtonResult,
    part: slice,
    history: History,
    rows: Ints,
    settings: FarringtonSettings,
    enough: Bools,
    arrival: Arrival | None,
) -> None:
    if not history.observed.shape[1]:
        return
    found = expect(history, rows, settings)
    observed = history.observed[rows]
    now, both, reports = predictives(history, rows, found, arrival)
    missing = np.isnan(observed)
    seen = np.where(missing, 0.0, observed)
    tail, point = now.at_least(seen), now.exactly(seen)
    p_mid = np.maximum(tail - point / 2, 0.0)
    result.expected[part] = now.mean
    result.dispersion[part] = found.dispersion
    result.trend[part] = found.trend
    result.upper[part] = now.upper(settings.alpha)
    result.p[part] = np.where(missing, np.nan, np.minimum(tail, 1.0))
    result.p_mid[part] = np.where(missing, np.nan, p_mid)
    result.alarm[part] = enough & (seen > 0) & _alarm(p_mid, both, reports, settings.alpha)


def _alarm(alone: Floats, both: Predictive, reports: Floats, alpha: float) -> Bools:
    """Is the week, alone or with the week before, beyond its level? Only sums above their expectation can be."""
    together = np.ones_like(alone)
    above = reports > both.mean
    together[above] = both.take(above).above_or_half(reports[above])
    return np.asarray(recent.combined(alone, together) <= recent.level(alpha))


def predictives(
    history: History, rows: Ints, found: Expectation, arrival: Arrival | None = None
) -> tuple[Predictive, Predictive, Floats]:
    """Of the judged week, of it and the week before together, and the reports of both, ``[W, S]``.

    A week before that is missing or confirmed as an episode is left out of the sum.
    """
    before = np.maximum(rows - 1, 0)
    known = ~np.isnan(history.observed[before]) if history.weight is None else history.weight[before] > 0
    earlier = found.mean * found.before * known
    if history.exposure is not None:
        earlier *= history.exposure[before] / history.exposure[rows]
    ratio, chance = two_values(DISPERSIONS, found.dispersions)
    doubt = found.doubt * ratio / found.dispersion
    reports = np.nan_to_num(history.observed[rows]) + history.counts[before] * known
    now = _Part(found.mean, ratio, 0.0)
    then = _Part(earlier, ratio, 0.0)
    if arrival is not None:
        now, then = now.arrived(arrival, rows), then.arrived(arrival, before)
    both = found.mean + earlier
    mixed = (now.mean * now.ratio + then.mean * then.ratio + now.unsure + then.unsure) / both
    alone = now.ratio + now.unsure / now.mean
    return (
        Predictive(found.mean, alone + doubt * found.mean, chance),
        Predictive(both, mixed + doubt * both, chance),
        reports,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A week of a sum: its mean, its variance over its mean, and the variance that doubt about delays adds."""

    mean: Floats
    ratio: Floats
    unsure: Floats | float

    def arrived(self, arrival: Arrival, weeks: Ints) -> _Part:
        """Thinned: of a share s of the reports the variance over the mean is 1 + s (ratio - 1)."""
        share = arrival.share[weeks]
        return _Part(self.mean, 1 + share * (self.ratio - 1), (self.mean / share) ** 2 * arrival.variance[weeks])
