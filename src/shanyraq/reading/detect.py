"""Which of kk, ru, en a text is written in: letters first, a statistical identifier for the rest."""

import re
from functools import cache
from typing import Any, cast

_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
# Letters of Russian (ё, щ, ъ …) occur in Kazakh texts too, in loan words; these two word lists decide sooner.
_KAZAKH_WORDS = frozenset(
    "және мен бен үшін туралы бойынша бар керек осы сол бұл ол қажет тиіс емес да де арқылы дейін кейін болып"
    " men jáne jäne zhane ushin úshin qazaqstan kerek".split()
)
_RUSSIAN_WORDS = frozenset(
    "и в на не с по что для из от к это как за о при также или до до его все мы они был быть".split()
)
_ENGLISH_WORDS = frozenset("the of and to in a is that for shall must should on by with be as are".split())
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
    kazakh = sum(1 for word in words if not _KAZAKH_LETTERS.isdisjoint(word))
    latin = sum(1 for word in words if word.isascii())
    if kazakh >= 0.25 * len(words):
        return "kk"
    if latin >= 0.8 * len(words) and len(words) >= 4:
        english = sum(1 for word in words if word in _ENGLISH_WORDS)
        return "en" if english >= 0.08 * len(words) else None
    russian = sum(1 for word in words if word in _RUSSIAN_WORDS)
    native = sum(1 for word in words if word in _KAZAKH_WORDS)
    # A Russian text may name Kazakh bodies in their own letters; a Kazakh one never goes long without them.
    if (
        russian > native
        and russian >= 0.06 * len(words)
        and kazakh <= 0.12 * len(words)
        and latin < 0.3 * len(words)
    ):
        return "ru"
    return None


def _by_statistics(text: str) -> str:
    language, _ = _identifier().classify(text)
    return cast(str, language)


@cache
def _identifier() -> Any:
    # Imported late: it brings numpy, and most texts never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages(["kk", "ru", "en"])
    return identifier
