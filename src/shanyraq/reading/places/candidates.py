"""Which places a mention may mean, by its head noun or, without one, by what people usually mean."""

from dataclasses import dataclass

from shanyraq.reading.gazetteer import Gazetteer, Settlement
from shanyraq.reading.places.endings import Form
from shanyraq.reading.places.heads import CITY, DISTRICT, REGION, Head

_DISTRICTS = ("district", "city_district")
# A town of this size is meant before all villages of its name, unless the text says otherwise.
TOWN = 10_000
_TOWNS_SURE = 0.8
_OUTWEIGHS = 5
# Among so many namesakes only a larger town is meant before the villages: old names of towns are common ones.
_MANY = 6
_BIG_TOWN = 20_000
# More namesakes than this outside a district, and its bare name is asked back.
_FEW_NAMESAKES = 8
# A district whose centre bears its name is meant before as many namesakes elsewhere.
_CENTRE = 5_000
_NAMESAKES_OF_A_CENTRE = 12
# A place of this size is known well enough to be named without a preposition.
_SETTLED = 3_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """`all` are the codes a name may have; `usual` the one meant when nothing else is said; `sure` how surely."""

    all: tuple[str, ...]
    usual: str | None
    sure: float


NOTHING = Candidates((), None, 0.0)


def region_of(code: str) -> str:
    """ "KZ-31" of any code of a place in it."""
    return code if code.startswith("KZ-") else f"KZ-{code[:2]}"


def headed(book: Gazetteer, names: tuple[Form, ...], adjective: tuple[str, ...], head: Head) -> Candidates:
    """Places of the kind that the head noun says."""
    codes = sorted({*adjective, *(code for form in names for code in book.nouns.get(form.name, ()))})
    if head.kind == REGION:
        return _chosen(tuple(code for code in codes if book.areas[code].kind == "region"))
    if head.kind == DISTRICT:
        return _chosen(tuple(code for code in codes if book.areas[code].kind in _DISTRICTS))
    if head.kind == CITY:
        cities = tuple(code for code in codes if book.areas[code].kind == "city")
        return _chosen(cities) if cities else _villages(book, names, towns_only=True)
    return _villages(book, names)


def _chosen(codes: tuple[str, ...]) -> Candidates:
    return Candidates(codes, codes[0] if len(codes) == 1 else None, 0.98)


def bare(book: Gazetteer, names: tuple[Form, ...]) -> Candidates:
    """Places of a name that stands alone: a city before a region, a region before a district, that before villages."""
    codes = sorted({code for form in names for code in book.nouns.get(form.name, ())})
    cities, regions, districts, parts = (
        [code for code in codes if book.areas[code].kind == kind]
        for kind in ("city", "region", "district", "city_district")
    )
    villages = _villages(book, names)
    everything = (*cities, *regions, *districts, *parts, *villages.all)
    shared = all(book.everyday.get(form.name) for form in names)
    if len(cities) == 1 and not (shared and districts):
        return Candidates(everything, cities[0], 0.9)
    if len(regions) == 1 and not cities and not (shared and _largest(book, villages.all) >= TOWN):
        return Candidates(everything, regions[0], 0.7)
    if len(districts) == 1 and not cities:
        return _district(book, districts[0], everything, villages)
    if cities or regions or districts or (parts and villages.sure > _TOWNS_SURE):
        return Candidates(everything, None, 0.6)
    return Candidates(everything, villages.usual, villages.sure)


def _district(book: Gazetteer, district: str, everything: tuple[str, ...], villages: Candidates) -> Candidates:
    """The district, unless many villages elsewhere, or a large one, bear its name; its own village is in it anyway."""
    elsewhere = tuple(code for code in villages.all if code[:9] != district)
    centre = _largest(book, tuple(code for code in villages.all if code[:9] == district))
    has_centre = centre >= _CENTRE or (villages.usual or "")[:9] == district
    limit = _NAMESAKES_OF_A_CENTRE if has_centre else _FEW_NAMESAKES
    largest = _largest(book, elsewhere)
    meant = len(elsewhere) < limit and not (largest >= TOWN and largest > centre)
    apart = tuple(code for code in everything if code[:9] != district or code == district)
    return Candidates(apart, district if meant else None, 0.7 if elsewhere else 0.85)


def _largest(book: Gazetteer, villages: tuple[str, ...]) -> int:
    return max((book.settlement(code).population for code in villages), default=0)


def _villages(book: Gazetteer, names: tuple[Form, ...], *, towns_only: bool = False) -> Candidates:
    indices = dict.fromkeys(index for form in names for index in book.indices_called(form.name))
    found = [book.settlements[index] for index in indices]
    if not found:
        return NOTHING
    if towns_only:
        found = [each for each in found if each.population >= _CENTRE] or found
    codes = tuple(each.code for each in _one_a_district(found))
    if len(codes) == 1:
        return Candidates(codes, codes[0], 0.9)
    known = {book.settlements[book.known[form.name]].code for form in names if form.name in book.known}
    if len(known) == 1:
        return Candidates(codes, known.pop(), _TOWNS_SURE)
    centres = {code for form in names for code in codes if code[:9] in book.nouns.get(form.name, ())}
    if len(centres) == 1 and len(codes) < _FEW_NAMESAKES:
        # The village a district is called after is its centre.
        return Candidates(codes, centres.pop(), _TOWNS_SURE)
    first, second = sorted(found, key=lambda each: (-each.population, each.code))[:2]
    enough = TOWN if len(codes) < _MANY else _BIG_TOWN
    if first.population >= enough and first.population >= _OUTWEIGHS * second.population:
        return Candidates(codes, first.code, _TOWNS_SURE)
    return Candidates(codes, None, 0.6)


def _one_a_district(found: list[Settlement]) -> list[Settlement]:
    """The largest of a name in each district: two of one name in one district are nobody's question."""
    largest = {each.district: each for each in sorted(found, key=lambda each: (each.population, each.code))}
    return sorted(largest.values(), key=lambda each: each.code)


def is_settled(book: Gazetteer, names: tuple[Form, ...]) -> bool:
    """Is one of the names known well enough to stand without a preposition: an area, a town, a name added by hand?"""
    for form in names:
        if form.name in book.nouns:
            return True
        if form.name in book.known:
            return True
        if any(book.settlements[index].population >= _SETTLED for index in book.indices_called(form.name)):
            return True
    return False
