"""Which of the namesakes? What a text names for sure decides about the rest of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.reading.places.candidates import Candidates, region_of

_FROM_CONTEXT = 0.9
# «ауле Сарыбулак Райымбекского района»: this near, a district says where the village lies.
_ADJACENT = 2
_DOUBTFUL = 0.6
# So many names before and after may decide; a long list of places does not slow down.
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name seen at `start`-`end` (tokens `first` to `last`). `doubtful`: alone it would be no evidence of a place."""

    start: int
    end: int
    first: int
    last: int
    candidates: Candidates
    headed: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The code chosen for a sighting, or None when it is to be asked back; no choice at all means no place."""

    sighting: Sighting
    code: str | None
    certainty: float


def choose(sightings: Sequence[Sighting], region: str | None) -> list[Choice]:
    """A choice for each sighting that names a place, in the order of the text."""
    choices = []
    for place, sighting in enumerate(sightings):
        around = sightings[max(0, place - _AROUND) : place + _AROUND + 1]
        others = [each for each in around if _is_anchor(each) and each is not sighting]
        choice = _doubtful(sighting, others) if sighting.doubtful else _sure(sighting, others, region)
        if choice is not None:
            choices.append(choice)
    return choices


def _is_anchor(sighting: Sighting) -> bool:
    return not sighting.doubtful and sighting.candidates.usual is not None


def _doubtful(sighting: Sighting, anchors: Sequence[Sighting]) -> Choice | None:
    inside = _inside(sighting, anchors)
    return None if inside is None else Choice(sighting, inside, _DOUBTFUL)


def _sure(sighting: Sighting, anchors: Sequence[Sighting], region: str | None) -> Choice | None:
    found = sighting.candidates
    if _contradicted(sighting, anchors):
        return None
    if len(found.all) == 1:
        return Choice(sighting, found.all[0], found.sure)
    if found.usual is not None and (found.sure >= _FROM_CONTEXT or _is_region(found.usual)):
        return Choice(sighting, found.usual, found.sure)
    inside = _inside(sighting, anchors)
    if inside is None and region is not None:
        inside = _only([code for code in found.all if region_of(code) == region])
    if inside is not None:
        return Choice(sighting, inside, _FROM_CONTEXT)
    return Choice(sighting, found.usual, found.sure)


def _contradicted(sighting: Sighting, anchors: Sequence[Sighting]) -> bool:
    """Does a district stand beside a village's name that knows no such village? The gazetteer has gaps."""
    if any(":" not in code for code in sighting.candidates.all):
        return False
    for anchor in anchors:
        area = anchor.candidates.usual
        if area is None or not anchor.headed or _is_region(area) or ":" in area:
            continue
        gap = anchor.first - sighting.last if anchor.first > sighting.last else sighting.first - anchor.last
        if 0 < gap <= _ADJACENT and not any(code[:9] == area for code in sighting.candidates.all):
            return True
    return False


def _inside(sighting: Sighting, anchors: Sequence[Sighting]) -> str | None:
    """The one candidate that lies in a named area: its district first, then its region; the nearest name decides."""
    nearest = sorted(anchors, key=lambda each: (abs(each.first - sighting.first), each.first))
    for narrow in (True, False):
        for anchor in nearest:
            area = anchor.candidates.usual or ""
            found = _only(
                [code for code in sighting.candidates.all if _lies_in(code, area, narrow=narrow) and code != area]
            )
            if found:
                return found
    return None


def _lies_in(code: str, area: str, *, narrow: bool) -> bool:
    if narrow and not _is_region(area):
        return code[:9] == area[:9]
    return region_of(code) == region_of(area)


def _only(codes: list[str]) -> str | None:
    """The one code; among several, the one area that is no settlement."""
    if len(codes) == 1:
        return codes[0]
    areas = [code for code in codes if ":" not in code]
    return areas[0] if len(areas) == 1 else None


def _is_region(code: str) -> bool:
    return code.startswith("KZ-")
