"""Does the engine keep its promises? The p-values of what was judged "nothing", week by week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from ..inputs import Bools, Floats, Ints, as_table, read_only

LEVELS = (0.1, 0.01, 0.001)
WEEKS_TO_FLAG = 3


@dataclass(frozen=True, slots=True, eq=False)
class Monitoring:
    """How often small p-values came, per week [W] and level [3].

    ``share`` of the p-values below each of ``levels`` with the interval ``low`` to ``high`` (Clopper and Pearson);
    ``side`` is 1 where the whole interval lies above the level (too many), -1 below it (too few), else 0;
    ``flagged`` where it has been on one side for three weeks running; ``judged`` [W] p-values there were.
    A week without any has the interval 0 to 1 and ``share`` nan.
    """

    levels: tuple[float, ...]
    judged: Ints
    share: Floats
    low: Floats
    high: Floats
    side: Ints
    flagged: Bools

    @property
    def well(self) -> bool:
        """Is no level flagged in the last week?"""
        return not (len(self.flagged) and bool(self.flagged[-1].any()))


def monitor(p_values: ArrayLike, *, confidence: float = 0.95) -> Monitoring:
    """Compare the ``p_values`` [W, S] of weeks and series judged "nothing" with what chance would give.

    nan where a series was not judged, was missing, or stood on the list. Counts are whole numbers, so hand in ``p``
    made uniform (a random point between P(Y > observed) and ``p``); ``p`` itself looks too rare for rare series and
    mid-p nearly right. Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404. O(weeks x series).
    Raises ``ValueError`` for values outside 0 to 1.
    """
    table = as_table(p_values, "p_values")
    if ((table < 0) | (table > 1)).any():
        row, column = (int(number) for number in np.argwhere((table < 0) | (table > 1))[0])
        raise ValueError(f"p_values, row {row}, column {column}: {table[row, column]:g} is not between 0 and 1.")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1; it is {confidence!r}.")
    judged = (~np.isnan(table)).sum(axis=1)
    below = np.stack([(table < level).sum(axis=1) for level in LEVELS], axis=1)
    low, high = _interval(below, judged[:, None], confidence)
    side = (low > LEVELS).astype(np.int64) - (high < LEVELS).astype(np.int64)
    share = np.divide(below, judged[:, None], out=np.full(below.shape, np.nan), where=judged[:, None] > 0)
    arrays = (judged, share, low, high, side, _running(side))
    return Monitoring(LEVELS, *(read_only(array) for array in arrays))


def _interval(below: Ints, judged: Ints, confidence: float) -> tuple[Floats, Floats]:
    half = (1 - confidence) / 2
    above = judged - below
    low = np.where(below > 0, betaincinv(np.maximum(below, 1), above + 1, half), 0.0)
    high = np.where(above > 0, betaincinv(below + 1, np.maximum(above, 1), 1 - half), 1.0)
    return low, high


def _running(side: Ints) -> Bools:
    flagged: Bools = side != 0
    for back in range(1, WEEKS_TO_FLAG):
        flagged[:back] = False
        flagged[back:] &= side[back:] == side[:-back]
    return flagged
