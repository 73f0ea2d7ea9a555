"""The map of duties: each region in the colour and letter of the state that wants attention most."""

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.directives.duty_words import mark
from shanyraq.places.map import MapCell, country_map

from .queries import Room


def duties_map(room: Room):
    """SVG of the regions the reader may see."""
    cells = {
        state.area.code: MapCell(
            css=f"state-{state.worst}",
            title=said(state.counts),
            href=reverse("situation:region", args=[state.area.code]),
            letter=mark(state.worst).letter,
        )
        for state in room.regions
        if state.counts
    }
    label = _("Map: where obligations stand on %(day)s") % {"day": room.on.strftime("%d.%m.%Y")}
    return country_map(cells, areas=[state.area for state in room.regions], label=label)


def said(counts: dict[str, int]) -> str:
    """ "2 overdue, 1 met": counts of states in words."""
    return ", ".join(f"{count} {mark(state).name}" for state, count in counts.items())
