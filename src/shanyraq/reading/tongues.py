"""The language of a short text: kk, ru, en, mixed (chats switch in mid-sentence) or unknown.

Letters and common words decide, sentence by sentence; what they leave open goes to a statistical identifier limited to
the three languages. Names of places say nothing: «Қордай» stands in Russian texts too.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from shanyraq.reading.detect import _by_statistics
from shanyraq.reading.gazetteer import is_place_word
from shanyraq.reading.places.keys import key

LANGUAGES = ("kk", "ru", "en", "mixed", "unknown")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_LONGEST_WORD = 40
# A language is present when it has so much of the evidence; a single doubtful ending is not enough.
_PRESENT = 1.0
_SHARE = 0.2


def language_of(text: str) -> str:
    """kk, ru, en, mixed or unknown. Never raises; linear in the length of the text."""
    found: dict[str, float] = {}
    for match in _SENTENCE.finditer(text):
        for language, weight in _evidence(match.group()).items():
            found[language] = found.get(language, 0.0) + weight
    return _verdict(found)


def languages_by_sentence(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and language of each sentence that holds a letter."""
    spans = []
    for match in _SENTENCE.finditer(text):
        if _WORD.search(match.group()):
            spans.append((match.start(), match.end(), language_of(match.group())))
    return tuple(spans)


def _verdict(found: dict[str, float]) -> str:
    total = sum(found.values())
    if not total:
        return "unknown"
    present = [each for each, weight in found.items() if weight >= _PRESENT and weight >= _SHARE * total]
    if len(present) > 1:
        return "mixed"
    return max(found, key=lambda each: (found[each], each))


def _evidence(sentence: str) -> dict[str, float]:
    words = [word for word in _WORD.findall(sentence) if len(word) <= _LONGEST_WORD]
    found: dict[str, float] = {}
    for word in words:
        language, weight = _word(word.lower())
        if language:
            found[language] = found.get(language, 0.0) + weight
    if found or not words:
        return found
    if any(_CYRILLIC.search(word) for word in words):
        return {_by_statistics(sentence): 0.5}
    return {}


@lru_cache(maxsize=65_536)
def _word(lowered: str) -> tuple[str, float]:
    """The language one word speaks for, and how loudly."""
    known = _known()
    folded = key(lowered)
    if not _CYRILLIC.search(lowered):
        return _latin(lowered, folded)
    if folded in known["ru"] and _KAZAKH_LETTERS.isdisjoint(lowered):
        return "ru", 1.0
    if folded in known["kk"]:
        return "kk", 1.0
    if is_place_word(lowered, persons_too=True):
        return "", 0.0
    if not _KAZAKH_LETTERS.isdisjoint(lowered):
        return "kk", 1.0
    if len(folded) >= 4 and lowered.endswith(_endings("ru")):
        return "ru", 0.7
    if len(folded) >= 5 and folded.endswith(_endings("kk")):
        return "kk", 0.7
    if not _RUSSIAN_LETTERS.isdisjoint(lowered):
        return "ru", 0.3
    return "", 0.0


_RUSSIAN_LETTERS = frozenset("щъьэёцфвч")


def _latin(lowered: str, folded: str) -> tuple[str, float]:
    known = _known()
    if lowered in known["en"]:
        return "en", 1.0
    if folded in known["latin_kk"] or not frozenset("ğıñşáúǵńäöü").isdisjoint(lowered):
        return "kk", 1.0
    if is_place_word(lowered, persons_too=True):
        return "", 0.0
    if len(lowered) >= 5 and lowered.endswith(_endings("latin_kk")):
        return "kk", 0.7
    if len(lowered) >= 4 and lowered.endswith(_endings("en")):
        return "en", 0.6
    return "", 0.0


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("shanyraq.reading").joinpath("data/tongues.toml").read_text("utf-8"))


@cache
def _known() -> dict[str, frozenset[str]]:
    words = _table()["words"]
    return {name: frozenset(each if name == "en" else key(each) for each in words[name]) for name in words}


@cache
def _endings(name: str) -> tuple[str, ...]:
    endings = _table()["endings"][name]
    return tuple(key(each) if name == "kk" else each for each in endings)
