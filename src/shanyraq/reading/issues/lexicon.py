"""The lexicon of themes, stages and routes: loaded from `data/issues`, listed for the public page."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from shanyraq.reading.places.keys import carried, key

LANGUAGES = ("kk", "ru", "en")
THEMES = tuple(f"T{number}" for number in range(1, 15))
STAGES = ("rumour", "quarrel", "gathering", "violence")
# Shorter words in Latin letters are English ones («ит», "it").
_SHORTEST_IN_LATIN = 4
_SHORT_IN_LATIN = frozenset({"su", "jok", "jer"})
ROUTES = ("service", "tension", "positive")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon: `label` (a theme, "stage:quarrel", "route:service"), words as written, weight."""

    language: str
    label: str
    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry ready for comparing: a key for each word, and whether any ending may follow."""

    entry: Entry
    words: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by their first word: `whole` words, and `stems` that any ending may follow."""

    whole: dict[str, tuple[Pattern, ...]]
    stems: dict[str, tuple[Pattern, ...]]
    longest: int


def listing(language: str | None = None) -> tuple[Entry, ...]:
    """All entries (of one language, or of all), in the order of the files: what the transparency page prints."""
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"no lexicon for {language!r}; known languages: {', '.join(LANGUAGES)}")
    return tuple(entry for each in LANGUAGES if language in (None, each) for entry in _entries(each))


def theme_name(code: str, language: str = "ru") -> str:
    """The name of a theme such as "T2" in kk, ru or en; KeyError for an unknown code."""
    return str(_themes()[code][language])


def usual_route(code: str) -> str:
    """Where a theme goes when the words of the text say nothing more."""
    return str(_themes()[code]["route"])


@cache
def lexicon() -> Lexicon:
    """All languages at once: in a chat they stand side by side."""
    whole: dict[str, list[Pattern]] = defaultdict(list)
    stems: dict[str, list[Pattern]] = defaultdict(list)
    for entry in listing():
        pattern = Pattern(entry, tuple((key(word.rstrip("*")), word.endswith("*")) for word in entry.words.split()))
        for each in (pattern, *_in_latin(pattern)):
            first, open_ended = each.words[0]
            (stems if open_ended else whole)[first].append(each)
    return Lexicon(
        {word: tuple(found) for word, found in whole.items()},
        {word: tuple(found) for word, found in stems.items()},
        max(map(len, stems)),
    )


def _in_latin(pattern: Pattern) -> Iterator[Pattern]:
    """A Kazakh pattern as it is typed in Latin letters: «су жоқ» is "su joq" too."""
    if pattern.entry.language != "kk":
        return
    words = tuple((carried(word), open_ended) for word, open_ended in pattern.words)
    if sum(len(word) for word, _ in words) >= _SHORTEST_IN_LATIN or words[0][0] in _SHORT_IN_LATIN:
        yield Pattern(pattern.entry, words)


@cache
def _entries(language: str) -> tuple[Entry, ...]:
    table = _table(language)
    return tuple(_of_language(language, table))


def _of_language(language: str, table: dict[str, Any]) -> Iterator[Entry]:
    for code in THEMES:
        yield from _weighted(language, code, table.get(code, {}))
    for name in STAGES:
        yield from _weighted(language, f"stage:{name}", table.get("stages", {}).get(name, {}))
    for name in ROUTES:
        yield from _weighted(language, f"route:{name}", table.get("routes", {}).get(name, {}))


def _weighted(language: str, label: str, weights: dict[str, list[str]]) -> Iterator[Entry]:
    for weight, words in weights.items():
        yield from (Entry(language, label, each, int(weight)) for each in dict.fromkeys(words))


@cache
def _themes() -> dict[str, dict[str, str]]:
    return _table("themes")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("shanyraq.reading").joinpath(f"data/issues/{name}.toml").read_text("utf-8"))
