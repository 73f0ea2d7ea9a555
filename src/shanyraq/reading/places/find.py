"""Find the places that a short text names, and say how surely; ask back what has several meanings."""

from dataclasses import dataclass

from shanyraq.reading.gazetteer import Gazetteer, gazetteer
from shanyraq.reading.places.candidates import NOTHING, Candidates, bare, headed, is_settled, region_of
from shanyraq.reading.places.heads import DISTRICT, STREETS_AFTER_PREFIXES, STREETS_BEFORE, SURNAME_ENDINGS, VILLAGE
from shanyraq.reading.places.mentions import Mention, Token, mentions, tokens
from shanyraq.reading.places.rows import with_heads

_SHORTEST_BARE = 4
# A capital inside a sentence and nothing more: short words are as often a person's name.
_LONG_ENOUGH = 7
_FROM_CONTEXT = 0.9


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


@dataclass(frozen=True, slots=True)
class _Sighting:
    start: int
    end: int
    candidates: Candidates
    token: int
    headed: bool


def find_places(
    text: str, *, language: str | None = None, region: str | None = None
) -> tuple[tuple[Place, ...], tuple[Ambiguous, ...]]:
    """Places named in `text`, in its order, and names to be asked back.

    `language` chooses the language of the shown names; `region` ("KZ-31") decides between namesakes.
    """
    book = gazetteer()
    words = tokens(text)
    rows = with_heads(words, mentions(words))
    quiet = not any(word.is_capital for word in words)
    shouted = _is_shouted(text)
    sightings: list[_Sighting] = []
    doubtful: list[_Sighting] = []
    for row in rows:
        if _is_street(words, row):
            continue
        for mention in row:
            sighting = _sighting(book, words, mention)
            if sighting is None:
                continue
            believed = sighting.headed or _is_believed(book, words, mention, shouted, quiet)
            (sightings if believed else doubtful).append(sighting)
    return _resolved(book, sightings, doubtful, region, language)


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 12 and sum(each.isupper() for each in letters) > 0.7 * len(letters)


def _sighting(book: Gazetteer, words: list[Token], mention: Mention) -> _Sighting | None:
    candidates, has_head = _candidates(book, words, mention)
    if not candidates.all:
        return None
    first, last = mention.first, mention.last
    if has_head and mention.head_token is not None:
        first, last = min(first, mention.head_token), max(last, mention.head_token)
    return _Sighting(words[first].start, words[last].end, candidates, mention.first, has_head)


def _candidates(book: Gazetteer, words: list[Token], mention: Mention) -> tuple[Candidates, bool]:
    head = mention.head
    if head is not None:
        found = headed(book, mention.names, mention.adjective, head)
        if head.kind == DISTRICT and head.language == "ru" and mention.head_is_before and mention.names:
            # «в районе Алматы» is the neighbourhood of the city as often as the district.
            city = bare(book, mention.names)
            if city.usual in ("KZ-71", "KZ-75", "KZ-79"):
                return Candidates((*found.all, *city.all), city.usual, 0.7), True
        if found.all:
            return found, True
        if head.kind == VILLAGE and head.language == "ru" and not mention.head_is_before:
            return NOTHING, False
    if not mention.names:
        return NOTHING, False
    return bare(book, mention.names), False


def _is_street(words: list[Token], row: list[Mention]) -> bool:
    """«улица Абая», «Абай көшесі», «имени Жамбыла», "Abay street": no place of that name."""
    before = row[0].first - 1
    if row[0].head_is_before and row[0].head_token is not None:
        return False
    if before >= 0 and words[before].key in STREETS_BEFORE and row[0].head is None:
        return True
    after = row[-1].last + 1
    return (
        after < len(words)
        and words[after].key.startswith(STREETS_AFTER_PREFIXES)
        and not words[after].gap.strip(" «»\"'")
    )


def _is_believed(book: Gazetteer, words: list[Token], mention: Mention, shouted: bool, quiet: bool) -> bool:
    """Is a name without a head noun meant as a place?"""
    first = words[mention.first]
    capital = first.is_capital and not shouted
    there = mention.points_there
    if _is_person(words, mention):
        return False
    if all(book.everyday.get(form.name) == "a" for form in mention.names):
        return False
    if _is_everyday(book, words, mention):
        if _bent(mention, "there") and _is_area_in_disguise(book, words, mention):
            return True
        if not capital or not there:
            return False
        return not first.begins_sentence or _is_person_there(book, first, mention)
    if is_settled(book, mention.names):
        return len(first.key) >= _SHORTEST_BARE or capital or there
    if there:
        return capital or (len(mention.names[0].name) >= _LONG_ENOUGH and not first.key.isascii())
    return capital and not first.begins_sentence and first.gap == " " and len(first.key) >= _LONG_ENOUGH


def _bent(mention: Mention, how: str) -> bool:
    return any(form.bent == how for form in mention.names)


def _is_everyday(book: Gazetteer, words: list[Token], mention: Mention) -> bool:
    """Is the word as it stands, or the name it would be a form of, a word of every day or a person's name?"""
    if mention.first != mention.last:
        return False
    if words[mention.first].lexeme.everyday:
        return True
    return all(_is_shared(book, form.name) for form in mention.names)


def _is_person_there(book: Gazetteer, word: Token, mention: Mention) -> bool:
    """«Абайда …», «Алғада …» at the head of a sentence: nobody is a place to be in."""
    return not word.lexeme.everyday and any(
        form.bent == "there" and (book.everyday.get(form.name) == "p" or form.name in book.nouns)
        for form in mention.names
    )


def _is_area_in_disguise(book: Gazetteer, words: list[Token], mention: Mention) -> bool:
    """«семейде»: a Russian word in the nominative, but no word of every day with a Kazakh ending."""
    return not words[mention.first].lexeme.everyday and any(
        form.name in book.nouns and book.everyday.get(form.name) != "h" for form in mention.names
    )


def _is_shared(book: Gazetteer, name: str) -> bool:
    """Is a name an everyday word or a person's too? A dictionary's plain word does not outweigh a town or district."""
    kind = book.everyday.get(name, "")
    return kind in ("h", "p") or (kind == "w" and name not in book.nouns)


def _is_person(words: list[Token], mention: Mention) -> bool:
    """«Абай Кунанбаев», «Панфилов Иван Васильевич»: a surname or patronymic beside the name."""
    after = mention.last + 1
    if after >= len(words) or words[after].gap != " " or not words[after].is_capital:
        return False
    word = words[after]
    return word.key.endswith(SURNAME_ENDINGS) and not word.lexeme.says_something and not mention.points_there


# ------------------------------------------------------------------ which of the namesakes


def _resolved(
    book: Gazetteer,
    sightings: list[_Sighting],
    doubtful: list[_Sighting],
    region: str | None,
    language: str | None,
) -> tuple[tuple[Place, ...], tuple[Ambiguous, ...]]:
    anchors = [(each.token, each.candidates.usual) for each in sightings if _is_anchor(each)]
    places: list[Place] = []
    ambiguous: list[Ambiguous] = []
    for each in sightings:
        code, sure = _decided(each, anchors, region)
        if code is None:
            ambiguous.append(Ambiguous(each.start, each.end, each.candidates.all))
        else:
            places.append(_place(book, each, code, sure, language))
    for each in doubtful:
        # What alone would be no evidence is one beside a named area that holds such a place.
        inside = _inside(each, anchors)
        if inside is not None and len(each.candidates.all) > 0 and each.end - each.start > _SHORTEST_BARE:
            places.append(_place(book, each, inside, 0.6, language))
    return tuple(sorted(places, key=lambda place: place.start)), tuple(ambiguous)


def _is_anchor(sighting: _Sighting) -> bool:
    return sighting.candidates.usual is not None


def _decided(
    sighting: _Sighting, anchors: list[tuple[int, str | None]], region: str | None
) -> tuple[str | None, float]:
    found = sighting.candidates
    if len(found.all) == 1:
        return found.all[0], found.sure
    if found.usual is not None and (found.sure >= _FROM_CONTEXT or _is_region(found.usual)):
        return found.usual, found.sure
    inside = _inside(sighting, anchors)
    if inside is None and region is not None:
        inside = _only([code for code in found.all if region_of(code) == region])
    if inside is not None:
        return inside, _FROM_CONTEXT
    return found.usual, found.sure


def _is_region(code: str) -> bool:
    return code.startswith("KZ-")


def _inside(sighting: _Sighting, anchors: list[tuple[int, str | None]]) -> str | None:
    """The one candidate that lies in a named area: its district first, then its region; the nearest name decides."""
    others = [(abs(token - sighting.token), code) for token, code in anchors if code and token != sighting.token]
    others.sort()
    for narrow in (True, False):
        for _distance, anchor in others:
            found = _only(
                [code for code in sighting.candidates.all if _lies_in(code, anchor, narrow) and code != anchor]
            )
            if found:
                return found
    return None


def _lies_in(code: str, area: str, narrow: bool) -> bool:
    if narrow and not _is_region(area):
        return code[:9] == area[:9]
    return region_of(code) == region_of(area)


def _only(codes: list[str]) -> str | None:
    """The one code; among several, the one area that is no settlement."""
    if len(codes) == 1:
        return codes[0]
    areas = [code for code in codes if ":" not in code]
    return areas[0] if len(areas) == 1 else None


def _place(book: Gazetteer, sighting: _Sighting, code: str, sure: float, language: str | None) -> Place:
    area = book.areas.get(code)
    if area is not None:
        return Place(code, area.name(language), area.kind, sighting.start, sighting.end, sure)
    return Place(code, book.settlement(code).name, "settlement", sighting.start, sighting.end, sure)
