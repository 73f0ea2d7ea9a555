"""Are there enough reports for an alarm at all?"""

from __future__ import annotations

import numpy as np

from .inputs import Bools, Floats, Ints


def enough_reports(observed: Floats, rows: Ints, limit: tuple[int, int]) -> Bools:
    """At least ``limit[0]`` reports in the last ``limit[1]`` weeks, the judged one included, ``[len(rows), S]``.

    ``observed[T, S]``; a missing week adds nothing. Cost in the order of ``len(rows) * limit[1] * S``.
    """
    reports, weeks = limit
    enough = np.zeros((len(rows), observed.shape[1]), dtype=np.bool_)
    for answer, row in zip(enough, rows, strict=True):
        answer[...] = np.nansum(observed[max(row + 1 - weeks, 0) : row + 1], axis=0) >= reports
    return enough
