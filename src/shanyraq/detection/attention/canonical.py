"""An order of the series that no label decides: sums are taken in it, so other names change no digit of a score."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..inputs import Floats, Ints
from ..windows import History
from .because import Line, Reason, Value
from .places import Places, name_order

# What a series says depends on the series next door and no further.
_DOORS = 2


def canonical_order(history: History, share: Floats | None, places: Places) -> Ints:
    """The columns sorted by theme, counts, sources, share arrived, and then by what stands next door.

    Columns that are equal in all of it stay in the order given: whichever comes first says the same.
    """
    tables = [table for table in (history.observed, history.exposure, share) if table is not None]
    told = [np.nan_to_num(table, nan=-1.0) for table in tables]
    rank = _ranked(np.vstack([*told, places.theme.astype(np.float64)]))
    for _door in range(_DOORS):
        beside = [sorted(int(rank[other]) for other in doors) for doors in places.neighbours]
        widest = max(map(len, beside), default=0)
        keys = np.array([[*doors, *[-1] * (widest - len(doors))] for doors in beside]).reshape(len(rank), widest)
        rank = _ranked(np.vstack([keys.T, rank]).astype(np.float64))
    return np.argsort(rank, kind="stable")


def _ranked(keys: Floats) -> Ints:
    """Number of each column among the different ones, the last row deciding first."""
    words = _words(keys)
    order = np.argsort(words, kind="stable")
    is_new = words[order[1:]] != words[order[:-1]]
    rank = np.empty(keys.shape[1], dtype=np.int64)
    rank[order] = np.concatenate([[0], np.cumsum(is_new)])
    return rank


def _words(keys: Floats) -> np.ndarray:
    """Each column as one string of bytes that sorts as its numbers do, the last row first: sorted a hundred times
    faster than by one key after another."""
    # Adding nothing makes -0.0 the 0.0 that it equals.
    bits = (np.ascontiguousarray(keys[::-1].T) + 0.0).view(np.uint64)
    sign = np.uint64(1 << 63)
    bits = np.where(bits & sign, ~bits, bits | sign).astype(">u8")
    return bits.view(f"S{8 * len(keys)}")[:, 0]


@dataclass(frozen=True, slots=True)
class Series:
    """What is known of the series, in the order ``columns`` of those given; ``named`` [S] is their place by labels."""

    columns: Ints
    history: History
    share: Floats | None
    places: Places
    named: Ints

    def given(self, line: Line) -> Line:
        """A line about these series as one about the columns given."""
        because = tuple(Reason(one.code, {k: self._given(v) for k, v in one.values.items()}) for one in line.because)
        members = tuple(int(self.columns[column]) for column in line.members)
        return replace(line, series=int(self.columns[line.series]), members=members, because=because)

    def _given(self, value: Value) -> Value:
        return tuple(sorted(int(self.columns[column]) for column in value)) if isinstance(value, tuple) else value


def in_canonical_order(history: History, share: Floats | None, places: Places) -> Series:
    """The series sorted by what they say, whatever they are called."""
    columns = canonical_order(history, share, places)
    ordered = History(
        observed=history.observed[:, columns],
        counts=history.counts[:, columns],
        weight=None if history.weight is None else history.weight[:, columns],
        exposure=None if history.exposure is None else history.exposure[:, columns],
        dates=history.dates,
    )
    return Series(
        columns,
        ordered,
        None if share is None else share[:, columns],
        places.taken(columns),
        name_order(places)[columns],
    )
