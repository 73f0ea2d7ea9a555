"""Why a line stands on the list, as codes and numbers; the pages find the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Value = int | float | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a line. The codes and their values are listed in docs/reference/detection-attention.md.

    >>> Reason("years", {"years": 5, "weeks": 235}).values["years"]
    5
    """

    code: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the attention list of a week: a question to a human, never an action.

    ``week`` is the judged row, ``rank`` counts from 1, ``series`` the leading column, ``members`` the columns joined in
    the line (``series`` first). ``observed`` and ``expected`` are the reports of that week, ``p_mid`` the probability
    of more (half of as many) without a rise: all three of the members together. ``lower`` is the 5 % point of the
    posterior of the relative rate.
    """

    week: int
    rank: int
    series: int
    members: tuple[int, ...]
    observed: int
    expected: float
    lower: float
    p_mid: float
    because: tuple[Reason, ...]
