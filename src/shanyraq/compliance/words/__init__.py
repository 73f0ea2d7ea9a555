"""The phrases of the because, one table for each language; the keys and the blanks are the same in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from . import en, kk, ru


class Language(NamedTuple):
    """`phrases` are templates with named blanks; `days` says a number of days."""

    phrases: Mapping[str, str]
    days: Callable[[int], str]

    def say(self, key: str, **blanks: object) -> str:
        return self.phrases[key].format(**blanks)

    def say_either(self, key: str, word: str, **blanks: object) -> str:
        """The phrase kept for this very word, or the one that quotes it."""
        special = self.phrases.get(f"{key}.{word}")
        return (special or self.phrases[key]).format(word=word, **blanks)


LANGUAGES: Mapping[str, Language] = {
    "kk": Language(kk.PHRASES, kk.days),
    "ru": Language(ru.PHRASES, ru.days),
    "en": Language(en.PHRASES, en.days),
}
