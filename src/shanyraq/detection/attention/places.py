"""Who belongs together: the labels of the hierarchy and the columns next door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..inputs import Ints

THEME = "theme"
Neighbours = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Each series with its theme, its family (first place and theme), its full name and its neighbours.

    ``theme`` and ``family`` [S] are small numbers, equal where the labels are; ``names`` are the labels from the
    widest place down, the theme last: a district is known by its region too.
    """

    theme: Ints
    family: Ints
    names: tuple[tuple[str, ...], ...]
    neighbours: Neighbours

    def taken(self, columns: Ints) -> Places:
        """The same series in another order."""
        place = np.argsort(columns)
        doors = (self.neighbours[column] for column in columns)
        return Places(
            self.theme[columns],
            self.family[columns],
            tuple(self.names[column] for column in columns),
            tuple(tuple(sorted(int(place[other]) for other in door)) for door in doors),
        )


def read_places(hierarchy: Mapping[str, Sequence[object]], neighbours: object, series: int) -> Places:
    """Raises ``ValueError`` naming the level or column that does not fit the counts."""
    levels = _levels(hierarchy, series)
    grounds = [labels for level, labels in levels.items() if level != THEME]
    themes = levels.get(THEME, ("",) * series)
    names = tuple(zip(*grounds, themes, strict=True)) if series else ()
    families = list(zip(grounds[0], themes, strict=True)) if grounds else [(theme,) for theme in themes]
    theme = _numbered(themes)
    return Places(theme, _numbered(families), names, _next_door(neighbours, theme, series))


def name_order(places: Places) -> Ints:
    """Place of each column when sorted by its labels; equal labels by column."""
    ranked = sorted(range(len(places.names)), key=lambda column: (places.names[column], column))
    order = np.empty(len(ranked), dtype=np.int64)
    order[ranked] = np.arange(len(ranked))
    return order


def joined(columns: Sequence[int], neighbours: Neighbours) -> dict[int, tuple[int, ...]]:
    """The group of each column: all that hang together next door to next door, in the order given."""
    given = set(columns)
    group: dict[int, int] = {}
    for column in columns:
        waiting = [column] if column not in group else []
        while waiting:
            here = waiting.pop()
            if here not in group:
                group[here] = column
                waiting.extend(given.intersection(neighbours[here]) - group.keys())
    members: dict[int, list[int]] = {}
    for column in columns:
        members.setdefault(group[column], []).append(column)
    return {column: tuple(members[group[column]]) for column in columns}


def _levels(hierarchy: Mapping[str, Sequence[object]], series: int) -> dict[str, tuple[str, ...]]:
    if not isinstance(hierarchy, Mapping):
        raise ValueError("hierarchy maps each level (region, district, theme) to one label a series.")
    levels = {str(level): tuple(str(label) for label in labels) for level, labels in hierarchy.items()}
    for level, labels in levels.items():
        if len(labels) != series:
            raise ValueError(f"hierarchy, level {level}: {len(labels)} labels for {series} series.")
    return levels


def _numbered(labels: Sequence[object]) -> Ints:
    numbers = {label: number for number, label in enumerate(sorted(set(labels), key=str))}
    return np.array([numbers[label] for label in labels], dtype=np.int64)


def _next_door(neighbours: object, theme: Ints, series: int) -> Neighbours:
    if neighbours is None:
        return ((),) * series
    rows = list(neighbours)  # type: ignore[call-overload]
    if len(rows) != series:
        raise ValueError(f"neighbours has {len(rows)} entries for {series} series.")
    doors: list[set[int]] = [set() for _ in range(series)]
    for column, row in enumerate(rows):
        for other in _columns(row, column, series):
            if theme[other] != theme[column]:
                raise ValueError(f"neighbours, column {column}: column {other} is of another theme.")
            doors[column].add(other)
            doors[other].add(column)
    return tuple(tuple(sorted(door)) for door in doors)


def _columns(row: ArrayLike, column: int, series: int) -> list[int]:
    found = np.array(row)
    if found.size == 0:
        return []
    if found.ndim != 1 or found.dtype.kind not in "iu":
        raise ValueError(f"neighbours, column {column}: neighbours are column numbers, counted from 0.")
    for other in found[(found < 0) | (found >= series)][:1]:
        raise ValueError(f"neighbours, column {column}: column {other} is not there; there are {series} series.")
    return [int(other) for other in found if other != column]
