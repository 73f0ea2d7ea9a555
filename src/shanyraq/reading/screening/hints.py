"""Words around a doubtful word that tell a person: titles, addresses, deeds, kin, possessions."""

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.evidence import Evidence
from shanyraq.reading.screening.lexicon import words_of
from shanyraq.reading.screening.sentence import GENITIVE, Reading, is_genitive, is_russian_word, looks_russian, speaks
from shanyraq.reading.screening.tokens import Token


def is_kazakh_among_russian(reading: Reading, index: int, proof: Evidence) -> bool:
    """«ну и где бахыт»: what is a word in Kazakh is a name in a Russian sentence."""
    if not proof.given or (proof.entry.known and proof.entry.other) or (proof.everyday and proof.tail):
        return False
    beside = [each for each in (index - 1, index + 1) if 0 <= each < len(reading.words)]
    words = [reading.words[each] for each in beside]
    if any(not looks_russian(each) for each in words if not each.kind):
        return False
    return bool(beside) and all(
        reading.words[each].low in _RUSSIAN_SMALL or is_russian_word(reading.proofs[each]) for each in beside
    )


_RUSSIAN_SMALL = frozenset(words_of("от по за на у с к и а но не из до без для про о об же ну это я"))


def is_called_so(reading: Reading, index: int) -> bool:
    """A title before it, an address behind it, «… деген кісі»."""
    words, word = reading.words, reading.words[index]
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before and word.joined and not before.kind and signs.is_title(before):
        return True
    if after is None or after.kind:
        return False
    return (after.joined and signs.is_address(after)) or _is_introduced(reading, index, after)


def beside_place(reading: Reading, index: int) -> bool:
    """Does a word for a place, or another place, stand beside it?"""
    for each in (index - 1, index + 1):
        if 0 <= each < len(reading.words):
            other, proof = reading.words[each], reading.proofs[each]
            if other.kind or signs.is_place_after(other) or signs.is_settlement(other) or signs.is_institution(other):
                return True
            if proof is not None and proof.place and other.capital and not proof.given:
                return True
    return False


def is_spoken_to(reading: Reading, index: int, proof: Evidence) -> bool:
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


def acts_later(reading: Reading, index: int, proof: Evidence) -> bool:
    """«роман опять воду перекрыл»: a name opens the sentence and a verb of people follows soon."""
    word = reading.words[index]
    if not word.first or not proof.given or proof.tail or proof.area or signs.is_title(word):
        return False
    for other in reading.words[index + 1 : index + 4]:
        if other.kind or other.gap != " ":
            return False
        if signs.is_deed(other) and looks_russian(other) and look_up(other.low).verb:
            return True
    return False


def has_kin(word: Token, after: Token | None) -> bool:
    """«Қаламқастың әкесі»: a genitive and somebody's kin."""
    return (
        after is not None and after.joined and word.key[-3:] in GENITIVE and len(word.key) > 5 and signs.is_kin(after)
    )


def has_sign(reading: Reading, index: int, *, strict: bool = False, titles: bool = False) -> bool:
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
        if (after.kind == "person" and speaks(word)) or (not after.kind and signs.is_address(after) and not strict):
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
    return not after.kind and is_genitive(reading.proofs[index]) and signs.is_owned(after)


def goes_into(reading: Reading, index: int) -> bool:
    before = reading.words[index - 1] if index else None
    return bool(before and before.key in signs.INTO_PLACE)
