"""Where something happened, as somebody who is asked for a place says it: a code or a name, old or new, in any of the
three languages. A name that several places bear is asked back."""

import re
from dataclasses import dataclass

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.places.queries import find_area
from shanyraq.reading.gazetteer import gazetteer
from shanyraq.reading.places.candidates import region_of
from shanyraq.reading.places.find import find_places
from shanyraq.reading.places.keys import parts

MOST_ASKED = 25
CYRILLIC = re.compile("[\u0400-\u04ff]")
# Some Latin capitals look like a Cyrillic one, and their small letters do not: they are told apart while still large.
CAPITALS = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")


@dataclass(frozen=True, slots=True)
class Where:
    """A district, or a region where no district is known; a settlement of the gazetteer, or none; its code."""

    area: Area
    settlement: str = ""
    code: str = ""

    def __str__(self):
        return f"{self.settlement}, {self.area.name}" if self.settlement else self.area.name


def find(text: str, region: str = "") -> list[Where]:
    """What a name or code may mean, in a region ("KZ-19") or in the whole country. Nothing, one place, or several."""
    text = " ".join(_in_one_script(word) for word in text.split())[:200]
    if not text:
        return []
    area = find_area(text)
    codes = [area.code] if area and area.level else []
    codes += [code for code in _called(text) if code not in codes]
    if not codes:
        codes = _said(text, region)
    near = [code for code in codes if not region or region_of(code) == region]
    return _on_the_map(near)


def _in_one_script(word: str) -> str:
    """A word with Cyrillic letters has no Latin ones, whatever keyboard they were typed on."""
    return word.translate(CAPITALS) if CYRILLIC.search(word) else word


def of_code(code: str) -> Where | None:
    """The place of a code: "KZ-19", nine digits of KATO, or those of a settlement ("314800000:1521094")."""
    found = _on_the_map([code]) if _is_known(code) else []
    return found[0] if found else None


def districts(region: str) -> list[Where]:
    """Districts of a region, by name; the last choice is the region itself."""
    on = today()
    areas = Area.objects.districts().on(on).filter(parent=region)
    whole = Area.objects.regions().on(on).filter(pk=region)
    return [Where(area, code=area.code) for area in [*sorted(areas, key=lambda each: each.name), *whole]]


def _called(text: str) -> list[str]:
    """Codes of everything that bears exactly this name."""
    book = gazetteer()
    name = "".join(parts(text))
    villages = [book.settlements[index].code for index in book.indices_called(name)] if name else []
    return [*book.nouns.get(name, ()), *villages]


def _said(text: str, region: str) -> list[str]:
    """Codes of what a phrase names («село Шелек», «Қордай ауданы Масаншы ауылы»): the finest, or the namesakes."""
    places, ambiguous = find_places(text, region=region or None)
    districts_said = {place.district for place in places if place.kind in ("district", "city", "city_district")}
    asked = [code for name in ambiguous for code in name.codes]
    inside = [code for code in asked if code[:9] in districts_said]
    villages = [place.code for place in places if place.kind == "settlement"]
    fine = [code for code in villages if not districts_said or code[:9] in districts_said]
    return inside or fine or asked or [place.code for place in places if place.kind != "region"] or [
        place.code for place in places
    ]  # fmt: skip


def _is_known(code: str) -> bool:
    book = gazetteer()
    return code in book.areas or code in book.by_code or Area.objects.filter(pk=code).exists()


def _on_the_map(codes: list[str]) -> list[Where]:
    """Places of today's map; what lies in a district the map does not have lies in its region."""
    codes = list(dict.fromkeys(codes))
    wanted = {code.partition(":")[0] for code in codes} | {region_of(code) for code in codes}
    areas = {area.pk: area for area in Area.objects.on(today()).filter(pk__in=wanted, level__in=(1, 2))}
    book = gazetteer()
    found = []
    for code in codes:
        area = areas.get(code.partition(":")[0]) or areas.get(region_of(code))
        if area is not None:
            settlement = book.settlement(code).name if ":" in code else ""
            found.append(Where(area, settlement, code))
    return found
