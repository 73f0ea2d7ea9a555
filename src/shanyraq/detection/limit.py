"""Are there enough reports for an alarm at all?"""

from __future__ import annotations

import numpy as np

from .inputs import Bools, Floats, Ints


def enough_reports(observed: Floats, rows: Ints, limit: tuple[int, int]) -> Bools:
    """At least ``limit[0]`` reports in the last ``limit[1]`` weeks, the judged one included, ``[len(rows), S]``.

    ``observed[T, S]``; a missing week adds nothing. Cost in the order of T * S.
    """
    reports, weeks = limit
    total = np.zeros((len(observed) + 1, observed.shape[1]))
    np.cumsum(np.nan_to_num(observed, nan=0.0), axis=0, out=total[1:])
    return np.asarray(total[rows + 1] - total[np.maximum(rows + 1 - weeks, 0)] >= reports)
