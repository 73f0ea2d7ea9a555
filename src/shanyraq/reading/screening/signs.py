"""Words beside a name that tell a person, a place or an institution."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from shanyraq.reading.screening import lexicon
from shanyraq.reading.screening.dictionary import look_up
from shanyraq.reading.screening.folding import key
from shanyraq.reading.screening.tokens import Token


@dataclass(frozen=True, slots=True)
class Signs:
    titles: frozenset[str]
    address: frozenset[str]
    verbs: frozenset[str]
    verbs_to: frozenset[str]
    kazakh_verbs: frozenset[str]
    institutions: frozenset[str]
    settlements: frozenset[str]
    place_after: frozenset[str]


@cache
def _signs() -> Signs:
    table = lexicon.table("signs")
    person, place = table["person"], table["place"]

    def keys(*texts: str) -> frozenset[str]:
        return frozenset().union(*(lexicon.keys_of(each) for each in texts))

    return Signs(
        titles=keys(person["before"], person["before_kazakh"], person["before_english"]),
        address=keys(person["after"]),
        verbs=keys(person["verbs"], person["verbs_kazakh"], person["verbs_english"]),
        verbs_to=keys(person["verbs_to"]),
        kazakh_verbs=keys(person["verbs_kazakh_stems"]),
        institutions=keys(place["before"], place["before_english"]) - _SETTLEMENTS,
        settlements=_SETTLEMENTS,
        place_after=keys(place["after_kazakh"], place["after"], place["after_english"]),
    )


_SETTLEMENTS = frozenset(
    key(each)
    for each in lexicon.words_of(
        "город гор г село с аул а посёлок пос п станица ст деревня дер район р-н округ область обл край республика "
        "река озеро гора перевал ауыл кала село village town city district region"
    )
)


@lru_cache(maxsize=20_000)
def _lemma_keys(low: str, folded: str) -> frozenset[str]:
    entry = look_up(low)
    return frozenset((folded, *(key(each) for each in entry.lemmas)))


def _is(token: Token, words: frozenset[str]) -> bool:
    if token.kind:
        return False
    return token.key in words or not words.isdisjoint(_lemma_keys(token.low, token.key))


def is_title(token: Token) -> bool:
    """аким, сосед, көршім, Mr: a name may follow."""
    return _is(token, _signs().titles) or _is_possessed_title(token) or (token.gap == "-" and token.low in ("н", "жа"))


def _is_possessed_title(token: Token) -> bool:
    """«көршіміз», «досымның»: a Kazakh word for a person with its endings."""
    return len(token.key) > 4 and any(
        token.key[:cut] in _signs().titles and token.key[cut:] in _OWNED for cut in range(len(token.key) - 1, 2, -1)
    )


_OWNED = frozenset(
    key(each) for each in lexicon.words_of("ым ім м ың ің ң ы і сы сі ымыз іміз мыз міз ыңыз іңіз ымның імнің")
)


def is_called(token: Token) -> bool:
    """жігіт, кісі, азамат: «… деген» before it gives a name."""
    return _is(token, _CALLED) or is_title(token)


_CALLED = lexicon.keys_of(
    "жігіт кісі адам азамат қыз әйел бала шал кемпір келіншек көрші мұғалім жас еркек қария ұстаз маман"
)


def is_address(token: Token) -> bool:
    """ағай, апа, мырза: a name stands before."""
    return _is(token, _signs().address) or any(
        token.key[:cut] in _signs().address and token.key[cut:] in lexicon.kazakh_tails()
        for cut in range(len(token.key) - 1, 2, -1)
    )


def is_deed(token: Token) -> bool:
    """A verb of people: сказал, келді, told."""
    if _is(token, _signs().verbs):
        entry = look_up(token.low)
        return entry.verb or not entry.known
    return lexicon.is_verb_form(token.key, _signs().kazakh_verbs)


def is_deed_to(token: Token) -> bool:
    """A verb that a person follows: скажите, айтыңдар, ask."""
    return _is(token, _signs().verbs_to) or lexicon.is_verb_form(token.key, _SPOKEN_TO)


_SPOKEN_TO = frozenset(key(each) for each in lexicon.words_of("айт сөйлес хабарлас көр таны шақыр сұра"))


def is_institution(token: Token, gap: str = " ") -> bool:
    """улица, школа, ТОО: what follows is its name. A shortened word counts with its dot: `gap` stands after it."""
    if token.key in _OWNED_HOUSES and not ("«" in gap or '"' in gap or "“" in gap or "„" in gap):
        # «магазин Серика» is Serik's, «магазин „Серик“» is called so.
        return False
    plain = len(token.low) > 2 or token.text.isupper() or token.low in _SHORT_INSTITUTIONS
    return _is(token, _signs().institutions) and (plain or gap.startswith("."))


_OWNED_HOUSES = lexicon.keys_of(
    "дом дома доме дому магазин магазина магазине кафе ресторан ресторана фирма фирмы хозяйство хозяйства хозяйстве"
    " группа группы "
    "команда команды база базы компания компании салон салона дворец центр фильм книга роман клуб партия премия "
    "орден проект"
)
_SHORT_INSTITUTIONS = frozenset(
    ("ул", "пр", "просп", "пер", "мкр", "мкрн", "тоо", "ооо", "гу", "кгу", "нпо", "кафе", "фк", "хк", "жк", "кх")
)


def is_settlement(token: Token, gap: str = " ") -> bool:
    """село, г., район. «с Виктором» is no village."""
    return _is(token, _signs().settlements) and (len(token.low) > 2 or gap.startswith("."))


def is_place_after(token: Token, *, quoted: bool = False) -> bool:
    """көшесі, ауданы, street; behind a quotation also дүкені, орталығы."""
    if quoted and _is_form_of(token, _HOUSES_AFTER):
        return True
    return _is(token, _signs().place_after) or any(
        token.key[:cut] in _signs().place_after and token.key[cut:] in lexicon.kazakh_tails()
        for cut in range(len(token.key) - 1, 2, -1)
    )


def is_owned(token: Token) -> bool:
    """үйі, малы, баласы: what somebody has."""
    return _is_form_of(token, _HAD)


def is_kin(token: Token) -> bool:
    """әкесі, баласы: who somebody's are."""
    return _is_form_of(token, _KIN)


def _is_form_of(token: Token, stems: frozenset[str]) -> bool:
    key_ = token.key
    return any(key_[:cut] in stems and key_[cut:] in lexicon.kazakh_tails() for cut in range(len(key_) - 1, 1, -1))


_HOUSES_AFTER = lexicon.keys_of(
    "дүкен балабақша шаруа қожалық орталық компания мейрамхана қонақүй дәмхана серіктестік қор клуб мектеп мешіт"
)
_KIN = lexicon.keys_of("әке шеше ана бала ұл қыз әйел күйеу аға іні апа әпке қарындас сіңлі келін немере жиен туыс")
_HAD = lexicon.keys_of(
    "үй бала мал сиыр қой жылқы ит әке шеше ана көлік машина дүкен аула жер ұл қыз әйел күйеу туыс дос көрші "
    "телефон нөмір "
    "сөз қол аға іні апа әпке келін немере отбасы тракторы қорасы бақша"
)
INTO_PLACE = frozenset(
    key(each) for each in lexicon.words_of("в во из изо до под возле около близ через in from near at to")
)
CLOSE = re.compile(r"^[ \u00a0]?[«\"“„'(]?$|^\.?[ \u00a0]{0,2}[«\"“„']?$")
