"""What one word can be, whatever stands around it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from shanyraq.reading.gazetteer import is_place_word
from shanyraq.reading.screening import lexicon
from shanyraq.reading.screening.dictionary import Entry, look_up
from shanyraq.reading.screening.folding import key

SURE, MAYBE, NO = 2, 1, 0

_SURNAME_TAILS = frozenset(key(each) for each in ["", *lexicon.words_of("а у ым ом е ы ой ых ыми")])
_OV = re.compile("^(..+)(?:ов|ев|ин)$")
_SKY = re.compile("^(...+(?:ск|цк))(?:ии|ои|ая|ого|ому|им|ом|ую|ие|их|ими)$")
_PATRONYMIC = re.compile("^(..+?)(?:ович|евич|овн|евн|ичн|иничн|улович)(?:а|у|ем|ом|е|и|ои|ою|ам|ами|ах|еи)?$")
_KAZAKH_PATRONYMIC = re.compile("^(..+?)(?:ули|кизи|гизи|оглу?и?|улиб?|уулу|кизы)$")
_STEM_END = re.compile("(?:ули|кизи)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`given` and `surname` are SURE, MAYBE (also another word, or only by its ending) or NO."""

    given: int
    surname: int
    patronymic: bool
    place: bool
    known: bool
    ordinary: bool
    tail: str
    entry: Entry

    @property
    def name(self) -> int:
        return SURE if self.patronymic else max(self.given, self.surname)


@lru_cache(maxsize=60_000)
def evidence(low: str, folded: str) -> Evidence:
    """All that is known of a word; `folded` is its key."""
    entry = look_up(low)
    given, tail = _given(low, folded, entry)
    patronymic = _is_patronymic(folded, entry)
    surname, surname_tail = _surname(low, folded, entry)
    return Evidence(
        given=given,
        surname=surname,
        patronymic=patronymic,
        place=is_place_word(low, persons_too=True) if given < SURE and not patronymic else is_place_word(low),
        known=(entry.known and (entry.other or entry.place)) or folded in common_words(),
        ordinary=entry.known and entry.other,
        tail=tail or surname_tail,
        entry=entry,
    )


@cache
def common_words() -> frozenset[str]:
    """Words of the three languages that no dictionary here knows and that are nobody's name."""
    return frozenset(key(each) for text in lexicon.table("signs")["common"].values() for each in lexicon.words_of(text))


def _given(low: str, folded: str, entry: Entry) -> tuple[int, str]:
    if len(folded) < 2:
        return NO, ""
    found = lexicon.given_names(folded)
    known = lexicon.names()
    if found:
        sure = [each for each in found if each.stem in known.sure and (not entry.other or not each.tail)]
        if sure:
            return SURE, sure[0].tail
        doubtful = (entry.known and entry.other) or folded in common_words() or _is_english(low)
        plain = [each for each in found if each.stem not in known.ordinary and (len(each.stem) > 3 or not each.tail)]
        if plain and not doubtful and folded not in known.ordinary:
            return SURE, plain[0].tail
        return MAYBE, found[0].tail
    if entry.known and entry.name:
        return (
            MAYBE if entry.other or len(low) < 4 or folded in common_words() else SURE
        ), "" if entry.nominative else "а"
    return NO, ""


@cache
def _english_words() -> frozenset[str]:
    return frozenset(lexicon.words_of(lexicon.table("ordinary")["english"]))


def _is_english(low: str) -> bool:
    return low.isascii() and low in _english_words()


def _is_patronymic(folded: str, entry: Entry) -> bool:
    if entry.patronymic and not entry.other:
        return True
    if match := _PATRONYMIC.match(folded):
        return not (entry.known and entry.other) and len(match.group(1)) >= 2 and _PATRONYMIC_STOP.isdisjoint((folded,))
    for cut in range(len(folded), max(4, len(folded) - 12), -1):
        if cut < len(folded) and folded[cut:] not in lexicon.kazakh_tails():
            continue
        match = _KAZAKH_PATRONYMIC.match(folded[:cut])
        if match and len(match.group(1)) >= 3 and lexicon.given_names(match.group(1)):
            return True
    return False


_PATRONYMIC_STOP = frozenset(
    key(each) for each in lexicon.words_of("королевич царевич попович москвич псевдонич кузбассовец")
)


def _surname(low: str, folded: str, entry: Entry) -> tuple[int, str]:
    if len(folded) < 2:
        return NO, ""
    listed = lexicon.listed_surname(folded)
    if listed is not None:
        doubtful = len(listed.stem) <= 3 or entry.other or listed.stem in lexicon.names().ordinary or _is_english(low)
        return (MAYBE if doubtful or folded in common_words() else SURE), listed.tail
    if entry.known:
        if not entry.surname or entry.other:
            return (MAYBE if entry.surname else NO), ""
        return SURE, "" if entry.nominative else "а"
    return _surname_by_ending(low, folded, entry)


def _surname_by_ending(low: str, folded: str, entry: Entry) -> tuple[int, str]:
    tails = lexicon.kazakh_tails()
    best, best_tail = NO, ""
    for cut in range(len(folded), max(3, len(folded) - 10), -1):
        stem, tail = folded[:cut], folded[cut:]
        if tail and tail not in tails and tail not in _SURNAME_TAILS and not _two_tails(tail):
            continue
        if match := _OV.match(stem):
            if _is_name_root(match.group(1)):
                return SURE, tail
            # «көшесі-нде, алдын-да»: Kazakh endings look like «-ин» with a case.
            if len(stem) >= 5 and best < MAYBE and (stem[-1] == "в" or tail in _SURNAME_TAILS):
                best, best_tail = MAYBE, tail
        elif (len(stem) >= 5 and stem.endswith(lexicon.strong_surname_endings())) or (
            len(stem) >= 6 and stem.endswith(("ян", "янц", "енко", "швили", "дзе"))
        ):
            return SURE, tail
    if best == NO and _SKY.match(folded):
        return MAYBE, "" if folded.endswith(("ии", "ая")) else "а"
    return best, best_tail


def _two_tails(tail: str) -> bool:
    """«Ахметов-а-ның»: a Russian feminine ending, then Kazakh suffixes."""
    return tail[0] == "а" and tail[1:] in lexicon.kazakh_tails()


def _is_name_root(root: str) -> bool:
    """Is what stands before «-ов, -ев, -ин» a given name: Серик-ов, Жумаба(й)-ев, Муса-ев?"""
    for stem in (root, root + "и", root + "а", root + "я"):
        for match in lexicon.given_names(stem):
            if not match.tail and len(match.stem) >= 4:
                return True
    return False
