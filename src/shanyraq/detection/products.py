"""Matrix products of the size met here, on one core."""

from __future__ import annotations

import numpy as np

from .inputs import Floats

_ALONE = 2**18
"""BLAS starts threads for products of more multiplications than this; waking them costs more than they give."""


def product(matrix: Floats, table: Floats) -> Floats:
    """``matrix[m, n] @ table[n, C]``, worked out in strips of the table that one core does by itself."""
    rows, shared = matrix.shape
    columns = table.shape[1]
    width = max(1, _ALONE // max(1, rows * shared))
    if columns <= width:
        return np.asarray(matrix @ table)
    answer = np.empty((rows, columns))
    for left in range(0, columns, width):
        np.matmul(matrix, table[:, left : left + width], out=answer[:, left : left + width])
    return answer
