"""How much a report counts that an answer may have brought about: whoever is asked speaks more often for a while.

The numbers come from the feedback simulation (``benchmarks/feedback.py``) and are told with their price in
docs/explanation/watching-without-feeding.md.
"""

from datetime import timedelta

import numpy as np

from .scales import Channel, Level, Stage

HALF, QUARTER = 0.5, 0.25
"""What such a report counts, however many answers came before it: a quarter is the floor. Both are exact in binary."""
FRESH = timedelta(weeks=8)
"""So long any report of the place and issue may be an echo."""
OPENED = timedelta(weeks=20)
"""So long those that come by ways the answer opened."""
OPENED_WAYS = frozenset({Channel.REPORTER, Channel.DESK})
"""Known reporters were asked, and the desk writes down what was said on the spot."""


def lasts(channel: str) -> timedelta:
    """How long after an answer a report by this way counts less."""
    return OPENED if channel in OPENED_WAYS else FRESH


def weight(channel: str, age: timedelta) -> float:
    """What a report counts that came so long after an answer.

    >>> weight(Channel.FORM, timedelta(weeks=2)), weight(Channel.DESK, timedelta(weeks=2))
    (0.5, 0.25)
    """
    if age >= lasts(channel):
        return 1.0
    return QUARTER if channel in OPENED_WAYS and age < FRESH else HALF


def by_weeks(age: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What reports count so many whole weeks after an answer (-1: none), by themselves and by ways it opened: the rule
    as simulations ask for it.

    >>> [table.tolist() for table in by_weeks(np.array([-1, 0, 10]))]
    [[1.0, 0.5, 1.0], [1.0, 0.25, 0.5]]
    """
    longest = OPENED // timedelta(weeks=1)
    where = np.where(age < 0, longest, np.minimum(age, longest))
    itself, opened = (
        np.array([weight(way, timedelta(weeks=weeks)) for weeks in range(longest + 1)])[where]
        for way in (Channel.FORM, Channel.REPORTER)
    )
    return itself, opened


def is_never_less(stage: str, level: int) -> bool:
    """People gathering, and whatever cannot wait, always counts in full."""
    return stage == Stage.MOBILISATION or level >= Level.NOW


def whole(weighted: np.ndarray) -> np.ndarray:
    """Weighted counts [weeks, series] as the whole counts engines read: what a week lacks to one goes to the next.

    Sums stay right within a half; whole counts stay as they are.

    >>> whole(np.array([[0.5], [0.5], [1.5], [3.0]])).ravel().tolist()
    [1.0, 0.0, 2.0, 3.0]
    """
    return np.diff(np.floor(weighted.cumsum(axis=0) + 0.5), axis=0, prepend=0.0)
