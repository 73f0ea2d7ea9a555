"""What chance alone would show: the best score of every replicate of a map where nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .inputs import Floats, Ints
from .scan_scores import Score
from .zones import ZoneTable

Draw = Callable[[np.random.Generator, int], Floats]

_PILOT = 24
_BELOW_PILOT = 0.9
_CELLS_AT_ONCE = 1 << 22
_MEMBERS_AT_ONCE = 1 << 24
_SLACK = 1e-5


@dataclass(frozen=True, slots=True)
class Search:
    """All zones and durations of one scan: sums over areas, the latest week first, then longer and longer."""

    zones: ZoneTable
    weights: Floats
    """Of every cell ``[durations, areas]``, the latest week first."""
    expected: Floats
    """Weighted expected sums ``[durations, zones]``."""
    score: Score

    def sums(self, weeks: Floats) -> Floats:
        """Weighted sums ``[durations, zones]`` of ``weeks[durations, areas]``, added in one order for ever."""
        total: Floats = (self.zones.matrix @ np.cumsum(weeks * self.weights, axis=0).T).T
        return total


def null_scores(search: Search, draw: Draw, simulations: int, seed: int) -> Floats:
    """Best scores of ``simulations`` replicates, exact to float64.

    Costs one float32 matrix product and one comparison for each replicate, zone and duration: only the few sums above a
    bar, which most replicates pass, are scored. Memory is bounded by chunks of replicates.
    """
    chance = np.random.default_rng(seed)
    pilot = draw(chance, min(_PILOT, simulations))
    best = np.empty(simulations)
    best[: len(pilot)] = [_best(search, weeks) for weeks in pilot]
    if simulations <= _PILOT:
        return best
    seeker = _Seeker.above(search, _BELOW_PILOT * float(best[:_PILOT].min()))
    size = max(8, _CELLS_AT_ONCE // search.expected.size)
    for begin in range(_PILOT, simulations, size):
        weeks = draw(chance, min(size, simulations - begin))
        best[begin : begin + len(weeks)] = seeker.best(weeks)
    return best


def _best(search: Search, weeks: Floats) -> float:
    return float(search.score.of(search.sums(weeks), search.expected).max())


@dataclass(frozen=True, slots=True)
class _Seeker:
    search: Search
    bar: NDArray[np.float32]
    """Sums a zone and duration must reach to be scored ``[durations, zones]``."""

    @classmethod
    def above(cls, search: Search, bar: float) -> _Seeker:
        sums = search.score.reaching(bar, search.expected) if bar > 0 else search.expected
        # Float32 sums may fall a little short of the exact ones: a little below the bar is looked at too.
        return cls(search, (sums * (1 - _SLACK) - _SLACK).astype(np.float32))

    def best(self, replicates: Floats) -> Floats:
        """The best score of every replicate ``[replicates, durations, areas]``."""
        summed = np.cumsum(replicates * self.search.weights, axis=1)
        best = np.full(len(replicates), -1.0)
        for replicate, duration, zone in self._passed(summed.astype(np.float32)):
            observed = _exact_sums(summed, self.search.zones, replicate, duration, zone)
            scores = self.search.score.of(observed, self.search.expected[duration, zone])
            np.maximum.at(best, replicate, scores)
        for missed in np.flatnonzero(best < 0):
            best[missed] = _best(self.search, replicates[missed])
        return best

    def _passed(self, summed: NDArray[np.float32]) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Replicates, durations and zones whose sums reach the bar, some zones at a time."""
        zones, areas = self.search.zones.matrix.shape
        size = max(1, _MEMBERS_AT_ONCE // areas)
        for begin in range(0, zones, size):
            members = self.search.zones.matrix[begin : begin + size].toarray().astype(np.float32)
            sums = (summed.reshape(-1, areas) @ members.T).reshape(len(summed), -1)
            bar = self.bar[:, begin : begin + size]
            replicate, pair = np.divmod(np.flatnonzero(sums >= bar.ravel()), bar.size)
            yield replicate, pair // bar.shape[1], begin + pair % bar.shape[1]


def _exact_sums(summed: Floats, zones: ZoneTable, replicate: Ints, duration: Ints, zone: Ints) -> Floats:
    """Float64 sums over the members of single zones."""
    if not len(zone):
        return np.zeros(0)
    sizes = np.diff(zones.starts)[zone]
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1]) - np.repeat(ends - sizes - zones.starts[zone], sizes)
    cells = summed[np.repeat(replicate, sizes), np.repeat(duration, sizes), zones.members[places]]
    total: Floats = np.add.reduceat(cells, ends - sizes)
    return total
