"""Which words of a text name a person: signs of each word, of its neighbours, of the place it stands in."""

import re
from dataclasses import dataclass, field

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.ethnonyms import names_a_people
from shanyraq.reading.screening.evidence import MAYBE, NO, SURE, Evidence, common_words, evidence
from shanyraq.reading.screening.lexicon import keys_of, names, words_of
from shanyraq.reading.screening.model import Span
from shanyraq.reading.screening.tokens import Token

_FAMILY_WORDS = frozenset(("улы", "кызы", "гызы", "кизи", "ули", "оглу", "оглы", "угли", "уулу", "заде"))
_HALVES = frozenset(("по", "кто", "что", "где", "как", "из", "во", "в"))
_PARTICLES = frozenset(("фон", "ван", "де", "да", "ибн", "бин", "аль", "эль", "ел", "ал", "бен", "бинт"))
# Short surnames that in small letters are nearly always other words.
_LOWER_STOP = keys_of(
    "но то со на ни не у ю да а и я ну же бы ма ме ба бе па пе ты он мы ше де та те сен мен ол до за из по к с "
    "о об нам дон "
    "тон кон сон син мин сек ген так как вот ест быть сам она они его ее их им ей ем тем там тут еще уже или "
    "при под пен "
    "кен ден ент людей марта мая эй ха хо хе хи угу ага ой"
)


@dataclass(slots=True)
class Reading:
    """The words of one text, what each may be, and what has been decided of it."""

    text: str
    words: list[Token]
    proofs: list[Evidence | None]
    person: list[bool] = field(default_factory=list)
    unsure: list[bool] = field(default_factory=list)


def persons(text: str, words: list[Token]) -> tuple[list[Span], list[Span], list[bool]]:
    """Spans of persons, spans to be asked about, and for each word whether it names a person."""
    proofs = [None if each.kind else evidence(each.low, each.key) for each in words]
    reading = Reading(text, words, proofs, [each.kind == "person" for each in words], [False] * len(words))
    for index in range(len(words)):
        _judge_alone(reading, index)
    for index in range(len(words) - 1):
        _take_pair(reading, index)
    for index in range(len(words)):
        _take_neighbours(reading, index)
    for index in range(len(words) - 1, -1, -1):
        _take_neighbours(reading, index)
    _take_initials(reading)
    _release_places(reading)
    return _spans(reading)


# ------------------------------------------------------------------ one word


def _judge_alone(reading: Reading, index: int) -> None:
    word, proof = reading.words[index], reading.proofs[index]
    if word.gap == "-" and not word.capital and index and reading.words[index - 1].low in _HALVES:
        # «по-людски, кто-то»: half a word.
        return
    if proof is None or len(word.text) < 2 or (not word.capital and proof.given < SURE and signs.is_title(word)):
        return
    if not proof.patronymic and word.key not in names().whole and names_a_people(word):
        return
    if proof.patronymic or (proof.given == SURE and not _is_short_capital(word, proof)):
        reading.person[index] = True
    elif proof.surname == SURE and (word.capital or not word.first):
        reading.person[index] = not _is_short_capital(word, proof)
    elif proof.name == MAYBE:
        _judge_doubtful(reading, index, word, proof)
    elif _is_unknown_proper(reading, index):
        reading.person[index] = not word.low.isascii() or _has_sign(reading, index) or _is_latin_name(reading, index)
        reading.unsure[index] = not reading.person[index]
    elif _is_unknown_chat_name(reading, index):
        reading.person[index] = True


def _judge_doubtful(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A name that is also a word or a place (Роза, Арман, Абай), or a surname by its ending alone."""
    if word.key in common_words() or _is_adjective(reading, index, proof):
        return
    if proof.area:
        _judge_area(reading, index, word, proof)
    elif _speaks(word) and not word.first:
        _judge_capital(reading, index, word, proof)
    elif word.key not in _LOWER_STOP and not signs.is_title(word):
        _judge_plain(reading, index, word, proof)


def _judge_area(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """«Абай ағай» is a person, «в Абае» a district, «видел Абая» a question."""
    if not proof.given:
        return
    reading.person[index] = _is_called_so(reading, index)
    if not word.capital:
        return
    bent_as_person = (
        not word.first and _speaks(word) and not _goes_into(reading, index) and not _beside_place(reading, index)
    )
    reading.unsure[index] = not reading.person[index] and bent_as_person


def _judge_capital(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A capital in mid-sentence: a name, unless the place or the word is likelier."""
    if _is_abbreviation(word) or _is_month(word):
        return
    if proof.place and (not proof.given or _goes_into(reading, index)):
        reading.person[index] = _has_sign(reading, index) and not _goes_into(reading, index)
        reading.unsure[index] = not reading.person[index] and bool(proof.given)
    elif proof.everyday and not proof.given:
        return
    elif proof.given or not proof.ordinary or _has_sign(reading, index, titles=True):
        reading.person[index] = True
    else:
        reading.unsure[index] = proof.surname == MAYBE and proof.entry.surname


def _judge_plain(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A small letter, or the capital of a sentence: the word itself is likelier, so a person needs a sign."""
    wanted = (
        proof.given
        and not (proof.everyday and not word.capital)
        and (_is_spoken_to(reading, index, proof) or _is_called_so(reading, index))
    )
    if wanted or _acts_later(reading, index, proof) or _is_kazakh_among_russian(reading, index, proof):
        reading.person[index] = True
        return
    other_word = proof.entry.known and proof.ordinary and not (proof.entry.name or proof.entry.surname)
    if not word.capital and (proof.everyday or (other_word and (proof.tail or not proof.given))):
        return
    if proof.surname and _is_strange(word, proof) and len(word.text) > 5 and _SURNAME_BENT.search(word.key):
        # «беккалиева, беккалиеву»: nothing but a surname ends so.
        reading.person[index] = True
        return
    signed = _has_sign(reading, index, strict=True, titles=not proof.given and proof.ordinary)
    if signed and (proof.given or len(word.text) > 4):
        reading.person[index] = True
    else:
        reading.unsure[index] = _is_questionable(word, proof)


def _is_kazakh_among_russian(reading: Reading, index: int, proof: Evidence) -> bool:
    """«ну и где бахыт»: what is a word in Kazakh is a name in a Russian sentence."""
    if not proof.given or (proof.entry.known and proof.entry.other) or (proof.everyday and proof.tail):
        return False
    beside = [each for each in (index - 1, index + 1) if 0 <= each < len(reading.words)]
    words = [reading.words[each] for each in beside]
    if any(not _looks_russian(each) for each in words if not each.kind):
        return False
    return bool(beside) and all(
        reading.words[each].low in _RUSSIAN_SMALL or _is_russian_word(reading.proofs[each]) for each in beside
    )


_RUSSIAN_SMALL = frozenset(words_of("от по за на у с к и а но не из до без для про о об же ну это я"))


def _is_questionable(word: Token, proof: Evidence) -> bool:
    """Worth a person's glance: a Russian name at the head of a sentence, an unknown word that ends as surnames do."""
    if proof.given:
        return word.first and word.capital and proof.entry.name
    return bool(proof.surname) and not proof.entry.known and _looks_russian(word) and not proof.place


def _is_called_so(reading: Reading, index: int) -> bool:
    """A title before it, an address behind it, «… деген кісі»."""
    words, word = reading.words, reading.words[index]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before and word.joined and not before.kind and signs.is_title(before):
        return True
    if after is None or after.kind:
        return False
    return (after.joined and signs.is_address(after)) or _is_introduced(reading, index, after)


def _beside_place(reading: Reading, index: int) -> bool:
    """Does a word for a place, or another place, stand beside it?"""
    for each in (index - 1, index + 1):
        if 0 <= each < len(reading.words):
            other, proof = reading.words[each], reading.proofs[each]
            if other.kind or signs.is_place_after(other) or signs.is_settlement(other) or signs.is_institution(other):
                return True
            if proof is not None and proof.place and other.capital and not proof.given:
                return True
    return False


def _is_month(word: Token) -> bool:
    """«8 Марта, 1 Мая»."""
    return word.key in ("марта", "мая", "майя", "август", "августа") and word.gap.rstrip()[-1:].isdigit()


def _is_spoken_to(reading: Reading, index: int, proof: Evidence) -> bool:
    """«кто видел романа, у веры»: the word before wants somebody."""
    before = reading.words[index - 1] if index else None
    if before is None or before.kind or not reading.words[index].joined:
        return False
    if before.key == "с" and index > 1 and reading.words[index - 2].key in _TOGETHER:
        return bool(proof.given)
    if before.key in ("за", "про") and proof.given and proof.tail in ("а", "я"):
        # A thing would stand in the nominative here: «за каната» is somebody.
        return True
    return signs.is_deed_to(before) or (before.key == "у" and bool(proof.given and proof.tail))


def _acts_later(reading: Reading, index: int, proof: Evidence) -> bool:
    """«роман опять воду перекрыл»: a name opens the sentence and a verb of people follows soon."""
    word = reading.words[index]
    if not word.first or not proof.given or proof.tail or proof.area or signs.is_title(word):
        return False
    for other in reading.words[index + 1 : index + 4]:
        if other.kind or other.gap != " ":
            return False
        if signs.is_deed(other) and _looks_russian(other) and look_up(other.low).verb:
            return True
    return False


def _speaks(word: Token) -> bool:
    """Does its capital say anything?"""
    return word.capital and not word.shouted


def _is_abbreviation(word: Token) -> bool:
    return not word.shouted and len(word.text) > 1 and word.text.isupper() and len(word.text) <= 5


def _is_short_capital(word: Token, proof: Evidence) -> bool:
    """An abbreviation, unless four letters and more spell a sure name («СЕРИК» in a line of small letters)."""
    return _is_abbreviation(word) and (len(word.text) < 4 or max(proof.given, proof.surname) < SURE)


def _is_unknown_proper(reading: Reading, index: int) -> bool:
    """A capital in mid-sentence on a word that no dictionary knows and no place bears."""
    word, proof = reading.words[index], reading.proofs[index]
    if proof is None or not _speaks(word) or word.first or len(word.text) < 3 or _is_abbreviation(word):
        return False
    if proof.known or proof.place or proof.entry.known or word.key in common_words():
        return False
    if word.gap.endswith("-") and index and not reading.person[index - 1]:
        return False
    if _is_quoted(reading, index, index):
        return False
    return not proof.entry.adjective or not _is_adjective(reading, index, proof)


def _is_unknown_chat_name(reading: Reading, index: int) -> bool:
    """«сосед исмар сказал»: an unknown word where a name would stand."""
    word, proof = reading.words[index], reading.proofs[index]
    if (
        proof is None
        or proof.known
        or proof.entry.known
        or proof.place
        or len(word.text) < 3
        or proof.everyday
        or not (_looks_russian(word) or word.capital)
        or word.low.isascii()
    ):
        return False
    if proof.entry.adjective or proof.entry.verb or word.key in common_words():
        return False
    before = reading.words[index - 1] if index else None
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if word.first and word.capital and (_is_called_so(reading, index) or _has_kin(word, after)):
        return True
    if word.first:
        # «Міржан пришёл …»: the verb must be Russian, for Kazakh words are unknown to the dictionary.
        return bool(word.capital and after and after.joined and _looks_russian(after) and signs.is_deed(after))
    if not word.capital and word.joined and _is_called_so(reading, index):
        return (
            before is None or not signs.is_title(before) or (_looks_russian(before) and not look_up(before.low).plural)
        )
    return False


def _is_latin_name(reading: Reading, index: int) -> bool:
    """Alone among small Latin words: "we asked Meykhuar to open". In a title or a Cyrillic text it may be a brand."""
    for each in (index - 1, index + 1):
        if 0 <= each < len(reading.words):
            other = reading.words[each]
            if not other.kind and (other.capital or not other.low.isascii() or signs.is_place_after(other)):
                return False
    return index > 0


def _has_kin(word: Token, after: Token | None) -> bool:
    """«Қаламқастың әкесі»: a genitive and somebody's kin."""
    return (
        after is not None and after.joined and word.key[-3:] in _GENITIVE and len(word.key) > 5 and signs.is_kin(after)
    )


def _looks_russian(word: Token) -> bool:
    return all("а" <= letter <= "я" for letter in word.low)


def _is_adjective(reading: Reading, index: int, proof: Evidence) -> bool:
    """«Жамбылской области», «Талгарский район»: an adjective with its noun is no surname."""
    word = reading.words[index]
    if not word.key.endswith(_ADJECTIVAL) or proof.given == SURE:
        return False
    if proof.entry.known and proof.entry.adjective:
        return True
    for other in reading.words[index + 1 : index + 5]:
        if other.kind or signs.is_institution(other) or signs.is_settlement(other):
            return True
        if not (other.key.endswith(_ADJECTIVAL) or other.key == "и"):
            return other.low[:1].islower() and not other.capital and not signs.is_deed(other)
    return False


_ADJECTIVAL = tuple(
    f"{stem}{end}"
    for stem in ("ск", "цк")
    for end in ("ии", "ои", "ая", "ого", "ому", "им", "ом", "ую", "ие", "их", "ими", "ое")
)


def _has_sign(reading: Reading, index: int, *, strict: bool = False, titles: bool = False) -> bool:
    """Is there a word beside it that goes with people? With `titles` only a title before it counts."""
    words, word = reading.words, reading.words[index]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if (
        before
        and (word.joined or word.gap in (": ", ". "))
        and (before.kind == "ethnonym" or (not before.kind and signs.is_title(before)))
    ):
        return True
    if titles:
        return False
    if after and not after.kind and _is_introduced(reading, index, after):
        return True
    if after and after.joined:
        if _owns(reading, index, after):
            return True
        if (after.kind == "person" and _speaks(word)) or (not after.kind and signs.is_address(after) and not strict):
            return True
        if not after.kind and (signs.is_deed(after) or (strict and signs.is_address(after))):
            return True
    if before is None or before.kind or not word.joined:
        return False
    if _follows_preposition(reading, index, before):
        return True
    return signs.is_deed_to(before) or (not strict and signs.is_deed(before))


def _follows_preposition(reading: Reading, index: int, before: Token) -> bool:
    """«у Веры», and a Kazakh name that Russian cannot bend: «с Мөлдір»."""
    proof = reading.proofs[index]
    if proof is None or not proof.given or (proof.everyday and proof.tail):
        return False
    if before.key == "у" and proof.entry.name:
        return True
    return before.low in _PREPOSITIONS and not proof.entry.known and not proof.place


_TOGETHER = frozenset(("мы", "вы", "они", "вместе", "вдвоем"))
_PREPOSITIONS = frozenset(words_of("с со у о об от к ко для за без про через"))


def _is_introduced(reading: Reading, index: int, after: Token) -> bool:
    """«Роман, сосед, …», «Абай деген жігіт», «Вера, вы где»."""
    if after.gap == ", ":
        return signs.is_title(after) or after.key in ("ты", "вы", "сен", "сіз", "сиз")
    if after.key != "деген" or not after.joined or index + 2 >= len(reading.words):
        return False
    return signs.is_called(reading.words[index + 2])


def _owns(reading: Reading, index: int, after: Token) -> bool:
    """«Кайраттың үйі»: a genitive and a thing that people have."""
    return not after.kind and _is_genitive(reading.proofs[index]) and signs.is_owned(after)


def _goes_into(reading: Reading, index: int) -> bool:
    before = reading.words[index - 1] if index else None
    return bool(before and before.key in signs.INTO_PLACE)


# ------------------------------------------------------------------ neighbours


def _take_pair(reading: Reading, index: int) -> None:
    """«Лилия Кох, Сара Кацман»: a doubtful given name and a surname beside it, both with a capital."""
    left, right = reading.proofs[index], reading.proofs[index + 1]
    first, second = reading.words[index], reading.words[index + 1]
    if left is None or right is None or not second.joined:
        return
    if not (_speaks(first) and _speaks(second)):
        strange = _is_strange(first, left) and right.surname and _is_strange(second, right)
        if strange and _SURNAME.search(second.key) and not (_speaks(first) or _speaks(second)):
            reading.person[index] = reading.person[index + 1] = True
            return
        plain = (
            left.given
            and right.surname
            and (not right.ordinary or right.listed)
            and not right.everyday
            and second.key not in _LOWER_STOP
        )
        if plain and not left.everyday and not (_speaks(first) or _speaks(second)) and not signs.is_title(first):
            reading.person[index] = reading.person[index + 1] = True
        return
    if _is_abbreviation(first) or _is_abbreviation(second) or (signs.is_title(first) and not left.given):
        return
    if signs.is_institution(first) or first.key in ("аким", "имам"):
        return
    shaped = bool(_SURNAME.search(second.key)) and not second.first
    right_fits = right.surname or shaped or _is_unknown_proper(reading, index + 1)
    strange = _is_strange(first, left) and not first.low.isascii() and shaped and not right.everyday
    given_first = (left.given and not left.area and right_fits) or strange
    surname_first = left.surname and right.given and not right.area
    adjective = _is_adjective(reading, index + 1, right) and (not left.given or _heads_a_place(reading, index + 1))
    if (given_first or surname_first or _is_strange_pair(reading, index)) and not adjective:
        reading.person[index] = reading.person[index + 1] = True


def _is_strange_pair(reading: Reading, index: int) -> bool:
    """Two Latin capitals side by side that no list knows: "signed by Modest Zalesski"."""
    return (
        reading.words[index].low.isascii()
        and _is_unknown_proper(reading, index)
        and _is_unknown_proper(reading, index + 1)
        and not (index + 2 < len(reading.words) and signs.is_place_after(reading.words[index + 2]))
    )


def _take_neighbours(reading: Reading, index: int) -> None:
    if not reading.person[index]:
        return
    if index + 1 < len(reading.words) and reading.words[index + 1].joined and not reading.person[index + 1]:
        reading.person[index + 1] = _belongs(reading, index + 1, index)
    if index and reading.words[index].joined and not reading.person[index - 1]:
        reading.person[index - 1] = _belongs(reading, index - 1, index)


def _belongs(reading: Reading, index: int, person: int) -> bool:
    """Is the word at `index` part of the name that stands beside it?"""
    word, proof, anchor = reading.words[index], reading.proofs[index], reading.words[person]
    if proof is None or len(word.text) < 2:
        return False
    if index > person and word.key in _FAMILY_WORDS:
        return not _is_genitive(reading.proofs[person])
    if (not word.capital and signs.is_title(word) and not proof.given) or names_a_people(word):
        return False
    if index > person and word.capital and _is_abbreviation(word):
        other = reading.proofs[person]
        return len(word.text) == 2 and other is not None and bool(other.surname)
    if _speaks(word) and not _is_abbreviation(word):
        return _capital_belongs(reading, index, person)
    if word.key in _LOWER_STOP or (proof.everyday and not proof.name) or anchor.kind:
        return False
    if _speaks(anchor) and not word.shouted:
        # In a text with capitals a small letter beside a name is a word, unless it is surely a name.
        return False
    if _is_adjective(reading, index, proof):
        other = reading.proofs[person]
        if index < person or other is None or other.given != SURE or _heads_a_place(reading, index):
            return False
        return proof.entry.rarely_surname or not proof.entry.known
    if index > person and _is_strange_surname(reading, index, person):
        return True
    return _small_belongs(word, proof, reading.proofs[person], index < person)


def _is_strange_surname(reading: Reading, index: int, person: int) -> bool:
    """«юнуса шивазы с нашей улицы»: an unknown word behind a given name, in a Russian sentence."""
    word, proof, other = reading.words[index], reading.proofs[index], reading.proofs[person]
    if proof is None or other is None or other.given != SURE or other.surname:
        return False
    if proof.known or proof.entry.known or len(word.text) < 4 or not _looks_russian(word) or signs.is_deed(word):
        return False
    around = [each for each in (person - 1, index + 1) if 0 <= each < len(reading.words)]
    return any(_is_russian_word(reading.proofs[each]) for each in around)


def _is_russian_word(proof: Evidence | None) -> bool:
    return proof is not None and proof.entry.known and not proof.everyday and not proof.name


def _small_belongs(word: Token, proof: Evidence, other: Evidence | None, before: bool) -> bool:
    """In chat style: a doubtful given name beside a surname, a doubtful surname beside a given name."""
    if other is None:
        return False
    if proof.everyday and proof.tail and not proof.listed:
        return False
    if proof.surname and other.given:
        return not proof.ordinary or proof.entry.rarely_surname or (proof.listed and not before)
    if proof.given:
        return _is_bare_surname(other)
    if not before and other.given == SURE and _is_strange(word, proof) and _SURNAME_KAZAKH.search(word.key):
        return True
    return _is_strange(word, proof) and before and _is_bare_surname(other)


def _is_strange(word: Token, proof: Evidence) -> bool:
    """A word that no dictionary, no list and no map knows."""
    return not proof.known and not proof.entry.known and not proof.area and len(word.text) > 3


def _capital_belongs(reading: Reading, index: int, person: int) -> bool:
    word, proof, other = reading.words[index], reading.proofs[index], reading.proofs[person]
    if proof is None or word.key in _PARTICLES:
        return proof is not None and index < person
    if word.key in common_words():
        return bool(proof.given) and other is not None and other.surname == SURE
    if signs.is_institution(word) or signs.is_title(word) or signs.is_place_after(word):
        return False
    if _is_adjective(reading, index, proof):
        return index > person and not _heads_a_place(reading, index)
    if "-" in (word.gap if index > person else reading.words[person].gap):
        return True
    if proof.name:
        return True
    shaped = word.key.endswith(_SURNAME_SHAPES)
    if index < person:
        return _is_unknown_given(word, proof, other)
    if proof.known and not (
        proof.entry.noun
        or proof.entry.adjective
        or shaped
        or (word.low.isascii() and other is not None and other.given == SURE)
    ):
        return False
    return not word.first and (not proof.area or shaped)


def _is_bare_surname(proof: Evidence) -> bool:
    return bool(proof.surname) and (not proof.given or proof.tail.startswith(("ов", "ев", "ин")))


def _is_unknown_given(word: Token, proof: Evidence, other: Evidence | None) -> bool:
    """A capital that no dictionary knows before a surname: «Міржан Ысқақов»."""
    bare_surname = other is not None and _is_bare_surname(other)
    if (proof.known or proof.entry.known) and not (proof.entry.adjective and bare_surname and not word.first):
        return False
    if word.first:
        return bare_surname and not word.low.isascii() and not proof.everyday and not proof.place
    return not proof.place or (bare_surname and not proof.area)


_SURNAME = re.compile(r"(?:[ое]в|ин)(?:а|у|ои|ои|ым|ом|е|ы)?$")
_SURNAME_KAZAKH = re.compile(r"(?:[ое]в|ин)а?(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен)$")
_SURNAME_BENT = re.compile(r"[ое]в(?:а|у|ои|ым)$")
_SURNAME_SHAPES = tuple(stem + end for stem in ("ов", "ев", "ин") for end in ("", "а", "у", "ой", "ои", "ым", "е", "ы"))


def _heads_a_place(reading: Reading, index: int) -> bool:
    """«… Алматинской области»: the adjective belongs to what follows it."""
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    return bool(after and after.joined and (after.kind or signs.is_institution(after) or signs.is_settlement(after)))


def _is_genitive(proof: Evidence | None) -> bool:
    return proof is not None and proof.tail.endswith(_GENITIVE)


_GENITIVE = ("нин", "дин", "тин", "нын", "дын", "тын")


def _take_initials(reading: Reading) -> None:
    """«Ахметов А.С.», «А. С. Ахметов», «ахметов а.с.»."""
    words = reading.words
    index = 0
    while index < len(words):
        if not words[index].initial or words[index].kind:
            index += 1
            continue
        first = index
        while index + 1 < len(words) and words[index + 1].initial and _same_initials(words[index], words[index + 1]):
            index += 1
        _place_initials(reading, first, index)
        index += 1


def _same_initials(left: Token, right: Token) -> bool:
    return left.capital == right.capital and right.gap in ((".", ". ", " ") if left.capital else (".", ". "))


def _place_initials(reading: Reading, first: int, last: int) -> None:
    words = reading.words
    dotted = reading.text[words[last].end : words[last].end + 1] == "."
    capital = all(words[each].capital for each in range(first, last + 1))
    if not capital and not (dotted and last > first):
        return
    left = first - 1 if first and words[first].gap == " " else None
    right = last + 1 if last + 1 < len(words) and dotted and words[last + 1].gap in (". ", ".", ".\u00a0") else None
    sides = [
        (left, _carries(reading, left, capital, dotted or last > first)),
        (right, _carries(reading, right, capital, True)),
    ]
    side, strength = max(reversed(sides), key=lambda each: each[1])
    if side is not None and strength:
        begin, end = min(side, first), max(side, last)
        reading.person[begin : end + 1] = [True] * (end + 1 - begin)


def _carries(reading: Reading, index: int | None, capital: bool, certain: bool) -> int:
    """How likely is the word at `index` the surname of the initials beside it: 0 no, 1 may be, 2 a name."""
    if index is None or not _may_carry(reading, index, capital, certain):
        return 0
    proof = reading.proofs[index]
    return 2 if reading.person[index] or (proof is not None and proof.name) else 1


def _may_carry(reading: Reading, index: int, capital: bool, certain: bool) -> bool:
    """May the word at `index` be a surname beside initials?"""
    word, proof = reading.words[index], reading.proofs[index]
    if reading.person[index]:
        return True
    if proof is None or len(word.text) < 2 or word.key in common_words():
        return False
    if not capital:
        return bool(proof.surname) or (proof.given == MAYBE)
    if not word.capital or _is_abbreviation(word) or not certain:
        return False
    if proof.place and not proof.name:
        return False
    return (
        bool(proof.name)
        or not proof.entry.known
        or proof.entry.noun
        or proof.entry.adjective
        or word.key.endswith(_SURNAME_SHAPES)
    )


# ------------------------------------------------------------------ places that bear a name


def _release_places(reading: Reading) -> None:
    """«улица Абая», «Жамбыл ауданы», ТОО «Серик»: a name given to a place or a house stays."""
    index = 0
    while index < len(reading.words):
        if not reading.person[index] or reading.words[index].kind:
            index += 1
            continue
        end = index
        while end + 1 < len(reading.words) and reading.person[end + 1] and _runs_on(reading, end + 1):
            end += 1
        if _is_place_name(reading, index, end):
            first_kept = _patronymic_person(reading, index, end)
            reading.person[index:first_kept] = [False] * (first_kept - index)
        index = end + 1


def _patronymic_person(reading: Reading, first: int, last: int) -> int:
    """«школы имени Абая Ли Виктор Сергеевич»: where the person begins behind the name of the school; else the end."""
    proofs = reading.proofs[first : last + 1]
    full = any(each is not None and each.patronymic and not each.tail for each in proofs)
    bent = next((index for index, each in enumerate(proofs) if not _is_bent(each)), len(proofs))
    return first + bent if full and bent else last + 1


def _runs_on(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word.kind:
        return False
    return word.joined or (word.gap in (". ", ".") and (reading.words[index - 1].initial or word.initial))


def _is_place_name(reading: Reading, first: int, last: int) -> bool:
    words = reading.words
    while last + 1 < len(words) and words[last + 1].joined and words[last + 1].key in _RANKS:
        last += 1
    before = words[first - 1] if first else None
    after = words[last + 1] if last + 1 < len(words) else None
    quoted = _is_quoted(reading, first, last)
    if _is_in_named_quotes(reading, first):
        return True
    follows = after is not None and not after.kind and (after.joined or (quoted and after.gap[1:] == " "))
    if after and follows and signs.is_place_after(after, quoted=quoted) and not _is_genitive(reading.proofs[last]):
        return True
    if not before or before.kind or not signs.CLOSE.match(words[first].gap):
        return False
    if before.key == "имени" and first > 1 and words[first - 2].key == "по":
        return False
    if signs.is_institution(before, words[first].gap):
        return before.capital is False or quoted or not signs.is_title(before)
    if signs.is_settlement(before, words[first].gap):
        return first == last or _is_bent(reading.proofs[last])
    return False


def _is_in_named_quotes(reading: Reading, first: int) -> bool:
    """Опера «Кыз Жибек», кафе «У Ашота»: the quotation opens behind a word for a house or a work."""
    for index in range(first, max(0, first - 4), -1):
        gap = reading.words[index].gap
        if gap[-1:] in _OPEN and gap[-1:]:
            before = reading.words[index - 1]
            return not before.kind and signs.is_institution(before, gap)
        if gap[-1:] in _CLOSING or "\n" in gap:
            return False
    return False


def _is_quoted(reading: Reading, first: int, last: int) -> bool:
    """Do these words fill a pair of quotation marks?"""
    words = reading.words
    closing = reading.text[words[last].end : words[last].end + 1]
    return words[first].gap[-1:] in _OPEN and closing != "" and closing in _CLOSING


def _is_bent(proof: Evidence | None) -> bool:
    return proof is not None and bool(proof.tail)


_RANKS = frozenset(("би", "батыр", "хан", "ата", "ана", "батыра", "хана", "кажы", "акын"))
_OPEN = frozenset("«\"“„'")
_CLOSING = frozenset("»\"”“'")


# ------------------------------------------------------------------ spans


def _spans(reading: Reading) -> tuple[list[Span], list[Span], list[bool]]:
    spans: list[Span] = []
    unsure: list[Span] = []
    words = reading.words
    for index, word in enumerate(words):
        if word.kind:
            continue
        if reading.person[index]:
            if spans and index and reading.person[index - 1] and not words[index - 1].kind and _runs_on(reading, index):
                spans[-1] = (spans[-1][0], word.end)
            else:
                spans.append((word.start, word.end))
        elif reading.unsure[index]:
            unsure.append((word.start, word.end))
    return [_with_dot(reading.text, each, words) for each in spans], unsure, reading.person


def _with_dot(text: str, span: Span, words: list[Token]) -> Span:
    """The dot after the last initial goes with it."""
    start, end = span
    if text[end : end + 1] == "." and end - start >= 2 and not text[end - 2 : end - 1].isalpha():
        return (start, end + 1)
    return span


__all__ = ["NO", "persons"]
