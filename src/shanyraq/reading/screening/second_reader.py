"""What the model of names adds to the rules: unknown words it sees as persons are masked, other words are held."""

from bisect import bisect_left

from shanyraq.reading.screening import names_model, signs
from shanyraq.reading.screening.evidence import Evidence, common_words
from shanyraq.reading.screening.hints import goes_into
from shanyraq.reading.screening.lexicon import is_kazakh_verb_like
from shanyraq.reading.screening.likeness import likeness
from shanyraq.reading.screening.sentence import LOWER_STOP, Reading, is_abbreviation, speaks
from shanyraq.reading.screening.tokens import Token


def take_what_the_model_sees(reading: Reading) -> None:
    """Ask the model; it reads capitals only, so what may be a name is shown to it with one."""
    starts = [each.start for each in reading.words]
    for first, last in names_model.model_persons(_with_capitals(reading)):
        for index in range(bisect_left(starts, first), bisect_left(starts, last)):
            _take(reading, index)


def _take(reading: Reading, index: int) -> None:
    word, proof = reading.words[index], reading.proofs[index]
    if proof is None or reading.person[index] or not _may_be(word, proof) or goes_into(reading, index):
        return
    if _is_unknown(proof) and speaks(word) and not word.first:
        reading.person[index] = True
    elif not proof.area and not is_kazakh_verb_like(word.key) and (proof.name or likeness(word.key) > 0):
        reading.unsure[index] = True


def _with_capitals(reading: Reading) -> str:
    letters = list(reading.text)
    for word, proof in zip(reading.words, reading.proofs, strict=True):
        first = letters[word.start].upper()
        if proof is not None and not word.capital and len(first) == 1 and _may_be(word, proof):
            letters[word.start] = first
    return "".join(letters)


def _may_be(word: Token, proof: Evidence) -> bool:
    """Not a word of every day, of a title, of a place; a listed name, or no word of the dictionary."""
    if len(word.text) < 3 or proof.everyday or proof.entry.small or word.key in common_words() or is_abbreviation(word):
        return False
    if word.low in LOWER_STOP or signs.is_title(word) or signs.is_institution(word) or signs.is_place_after(word):
        return False
    return bool(proof.name) or not proof.entry.known or word.capital


def _is_unknown(proof: Evidence) -> bool:
    return not (proof.known or proof.entry.known or proof.place or proof.everyday)
