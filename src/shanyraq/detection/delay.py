"""Reports arrive late: which share of a week's reports is already here, and how sure is that?

Chain ladder (Mack 1993, doi 10.2143/AST.23.2.2005092) on the weeks whose reports have all arrived, pooled by group.
The latest week is then compared with the part of its expectation that should have arrived, not with all of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from .inputs import Floats, Ints, as_positive, as_table, check_whole, read_only, same_shape
from .windows import History

_WORTH = 5.0
"""A group's own share is drawn towards that of all groups, which counts like so many reports."""


@dataclass(frozen=True, slots=True, eq=False)
class ArrivedShare:
    """``share[T, S]`` of the reports of each week that has arrived by the last row, above 0 to 1, and its ``variance``.

    The variance holds the doubt about the average share and how much weeks differ in it. Arrays are read-only.
    """

    share: Floats
    variance: Floats


def arrived_share(
    triangle: ArrayLike, *, groups: Sequence[Hashable] | None = None, closed_weeks: int = 52
) -> ArrivedShare:
    """The share that has arrived, learned from the last ``closed_weeks`` weeks that are complete.

    ``triangle[T, D, S]``: reports of week t that arrived d weeks later (d = 0: in the week itself), D - 1 being the
    longest delay there is. Entries with t + d beyond the last row are not known yet and not read. ``groups``: S labels,
    such as region and source; series of one label share their delays; None pools all. Assumes that delays of the last
    ``closed_weeks`` go on, and that reports arrive independently but for a share that differs between weeks.
    Cost O(T x D x S). Raises ``ValueError`` for another shape, negative numbers, or no complete week.
    """
    table = _as_triangle(triangle)
    weeks, delays, series = table.shape
    check_whole(closed_weeks, "closed_weeks", 1, 10_000)
    if weeks < delays:
        raise ValueError(f"triangle has {weeks} weeks; delays of {delays - 1} weeks need at least {delays}.")
    last = weeks - delays + 1
    known = np.cumsum(np.nan_to_num(table[max(0, last - closed_weeks) : last]), axis=1)
    labels = np.zeros(series, dtype=np.int64) if groups is None else _numbered(groups, series)
    everyone = _shares(known.sum(axis=2, keepdims=True), None)
    share, variance = np.ones((weeks, series)), np.zeros((weeks, series))
    for label in range(labels.max(initial=-1) + 1):
        mine = labels == label
        found, doubt = _shares(known[:, :, mine].sum(axis=2, keepdims=True), everyone[0])
        share[last:, mine], variance[last:, mine] = found[::-1, None], doubt[::-1, None]
    return ArrivedShare(read_only(share), read_only(variance))


def _as_triangle(triangle: ArrayLike) -> Floats:
    table = np.array(triangle, dtype=np.float64)
    if table.ndim != 3:
        raise ValueError(f"triangle has the shape {table.shape}; it must be [weeks, delays, series].")
    as_table(table.reshape(len(table), -1), "triangle")
    with np.errstate(invalid="ignore"):
        if (table < 0).any() or np.isinf(table).any():
            week, delay, column = (int(n) for n in np.argwhere((table < 0) | np.isinf(table))[0])
            raise ValueError(f"triangle, week {week}, delay {delay}, series {column}: a count is 0 or more and finite.")
    return table


def _numbered(groups: Sequence[Hashable], series: int) -> Ints:
    if len(groups) != series:
        raise ValueError(f"groups has {len(groups)} labels; there must be one for each of the {series} series.")
    order = {label: number for number, label in enumerate(dict.fromkeys(groups))}
    return np.array([order[label] for label in groups], dtype=np.int64)


def _shares(known: Floats, everyone: Floats | None) -> tuple[Floats, Floats]:
    """Share arrived after 0 .. D - 2 weeks and its variance; ``known[weeks, D, 1]`` is cumulated over the delays."""
    before, after = known[:, :-1, 0], known[:, 1:, 0]
    reports, total = before.sum(axis=0), after.sum(axis=0)
    prior = np.full(len(total), 0.5) if everyone is None else np.append(everyone[:-1] / everyone[1:], everyone[-1:])
    worth = 1.0 if everyone is None else _WORTH
    step = np.clip((reports + worth * prior) / (total + worth), 1e-6, 1.0)
    binomial = step * (1 - step)
    square = ((before - step * after) ** 2).sum(axis=0)
    weeks = max(len(known) - 1, 1)
    extra = np.maximum(square * len(known) / weeks - binomial * total, 0.0) / np.maximum((after**2).sum(axis=0), 1.0)
    doubt = binomial / (total + worth) + extra * (after**2).sum(axis=0) / np.maximum(total + worth, 1.0) ** 2
    relative = (doubt + extra) / step**2
    share = np.cumprod(step[::-1])[::-1]
    return share, share**2 * np.cumsum(relative[::-1])[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Checked: ``share[T, S]`` above 0 to 1, ``variance[T, S]`` from 0."""

    share: Floats
    variance: Floats

    def expected_of(self, history: History) -> History:
        """The same history, in which a week expects only what should have arrived."""
        exposure = self.share if history.exposure is None else self.share * history.exposure
        return replace(history, exposure=exposure)


def as_arrival(share: ArrayLike | None, variance: ArrayLike | None, shape: tuple[int, ...]) -> Arrival | None:
    """None where everything has arrived. Raises ``ValueError`` naming the first cell out of range."""
    if share is None:
        if variance is not None:
            raise ValueError("arrived_variance is of a share; give arrived too.")
        return None
    table = as_positive(share, "arrived", shape)
    doubt = np.zeros(shape) if variance is None else as_table(variance, "arrived_variance")
    same_shape(doubt.shape, shape, "arrived_variance")
    for values, bad, why in (
        (table, ~(table <= 1), "is not a share from above 0 to 1"),
        (doubt, ~((doubt >= 0) & (doubt <= 1)), "is not a variance from 0 to 1"),
    ):
        if bad.any():
            row, column = (int(number) for number in np.argwhere(bad)[0])
            name = "arrived" if values is table else "arrived_variance"
            raise ValueError(f"{name}, row {row}, column {column}: {values[row, column]:g} {why}.")
    return Arrival(table, doubt)
