"""The country as an SVG picture: each area is a link with a title, no script, good on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .actions import PICTURE_WIDTH
from .models import Area

MARGIN = 4
PICTURE_HEIGHT = 760
"""What a page leaves for a tall picture where a wide one has ``PICTURE_WIDTH``."""


@dataclass(frozen=True, slots=True)
class MapCell:
    """How an area looks and where it leads: a CSS class, a full sentence, an address, a letter drawn on it."""

    css: str
    title: str
    href: str
    letter: str = ""


def country_map(
    cells: Mapping[str, MapCell], *, areas: Iterable[Area], label: str, hatchings: Iterable[str] = ()
) -> SafeString:
    """The given areas drawn in the country's picture; an area without a cell is "no data". No areas, no picture.

    ``label`` says in words what the picture shows; the page keeps a table beside it. ``hatchings`` are names of
    patterns that the cells' CSS may fill areas with: ``url("#hatch-NAME")``.
    """
    areas = [area for area in areas if area.border]
    if not areas:
        return SafeString("")
    shown = [(area, cells.get(area.code)) for area in areas]
    left, top, width, height = _box(areas)
    return render_to_string(
        "places/map.html",
        {
            "shown": shown,
            "label": label,
            "box": f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}",
            "shrink": _shrink(max(width / PICTURE_WIDTH, height / PICTURE_HEIGHT)),
            "hatchings": hatchings,
        },
    )


def _box(areas: list[Area]) -> tuple[float, float, float, float]:
    """Left, top, width and height around the areas."""
    lefts, tops, rights, bottoms = zip(*(area.bounds for area in areas), strict=True)
    left, top = min(lefts) - MARGIN, min(tops) - MARGIN
    return left, top, max(rights) - left + MARGIN, max(bottoms) - top + MARGIN


def _shrink(part: float) -> str:
    """A part of the country fills the same page: its letters and hatchings are drawn smaller by as much."""
    return f" scale({part:.3f})" if part < 0.5 else ""
