"""Themes, stage hints and the route of one short text, each with the words that gave it."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.reading.issues.lexicon import ROUTES, STAGES, THEMES, Pattern, lexicon, usual_route
from shanyraq.reading.places.keys import key

_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 2
_LONGEST_WORD = 40
# A word of a phrase may be one word away from the word before it: «собирается молодёжь у рынка».
_REACH = 2


@dataclass(frozen=True, slots=True)
class Issue:
    """A theme, the words that speak for it (as they stand in the text) and their weight."""

    code: str
    words: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class StageHint:
    """A stage that words hint at: rumour, quarrel, gathering (mobilisation), violence."""

    stage: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issues:
    """What a text is about. `route` is service, tension, positive, or none when no word decides."""

    themes: tuple[Issue, ...]
    stage_hints: tuple[StageHint, ...]
    route: str
    route_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int


def issues(text: str, *, language: str | None = None, without: Iterable[tuple[int, int]] = ()) -> Issues:
    """Themes of `text` by the open lexicon, the strongest first; several may be given.

    `language` limits the lexicon to kk, ru or en (all are read when None: chats mix them). Words inside the spans
    `without` are not read: the name of a place is no word about water or friendship.
    """
    found: dict[str, dict[tuple[int, int], int]] = {}
    for pattern, start, end in _matches(text, tuple(without)):
        if language is None or pattern.entry.language == language:
            spans = found.setdefault(pattern.entry.label, {})
            spans[start, end] = max(spans.get((start, end), 0), pattern.entry.weight)
    themes = tuple(
        sorted(
            (issue for code in THEMES if code in found and (issue := _issue(text, code, found[code]))),
            key=lambda each: -each.weight,
        )
    )
    hints = tuple(
        StageHint(stage, _words(text, _apart(found[label]))) for stage in STAGES if (label := f"stage:{stage}") in found
    )
    said = {name: _words(text, _apart(found[label])) for name in ROUTES if (label := f"route:{name}") in found}
    route, words = _route(themes, hints, said)
    return Issues(themes, hints, route, words)


def _issue(text: str, code: str, spans: dict[tuple[int, int], int]) -> Issue | None:
    apart = _apart(spans)
    weight = sum(apart.values())
    return Issue(code, _words(text, apart), weight) if weight >= _ENOUGH else None


def _apart(spans: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Spans without those that lie in a longer one: a phrase speaks once."""
    if len(spans) == 1:
        return spans
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (-spans[span], span[0] - span[1], span)):
        place = bisect(kept, (start, end))
        before_is_apart = place == 0 or kept[place - 1][1] <= start
        if before_is_apart and (place == len(kept) or end <= kept[place][0]):
            kept.insert(place, (start, end))
    return {span: spans[span] for span in kept}


def _words(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in sorted(spans)))


def _route(
    themes: Sequence[Issue], hints: Sequence[StageHint], said: dict[str, tuple[str, ...]]
) -> tuple[str, tuple[str, ...]]:
    """Positive when peace was made, tension when people quarrel, gather or fight, else a service or the theme's own."""
    stages = {hint.stage: hint.words for hint in hints}
    if "positive" in said and not ({"gathering", "violence"} & stages.keys() - _SETTLED_BY_PEACE):
        return "positive", said["positive"]
    for stage in ("violence", "gathering"):
        if stage in stages:
            return "tension", stages[stage]
    if "tension" in said:
        return "tension", said["tension"]
    if not themes:
        return _without_theme(stages, said)
    usual = {usual_route(each.code) for each in themes}
    if "quarrel" in stages:
        return "tension", stages["quarrel"]
    if "service" in said and "service" in usual:
        return "service", said["service"]
    strongest = themes[0]
    if "tension" in usual:
        strongest = next(each for each in themes if usual_route(each.code) == "tension")
    return usual_route(strongest.code), strongest.words


def _without_theme(stages: dict[str, tuple[str, ...]], said: dict[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """A quarrel over what no theme names is still a quarrel; a rumour alone says nothing."""
    if "quarrel" in stages:
        return "tension", stages["quarrel"]
    return ("service", said["service"]) if "service" in said else ("none", ())


# A fight that ended in an apology is good news; a crowd that still stands is not.
_SETTLED_BY_PEACE = {"violence"}


# ------------------------------------------------------------------ matching


def _matches(text: str, without: tuple[tuple[int, int], ...]) -> Iterator[tuple[Pattern, int, int]]:
    hidden = {at for start, end in without for at in range(start, end)}
    words = [
        _Word(_key(match.group().lower()), match.start(), match.end())
        for match in _WORD.finditer(text)
        if match.start() not in hidden
    ]
    for at, word in enumerate(words):
        for pattern in _beginning_with(word.key):
            if len(pattern.words) == 1:
                yield pattern, word.start, word.end
            elif (last := _last(words, at, pattern)) is not None:
                yield pattern, word.start, words[last].end


@lru_cache(maxsize=65_536)
def _key(lowered: str) -> str:
    return key(lowered) if len(lowered) <= _LONGEST_WORD else ""


@lru_cache(maxsize=65_536)
def _beginning_with(word: str) -> tuple[Pattern, ...]:
    book = lexicon()
    found = list(book.whole.get(word, ()))
    for length in range(1, min(len(word), book.longest) + 1):
        found.extend(book.stems.get(word[:length], ()))
    return tuple(found)


def _last(words: list[_Word], at: int, pattern: Pattern) -> int | None:
    """Where the phrase ends that begins at `at`."""
    for expected, open_ended in pattern.words[1:]:
        following = range(at + 1, min(at + 1 + _REACH, len(words)))
        found = next((each for each in following if _is(words[each].key, expected, open_ended)), None)
        if found is None:
            return None
        at = found
    return at


def _is(word: str, expected: str, open_ended: bool) -> bool:
    return word.startswith(expected) if open_ended else word == expected
