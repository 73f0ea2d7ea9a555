"""A place and those next door as one: a rise too small for each may be plain for all of them together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Floats, Ints
from .expectations import Expectation
from .places import Places
from .rises import Evidence, Window, look, weigh

ZONE_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of the series that have neighbours (``centres``): each with its own window of summed counts.

    ``doors`` and ``edges`` are pairs of neighbours: column ``edges[i]`` is next door to ``doors[i]``.
    """

    centres: Ints
    window: Window | None
    doors: Ints
    edges: Ints

    def mixed(self, alone: Evidence, week: int) -> Evidence:
        """Evidence of each series, its zone included: most rises stay in a place, some fill the zone."""
        if self.window is None:
            return alone
        wide = _blended(alone.columns(self.centres), weigh(self.window, week))
        began, active = alone.began.copy(), alone.active.copy()
        began[:, self.centres], active[:, self.centres] = wide.began, wide.active
        return Evidence(began, active)

    def with_zone(self, alone: Evidence, week: int, centre: int, more: Floats) -> Evidence:
        """Evidence of one series and its zone, had the last week brought ``more`` [n] reports."""
        place = np.flatnonzero(self.centres == centre)
        if self.window is None or not place.size:
            return alone
        columns = np.repeat(place, len(more))
        counts = self.window.counts[:, columns]
        counts[-1] += more
        return _blended(alone, weigh(look(counts, self.window.expected.columns(columns)), week))

    def loudest_neighbour(self, active: Floats) -> Floats:
        loudest = np.zeros_like(active)
        np.maximum.at(loudest, self.doors, active[self.edges])
        return loudest


def zones_of(window: Window, places: Places) -> Zones:
    """One zone for every series with neighbours. O(weeks x neighbours)."""
    centres = np.array([column for column, near in enumerate(places.neighbours) if near], dtype=np.int64)
    doors = np.array([column for column, near in enumerate(places.neighbours) for _ in near], dtype=np.int64)
    edges = np.array([other for near in places.neighbours for other in near], dtype=np.int64)
    if not centres.size:
        return Zones(centres, None, doors, edges)
    return Zones(centres, look(*_summed(window, centres, doors, edges)), doors, edges)


def _blended(alone: Evidence, zone: Evidence) -> Evidence:
    pairs = ((alone.began, zone.began), (alone.active, zone.active))
    return Evidence(*((1 - ZONE_SHARE) * mine + ZONE_SHARE * ours for mine, ours in pairs))


def _summed(window: Window, centres: Ints, doors: Ints, edges: Ints) -> tuple[Floats, Expectation]:
    seen = ~np.isnan(window.counts)
    expected = window.expected
    mean = np.where(seen, expected.mean, 0.0)
    parts = (
        np.where(seen, window.counts, 0.0),
        mean,
        expected.dispersion * mean,
        np.where(seen, expected.doubt, 0.0),
    )
    counts, mean, noise, doubt = (_with_neighbours(part, doors, edges)[:, centres] for part in parts)
    mean = np.maximum(mean, 1e-9)
    return counts, Expectation(mean, np.maximum(noise / mean, 1.0), doubt)


def _with_neighbours(table: Floats, doors: Ints, edges: Ints) -> Floats:
    total = table.copy()
    np.add.at(total.T, doors, table.T[edges])
    return total
