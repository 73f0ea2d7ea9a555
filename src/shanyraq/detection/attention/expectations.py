"""What the weeks of the look-back should have brought: mean, dispersion and doubt of every series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..inputs import Bools, Floats, Ints, as_counts, as_positive
from ..settings import FarringtonSettings
from ..windows import History, as_history
from .baselines import Baseline, baseline

LOOK_BACK = 12
ANCHOR_STEP = 6
LEAST_MEAN = 1e-3


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected reports [R, S] (or [S]): ``mean``; ``dispersion`` (variance over mean, at least 1) of a week's noise;
    ``doubt``: variance of the estimated mean itself, shared by the weeks of a series."""

    mean: Floats
    dispersion: Floats
    doubt: Floats

    @property
    def tables(self) -> tuple[Floats, Floats, Floats]:
        return self.mean, self.dispersion, self.doubt

    @property
    def noise(self) -> Floats:
        """Variance of a count about its true mean."""
        return self.dispersion * self.mean

    @property
    def variance(self) -> Floats:
        """Variance of a count about its expected mean."""
        return self.noise + self.doubt

    def together(self) -> Expectation:
        """The sum over weeks (first axis): noise adds up as variances, doubt about one mean as standard deviations."""
        mean = self.mean.sum(axis=0)
        noise = self.noise.sum(axis=0)
        return Expectation(mean, noise / np.maximum(mean, 1e-300), np.sqrt(self.doubt).sum(axis=0) ** 2)

    def thinned(self, share: Floats) -> Expectation:
        """Of the reports that have arrived so far, a ``share`` of all: the noise is thinned with them."""
        return Expectation(self.mean * share, 1 + share * (self.dispersion - 1), self.doubt * share**2)

    def last(self, weeks: int) -> Expectation:
        return Expectation(*(table[-weeks:] for table in self.tables))

    def where(self, seen: Bools) -> Expectation:
        """Nothing is expected of a week that is missing."""
        return Expectation(*(np.where(seen, table, 0.0) for table in self.tables))

    def columns(self, columns: Ints | list[int]) -> Expectation:
        return Expectation(*(table[..., columns] for table in self.tables))


@dataclass(frozen=True, slots=True)
class LookBack:
    """The weeks ``rows`` (the judged one last) with their counts (nan where missing) and expectations, and what the
    judged week was compared with."""

    rows: Ints
    counts: Floats
    expected: Expectation
    baseline: Baseline


def read_history(counts: ArrayLike, exposure: ArrayLike | None) -> History:
    """Counts and sources as the baselines read them. Raises ``ValueError`` naming the bad cell."""
    table = as_counts(counts)
    offset = None if exposure is None else as_positive(exposure, "exposure", table.shape)
    return as_history(table, None, offset, None)


def read_arrived(arrived: ArrayLike | None, shape: tuple[int, ...]) -> Floats | None:
    """Share of each week's reports that has arrived. Raises ``ValueError`` naming a share that is not in (0, 1]."""
    if arrived is None:
        return None
    share = as_positive(arrived, "arrived", shape)
    if (share > 1).any():
        row, column = (int(number) for number in np.argwhere(share > 1)[0])
        raise ValueError(f"arrived, row {row}, column {column}: {share[row, column]:g} is more than all, which is 1.")
    return share


class Expectations:
    """Baselines of one call, each row fitted once; what a row says depends on the rows up to it alone."""

    def __init__(
        self, history: History, theme: Ints, settings: FarringtonSettings, arrived: Floats | None = None
    ) -> None:
        self._history = history
        self._arrived = arrived
        self._theme = theme
        self._settings = settings
        self._fitted: dict[int, Baseline | None] = {}

    def before(self, row: int) -> LookBack:
        """The judged row and the weeks before it. Every sixth week is fitted, those between are interpolated."""
        anchors = [(anchor, self._fit(anchor)) for anchor in range(row, max(row - LOOK_BACK, 0) - 1, -ANCHOR_STEP)]
        known = [(anchor, fit) for anchor, fit in anchors if fit is not None][::-1]
        rows = np.arange(known[0][0], row + 1)
        tables = (
            np.log([f.rate for _, f in known]),
            np.log([f.dispersion for _, f in known]),
            [f.doubt for _, f in known],
        )
        at = np.array([anchor for anchor, _ in known])
        rate, dispersion, doubt = (_between(rows, at, np.array(table)) for table in tables)
        exposure = 1.0 if self._history.exposure is None else self._history.exposure[rows]
        mean = np.maximum(np.exp(rate) * exposure, LEAST_MEAN)
        expected = Expectation(mean, np.exp(dispersion), doubt * mean**2)
        if self._arrived is not None:
            expected = expected.thinned(self._arrived[rows])
        return LookBack(rows, self._history.observed[rows], expected, known[-1][1])

    def _fit(self, row: int) -> Baseline | None:
        if row not in self._fitted:
            self._fitted[row] = baseline(self._history, row, self._theme, self._settings)
        return self._fitted[row]


def _between(rows: Ints, anchors: Ints, tables: Floats) -> Floats:
    if len(anchors) == 1:
        return tables
    upper = np.clip(np.searchsorted(anchors, rows), 1, len(anchors) - 1)
    share = ((rows - anchors[upper - 1]) / (anchors[upper] - anchors[upper - 1]))[:, None]
    return (1 - share) * tables[upper - 1] + share * tables[upper]
