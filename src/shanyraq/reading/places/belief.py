"""Is a name meant as a place, or is it a person, a street, an everyday word? Asked of names without a head noun."""

from shanyraq.reading.gazetteer import Gazetteer
from shanyraq.reading.places.candidates import is_settled
from shanyraq.reading.places.heads import (
    GIVEN_NAME_ENDINGS,
    PERSON_PREPOSITIONS,
    STREETS_AFTER_PREFIXES,
    STREETS_BEFORE,
    SURNAME_ENDINGS,
)
from shanyraq.reading.places.mentions import Mention, Token

_SHORTEST_BARE = 4
# A capital inside a sentence and nothing more: short words are as often a person's name.
_LONG_ENOUGH = 7
_BESIDE = " «»\"'"


def is_street(words: list[Token], row: list[Mention]) -> bool:
    """«улица Абая», «Абай көшесі», «имени Жамбыла», "Abay street": no place of that name."""
    first = row[0]
    if first.head_is_before and first.head_token is not None:
        return False
    if first.first > 0 and words[first.first - 1].key in STREETS_BEFORE and first.head is None:
        return True
    after = row[-1].last + 1
    if after >= len(words) or words[after].gap.strip(_BESIDE):
        return False
    return words[after].key.startswith(STREETS_AFTER_PREFIXES)


def is_believed(book: Gazetteer, words: list[Token], mention: Mention, *, shouted: bool) -> bool:
    """Does the text give enough reason to take the name for a place? `shouted`: its capitals mean nothing."""
    if _is_person(words, mention) or all(book.everyday.get(form.name) == "a" for form in mention.names):
        return False
    first = words[mention.first]
    capital = first.is_capital and not shouted
    there = mention.points_there
    if is_everyday(book, words, mention):
        return _is_believed_everyday(book, first, mention, capital=capital)
    if is_settled(book, mention.names):
        return len(first.key) >= _SHORTEST_BARE or capital or there
    if there or (mention.stands_apart and capital):
        return capital or (len(mention.names[0].name) >= _LONG_ENOUGH and not first.key.isascii())
    return capital and not first.begins_sentence and _is_no_name(words, mention)


def _is_no_name(words: list[Token], mention: Mention) -> bool:
    """Long, no given name by its ending, and not after «у», «к», «от», where persons stand."""
    word, before = words[mention.first], words[mention.first - 1]
    name = mention.names[0].name
    return (
        word.gap == " "
        and len(word.key) >= _LONG_ENOUGH
        and not name.endswith(GIVEN_NAME_ENDINGS)
        and before.key not in PERSON_PREPOSITIONS
    )


def _is_believed_everyday(book: Gazetteer, word: Token, mention: Mention, *, capital: bool) -> bool:
    known = {book.everyday.get(form.name) for form in mention.names if form.name in book.nouns}
    if mention.says_there and known - {"h"} and not word.lexeme.everyday:
        # «семейде»: a Russian word in the nominative, but no word of every day with a Kazakh ending.
        return True
    if capital and mention.stands_apart and known & {"w", None}:
        return True
    if not capital or not mention.points_there:
        return False
    if not word.begins_sentence:
        return True
    # «Абайда …», «Алғада …» at the head of a sentence: nobody is a place to be in.
    person = any(book.everyday.get(form.name) == "p" for form in mention.names)
    return mention.says_there and (person or bool(known)) and (not word.lexeme.everyday or word.lexeme.everyday == "p")


def is_everyday(book: Gazetteer, words: list[Token], mention: Mention) -> bool:
    """Is the word as it stands, or the name it would be a form of, a word of every day or a person's name?"""
    if mention.first != mention.last:
        return False
    if not words[mention.first].text.isalpha():
        return False  # «Нур-Султан» is the city, «Нурсултан» a man.
    if words[mention.first].lexeme.everyday:
        return True
    return all(_is_shared(book, form.name) for form in mention.names)


def _is_shared(book: Gazetteer, name: str) -> bool:
    """Is a name an everyday word or a person's too? A dictionary's plain word does not outweigh a town or district."""
    kind = book.everyday.get(name, "")
    return kind in ("h", "p") or (kind == "w" and name not in book.nouns)


def _is_person(words: list[Token], mention: Mention) -> bool:
    """«Абай Кунанбаев», «Панфилов Иван Васильевич»: a surname or patronymic beside the name."""
    after = mention.last + 1
    if after >= len(words) or words[after].gap != " " or not words[after].is_capital:
        return False
    word = words[after]
    return word.key.endswith(SURNAME_ENDINGS) and not word.lexeme.says_something and not mention.points_there
