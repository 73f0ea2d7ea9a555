"""What the detectors answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .inputs import Bools, Floats, read_only


@dataclass(frozen=True, slots=True, eq=False)
class FarringtonResult:
    """Judged weeks down the rows, series across the columns; every array is ``[len(at), S]`` and read-only.

    ``expected``: exp(linear predictor). ``upper``: the bound, whole except with "delta".
    ``p``: P(Y >= observed). ``p_mid``: P(Y > observed) + P(Y = observed) / 2.
    ``alarm``: observed above ``upper``, something observed, limit met. ``dispersion`` >= 1. ``trend``: was it kept.
    """

    expected: Floats
    upper: Floats
    p: Floats
    p_mid: Floats
    alarm: Bools
    dispersion: Floats
    trend: Bools

    @classmethod
    def empty(cls, weeks: int, series: int) -> FarringtonResult:
        """To be filled, then ``close``d."""
        shape = (weeks, series)
        return cls(
            expected=np.full(shape, np.nan),
            upper=np.full(shape, np.nan),
            p=np.full(shape, np.nan),
            p_mid=np.full(shape, np.nan),
            alarm=np.zeros(shape, dtype=np.bool_),
            dispersion=np.full(shape, np.nan),
            trend=np.zeros(shape, dtype=np.bool_),
        )

    def close(self) -> FarringtonResult:
        """The same answer, read-only."""
        for array in (self.expected, self.upper, self.p, self.p_mid, self.dispersion):
            read_only(array)
        read_only(self.alarm)
        read_only(self.trend)
        return self
