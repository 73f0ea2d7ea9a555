"""Is this word the name of a person? Asked of every word, before its neighbours are taken in."""

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.ethnonyms import names_a_people
from shanyraq.reading.screening.evidence import MAYBE, SURE, Evidence, common_words
from shanyraq.reading.screening.hints import (
    acts_later,
    beside_place,
    goes_into,
    has_kin,
    has_sign,
    is_called_so,
    is_kazakh_among_russian,
    is_spoken_to,
)
from shanyraq.reading.screening.lexicon import names
from shanyraq.reading.screening.sentence import (
    LOWER_STOP,
    SURNAME,
    SURNAME_BENT,
    SURNAME_KAZAKH,
    Reading,
    is_abbreviation,
    is_adjective,
    is_month,
    is_quoted,
    is_short_capital,
    is_strange,
    looks_russian,
    speaks,
)
from shanyraq.reading.screening.tokens import Token

_HALVES = frozenset(("по", "кто", "что", "где", "как", "из", "во", "в"))


def judge_alone(reading: Reading, index: int) -> None:
    word, proof = reading.words[index], reading.proofs[index]
    if word.gap == "-" and not word.capital and index and reading.words[index - 1].low in _HALVES:
        # «по-людски, кто-то»: half a word.
        return
    if proof is None or len(word.text) < 2 or (not word.capital and proof.given < SURE and signs.is_title(word)):
        return
    if not proof.patronymic and word.key not in names().whole and names_a_people(word):
        return
    if proof.patronymic or (proof.given == SURE and not is_short_capital(word, proof)):
        reading.person[index] = True
    elif proof.surname == SURE and not _is_place_in_text(reading, index, proof):
        reading.person[index] = not is_short_capital(word, proof)
    elif proof.name == MAYBE:
        _judge_doubtful(reading, index, word, proof)
    elif speaks(word) and not word.first and SURNAME.search(word.key) and is_called_so(reading, index):
        # «гражданин Тестов»: a surname, whatever the dictionary makes of it.
        reading.person[index] = True
    elif is_unknown_proper(reading, index):
        reading.person[index] = not word.low.isascii() or has_sign(reading, index) or _is_latin_name(reading, index)
        reading.unsure[index] = not reading.person[index]
    elif _is_unknown_chat_name(reading, index):
        reading.person[index] = True


def _is_place_in_text(reading: Reading, index: int, proof: Evidence) -> bool:
    """«из Қонаева, в Мерке»: a town whose name ends as surnames do."""
    return proof.area and not proof.given and (goes_into(reading, index) or proof.tail in _THERE)


_THERE = frozenset(("да", "де", "та", "те", "дан", "ден", "тан", "тен", "га", "ге", "ка", "ке"))


def _judge_doubtful(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A name that is also a word or a place (Роза, Арман, Абай), or a surname by its ending alone."""
    if word.key in common_words() or is_adjective(reading, index, proof):
        return
    if proof.area:
        _judge_area(reading, index, word, proof)
    elif speaks(word) and not word.first:
        _judge_capital(reading, index, word, proof)
    elif word.key not in LOWER_STOP and not signs.is_title(word):
        _judge_plain(reading, index, word, proof)


def _judge_area(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """«Абай ағай» is a person, «в Абае» a district, «видел Абая» a question."""
    if not proof.given:
        return
    reading.person[index] = is_called_so(reading, index) and not _is_ruled(reading, index)
    if not word.capital:
        return
    bent_as_person = (
        not word.first and speaks(word) and not goes_into(reading, index) and not beside_place(reading, index)
    )
    reading.unsure[index] = not reading.person[index] and bent_as_person


def _is_ruled(reading: Reading, index: int) -> bool:
    """«аким Абая»: the akim of the district, not its namesake."""
    return bool(index) and reading.words[index - 1].key.startswith("аким") and reading.proofs[index] is not None


def _judge_capital(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A capital in mid-sentence: a name, unless the place or the word is likelier."""
    if is_abbreviation(word) or is_month(word):
        return
    if proof.place and (not proof.given or goes_into(reading, index)):
        reading.person[index] = has_sign(reading, index) and not goes_into(reading, index)
        reading.unsure[index] = not reading.person[index] and bool(proof.given)
    elif proof.everyday and not proof.given:
        return
    elif proof.given or not proof.ordinary or has_sign(reading, index, titles=True):
        reading.person[index] = True
    else:
        reading.unsure[index] = proof.surname == MAYBE and proof.entry.surname


def _judge_plain(reading: Reading, index: int, word: Token, proof: Evidence) -> None:
    """A small letter, or the capital of a sentence: the word itself is likelier, so a person needs a sign."""
    wanted = (
        proof.given
        and not (proof.everyday and not word.capital)
        and (is_spoken_to(reading, index, proof) or is_called_so(reading, index))
    )
    if wanted or acts_later(reading, index, proof) or is_kazakh_among_russian(reading, index, proof):
        reading.person[index] = True
        return
    other_word = proof.entry.known and proof.ordinary and not (proof.entry.name or proof.entry.surname)
    if not word.capital and (proof.everyday or (other_word and (proof.tail or not proof.given))):
        return
    bent = SURNAME_BENT.search(word.key) or SURNAME_KAZAKH.search(word.key)
    if proof.surname and is_strange(word, proof) and len(word.text) > 5 and bent:
        # «беккалиева, беккалиеву, беккалиевке»: nothing but a surname ends so.
        reading.person[index] = True
        return
    signed = has_sign(reading, index, strict=True, titles=not proof.given and proof.ordinary)
    if signed and (proof.given or len(word.text) > 4):
        reading.person[index] = True
    else:
        reading.unsure[index] = _is_questionable(word, proof)


def _is_questionable(word: Token, proof: Evidence) -> bool:
    """Worth a person's glance: a Russian name at the head of a sentence, an unknown word that ends as surnames do."""
    if proof.given:
        return word.first and word.capital and proof.entry.name
    return bool(proof.surname) and not proof.entry.known and looks_russian(word) and not proof.place


def is_unknown_proper(reading: Reading, index: int) -> bool:
    """A capital in mid-sentence on a word that no dictionary knows and no place bears."""
    word, proof = reading.words[index], reading.proofs[index]
    if proof is None or not speaks(word) or word.first or len(word.text) < 3 or is_abbreviation(word):
        return False
    if proof.known or proof.place or proof.entry.known or word.key in common_words():
        return False
    if word.gap.endswith("-") and index and not reading.person[index - 1]:
        return False
    if is_quoted(reading, index, index):
        return False
    return not proof.entry.adjective or not is_adjective(reading, index, proof)


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
        or not (looks_russian(word) or word.capital)
        or word.low.isascii()
    ):
        return False
    if proof.entry.adjective or proof.entry.verb or word.key in common_words():
        return False
    before = reading.words[index - 1] if index else None
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if word.first and word.capital and (is_called_so(reading, index) or has_kin(word, after)):
        return True
    if word.first:
        # «Міржан пришёл …»: the verb must be Russian, for Kazakh words are unknown to the dictionary.
        return bool(word.capital and after and after.joined and looks_russian(after) and signs.is_deed(after))
    if not word.capital and word.joined and is_called_so(reading, index):
        return (
            before is None or not signs.is_title(before) or (looks_russian(before) and not look_up(before.low).plural)
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
