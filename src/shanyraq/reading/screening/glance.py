"""What nobody can tell for sure in a text without capitals: held for a human glance, not masked.

Asked last, of words that no rule took for a person. Held is what may belong to the name beside it, and, where a person
could stand, a word shaped as a surname, a name that is also a word, a word that no list knows.
"""

import re

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.ethnonyms import names_a_people
from shanyraq.reading.screening.evidence import SURE, Evidence, common_words
from shanyraq.reading.screening.hints import beside_place, goes_into
from shanyraq.reading.screening.lexicon import is_kazakh_verb_like, keys_of, words_of
from shanyraq.reading.screening.likeness import likeness
from shanyraq.reading.screening.sentence import (
    LOWER_STOP,
    SURNAME,
    SURNAME_KAZAKH,
    Reading,
    is_adjective,
    is_quoted,
    looks_russian,
    speaks,
)
from shanyraq.reading.screening.tokens import Token

_REACH = 3
_HALF_WORDS = frozenset(("нибудь", "либо", "таки"))
# «у розы, о баяне, это канат, где сырым»: after these a person is as likely as a thing.
_BEFORE_RUSSIAN = frozenset(
    words_of("у к ко от с со без для о об обо про за это этот эта этого этой этому этим наш наша нашего нашей "
             "нашу нашему ваш где кто такой мой моя тот та вон сам сама")
)  # fmt: skip
_BEFORE_LATIN = frozenset(
    words_of("u k ot s bez o pro za eto gde nash kto by with from of for to and that does is why")
)
_BEFORE_KAZAKH = keys_of("ана анау мына мынау сол осы біздің кеше бүгін ертең ғой және мен")
_GRATITUDE = keys_of("рахмет рақмет сәлем дұға хат арыз қоңырау звандап звонда")


def hold_doubtful(reading: Reading) -> None:
    """Mark as unsure what a person should look at; what is a person already stays so."""
    for index in range(len(reading.words) - 1):
        if _are_two_names(reading, index):
            reading.unsure[index] = reading.unsure[index + 1] = True
    for index, word in enumerate(reading.words):
        proof = reading.proofs[index]
        if proof is None or reading.person[index] or reading.unsure[index] or not _is_open(reading, index, word, proof):
            continue
        reading.unsure[index] = _may_end_a_name(reading, index, word, proof) or (
            word.key not in _SHORT_SURNAMES and _stands_alone(reading, index, word, proof)
        )


def _is_open(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    """In small letters (or the capital of a sentence), no title, no place, no word of every day."""
    if speaks(word) and not word.first:
        return False
    if word.key in _SHORT_SURNAMES:
        return not word.capital
    if len(word.text) < 2 or word.low in LOWER_STOP or word.low in _HALF_WORDS or word.key in common_words():
        return False
    if proof.everyday and not _is_russian_turn(reading, index, proof):
        return False
    if proof.entry.small or signs.is_title(word) or names_a_people(word):
        return False
    return not (is_quoted(reading, index, index) or beside_place(reading, index))


def _are_two_names(reading: Reading, index: int) -> bool:
    """«алла капустинаның, роза дуйсембина, досым сатпаев»: a doubtful name, then a surname's ending."""
    first, second = reading.words[index], reading.words[index + 1]
    given, surname = reading.proofs[index], reading.proofs[index + 1]
    if given is None or surname is None or second.gap != " " or reading.person[index] or reading.person[index + 1]:
        return False
    if not given.given or _is_commonplace(given) or given.entry.small or speaks(second) or first.key in common_words():
        return False
    if surname.everyday or surname.entry.small or surname.entry.verb or _is_commonplace(surname):
        return False
    if len(second.text) < 5 or (surname.entry.known and not surname.entry.surname):
        return False
    return any(shape.search(second.key) for shape in (SURNAME, SURNAME_KAZAKH, _IN_KAZAKH, _MAN_KAZAKH))


def _is_russian_turn(reading: Reading, index: int, proof: Evidence) -> bool:
    """«наш мейрам, от батыра»: a word in Kazakh, but after a Russian word that goes with people a name."""
    before = reading.words[index - 1] if index else None
    return bool(proof.given) and before is not None and reading.words[index].joined and before.low in _BEFORE_RUSSIAN


# «марина нам сказала»: surname or pronoun, a person decides.
_SHORT_SURNAMES = keys_of("нам сон эм мин син тон кон дон ан ем тё дё ю эн ян nam son em min an yu")


def _may_end_a_name(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    """«роза мадуй, фёдор пшеничный, сара алпысқызы»: beside a given name a surname that is also a word, or unknown."""
    for other in (index - 1, index + 1):
        if not 0 <= other < len(reading.words) or not reading.person[other] or reading.words[other].kind:
            continue
        joint = word if other < index else reading.words[other]
        beside = reading.proofs[other]
        if joint.gap != " " or beside is None or not beside.given or (beside.surname == SURE and beside.given < SURE):
            continue
        shaped = bool(_SURNAME_SHAPE.search(word.key)) and not proof.entry.verb
        if other < index and (proof.surname or proof.entry.rarely_surname or shaped) and not _is_commonplace(proof):
            return True
        if other < index and _is_unknown(word, proof) and likeness(word.key) > -0.5 and not _is_verb(word, proof):
            return True
    return False


# «шугаев, черняк, бойко»: known as other words too.
_SURNAME_SHAPE = re.compile(r"^.{3,}(?:[ое]в|ев[ау]|ов[ау]|[ое]вым|няк|рняк|чук|щук|юк|енко|йко|ман|берг|штейн|ович)$")


def _stands_alone(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    return (
        _is_surname_by_shape(reading, index, word, proof)
        or _is_name_and_word(reading, index, word, proof)
        or _is_stranger(reading, index, word, proof)
    )


def _is_surname_by_shape(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    """«кеңесбаев ничего не делает, стадо журавлёвой»: nothing but surnames and a few towns ends so."""
    if not proof.surname or goes_into(reading, index) or len(word.text) < 5:
        return False
    if proof.entry.known and (proof.entry.other or not proof.entry.surname):
        # «карповой, ершова, залесский»: other words too, so a person must be able to stand there.
        rare = proof.entry.rarely_surname and bool(_RARE.search(word.key)) and not is_adjective(reading, index, proof)
        return rare and _stands_as_person(reading, index, word, proof)
    if word.key.endswith(("тин", "дин", "нин", "син")) and not proof.entry.surname:
        # «соседтің, егетін, емерсің»: Kazakh endings.
        return False
    return bool(SURNAME.search(word.key) or SURNAME_KAZAKH.search(word.key) or _IN_KAZAKH.search(word.key))


_RARE = re.compile(r"(?:[ое]в|[ое]в(?:а|у|ои|ым|е)|ин(?:а|у|ои|ым)|[сц]к(?:ии|ого|ому|им|ая|ои|ую))$")
_MAN_KAZAKH = re.compile(r"^...+ман(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен)?$")
_IN_KAZAKH = re.compile(r"ина?(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен)$")


def _is_name_and_word(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    """«наш баян лучше всех играл», «болат қазір келеді»: a listed name that is also a word."""
    if not proof.given or proof.entry.verb or proof.entry.adjective or _is_commonplace(proof):
        return False
    if proof.area:
        before = reading.words[index - 1] if index else None
        return before is not None and word.joined and before.low in _BEFORE_RUSSIAN
    return _stands_as_person(reading, index, word, proof)


def _is_commonplace(proof: Evidence) -> bool:
    """«люди, поле, света нет»: a thing a thousand times more often than a name."""
    return proof.entry.known and not _COMMONPLACE.isdisjoint(proof.entry.lemmas)


_COMMONPLACE = frozenset(
    words_of("свет люди человек люд поле сено степь цвет цветок машина сарай май март август мороз лист снег полка "
             "толк дело река гора горе король волк лев лед замок дом вода воля мир правда голова бык козел баран орел "
             "заяц надежда вера")
)  # fmt: skip


def _is_stranger(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    """An unknown word where a person could stand, which sounds like a name."""
    if len(word.text) < 4 or not _is_unknown(word, proof) or _is_verb(word, proof):
        return False
    if looks_russian(word) and _is_russian_around(reading, index):
        before = reading.words[index - 1].low if index else ""
        return likeness(word.key) > (-0.6 if before in _BEFORE_RUSSIAN else -0.2)
    return likeness(word.key) > 0.2 and _stands_as_person(reading, index, word, proof)


def _is_unknown(word: Token, proof: Evidence) -> bool:
    if word.low.isascii() and look_up(word.key).known:
        # «kto znaet»: Russian in Latin letters.
        return False
    return not proof.known and not proof.entry.known and not proof.place and not word.key.endswith(_ADJECTIVAL)


_ADJECTIVAL = (
    "ский",
    "скии",
    "ская",
    "ское",
    "ские",
    "ского",
    "ской",
    "скои",
    "скую",
    "ских",
    "ским",
    "скими",
    "ском",
    "скому",
)


def _is_verb(word: Token, proof: Evidence) -> bool:
    return proof.entry.verb if proof.entry.known else is_kazakh_verb_like(word.key)


def _is_russian_around(reading: Reading, index: int) -> bool:
    """Both neighbours are words of the Russian dictionary, which knows nearly all that Russian chats say."""
    beside = [reading.words[each] for each in (index - 1, index + 1) if 0 <= each < len(reading.words)]
    words = [each for each in beside if not each.kind]
    return bool(words) and all(looks_russian(each) and look_up(each.low).known for each in words)


def _stands_as_person(reading: Reading, index: int, word: Token, proof: Evidence) -> bool:
    before = reading.words[index - 1] if index else None
    if before is not None and not before.kind and word.joined:
        if before.low in _BEFORE_RUSSIAN or before.low in _BEFORE_LATIN or before.key in _BEFORE_KAZAKH:
            return True
        if signs.is_deed(before) or signs.is_deed_to(before) or look_up(before.low).verb:
            return bool(proof.tail) or not proof.ordinary
    if proof.tail and any(each.key in _GRATITUDE for each in reading.words[index + 1 : index + 3]):
        return True
    if proof.tail in _WHOM and _is_verb_soon(reading, index):
        return True
    if word.first or (before is not None and before.first) or (before is not None and before.key in _BEFORE_KAZAKH):
        return _acts(reading, index)
    return False


# «мөлдірді мектепте сабап кетіпті, маған емес арманға айт»: whom a verb is about.
_WHOM = frozenset(("ды", "ди", "ты", "ти", "ны", "ни", "га", "ге", "ка", "ке", "мен", "бен", "пен"))


def _is_verb_soon(reading: Reading, index: int) -> bool:
    following = reading.words[index + 1 : index + 5]
    return any(not each.kind and (signs.is_deed(each) or signs.is_deed_to(each)) for each in following)


def _acts(reading: Reading, index: int) -> bool:
    """A verb of people follows within three words."""
    for other in reading.words[index + 1 : index + 1 + _REACH]:
        if other.kind or not other.joined:
            return False
        if signs.is_deed(other):
            return True
    return False
