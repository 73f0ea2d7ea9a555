"""The map of the situation: hotspots, questions of the list, and silence, each by colour, sign and hatching."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shanyraq.places.map import MapCell, country_map
from shanyraq.radar.templatetags.radar_answering import signals_of

from .layer import Layer, Place

SIGNS = {"hotspot": "▲", "line": "?", "quiet": "∅", "heard": "·"}
HATCHINGS = ("dark", "red", "amber")
NAMES = {
    "hotspot": gettext_lazy("open hotspot"),
    "line": gettext_lazy("question of the attention list"),
    "quiet": gettext_lazy("silent or not heard"),
    "heard": gettext_lazy("heard, nothing stands out"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str
    sign: str
    name: str


def legend() -> list[Mark]:
    """What the signs mean, the most pressing first."""
    return [Mark(kind, sign, str(NAMES[kind])) for kind, sign in SIGNS.items()]


def situation_map(shown: Layer):
    """SVG of the regions or districts of a layer; empty where no border is known."""
    cells = {place.area.pk: cell(place, shown) for place in shown.places}
    label = _("Map: the situation as it was known on %(day)s") % {"day": shown.on.strftime("%d.%m.%Y")}
    return country_map(cells, areas=[place.area for place in shown.places], label=label, hatchings=HATCHINGS)


def cell(place: Place, shown: Layer) -> MapCell:
    css = " ".join(f"sit-{kind}" for kind in place.kinds)
    sign = "".join(SIGNS[kind] for kind in place.kinds if kind != "heard")
    return MapCell(css=css, title=said(place), href=href(place, shown), letter=sign)


def href(place: Place, shown: Layer) -> str:
    """A region leads to its card on the same day, a district to its signals."""
    if place.area.level == 2:
        return signals_of(place.area)
    return f"{reverse('situation:region', args=[place.area.pk])}?layer=situation&on={shown.on.isoformat()}"


def said(place: Place) -> str:
    """ "1 open hotspot, silent districts: 3 of 16": what the map says of a place, in words."""
    parts = []
    if place.hotspots:
        parts.append(ngettext("%(n)s open hotspot", "%(n)s open hotspots", place.hotspots) % {"n": place.hotspots})
    if place.lines:
        many = {"n": place.lines}
        parts.append(ngettext("%(n)s question of the list", "%(n)s questions of the list", place.lines) % many)
    parts += _silence_said(place)
    return ", ".join(parts or [str(NAMES["heard"])])


def _silence_said(place: Place) -> list[str]:
    if place.area.level == 2:
        return [_("silent")] if place.silent else [_("not heard for eight weeks")] if place.unheard else []
    parts = [_("silent as a whole")] if place.whole else []
    of = {"all": place.districts}
    if place.silent:
        parts.append(_("silent districts: %(n)s of %(all)s") % {"n": place.silent, **of})
    if place.unheard:
        parts.append(_("districts not heard for eight weeks: %(n)s of %(all)s") % {"n": place.unheard, **of})
    return parts
