"""Borders of districts and regions as RFC 7946 wants them: WGS 84, outer rings against the clock, holes with it."""

import json
from functools import lru_cache
from itertools import pairwise

from shanyraq.places.actions import pack_folder
from shanyraq.places.models import Area

Ring = list[list[float]]


def shape_of(area: Area) -> str:
    """The border as GeoJSON text, ``null`` where the country pack has none."""
    return _shapes("regions" if area.level == 1 else "districts").get(area.kato, "null")


@lru_cache(maxsize=2)
def _shapes(level: str) -> dict[str, str]:
    features = json.loads((pack_folder() / f"{level}.geojson").read_text(encoding="utf-8"))["features"]
    return {each["properties"]["kato"]: _text(right_handed(each["geometry"])) for each in features}


def right_handed(geometry: dict) -> dict:
    """The same polygon or polygons with their rings turned as the standard says (RFC 7946, 3.1.6)."""
    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": _turned(geometry["coordinates"])}
    return {"type": "MultiPolygon", "coordinates": [_turned(polygon) for polygon in geometry["coordinates"]]}


def is_against_clock(ring: Ring) -> bool:
    """By the shoelace sum: positive when the ring runs against the clock."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)) > 0


def _turned(rings: list[Ring]) -> list[Ring]:
    return [ring if is_against_clock(ring) == (place == 0) else ring[::-1] for place, ring in enumerate(rings)]


def _text(geometry: dict) -> str:
    return json.dumps(geometry, separators=(",", ":"))
