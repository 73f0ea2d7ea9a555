"""Which of kk, ru, en a text is written in: letters first, a statistical identifier for the rest."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_SAMPLE = 4000
_UNDECIDED = "ru"


def detect_language(text: str) -> str:
    """`kk`, `ru` or `en`. A text without letters counts as `ru`, the language of most acts."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return _UNDECIDED
    return _by_letters(words) or _by_statistics(text[:_SAMPLE])


def _by_letters(words: list[str]) -> str | None:
    """The answer where letters and the commonest words leave no doubt."""
    common = _common_words()
    total = len(words)
    share = {name: sum(word in known for word in words) / total for name, known in common.items()}
    kazakh = sum(not _KAZAKH_LETTERS.isdisjoint(word) for word in words) / total
    latin = sum(word.isascii() for word in words) / total
    if kazakh >= 0.25 or share["latin_kk"] >= 0.08:
        return "kk"
    if latin >= 0.8 and total >= 4 and share["en"] >= 0.08:
        return "en"
    # A Russian text may name Kazakh bodies in their own letters; a Kazakh one never goes long without them.
    if share["ru"] > share["kk"] and share["ru"] >= 0.06 and kazakh <= 0.12 and latin < 0.3:
        return "ru"
    return None


@cache
def _common_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("shanyraq.reading").joinpath("data/languages.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


def _by_statistics(text: str) -> str:
    language, _ = _identifier().classify(text)
    return cast(str, language)


@cache
def _identifier() -> Any:
    # Imported late: it brings numpy, and most texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["kk", "ru", "en"])
    return identifier
