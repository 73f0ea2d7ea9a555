"""Which words beside a name belong to it: the other name, the patronymic, the second half."""

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.alone import is_unknown_proper
from shanyraq.reading.screening.ethnonyms import names_a_people
from shanyraq.reading.screening.evidence import SURE, Evidence, common_words, is_english
from shanyraq.reading.screening.sentence import (
    LOWER_STOP,
    SURNAME,
    SURNAME_KAZAKH,
    SURNAME_SHAPES,
    Reading,
    heads_a_place,
    is_abbreviation,
    is_adjective,
    is_bare_surname,
    is_genitive,
    is_russian_word,
    is_strange,
    looks_russian,
    speaks,
)
from shanyraq.reading.screening.tokens import Token

_FAMILY_WORDS = frozenset(("улы", "кызы", "гызы", "кизи", "ули", "оглу", "оглы", "угли", "уулу", "заде"))


_PARTICLES = frozenset(("фон", "ван", "де", "да", "ибн", "бин", "аль", "эль", "ел", "ал", "бен", "бинт"))


def take_pair(reading: Reading, index: int) -> None:
    """«Лилия Кох, Сара Кацман»: a doubtful given name and a surname beside it, both with a capital."""
    left, right = reading.proofs[index], reading.proofs[index + 1]
    first, second = reading.words[index], reading.words[index + 1]
    if left is None or right is None or not second.joined:
        return
    if not (speaks(first) and speaks(second)):
        strange = is_strange(first, left) and right.surname and is_strange(second, right)
        if strange and SURNAME.search(second.key) and not (speaks(first) or speaks(second)):
            reading.person[index] = reading.person[index + 1] = True
            return
        plain = (
            left.given
            and right.surname
            and (not right.ordinary or right.listed)
            and not right.everyday
            and second.key not in LOWER_STOP
        )
        stop = second.key in LOWER_STOP or first.key in common_words() or first.low in common_words()
        certain = bool(left.given) and not stop and (right.surname == SURE or right.patronymic)
        no_town = not right.area or bool(SURNAME.search(second.key))
        if certain and not right.ordinary and no_town and not signs.is_title(first):
            # «досым сатпаев, сара алпысқызы»: the second word leaves no doubt about the first.
            reading.person[index] = reading.person[index + 1] = True
            return
        if plain and not left.everyday and not (speaks(first) or speaks(second)) and not signs.is_title(first):
            reading.person[index] = reading.person[index + 1] = True
        return
    if is_abbreviation(first) or is_abbreviation(second) or (signs.is_title(first) and not left.given):
        return
    if signs.is_institution(first) or first.key in ("аким", "имам"):
        return
    shaped = bool(SURNAME.search(second.key)) and not second.first
    right_fits = right.surname or shaped or is_unknown_proper(reading, index + 1)
    strange = is_strange(first, left) and not first.low.isascii() and shaped and not right.everyday
    given_first = (left.given and not left.area and right_fits) or strange
    surname_first = left.surname and right.given and not right.area
    adjective = is_adjective(reading, index + 1, right) and (not left.given or heads_a_place(reading, index + 1))
    if (given_first or surname_first or _is_strange_pair(reading, index)) and not adjective:
        reading.person[index] = reading.person[index + 1] = True


def _is_strange_pair(reading: Reading, index: int) -> bool:
    """Two Latin capitals side by side that no list knows: "signed by Modest Zalesski"."""
    return (
        reading.words[index].low.isascii()
        and is_unknown_proper(reading, index)
        and is_unknown_proper(reading, index + 1)
        and not (index + 2 < len(reading.words) and signs.is_place_after(reading.words[index + 2]))
    )


def take_neighbours(reading: Reading, index: int) -> None:
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
    if (word if index > person else anchor).gap == "-" and not proof.entry.small:
        # «тер-петросян, серик-ага»: the halves of one word.
        return True
    if index > person and word.key in _FAMILY_WORDS:
        return not is_genitive(reading.proofs[person])
    if (not word.capital and signs.is_title(word) and not proof.given) or names_a_people(word):
        return False
    if index > person and word.capital and is_abbreviation(word):
        other = reading.proofs[person]
        return len(word.text) == 2 and other is not None and bool(other.surname)
    if speaks(word) and not is_abbreviation(word):
        return _capital_belongs(reading, index, person)
    if word.key in LOWER_STOP or (proof.everyday and not proof.name) or anchor.kind:
        return False
    if speaks(anchor) and not word.shouted:
        # In a text with capitals a small letter beside a name is a word, unless it is surely a name.
        return False
    if is_adjective(reading, index, proof):
        other = reading.proofs[person]
        if index < person or other is None or other.given != SURE or heads_a_place(reading, index):
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
    if looks_russian(word) and word.low.endswith(("ых", "их")) and proof.entry.adjective and not other.tail:
        return True
    if proof.known or proof.entry.known or len(word.text) < 4 or signs.is_deed(word):
        return False
    if word.low.isascii() and not proof.everyday:
        return _is_english_around(reading, person - 1, index + 1)
    if not looks_russian(word):
        return False
    around = [each for each in (person - 1, index + 1) if 0 <= each < len(reading.words)]
    return any(is_russian_word(reading.proofs[each]) for each in around)


def _is_english_around(reading: Reading, *places: int) -> bool:
    """ "pls tell zakhar tolstoy to move": a listed English word stands beside the pair."""
    words = [reading.words[each] for each in places if 0 <= each < len(reading.words)]
    return any(not each.kind and is_english(each.low) for each in words)


def _small_belongs(word: Token, proof: Evidence, other: Evidence | None, before: bool) -> bool:
    """In chat style: a doubtful given name beside a surname, a doubtful surname beside a given name."""
    if other is None:
        return False
    if proof.everyday and proof.tail and not proof.listed:
        return False
    if proof.surname and other.given:
        return not proof.ordinary or proof.entry.rarely_surname or (proof.listed and not before)
    if proof.given:
        return is_bare_surname(other)
    if not before and other.given == SURE and is_strange(word, proof) and SURNAME_KAZAKH.search(word.key):
        return True
    return is_strange(word, proof) and before and is_bare_surname(other)


def _capital_belongs(reading: Reading, index: int, person: int) -> bool:
    word, proof, other = reading.words[index], reading.proofs[index], reading.proofs[person]
    if proof is None or word.key in _PARTICLES:
        return proof is not None and index < person
    if word.key in common_words():
        return bool(proof.given) and other is not None and other.surname == SURE
    if signs.is_institution(word) or signs.is_title(word) or signs.is_place_after(word):
        return False
    if is_adjective(reading, index, proof):
        return index > person and not heads_a_place(reading, index)
    if "-" in (word.gap if index > person else reading.words[person].gap):
        return True
    if proof.name:
        return True
    shaped = word.key.endswith(SURNAME_SHAPES)
    if index < person and shaped and not word.first and other is not None and other.given:
        return True
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


def _is_unknown_given(word: Token, proof: Evidence, other: Evidence | None) -> bool:
    """A capital that no dictionary knows before a surname: «Міржан Ысқақов»."""
    bare_surname = other is not None and is_bare_surname(other)
    if (proof.known or proof.entry.known) and not (proof.entry.adjective and bare_surname and not word.first):
        return False
    if word.first:
        return bare_surname and not word.low.isascii() and not proof.everyday and not proof.place
    return not proof.place or (bare_surname and not proof.area)
