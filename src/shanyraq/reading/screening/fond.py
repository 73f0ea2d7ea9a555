"""Short, fond and respectful forms made by rule: Айжанка, Маратик, Степаныч, Нуреке.

A form counts where what stands before its ending is a listed name, or the beginning of one («Мад-ишка»). Whoever asks
must know that the word is no other word: «ручка» looks like a form of somebody too.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from shanyraq.reading.screening import lexicon
from shanyraq.reading.screening.folding import key
from shanyraq.reading.screening.lexicon import Match, words_of

_VOWELS = "аеиоуыэюя"
# After a whole name (without its last vowel), nominative: «Айжан-ка, Марат-ик, Степан-ыч».
_AFTER_NAME = tuple(
    key(each)
    for each in words_of(
        "ка очка ечка ушка юшка ешка ишка уля юля уня юня уша юша уха юха оха ёха ик чик ок ек ёк ян ыч ич аныч ушик "
        "ушок усик юсик ёнок енок анчик ончик ос осик ас ечик джан ака опа жан"
    )
)
# After the beginning of one: «Мад-ишка, Ер-оха, Серг-уня».
_AFTER_BEGINNING = tuple(
    key(each) for each in words_of("ишка ошка яшка ушка юшка уня юня оха ёха юха усик ёк анчик ончик ыч алыч сик")
)
_SHORTEST_BEGINNING = 3
_RESPECTED = frozenset(
    key(each)
    for each in words_of(
        "төке сәке бәке мәке дәке жәке нәке қаке қәке рәке шәке әбеке секе беке меке леке сереке нұреке ереке болеке "
        "әлеке темеке ораке абеке аке еке"
    )
) - {"аке", "еке"}
_NOT_RESPECTED = frozenset(key(each) for each in words_of("береке мереке жеке неке теке шеке деке әйтеке қоңыреке"))


@lru_cache(maxsize=20_000)
def fond_form(folded: str) -> Match | None:
    """The name that a folded word is a fond or respectful form of, with the ending of its case; None for none."""
    if not 4 <= len(folded) <= 24:
        return None
    for base, tail in _bases(folded):
        if _is_respectful(base) or _is_fond(base):
            return Match(base, tail)
    return None


def _bases(folded: str) -> Iterator[tuple[str, str]]:
    """Every nominative that the word may be bent from."""
    yield folded, ""
    for cut in range(len(folded) - 1, max(2, len(folded) - 6), -1):
        base, tail = folded[:cut], folded[cut:]
        if tail in lexicon.word_tails() or (base[-1] not in _VOWELS and lexicon.is_russian_ending(tail)):
            yield base, tail
        if lexicon.is_ending_of_a(tail) and base[-1] not in _VOWELS:
            yield f"{base}а", tail
            yield f"{base}я", tail


def _is_respectful(base: str) -> bool:
    return base in _RESPECTED or (len(base) >= 5 and base.endswith("еке") and base not in _NOT_RESPECTED)


def _is_fond(base: str) -> bool:
    return any(base.endswith(end) and _is_named(base[: -len(end)]) for end in _AFTER_NAME) or any(
        base.endswith(end) and base[: -len(end)] in _beginnings() for end in _AFTER_BEGINNING
    )


def _is_named(root: str) -> bool:
    known = lexicon.names()
    return len(root) >= _SHORTEST_BEGINNING and (
        root in known.whole or root in known.ending_a or root in known.ending_ya or f"{root}и" in known.whole
    )


@cache
def _beginnings() -> frozenset[str]:
    """The first three to five letters of the listed names of six letters and more."""
    return frozenset(
        each[:length] for each in lexicon.names().whole if len(each) > 5 for length in range(_SHORTEST_BEGINNING, 6)
    )
