"""The gazetteer of the country: regions, districts, towns and villages under every spelling that is known.

`gazetteer()` loads it once (about a tenth of a second). `place_names()` and `is_place_word()` serve readers that must
only know whether a word belongs to a place.
"""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from shanyraq.reading.places.endings import VOWELS, forms
from shanyraq.reading.places.keys import carried, cyrillic_key, key, parts

COUNTRY = "kz"
_KIND_WORDS = re.compile(
    r"^(?:область|район|город) | (?:облысы|ауданы|қаласы|область|район|Region|District)$", re.IGNORECASE
)
_ADJECTIVE = re.compile(r"^(.+(?:ск|ц))(?:ий|ая|ой) (?:район|область)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """A region ("KZ-31"), a city, a district or a district of a city (nine digits of KATO)."""

    code: str
    kind: str
    region: str
    name_kk: str
    name_ru: str
    name_en: str

    def name(self, language: str | None) -> str:
        """The official name in kk, ru or en (Russian when not said)."""
        return {"kk": self.name_kk, "en": self.name_en}.get(language or "ru", self.name_ru)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A village or town below the district; `code` is the district's KATO, a colon, the id in the source."""

    code: str
    name: str
    population: int

    @property
    def district(self) -> str:
        return self.code[:9]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything under its key (see `places.keys`). `nouns` holds the areas of a name, `villages` the settlements."""

    areas: dict[str, Area]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    settlements: tuple[Settlement, ...]
    villages: dict[str, tuple[str, str]]
    first_words: dict[str, tuple[tuple[str, ...], ...]]
    by_code: dict[str, int] = field(repr=False)
    known: dict[str, int] = field(repr=False)
    everyday: dict[str, str]
    names: frozenset[str] = field(repr=False)

    def settlement(self, code: str) -> Settlement:
        """The settlement of a code such as "314800000:1521094"."""
        return self.settlements[self.by_code[code]]

    def indices_called(self, name: str) -> tuple[int, ...]:
        """Places in `settlements` that are called so (a key) today or, when none is, once were."""
        now, once = self.villages.get(name, ("", ""))
        return tuple(int(index) for index in (now or once).split())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the country pack, loaded once."""
    aliases = tomllib.loads(_file("aliases.toml"))
    areas = {each.code: each for each in _areas()}
    settlements, index_of = _settlements({each: names[0] for each, names in aliases["settlements"].items()})
    villages = _village_names(aliases["settlements"], index_of)
    nouns = _nouns(areas.values(), aliases["nouns"])
    first = _first_words([*villages, *nouns])
    joined_villages = _joined_villages(villages)
    joined_nouns = _joined_nouns(nouns)
    known = {
        spelling.replace(" ", ""): index_of[each]
        for each, names in aliases["settlements"].items()
        for spelling in _spellings(names)
    }
    return Gazetteer(
        areas=areas,
        nouns=joined_nouns,
        adjectives=_adjectives(tuple(areas.values()), aliases["adjectives"]),
        settlements=settlements,
        villages=joined_villages,
        by_code={each.code: index for index, each in enumerate(settlements)},
        first_words=first,
        known=known,
        everyday=_everyday(aliases["everyday"]),
        names=frozenset((*joined_villages, *joined_nouns)),
    )


def place_names() -> frozenset[str]:
    """Keys of all names of places of the country, nominative (compare with `places.keys.key(word)`)."""
    return gazetteer().names


def is_place_word(word: str, *, persons_too: bool = False) -> bool:
    """Is `word`, in any case or spelling, the name of a place, or a word of one?

    Names that are persons' as well (Абай, Панфилов) count only with `persons_too`.
    """
    book = gazetteer()
    folded = key(word)
    if not folded:
        return False
    if not persons_too and book.everyday.get(folded) == "p":
        return False
    readings = [each.name for each in (*forms(folded, book.names), *forms(folded, book.first_words))]
    return any(persons_too or book.everyday.get(name) != "p" for name in readings)


# ------------------------------------------------------------------ loading


def _file(name: str) -> str:
    return files("shanyraq.reading").joinpath("data", COUNTRY, name).read_text("utf-8")


def _rows(name: str) -> Iterator[list[str]]:
    lines = csv.reader(_file(name).splitlines())
    next(lines)
    return lines


def _areas() -> Iterator[Area]:
    for code, kind, region, kk, ru, en in _rows("areas.csv"):
        yield Area(code, kind, region, kk, ru, en)


def _settlements(shown: dict[str, str]) -> tuple[tuple[Settlement, ...], dict[str, int]]:
    rows = list(_rows("settlements.csv"))
    index_of = {row[0]: index for index, row in enumerate(rows)}
    return tuple(
        Settlement(f"{district}:{found}", shown.get(found, name), int(population or 0))
        for found, district, population, name in rows
    ), index_of


def _village_names(extra: dict[str, list[str]], index_of: dict[str, int]) -> dict[str, tuple[str, str]]:
    table = {name: (now, once) for name, now, once in _rows("names.csv")}
    for identifier, names in extra.items():
        for spelling in _spellings(names):
            now, once = table.get(spelling, ("", ""))
            index = str(index_of.get(identifier, ""))
            if index and index not in now.split():
                table[spelling] = (f"{now} {index}".strip(), once)
    return table


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Keys of names, words parted by a space, in their own letters and carried over into Latin ones."""
    for name in names:
        words = parts(name)
        yield " ".join(words)
        if not words[0].isascii():
            yield " ".join(map(carried, words))


def _nouns(areas: Iterable[Area], extra: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for area in areas:
        official = [
            bare_name(each) for each in (area.name_kk, area.name_ru, area.name_en) if not _ADJECTIVE.match(each)
        ]
        for spelling in _spellings([*official, *extra.get(area.code, ())]):
            table[spelling][area.code] = None
    return {name: tuple(codes) for name, codes in table.items()}


def _joined_nouns(nouns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """«кызыл орда» and «кызылорда» are one key."""
    table: dict[str, tuple[str, ...]] = {}
    for name, codes in nouns.items():
        joined = name.replace(" ", "")
        table[joined] = tuple(dict.fromkeys((*table.get(joined, ()), *codes)))
    return table


def _joined_villages(villages: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for name, (now, once) in villages.items():
        joined = name.replace(" ", "")
        if joined in table:
            now, once = f"{table[joined][0]} {now}".strip(), f"{table[joined][1]} {once}".strip()
        table[joined] = now, once
    return table


def bare_name(official: str) -> str:
    """An official name without its kind: «Қордай ауданы» -> «Қордай», «город Алматы» -> «Алматы»."""
    return _KIND_WORDS.sub("", official).strip()


def _adjectives(areas: tuple[Area, ...], extra: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for area in areas:
        official = _ADJECTIVE.match(area.name_ru)
        if official:
            table[cyrillic_key(official.group(1).lower())][area.code] = None
        for stem in extra.get(area.code, ()):
            table[cyrillic_key(stem)][area.code] = None
    official_stems = set(table)
    for area in areas:
        if area.kind == "district":
            for stem in _likely_stems("".join(parts(bare_name(area.name_kk)))):
                if stem not in official_stems:
                    table[stem][area.code] = None
    return {stem: tuple(codes) for stem, codes in table.items()}


def _likely_stems(name: str) -> tuple[str, ...]:
    """Adjectives that people make of a Kazakh name: «Отырар» -> «отырарский», «Мерке» -> «меркинский»."""
    if name[-1] in VOWELS:
        return (f"{name}ск", f"{name[:-1]}инск", f"{name[:-1]}енск")
    return (f"{name}ск", f"{name}инск")


def _first_words(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the rests of the names that begin with it, the longest first."""
    table: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in names:
        if " " in name:
            first, *rest = name.split(" ")
            table[first].add(tuple(rest))
    return {first: tuple(sorted(rests, key=lambda rest: (-len(rest), rest))) for first, rests in table.items()}


def _everyday(by_hand: dict[str, list[str]]) -> dict[str, str]:
    table = {}
    for line in _file("everyday.txt").splitlines():
        word, kind = line.split(" ")
        table[word] = kind
    for language in ("kk", "en"):
        table.update({key(word): "h" for word in by_hand[language] if key(word) not in table})
    for word in map(key, by_hand["namesakes"]):
        if table.get(word) != "w":
            table[word] = "p"
        table.setdefault(carried(word), "p")
    table.update({key(word): "a" for word in by_hand["abroad"]})
    return table
