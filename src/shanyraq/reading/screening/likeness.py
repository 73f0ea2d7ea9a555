"""Does a word that nobody listed sound like a name? Asked only of unknown words, and only to ask a person about them.

Runs of three letters of the listed names are weighed against those of everyday Kazakh and English words. Measured when
it was made: of names outside the lists nine in ten score above 0, of unlisted everyday words one in two.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from math import log

from shanyraq.reading.screening import lexicon

_SEEN_ANYWAY = 0.3
_LETTERS = 34
_ENDINGS = ("нын", "га", "да", "ды", "лар", "и", "мен", "дан")


@lru_cache(maxsize=20_000)
def likeness(folded: str) -> float:
    """Mean log ratio of the letter runs of a key: above 0 it sounds more like a name than like a word."""
    names, words = _runs_of_names(), _runs_of_words()
    scores = [names.chance(run) - words.chance(run) for run in _runs(folded)]
    return sum(scores) / len(scores)


class _Runs:
    """How often each letter follows two others."""

    def __init__(self, words: Iterable[str]) -> None:
        self._runs = Counter(run for word in words for run in _runs(word))
        self._starts: Counter[str] = Counter()
        for run, times in self._runs.items():
            self._starts[run[:2]] += times

    def chance(self, run: str) -> float:
        return log((self._runs[run] + _SEEN_ANYWAY) / (self._starts[run[:2]] + _SEEN_ANYWAY * _LETTERS))


def _runs(word: str) -> Iterator[str]:
    framed = f"^^{word}$"
    return (framed[place : place + 3] for place in range(len(framed) - 2))


@cache
def _runs_of_names() -> _Runs:
    return _Runs(lexicon.names().whole | lexicon.listed_surnames())


@cache
def _runs_of_words() -> _Runs:
    nouns = lexicon.everyday_nouns()
    return _Runs([*nouns, *(noun + end for noun in nouns for end in _ENDINGS), *lexicon.everyday_forms()])
