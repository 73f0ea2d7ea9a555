"""Find the places that a short text names, and say how surely; ask back what has several meanings."""

from collections.abc import Iterator
from dataclasses import dataclass

from shanyraq.reading.gazetteer import Gazetteer, gazetteer
from shanyraq.reading.places.belief import is_believed, is_everyday, is_street
from shanyraq.reading.places.candidates import NOTHING, Candidates, bare, headed, region_of
from shanyraq.reading.places.choice import Choice, Sighting, choose
from shanyraq.reading.places.heads import DISTRICT, VILLAGE
from shanyraq.reading.places.mentions import Mention, Token, mentions, tokens
from shanyraq.reading.places.rows import with_heads

_CITIES_OF_THE_COUNTRY = ("KZ-71", "KZ-75", "KZ-79")
_SHORTEST_DOUBTFUL = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text at `start`-`end` (code points).

    `code` is a region ("KZ-31"), nine digits of KATO (city, district) or, for a settlement, those of its district, a
    colon and the settlement's id. `kind` is region, city, district, city_district or settlement; `certainty` is 0 to 1.
    """

    code: str
    name: str
    kind: str
    start: int
    end: int
    certainty: float

    @property
    def district(self) -> str | None:
        """The district or city the place is or lies in; None for a region."""
        return None if self.code.startswith("KZ-") else self.code[:9]

    @property
    def region(self) -> str:
        return region_of(self.code)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several places bear: to be asked back."""

    start: int
    end: int
    codes: tuple[str, ...]


def find_places(
    text: str, *, language: str | None = None, region: str | None = None
) -> tuple[tuple[Place, ...], tuple[Ambiguous, ...]]:
    """Places named in `text`, in its order, and names to be asked back.

    `language` chooses the language of the shown names; `region` ("KZ-31") decides between namesakes.
    """
    book = gazetteer()
    words = tokens(text)
    rows = with_heads(words, mentions(words))
    if not rows:
        return (), ()
    choices = choose(list(_sightings(book, words, rows, shouted=_is_shouted(text))), region)
    places = tuple(_place(book, each, each.code, language) for each in choices if each.code is not None)
    ambiguous = tuple(
        Ambiguous(each.sighting.start, each.sighting.end, each.sighting.candidates.all)
        for each in choices
        if each.code is None
    )
    return places, ambiguous


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 12 and sum(each.isupper() for each in letters) > 0.7 * len(letters)


def _sightings(book: Gazetteer, words: list[Token], rows: list[list[Mention]], *, shouted: bool) -> Iterator[Sighting]:
    for row in rows:
        if is_street(words, row):
            continue
        for mention in row:
            candidates, has_head = _candidates(book, mention)
            if not candidates.all:
                continue
            doubtful = not has_head and not is_believed(book, words, mention, shouted=shouted)
            if doubtful and (is_everyday(book, words, mention) or len(words[mention.first].key) < _SHORTEST_DOUBTFUL):
                continue
            yield _sighting(words, mention, candidates, has_head=has_head, doubtful=doubtful)


def _sighting(
    words: list[Token], mention: Mention, candidates: Candidates, *, has_head: bool, doubtful: bool
) -> Sighting:
    """The name with its own head noun beside it; a shared head noun belongs to the last of the row."""
    first, last = mention.first, mention.last
    if has_head and mention.head_token is not None:
        first, last = min(first, mention.head_token), max(last, mention.head_token)
    return Sighting(words[first].start, words[last].end, first, last, candidates, has_head, doubtful)


def _candidates(book: Gazetteer, mention: Mention) -> tuple[Candidates, bool]:
    """What the name may mean, and whether its head noun says so."""
    head = mention.head
    if head is not None:
        found = headed(book, mention.names, mention.adjective, head)
        if head.kind == DISTRICT and head.language == "ru" and mention.head_is_before and mention.names:
            # «в районе Алматы» is the neighbourhood of the city as often as the district.
            city = bare(book, mention.names)
            if city.usual in _CITIES_OF_THE_COUNTRY:
                return Candidates((*found.all, *city.all), city.usual, 0.7), True
        if found.all:
            return found, True
        if head.kind == VILLAGE and head.language == "ru" and not mention.head_is_before:
            return NOTHING, False
    if not mention.names:
        return NOTHING, False
    return bare(book, mention.names), False


def _place(book: Gazetteer, choice: Choice, code: str, language: str | None) -> Place:
    seen = choice.sighting
    area = book.areas.get(code)
    name, kind = (area.name(language), area.kind) if area else (book.settlement(code).name, "settlement")
    return Place(code, name, kind, seen.start, seen.end, choice.certainty)
