"""Which districts lie side by side, read from the borders of the country pack."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from .actions import pack_folder

Point = tuple[float, float]


@lru_cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """For each district (KATO) the districts with which it shares a piece of border."""
    features = json.loads((pack_folder() / "districts.geojson").read_text(encoding="utf-8"))["features"]
    return side_by_side({feature["properties"]["kato"]: feature["geometry"] for feature in features})


def side_by_side(geometries: Mapping[str, dict]) -> dict[str, frozenset[str]]:
    """For each code the codes whose polygons share at least one edge, point by point (GeoJSON geometries)."""
    owners: dict[frozenset[Point], set[str]] = defaultdict(set)
    for code, geometry in geometries.items():
        for edge in _edges(geometry):
            owners[edge].add(code)
    found: dict[str, set[str]] = {code: set() for code in geometries}
    for sharing in owners.values():
        for code in sharing:
            found[code] |= sharing - {code}
    return {code: frozenset(beside) for code, beside in found.items()}


def _edges(geometry: dict) -> Iterator[frozenset[Point]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = [tuple(point) for point in ring]
            yield from (frozenset(pair) for pair in pairwise(points))
