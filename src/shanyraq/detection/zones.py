"""Zones: the sets of areas a scan looks at. Made from distances or from borders, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from .inputs import Floats, Ints, as_table, check_between, check_whole, read_only

Zone = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """Checked zones: the members of zone z are ``members[starts[z] : starts[z + 1]]``, smallest number first."""

    members: Ints
    starts: Ints
    matrix: csr_array
    """Ones where an area belongs to a zone ``[zones, areas]``."""

    def __len__(self) -> int:
        return len(self.starts) - 1


def as_zones(zones: Sequence[Sequence[int]] | Iterable[ArrayLike], areas: int) -> ZoneTable:
    """Zones checked against the number of columns.

    Raises ``ValueError`` with the number of the first zone that is empty, holds a column twice, or names one that is
    not there.
    """
    each = [_as_members(zone, number) for number, zone in enumerate(zones)]
    if not each:
        raise ValueError("there are no zones to look at; give at least one.")
    sizes = np.array([len(zone) for zone in each])
    members, owners = np.concatenate(each), np.repeat(np.arange(len(each)), sizes)
    for cell in np.flatnonzero((members < 0) | (members >= areas))[:1]:
        raise ValueError(f"zone {owners[cell]} names column {members[cell]}; the counts have columns 0 to {areas - 1}.")
    members = members[np.lexsort((members, owners))]
    for cell in np.flatnonzero((np.diff(members) == 0) & (np.diff(owners) == 0))[:1]:
        raise ValueError(f"zone {owners[cell]} holds column {members[cell]} twice.")
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    matrix = csr_array((np.ones(len(members)), members, starts), shape=(len(each), areas))
    return ZoneTable(read_only(members), read_only(starts), matrix)


def _as_members(zone: Sequence[int] | ArrayLike, number: int) -> Ints:
    members = np.asarray(zone)
    if members.ndim == 1 and members.size == 0:
        raise ValueError(f"zone {number} is empty; a zone holds at least one column.")
    if members.ndim != 1 or members.dtype.kind not in "iu":
        raise ValueError(f"zone {number} is not a list of column numbers, whole and counted from 0.")
    return members.astype(np.int64)


def nearest_zones(
    coordinates: ArrayLike, k: int | None = None, *, population: ArrayLike | None = None, share: float = 0.5
) -> tuple[Zone, ...]:
    """Round zones: every area with its 0, 1, ... k - 1 nearest others, each set once.

    ``coordinates[S, d]`` of the areas' centres in any unit of length, compared by straight lines; equal distances are
    ordered by number. ``k`` is the largest zone in areas (None: all). With ``population`` (one number an area) a zone
    grows no further than ``share`` of the total. Members stand in order of distance, the centre first.

    Costs O(S ** 2 log S + total size of the zones). Raises ``ValueError`` for bad coordinates, populations, settings.
    Kulldorff 1997, doi 10.1080/03610929708831995.
    """
    places = as_table(coordinates, "coordinates")
    for area in np.flatnonzero(~np.isfinite(places).all(axis=1))[:1]:
        raise ValueError(f"area {area} has no place; its coordinates are {places[area].tolist()}.")
    areas = len(places)
    largest = areas if k is None else k
    check_whole(largest, "k", min(1, areas), max(areas, 1))
    check_between(share, "share", 0, 1)
    weights = _as_population(population, areas)
    return tuple(_distinct(_rings(places, largest, weights, share)))


def _as_population(population: ArrayLike | None, areas: int) -> Floats:
    if population is None:
        return np.zeros(areas)
    weights = np.array(population, dtype=np.float64)
    if weights.shape != (areas,) or not (np.isfinite(weights) & (weights >= 0)).all() or weights.sum() <= 0:
        raise ValueError(f"population is one number for each of the {areas} areas, 0 or more, not all 0.")
    return weights


def _rings(places: Floats, largest: int, weights: Floats, share: float) -> Iterator[Zone]:
    limit = share * weights.sum()
    for place in places:
        order = np.argsort(((places - place) ** 2).sum(axis=1), kind="stable")[:largest]
        room = int(np.searchsorted(np.cumsum(weights[order]), limit, side="right")) if limit > 0 else len(order)
        members = order[:room].tolist()
        yield from (tuple(members[:size]) for size in range(1, len(members) + 1))


def border_zones(neighbours: Sequence[Sequence[int]], *, steps: int = 2, most: int | None = None) -> tuple[Zone, ...]:
    """Connected zones: every area alone, with its neighbours, with theirs, up to ``steps`` borders away, each set once.

    ``neighbours[a]`` are the areas that border on area a. With ``most`` zones grow by one area at a time instead, the
    nearest by borders first (then by number), up to ``most`` areas and ``steps`` borders. All zones are connected.

    Costs O(total size of the zones). Raises ``ValueError`` naming the area whose neighbours are wrong: not there,
    itself, or not mutual.
    """
    check_whole(steps, "steps", 0, 10_000)
    if most is not None:
        check_whole(most, "most", 1, 1_000_000)
    borders = _as_borders(neighbours)
    return tuple(_distinct(zone for area in range(len(borders)) for zone in _spread(borders, area, steps, most)))


def _as_borders(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    borders = [sorted({int(other) for other in others}) for others in neighbours]
    for area, others in enumerate(borders):
        for other in others:
            if not 0 <= other < len(borders):
                raise ValueError(f"area {area} borders on {other}; there are areas 0 to {len(borders) - 1}.")
            if other == area:
                raise ValueError(f"area {area} borders on itself.")
            if area not in borders[other]:
                raise ValueError(f"area {area} borders on {other}, but {other} does not border on {area}.")
    return borders


def _spread(borders: list[list[int]], area: int, steps: int, most: int | None) -> Iterator[Zone]:
    """The zones that grow from one area, one step (or with ``most`` one area) at a time."""
    reached, edge = [area], [area]
    yield (area,)
    for _ in range(steps):
        edge = sorted({other for one in edge for other in borders[one]} - set(reached))
        if most is None:
            reached = reached + edge
            yield tuple(reached)
            continue
        for other in edge[: most - len(reached)]:
            reached = [*reached, other]
            yield tuple(reached)


def _distinct(zones: Iterable[Zone]) -> Iterator[Zone]:
    seen: set[frozenset[int]] = set()
    for zone in zones:
        members = frozenset(zone)
        if members not in seen:
            seen.add(members)
            yield zone
