"""Words that say what a name is: «область», «ауданы», "village of"; and words around names that decide their reading.

All words are keys (folded). A head noun may stand after its name (Russian adjectives, Kazakh, English), before it
(Russian «село Масанчи», English "village of Masanchi"), and in the plural it is shared by a row of names.
"""

from dataclasses import dataclass
from functools import cache

from shanyraq.reading.places.keys import key

REGION, DISTRICT, CITY, VILLAGE = "region", "district", "city", "village"


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: the kind of place, whether it is plural, its language."""

    kind: str
    plural: bool
    language: str

    @property
    def may_precede(self) -> bool:
        """May it stand before its name?"""
        return self.language != "kk"


def _words(text: str) -> frozenset[str]:
    return frozenset(key(word) for word in text.split())


_RUSSIAN: tuple[tuple[str, bool, frozenset[str]], ...] = (
    (REGION, False, _words("область области областью обл")),
    (REGION, True, _words("областей областям областях областями")),
    (DISTRICT, False, _words("район района району районом районе рн рна рну рном рне")),
    (DISTRICT, True, _words("районы районов районам районах районами рны рнов рнах")),
    (CITY, False, _words("город города городу городом городе г гор")),
    (CITY, True, _words("городов городам городах городами гг")),
    (
        VILLAGE,
        False,
        _words(
            "село села селу селом селе с аул аула аулу аулом ауле поселок поселка поселку поселком поселке пос пгт п "
            "деревня деревни деревне деревню станица станицы станице кент кента кенте округ округа округе сельчане "
            "поселение поселении"
        ),
    ),
    (VILLAGE, True, _words("сел селам селах селами аулы аулов аулам аулах поселки поселков поселкам поселках округах")),
)
_ENGLISH: tuple[tuple[str, bool, frozenset[str]], ...] = (
    (REGION, False, _words("region oblast province")),
    (REGION, True, _words("regions oblasts provinces")),
    (DISTRICT, False, _words("district raion")),
    (DISTRICT, True, _words("districts raions")),
    (CITY, False, _words("city town")),
    (CITY, True, _words("cities towns")),
    (VILLAGE, False, _words("village settlement aul")),
    (VILLAGE, True, _words("villages settlements auls")),
)
_LATIN_KAZAKH = (("oblis", REGION), ("audan", DISTRICT), ("kala", CITY), ("auil", VILLAGE))
_KAZAKH = (
    ("облыс", REGION),
    ("аудан", DISTRICT),
    ("кала", CITY),
    ("ауыл", VILLAGE),
    ("кент", VILLAGE),
    ("округ", VILLAGE),
)
_KAZAKH_TAILS = frozenset(
    key(plural + possessive + case)
    for plural in ("", "тар", "дар", "лар", "тер", "дер", "лер")
    for possessive in ("", "ы", "і", "сы", "сі", "мыз", "ымыз", "іміз")
    for case in (
        "", "ның", "нің", "дың", "тың", "тің", "дің", "на", "не", "ға", "ге", "қа", "ке", "н", "ды", "ді", "ты", "ті",
        "да", "де", "та", "те", "нда", "нде", "нан", "нен", "дан", "ден", "тан", "тен", "мен", "бен", "пен", "ндағы",
        "ндегі", "дағы", "дегі", "тағы", "тегі", "лық", "дық", "тық",
    )
)  # fmt: skip

CONNECTORS = _words("и или либо а также да мен бен пен және немесе") | {"and", "or", "as", "uell", "men", "jane"}
# Between the members of a row a preposition may be repeated: «в Алматинской, в Жамбылской областях».
REPEATED = _words("в во из на по") | {"in", "from"}
THERE_PREPOSITIONS = _words("в во из изо под подо около возле близ вблизи до") | {
    "in", "near", "from", "at", "around", "outside", "into", "to",
}  # fmt: skip
SKIPPED_BEFORE_HEAD = _words(
    "сельский сельского сельскому сельском сельским сельские сельских ауылдық селолық қалалық"
) | {"rural"}
NAMED_AFTER = _words("имени им")
PERSON_PREPOSITIONS = _words("у к ко от с со про сосед брат друг сын")
GIVEN_NAME_ENDINGS = (
    "бек", "жан", "хан", "гул", "бай", "мурат", "али", "дос", "султан", "мухамед", "мухамет", "назар", "тай", "мырза",
    "bek", "jan", "han", "gul", "bai", "murat",
)  # fmt: skip
STREETS_BEFORE = _words(
    "улица улицы улице улицу улицей ул проспект проспекта проспекте проспекту пр пркт просп площадь площади пл бульвар "
    "бульвара бульваре переулок переулка переулке пер микрорайон микрорайона микрорайоне мкр мкрн мкрне имени им "
    "озеро озера озере озером река реки реке реку рекой гора горы горе горах хребет хребта пик ущелье ущелья перевал "
    "памятник памятника памятнику памятнике памяти театр театра театре"
)
STREETS_AFTER_PREFIXES = (
    "кошес", "данг", "атындаг", "шагын", "ыкшам", "саябаг", "ескерткиш", "озен", "коли", "таулары",
    "street", "avenue", "ave", "prospekt", "koshes", "lake", "river", "mountain",
)  # fmt: skip
SURNAME_ENDINGS = (
    "ов", "ова", "ову", "овым", "овой", "ев", "ева", "еву", "евым", "евой", "ин", "ина", "ын", "ына", "улы", "кызы",
    "ский", "ская", "енко", "ович", "овна", "евич", "евна", "ova", "ov", "ev", "eva", "uli", "kizi",
)  # fmt: skip


@cache
def _table() -> dict[str, Head]:
    table = {}
    for kind, plural, words in _RUSSIAN:
        table.update({word: Head(kind, plural, "ru") for word in words})
    for kind, plural, words in _ENGLISH:
        table.update({word: Head(kind, plural, "en") for word in words})
    return table


def head(word: str) -> Head | None:
    """What `word` (a key) says of a name beside it."""
    found = _table().get(word)
    if found:
        return found
    if word == "ауд":
        return Head(DISTRICT, False, "kk")
    for stem, kind in _LATIN_KAZAKH if word.isascii() else _KAZAKH:
        if word.startswith(stem):
            tail = word[len(stem) :]
            if word.isascii():
                return Head(kind, tail.startswith(("tar", "dar", "lar")), "kk") if len(tail) <= 9 else None
            if tail in _KAZAKH_TAILS:
                return Head(kind, tail.startswith(("тар", "дар", "лар", "тер", "дер", "лер")), "kk")
    return None
