"""What a word of a sentence looks like: questions that every rule of names asks."""

import re
from dataclasses import dataclass, field

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.evidence import SURE, Evidence
from shanyraq.reading.screening.lexicon import keys_of
from shanyraq.reading.screening.tokens import Token

# Short surnames that in small letters are nearly always other words.
LOWER_STOP = keys_of(
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


def is_month(word: Token) -> bool:
    """«8 Марта, 1 Мая»."""
    return word.key in ("марта", "мая", "майя", "август", "августа") and word.gap.rstrip()[-1:].isdigit()


def speaks(word: Token) -> bool:
    """Does its capital say anything?"""
    return word.capital and not word.shouted


def is_abbreviation(word: Token) -> bool:
    return not word.shouted and len(word.text) > 1 and word.text.isupper() and len(word.text) <= 5


def is_short_capital(word: Token, proof: Evidence) -> bool:
    """An abbreviation, unless four letters and more spell a sure name («СЕРИК» in a line of small letters)."""
    return is_abbreviation(word) and (len(word.text) < 4 or max(proof.given, proof.surname) < SURE)


def looks_russian(word: Token) -> bool:
    return all("а" <= letter <= "я" for letter in word.low)


def is_adjective(reading: Reading, index: int, proof: Evidence) -> bool:
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


def is_russian_word(proof: Evidence | None) -> bool:
    return proof is not None and proof.entry.known and not proof.everyday and not proof.name


def is_strange(word: Token, proof: Evidence) -> bool:
    """A word that no dictionary, no list and no map knows."""
    return not proof.known and not proof.entry.known and not proof.area and len(word.text) > 3


def is_bare_surname(proof: Evidence) -> bool:
    return bool(proof.surname) and (not proof.given or proof.tail.startswith(("ов", "ев", "ин")))


SURNAME = re.compile(r"(?:[ое]в|ин)(?:а|у|ои|ои|ым|ом|е|ы)?$")


SURNAME_KAZAKH = re.compile(r"(?:[ое]в|ин)а?(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен)$")


SURNAME_BENT = re.compile(r"[ое]в(?:а|у|ои|ым)$")


SURNAME_SHAPES = tuple(stem + end for stem in ("ов", "ев", "ин") for end in ("", "а", "у", "ой", "ои", "ым", "е", "ы"))


def heads_a_place(reading: Reading, index: int) -> bool:
    """«… Алматинской области»: the adjective belongs to what follows it."""
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    return bool(after and after.joined and (after.kind or signs.is_institution(after) or signs.is_settlement(after)))


def is_genitive(proof: Evidence | None) -> bool:
    return proof is not None and proof.tail.endswith(GENITIVE)


GENITIVE = ("нин", "дин", "тин", "нын", "дын", "тын")


def runs_on(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word.kind:
        return False
    return word.joined or (word.gap in (". ", ".") and (reading.words[index - 1].initial or word.initial))


def is_quoted(reading: Reading, first: int, last: int) -> bool:
    """Do these words fill a pair of quotation marks?"""
    words = reading.words
    closing = reading.text[words[last].end : words[last].end + 1]
    return words[first].gap[-1:] in OPEN and closing != "" and closing in CLOSING


def is_bent(proof: Evidence | None) -> bool:
    return proof is not None and bool(proof.tail)


OPEN = frozenset("«\"“„'")


CLOSING = frozenset("»\"”“'")
