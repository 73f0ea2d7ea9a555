"""The country as an SVG picture: each area is a link with a title, no script, good on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Area

MARGIN = 4


@dataclass(frozen=True, slots=True)
class MapCell:
    """How an area looks and where it leads: a CSS class, a full sentence, an address, a letter drawn on it."""

    css: str
    title: str
    href: str
    letter: str = ""


def country_map(cells: Mapping[str, MapCell], *, areas: Iterable[Area], label: str) -> SafeString:
    """The given areas drawn in the country's picture; an area without a cell is "no data". No areas, no picture.

    ``label`` says in words what the picture shows; the page keeps a table beside it.
    """
    areas = [area for area in areas if area.border]
    if not areas:
        return SafeString("")
    shown = [(area, cells.get(area.code)) for area in areas]
    return render_to_string("places/map.html", {"shown": shown, "label": label, "box": _box(areas)})


def _box(areas: list[Area]) -> str:
    """The view box around the areas."""
    lefts, tops, rights, bottoms = zip(*(area.bounds for area in areas), strict=True)
    left, top = min(lefts) - MARGIN, min(tops) - MARGIN
    return f"{left:.0f} {top:.0f} {max(rights) - left + MARGIN:.0f} {max(bottoms) - top + MARGIN:.0f}"
