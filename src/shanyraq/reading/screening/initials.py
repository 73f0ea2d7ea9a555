"""Initials and the surname they belong to: «Ахметов А.С.», «А. С. Ахметов», «ахметов а.с.»."""

from shanyraq.reading.screening.evidence import MAYBE, common_words
from shanyraq.reading.screening.sentence import SURNAME_SHAPES, Reading, is_abbreviation
from shanyraq.reading.screening.tokens import Token


def take_initials(reading: Reading) -> None:
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
    if not word.capital or is_abbreviation(word) or not certain:
        return False
    if proof.place and not proof.name:
        return False
    return (
        bool(proof.name)
        or not proof.entry.known
        or proof.entry.noun
        or proof.entry.adjective
        or word.key.endswith(SURNAME_SHAPES)
    )
