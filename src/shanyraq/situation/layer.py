"""The situation layer on a day: what the week's list asks, which hotspots go on, where nothing is heard.

No rule lives here: lines and silences come from the weekly scan, hotspots from their steps, as radar's rooms tell them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from shanyraq.places.models import Area
from shanyraq.radar import line_words, reach, response, response_queries, situation_queries, weekly_queries
from shanyraq.radar.models import Line, Silence
from shanyraq.radar.permissions import has_hotspots
from shanyraq.radar.reach import Coverage
from shanyraq.radar.response import Course, FirstResponse, Repeats
from shanyraq.radar.response_queries import Open
from shanyraq.radar.scoping import watched_regions, watches_country
from shanyraq.radar.situation_queries import Heard, Weekly

SHOWN_OPEN = 10
SMALLEST = 5
"""Whoever does not read signals sees no count below this."""


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a district on the map. ``silent`` and ``unheard`` count its districts; ``whole``: it fell silent
    itself; ``last``: the day of the last report from it."""

    area: Area
    districts: int
    hotspots: int
    lines: int
    silent: int
    unheard: int
    whole: bool
    last: date | None

    @property
    def is_quiet(self) -> bool:
        """Hatched: it fell silent, a district of it did, or at least half of its districts are not heard at all."""
        return self.whole or self.silent > 0 or 2 * self.unheard >= self.districts > 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """What wants attention, most of all first; a place may be all of it at once."""
        found = {"hotspot": self.hotspots, "line": self.lines, "quiet": self.is_quiet}
        return tuple(kind for kind, is_so in found.items() if is_so) or ("heard",)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one reader is shown. Whoever does not watch sees the hotspots he may see, and figures from them alone:
    ``watches`` False leaves ``weekly`` and ``coverage`` None, and ``places`` empty. ``above``: the regions of the
    places, where these are districts; a hotspot or a silence of a whole region is told there.
    """

    on: date
    area: Area | None
    watches: bool
    weekly: Weekly | None
    places: list[Place]
    above: list[Place]
    open: list[Open]
    open_total: int
    response: FirstResponse
    repeats: Repeats
    coverage: Coverage | None
    districts: int

    @property
    def more_open(self) -> int:
        return self.open_total - len(self.open)

    @property
    def quiet_places(self) -> list[Place]:
        """Hatched places, the longest silent first."""
        quiet = [place for place in self.places if place.is_quiet]
        return sorted(quiet, key=lambda place: (place.last or date.min, place.area.pk))

    def silence_of(self, place: Place) -> Silence | None:
        return self.weekly.silences.get(place.area.pk) if self.weekly else None


def may_see(user) -> bool:
    """Is there anything in this layer for a reader?"""
    return has_hotspots(user)


def layer(user, on: date, area: Area | None = None) -> Layer:
    """The layer of a region, or of all that a reader watches."""
    watches = watches_country(user) or (area.pk if area else None) in watched_regions(user) or area is None
    courses = response_queries.courses(user, on, area)
    live = sorted((one for one in courses if one.is_live), key=lambda one: (-one.level, one.opened_on, one.number))
    weekly = situation_queries.weekly(user, on, area) if watches else None
    heard = situation_queries.places(user, on, area) if watches else []
    regions, districts = _places(heard, live, weekly, on) if weekly else ([], [])
    by_region = area is None and len(regions) > 1
    if weekly:
        _say_why(weekly.lines)
    return Layer(
        on=on,
        area=area,
        watches=watches,
        weekly=weekly,
        places=regions if by_region else districts,
        above=[] if by_region else regions,
        open=response_queries.open_ones(user, live[:SHOWN_OPEN], on),
        open_total=len(live),
        response=response.first_response(courses, on),
        repeats=response.repeats(courses, on),
        coverage=_coverage(user, on, area, regions) if watches else None,
        districts=len(districts),
    )


def _say_why(lines: list[Line]) -> None:
    names = weekly_queries.names_for(lines)
    for line in lines:
        line.why = f"{line_words.why(line.because, names)} {line_words.at_least(line.lower)}"


def _coverage(user, on: date, area: Area | None, regions: list[Place]) -> Coverage | None:
    is_whole = area is None and watches_country(user)
    return reach.coverage(user, None if is_whole else [place.area for place in regions], on)


def _places(heard: list[Heard], live: list[Course], weekly: Weekly, on: date) -> tuple[list[Place], list[Place]]:
    """Regions and districts."""
    asked, burning = _asked_about(weekly.lines), response.by_place(live)
    districts = [_district(one, burning, asked, weekly, on) for one in heard if one.area.level == 2]
    regions = [_region(one, districts, weekly, burning, asked) for one in heard if one.area.level == 1]
    return regions, districts


def _district(one: Heard, burning, asked, weekly: Weekly, on: date) -> Place:
    code = one.area.pk
    silent = weekly.scan is not None and situation_queries.is_silent(
        one.area, one.last, weekly.silences, weekly.scan.week
    )
    unheard = not silent and situation_queries.is_unheard(one.last, on)
    return Place(
        one.area, 1, len(burning.get(code, ())), len(asked.get(code, ())), int(silent), int(unheard),
        code in weekly.silences, one.last,
    )  # fmt: skip


def _region(one: Heard, districts: list[Place], weekly: Weekly, burning, asked) -> Place:
    own = [place for place in districts if place.area.parent_id == one.area.pk]
    codes = {one.area.pk, *(place.area.pk for place in own)}
    days = [day for day in (one.last, *(place.last for place in own)) if day]
    return Place(
        area=one.area,
        districts=len(own),
        hotspots=len({course.pk for code in codes for course in burning.get(code, ())}),
        lines=len({pk for code in codes for pk in asked.get(code, ())}),
        silent=sum(place.silent for place in own),
        unheard=sum(place.unheard for place in own),
        whole=one.area.pk in weekly.silences,
        last=max(days, default=None),
    )


def _asked_about(lines: list[Line]) -> dict[str, set]:
    """Lines that wait for a decision, by the code of each place they speak of."""
    found: dict[str, set] = defaultdict(set)
    for line in lines:
        if line.state_then in Line.WAITING:
            for code in {line.area_id, *line.members}:
                found[code].add(line.pk)
    return found
