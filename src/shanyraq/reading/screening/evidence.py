"""What one word can be, whatever stands around it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from shanyraq.reading.gazetteer import gazetteer, is_place_word
from shanyraq.reading.places.endings import forms
from shanyraq.reading.places.keys import key as place_key
from shanyraq.reading.screening import lexicon
from shanyraq.reading.screening.dictionary import Entry, look_up
from shanyraq.reading.screening.folding import key
from shanyraq.reading.screening.fond import fond_form

SURE, MAYBE, NO = 2, 1, 0

_SURNAME_TAILS = frozenset(key(each) for each in ["", *lexicon.words_of("а у ым ом е ы ой ых ыми")])
_OV = re.compile("^(..+)(?:ов|ев|ин)$")
_SKY = re.compile("^(...+(?:ск|цк))(?:и|ии|ы|ои|ая|ого|ому|им|ом|ую|ие|их|ими)$")
_PATRONYMIC = re.compile("^(..+?)(?:ович|евич|овн|евн|ичн|иничн)(?:а|у|ем|ом|е|и|ы|ои|ою|ам|ами|ах|еи)?$")
# «Алпысқызы»: no other word ends so; «алаңдаулы» does end as «-ұлы».
_DAUGHTER = re.compile("^.{4,}(?:кызы|гызы|кизи)$")
_KAZAKH_PATRONYMIC = re.compile("^(..+?)(?:улы|кызы|гызы|кизи|ули|угли|оглу|оглы|уулу)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`given` and `surname` are SURE, MAYBE (also another word, or only by its ending) or NO."""

    given: int
    surname: int
    patronymic: bool
    place: bool
    area: bool
    known: bool
    ordinary: bool
    everyday: bool
    listed: bool
    tail: str
    entry: Entry

    @property
    def name(self) -> int:
        return SURE if self.patronymic else max(self.given, self.surname)


@lru_cache(maxsize=60_000)
def evidence(low: str, folded: str) -> Evidence:
    """All that is known of a word; `folded` is its key."""
    entry = look_up(low)
    everyday = is_everyday(low, folded) and (
        lexicon.is_exactly_everyday(folded)
        or (low.isascii() and is_english(low))
        or not ((entry.known and entry.name) or _is_plainly_named(folded))
    )
    given, tail = _given(low, folded, entry, everyday)
    patronymic = _is_patronymic(folded, entry)
    surname, surname_tail = _surname(low, folded, entry, everyday)
    if surname == SURE and surname_tail and _is_area(low) and not _OV.match(folded[: -len(surname_tail)]):
        surname = MAYBE
    if given and tail.startswith(_POSSESSIVE):
        # «кузьмин»: Кузьма's, and a surname.
        surname, surname_tail = max(surname, MAYBE), tail
    area = (entry.place and entry.known and not lexicon.given_names(folded)) or _is_area(low)
    if given == SURE and (area or _stands_there(low)) and not _is_plain_name(folded):
        # «Алматыда, Аягоз, Каратау»: a name with an ending, but a place as it is.
        given = NO if area and _stands_there(low) else MAYBE
    return Evidence(
        given=given,
        surname=surname,
        patronymic=patronymic,
        place=(entry.place and entry.known)
        or (is_place_word(low, persons_too=True) if given < SURE else is_place_word(low)),
        area=area,
        known=(entry.known and (entry.other or entry.place)) or everyday,
        ordinary=(entry.known and entry.other) or everyday,
        everyday=everyday,
        listed=bool(surname) and (lexicon.listed_surname(folded) is not None or _is_rooted(folded)),
        tail=tail or surname_tail,
        entry=entry,
    )


def _is_plainly_named(folded: str) -> bool:
    """«элина, гульсинаның»: a listed name of four letters and more, though an everyday word looks alike."""
    known = lexicon.names()
    return any(
        len(each.stem) > 3
        and each.stem in known.whole
        and each.stem not in known.ordinary
        and not lexicon.is_exactly_everyday(each.stem)
        for each in lexicon.given_names(folded)
    )


def _is_plain_name(folded: str) -> bool:
    """A listed name as it stands, which no place has taken over."""
    known = lexicon.names()
    return folded in known.whole and folded not in known.ordinary


def _stands_there(low: str) -> bool:
    """«Жаркентте, Мерке-де»: a place in the case that says where."""
    return len(low) > 3 and any(each.bent == "there" for each in forms(place_key(low), gazetteer().names))


def _is_area(low: str) -> bool:
    """A region, a district or a town: such a name is more often the place than the person."""
    return any(forms(place_key(low), gazetteer().nouns)) if len(low) > 1 else False


@cache
def common_words() -> frozenset[str]:
    """Words with a capital of their own that are nobody's name: days, months, bodies."""
    return frozenset(key(each) for text in lexicon.table("signs")["common"].values() for each in lexicon.words_of(text))


# «қайрат» is strength, «кайрат» in a Russian chat is a man: with its own letters a word is itself first.
_KAZAKH_LETTERS = frozenset("әғқңөұүіһ")


def _stem_of(low: str, match: lexicon.Match) -> str:
    """The word as it is written, without its ending."""
    return low[: len(low) - len(match.tail)]


def is_everyday(low: str, folded: str) -> bool:
    """An everyday word of Kazakh or English; Russian ones are known to the dictionary."""
    if folded in common_words():
        return True
    return (low.isascii() and is_english(low)) or lexicon.is_everyday_kazakh(folded)


def is_english(low: str) -> bool:
    words = lexicon.english_words()
    return low in words or any(
        low.endswith(end) and low[: -len(end)] in words for end in ("s", "es", "ed", "ing", "er")
    )


_NAME_END = re.compile("^(...+)(?:жан|жон|хан|бек|баи|гул|нур|бике|берген|мурат|болат|султан)$")


def _ends_as_names_do(folded: str) -> str | None:
    """The ending after «-жан, -хан, -бек, -гүл» on a word that nobody knows; None where there is no such end."""
    for cut in range(len(folded), max(4, len(folded) - 10), -1):
        tail = folded[cut:]
        if tail and tail not in lexicon.kazakh_tails() and not lexicon.is_russian_ending(tail):
            continue
        if _NAME_END.match(folded[:cut]):
            return tail
    if folded.endswith(("баю", "бая", "баем", "бае")) and len(folded) > 6:
        return folded[-1]
    return None


def _given(low: str, folded: str, entry: Entry, everyday: bool) -> tuple[int, str]:
    known = lexicon.names()
    if len(folded) < 2 or folded in known.never or (entry.small and folded not in known.whole):
        return NO, ""
    found = lexicon.given_names(folded)
    if not found and not entry.known and not everyday and (tail := _ends_as_names_do(folded)) is not None:
        return (MAYBE if is_place_word(low) else SURE), tail
    bent = all(each.tail for each in found) and "қ" not in low
    if bent and not everyday and not (entry.known and entry.other) and (fond := fond_form(folded)) is not None:
        return (MAYBE if is_place_word(low) or entry.known else SURE), fond.tail
    if not found:
        if entry.known and entry.name:
            doubtful = entry.other or entry.place or len(low) < 4 or everyday
            return (MAYBE if doubtful else SURE), "" if entry.nominative else "а"
        return NO, ""
    best = found[0] if not found[0].tail else max(found, key=lambda each: len(each.stem))
    if best.tail and low.isascii() and everyday:
        return NO, ""
    if best.stem in known.sure and not (best.tail and entry.other) and _KAZAKH_LETTERS.isdisjoint(_stem_of(low, best)):
        return SURE, best.tail
    other_word = (entry.known and entry.other and not entry.mostly_name) or (
        everyday and (best.tail != "" or lexicon.is_exactly_everyday(folded))
    )
    short = len(best.stem) <= 3 and best.tail != ""
    spelled = best.stem in known.ordinary or (
        best.stem in known.sure_too and not _KAZAKH_LETTERS.isdisjoint(_stem_of(low, best))
    )
    mapped = best.compound and is_place_word(low)
    if other_word or short or spelled or mapped or folded in known.ordinary or (low.isascii() and everyday):
        return MAYBE, best.tail
    return SURE, best.tail


def _is_patronymic(folded: str, entry: Entry) -> bool:
    if entry.patronymic and not entry.other:
        return True
    if match := _PATRONYMIC.match(folded):
        return not (entry.known and entry.other) and len(match.group(1)) >= 2 and _PATRONYMIC_STOP.isdisjoint((folded,))
    for cut in range(len(folded), max(4, len(folded) - 12), -1):
        if cut < len(folded) and folded[cut:] not in lexicon.kazakh_tails():
            continue
        match = _KAZAKH_PATRONYMIC.match(folded[:cut])
        if match is None or len(match.group(1)) < 3:
            continue
        if any(not each.tail for each in lexicon.given_names(match.group(1))) or _DAUGHTER.search(folded[:cut]):
            return True
    return False


_MAN = ("ман", "мана", "ману", "маном", "мане")
_POSSESSIVE = ("ов", "ев", "ин")
_PATRONYMIC_STOP = frozenset(
    key(each) for each in lexicon.words_of("королевич царевич попович москвич псевдонич кузбассовец")
)


def _surname(low: str, folded: str, entry: Entry, everyday: bool) -> tuple[int, str]:
    if len(folded) < 2:
        return NO, ""
    listed = lexicon.listed_surname(folded)
    if listed is not None:
        known_otherwise = (entry.known and entry.other) or is_english(low)
        doubtful = len(listed.stem) <= 3 or known_otherwise or listed.stem in lexicon.names().ordinary
        return (MAYBE if doubtful or everyday else SURE), listed.tail
    if everyday:
        return NO, ""
    if entry.known:
        if not entry.surname and entry.other and entry.rarely_surname:
            return MAYBE, ""
        if not entry.surname and entry.other:
            level, tail = _surname_by_ending(low, folded, entry)
            return (MAYBE, tail) if level == SURE else (NO, "")
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
            if _is_name_root(match.group(1)) or (low.isascii() and len(stem) > 4 and stem[-1] == "в"):
                return SURE, tail
            # «көшесі-нде, алдын-да»: Kazakh endings look like «-ин» with a case.
            if len(stem) >= 5 and best < MAYBE and (stem[-1] == "в" or tail in _SURNAME_TAILS):
                best, best_tail = MAYBE, tail
        elif (len(stem) >= 5 and stem.endswith(lexicon.strong_surname_endings())) or (
            len(stem) >= 6 and stem.endswith(("ян", "янц", "енко", "швили", "дзе"))
        ):
            return SURE, tail
    if best == NO and folded.endswith(_MAN) and len(folded) > 5 and not entry.known:
        return MAYBE, ""
    if best == NO and _SKY.match(folded):
        return MAYBE, "" if folded.endswith(("ии", "ая")) else "а"
    return best, best_tail


def _is_rooted(folded: str) -> bool:
    """A surname made of a given name, whatever else the word may mean: Калиева."""
    return _surname_by_ending("", folded, look_up(""))[0] == SURE


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
