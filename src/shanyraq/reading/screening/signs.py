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
    return _is(token, _signs().titles) or _is_possessed_title(token)


def _is_possessed_title(token: Token) -> bool:
    """«көршіміз», «досымның»: a Kazakh word for a person with its endings."""
    return len(token.key) > 4 and any(
        token.key[:cut] in _signs().titles and token.key[cut:] in _OWNED for cut in range(len(token.key) - 1, 2, -1)
    )


_OWNED = frozenset(
    key(each) for each in lexicon.words_of("ым ім м ың ің ң ы і сы сі ымыз іміз мыз міз ыңыз іңіз ымның імнің")
)


def is_address(token: Token) -> bool:
    """ағай, апа, мырза: a name stands before."""
    return _is(token, _signs().address) or any(
        token.key[:cut] in _signs().address and token.key[cut:] in lexicon.kazakh_tails()
        for cut in range(len(token.key) - 1, 2, -1)
    )


def is_deed(token: Token) -> bool:
    """A verb of people: сказал, келді, told."""
    return _is(token, _signs().verbs)


def is_institution(token: Token) -> bool:
    return _is(token, _signs().institutions)


def is_settlement(token: Token) -> bool:
    return _is(token, _signs().settlements)


def is_place_after(token: Token) -> bool:
    return _is(token, _signs().place_after) or any(
        token.key[:cut] in _signs().place_after and token.key[cut:] in lexicon.kazakh_tails()
        for cut in range(len(token.key) - 1, 2, -1)
    )


INTO_PLACE = frozenset(
    key(each) for each in lexicon.words_of("в во из изо до под возле около близ через на in from near at to")
)
CLOSE = re.compile(r"^[ \u00a0]?[«\"“„'(]?$|^\.?[ \u00a0]{0,2}[«\"“„']?$")
