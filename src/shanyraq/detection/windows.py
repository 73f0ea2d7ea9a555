"""Baselines of many judged weeks and series at once, in pieces that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .inputs import Floats, Ints, Kind, as_counts, as_flags, as_positive, as_weeks
from .reference_weeks import Days
from .seasons import Layout, layouts
from .settings import FarringtonSettings

CELLS = 512


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What was reported, ready to be cut into baselines.

    ``observed[T, S]``: counts, ``nan`` where missing. ``counts[T, S]``: the same with 0 where ``weight`` is 0.
    ``weight[T, S]``: 0 for missing weeks and episodes, else 1; None when all are 1.
    ``exposure[T, S]``: the population, or None. ``dates[T]``: or None.
    """

    observed: Floats
    counts: Floats
    weight: Floats | None
    exposure: Floats | None
    dates: Days | None


def as_history(
    counts: ArrayLike, dates: ArrayLike | None, population: ArrayLike | None, episodes: ArrayLike | None
) -> History:
    """Checks every input. Raises ``ValueError`` with a sentence that names the place."""
    observed = as_counts(counts)
    days = None if dates is None else as_weeks(dates, len(observed))
    exposure = None if population is None else as_positive(population, "population", observed.shape)
    left_out = np.isnan(observed)
    if episodes is not None:
        left_out |= as_flags(episodes, "episodes", observed.shape)
    if not left_out.any():
        return History(observed, observed, None, exposure, days)
    return History(observed, np.where(left_out, 0.0, observed), 1.0 - left_out, exposure, days)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The baselines of C cells; a cell is one judged week of one series.

    ``counts[n, C]``; ``weight[n, C]`` ≥ 0 or None for ones; ``exposure[n, C]`` and ``exposure_judged[C]``,
    relative to the cell's mean, or None. Where a weight is 0 the count is 0 too.
    """

    layout: Layout
    counts: Floats
    weight: Floats | None
    exposure: Floats | None
    exposure_judged: Floats | None

    @property
    def cells(self) -> int:
        return int(self.counts.shape[1])

    def take(self, cells: Ints) -> Window:
        """Only these cells."""
        return Window(
            self.layout,
            self.counts[:, cells],
            None if self.weight is None else self.weight[:, cells],
            None if self.exposure is None else self.exposure[:, cells],
            None if self.exposure_judged is None else self.exposure_judged[cells],
        )

    def weighted(self, weight: Floats) -> Window:
        """The same baselines with other weights."""
        return Window(self.layout, self.counts, weight, self.exposure, self.exposure_judged)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Where the cells of a window belong: ``answer[position, series]``, weeks first."""

    positions: Ints
    series: slice

    def spread(self, values: NDArray[Kind]) -> NDArray[Kind]:
        """Values of cells ``[..., C]`` as ``[..., weeks, series]``."""
        return values.reshape(*values.shape[:-1], len(self.positions), -1)


def windows(
    history: History, rows: Ints, settings: FarringtonSettings, cells: int = CELLS
) -> Iterator[tuple[Piece, Window]]:
    """The baselines of all judged weeks of all series, at most about ``cells`` at a time; n * cells numbers each."""
    series = history.counts.shape[1]
    width = max(1, min(series, cells))
    for positions, shape in layouts(rows, settings, history.dates):
        for left in range(0, series, width):
            columns = slice(left, min(left + width, series))
            weeks = max(1, cells // (columns.stop - columns.start))
            for start in range(0, len(positions), weeks):
                piece = Piece(positions[start : start + weeks], columns)
                yield piece, _window(history, rows[piece.positions], columns, shape)


def _window(history: History, rows: Ints, columns: slice, shape: Layout) -> Window:
    past = shape.rows[:, None] + rows
    weight = None if history.weight is None else _cut(history.weight, past, columns)
    exposure = judged = None
    if history.exposure is not None:
        exposure = _cut(history.exposure, past, columns)
        scale = exposure.mean(axis=0)
        exposure /= scale
        judged = _cut(history.exposure, rows[None], columns)[0] / scale
    return Window(
        shape,
        _cut(history.counts, past, columns),
        None if weight is None or weight.all() else weight,
        exposure,
        judged,
    )


def _cut(table: Floats, past: Ints, columns: slice) -> Floats:
    return table[:, columns][past].reshape(len(past), -1)
