"""Silence is not calm: series with fewer reports than the season makes expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from ..inputs import Floats, Ints, as_rows
from ..settings import FarringtonSettings
from ..tails import tail
from .baselines import FIRST_ROW
from .because import Reason
from .canonical import Series, in_canonical_order
from .expectations import Expectations, LookBack, read_arrived, read_history
from .places import read_places
from .reasons import history
from .shrinkage import prior_shapes

WINDOWS = (1, 2, 3, 4, 6, 8)
FALSE_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Silence:
    """A series that has fallen silent: a source lost, a road closed, fear? It asks for a call, not for an action.

    ``week`` is the judged row, ``rank`` counts from 1. In the last ``weeks`` weeks ``observed`` reports came where
    ``expected`` were; ``p`` is the probability of as few without a cause, the choice of the window paid for;
    ``upper`` the 95 % point of the posterior of the relative rate.
    """

    week: int
    rank: int
    series: int
    weeks: int
    observed: int
    expected: float
    upper: float
    p: float
    because: tuple[Reason, ...]


def silent(
    counts: ArrayLike,
    *,
    at: Sequence[int] | ArrayLike,
    exposure: ArrayLike | None = None,
    arrived: ArrayLike | None = None,
    hierarchy: Mapping[str, Sequence[object]] | None = None,
    settings: FarringtonSettings | None = None,
) -> tuple[tuple[Silence, ...], ...]:
    """For every week of ``at`` the series with fewer reports than expected, the least probable first.

    Windows of 1 to 8 weeks ending in the judged one are compared with the expectations of ``attention``; the smallest
    lower tail counts, times the number of windows (Bonferroni). Over the series the share of false lines stays below
    .05 (Benjamini and Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x). A missing week is no silence: a series
    whose judged week is missing is not judged, other missing weeks are left out of the sums. With ``exposure`` a source
    known to be gone is no silence either; without it, it is. ``counts``, ``arrived``, ``hierarchy``, errors and cost:
    as ``attention``.
    """
    history = read_history(counts, exposure)
    series = history.observed.shape[1]
    share = read_arrived(arrived, history.observed.shape)
    rows = as_rows(at, len(history.observed), first=FIRST_ROW, needs=f"{FIRST_ROW} weeks")
    places = read_places(hierarchy or {}, None, series)
    if not series:
        return ((),) * len(rows)
    said = in_canonical_order(history, share, places)
    chosen = settings or FarringtonSettings.calibrated()
    expectations = Expectations(said.history, said.places.theme, chosen, said.share)
    return tuple(_week(expectations.before(int(row)), said) for row in rows)


def _week(past: LookBack, said: Series) -> tuple[Silence, ...]:
    p, longest, observed, expected = _least_probable(past)
    found = _beyond_chance(p)
    ranked = sorted(found, key=lambda column: (round(float(np.log(p[column])), 9), said.named[column]))
    theme = said.places.theme
    shapes = prior_shapes(past.counts[-4:], past.expected.mean[-4:], theme)[theme]
    upper = gammaincinv(shapes + observed, 0.95) / (shapes + expected)
    return tuple(
        Silence(
            week=int(past.rows[-1]),
            rank=number,
            series=int(said.columns[column]),
            weeks=int(longest[column]),
            observed=int(observed[column]),
            expected=float(expected[column]),
            upper=float(upper[column]),
            p=float(p[column]),
            because=(*_last_report(past, column), history(past.baseline, column)),
        )
        for number, column in enumerate(ranked, start=1)
    )


def _least_probable(past: LookBack) -> tuple[Floats, Ints, Floats, Floats]:
    """The window with the smallest lower tail of each series: p, its weeks, its reports, its expectation."""
    lengths = [weeks for weeks in WINDOWS if weeks <= len(past.rows)]
    sums = [_sums(past, weeks) for weeks in lengths]
    tails = np.stack([1 - tail(counts + 1, mean, variance) for counts, mean, variance in sums])
    best = tails.argmin(axis=0)
    series = np.arange(len(best))
    observed, expected = (np.stack([part[which] for part in sums])[best, series] for which in (0, 1))
    p = np.clip(tails[best, series] * len(lengths), 1e-300, 1.0)
    p[np.isnan(past.counts[-1])] = 1.0
    return p, np.array(lengths)[best], observed, expected


def _sums(past: LookBack, weeks: int) -> tuple[Floats, Floats, Floats]:
    seen = ~np.isnan(past.counts[-weeks:])
    together = past.expected.last(weeks).where(seen).together()
    mean = np.maximum(together.mean, 1e-9)
    return np.where(seen, past.counts[-weeks:], 0.0).sum(axis=0), mean, np.maximum(together.variance, mean)


def _beyond_chance(p: Floats) -> list[int]:
    ranked = np.sort(p)
    few = np.flatnonzero(ranked <= FALSE_SHARE * np.arange(1, len(p) + 1) / len(p))
    return [int(column) for column in np.flatnonzero(p <= ranked[few[-1]])] if few.size else []


def _last_report(past: LookBack, column: int) -> Iterator[Reason]:
    reports = np.flatnonzero(past.counts[:, column] > 0)
    if reports.size:
        yield Reason("last_report", {"weeks_ago": len(past.rows) - 1 - int(reports[-1])})
    else:
        yield Reason("no_report", {"weeks": len(past.rows)})
