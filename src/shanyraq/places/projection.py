"""From degrees to the country's picture.

Albers equal-area conic: Snyder, Map Projections, USGS Professional Paper 1395, 1987, p. 98.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin, sqrt

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Albers:
    """Two standard parallels and a centre, in degrees; a sphere of radius 1 is enough for a picture."""

    south: float
    north: float
    centre_lon: float
    centre_lat: float

    def __call__(self, lon: float, lat: float) -> Point:
        n = (sin(radians(self.south)) + sin(radians(self.north))) / 2
        c = cos(radians(self.south)) ** 2 + 2 * n * sin(radians(self.south))
        rho = sqrt(c - 2 * n * sin(radians(lat))) / n
        rho_centre = sqrt(c - 2 * n * sin(radians(self.centre_lat))) / n
        theta = n * radians(lon - self.centre_lon)
        return rho * sin(theta), rho_centre - rho * cos(theta)


@dataclass(frozen=True, slots=True)
class Frame:
    """Fits projected points into a picture of a given width, y pointing down."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Iterable[Point], width: float) -> "Frame":
        xs, ys = zip(*points, strict=True)
        scale = width / (max(xs) - min(xs))
        return cls(min(xs), max(ys), scale, width, (max(ys) - min(ys)) * scale)

    def __call__(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale


def rings(geometry: dict) -> Iterator[list[Point]]:
    """Every ring of a GeoJSON Polygon or MultiPolygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def svg_path(points_of_rings: Iterable[list[Point]], grid: float = 0.5) -> str:
    """Relative SVG path data on a grid, so that neighbours keep one border; points that fall together are left out."""
    return "".join(_ring_path([_snap(point, grid) for point in points]) for points in points_of_rings)


def bounds(points_of_rings: Iterable[list[Point]]) -> list[float]:
    """Left, top, right, bottom."""
    xs, ys = zip(*(point for points in points_of_rings for point in points), strict=True)
    return [round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys))]


def _snap(point: Point, grid: float) -> Point:
    return round(point[0] / grid) * grid, round(point[1] / grid) * grid


def _ring_path(points: list[Point]) -> str:
    distinct = [points[0], *(here for last, here in pairwise(points) if here != last)]
    if len(distinct) < 4:
        return ""
    steps = "".join(_step(last, here) for last, here in pairwise(distinct))
    return f"M{distinct[0][0]:g} {distinct[0][1]:g}l{steps.strip()}z"


def _step(last: Point, here: Point) -> str:
    dx, dy = here[0] - last[0], here[1] - last[1]
    return f"{dx:g}{'' if dy < 0 else ' '}{dy:g} "
