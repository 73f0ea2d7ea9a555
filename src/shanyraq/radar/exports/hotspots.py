"""Hotspots as they leave the house: place, issue, the words of their state. No summary, no count, no signal."""

from collections.abc import Iterator
from dataclasses import dataclass

from shanyraq.places.models import Area

from ..models import Hotspot

CONFIRMED = (*Hotspot.LIVE, Hotspot.State.CLOSED, Hotspot.State.REVIEWED)
"""States of a hotspot that somebody confirmed."""


@dataclass(frozen=True, slots=True)
class Place:
    """One hotspot in one of its districts (or in its region, where no district is known)."""

    hotspot: Hotspot
    area: Area


def exportable(user):
    """Hotspots, real ones and drills, whose course the user leads: other readers take nothing out of the house."""
    found = Hotspot.objects.visible_to(user).filter(state__in=CONFIRMED)
    return found.select_related("area__parent").order_by("number")


def places(user, region: Area | None) -> Iterator[Place]:
    """Every real confirmed hotspot of a region (or of all the user watches), once for each of its districts."""
    found = exportable(user).real().prefetch_related("areas__parent")
    if region is not None:
        found = found.in_region(region)
    for hotspot in found:
        yield from (Place(hotspot, area) for area in concerned(hotspot))


def concerned(hotspot: Hotspot) -> list[Area]:
    """Its districts in order of their codes; its region where no district is known."""
    return sorted(hotspot.areas.all(), key=lambda area: area.pk) or [hotspot.area]
