"""The calibrated mode: error rates that are what they say, also for rare series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import recent
from .inputs import Bools, Floats, Ints
from .limit import enough_reports
from .predictive import Predictive, two_values
from .results import FarringtonResult
from .robust import DISPERSIONS, Expectation, expect
from .settings import FarringtonSettings
from .windows import History

_CELLS = 40_000


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Share of each week's reports that has arrived, ``[T, S]`` in 0 .. 1, and the variance of that share."""

    share: Floats
    variance: Floats


def judge(
    history: History, rows: Ints, settings: FarringtonSettings, arrival: Arrival | None = None
) -> FarringtonResult:
    """Judges the rows of every series; those of one row lend each other dispersion, trend and season.

    Order O(rows x series x baseline); memory beside input and answer: about 40 numbers for each of 40,000 cells.
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
    if arrival is None:
        now, both = found.mean, found.mean + earlier
        one = Predictive(now, ratio + doubt * now, chance)
        two = Predictive(both, ratio + doubt * both, chance)
    else:
        one, two = _arrived(found.mean, earlier, ratio, doubt, chance, arrival, rows, before)
    reports = np.nan_to_num(history.observed[rows]) + history.counts[before] * known
    return one, two, reports


def _arrived(
    mean: Floats,
    earlier: Floats,
    ratio: Floats,
    doubt: Floats,
    chance: Floats,
    arrival: Arrival,
    rows: Ints,
    before: Ints,
) -> tuple[Predictive, Predictive]:
    """Thinned counts: of the share s of the reports the variance over the mean is 1 + s (ratio - 1)."""
    now, then = mean * arrival.share[rows], earlier * arrival.share[before]
    now_ratio = 1 + arrival.share[rows] * (ratio - 1)
    then_ratio = 1 + arrival.share[before] * (ratio - 1)
    now_doubt = (mean * mean) * arrival.variance[rows]
    then_doubt = (earlier * earlier) * arrival.variance[before]
    both = now + then
    one = Predictive(now, now_ratio + doubt * now + now_doubt / now, chance)
    mixed = (now * now_ratio + then * then_ratio + now_doubt + then_doubt) / both
    return one, Predictive(both, mixed + doubt * both, chance)
