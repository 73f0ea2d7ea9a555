"""The names of the country: a name in any case of Russian or Kazakh, in either alphabet, is led back to its stem."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from shanyraq.reading.screening.folding import key

_VOWELS = "аиеоуюя"
_LONGEST = 40


def table(name: str) -> dict[str, Any]:
    """`data/names/<name>.toml` as it was written."""
    return tomllib.loads(files("shanyraq.reading").joinpath(f"data/names/{name}.toml").read_text("utf-8"))


def words_of(text: str) -> list[str]:
    return text.replace("_", " ").split()


def keys_of(text: str) -> frozenset[str]:
    return frozenset(key(each) for each in words_of(text))


# ------------------------------------------------------------------ endings


def _keys(endings: str) -> frozenset[str]:
    return frozenset(key(each) for each in endings.split())


# A stem that ends in a consonant, in «-й» or in «-ь» (Серик, Сергей, Игорь): masculine, and feminine said loosely.
_AFTER_CONSONANT = _keys("а у ом ем е ы и ой ою я ю ей ов ев ам ям ами ями ах ях ьё")
# What is left of «Саша, Мария» without its last vowel.
_AFTER_A = _keys("а ы и у е ой ою ей ею о ам ами ах ин ина ину иным ином иной ины иных")
_AFTER_YA = _keys("я и ю е ей ею ё ь ям ями ях ин ина ину иным ином иной ины иных")


_AFTER_SHORT_I = _keys("я ю ем е и ев ям ями ях")
_CASES = _keys("ның нің дың дің тың тің ға ге қа ке ды ді ты ті ны ні да де та те дан ден тан тен нан нен мен бен пен")


def is_russian_ending(tail: str) -> bool:
    return tail in _AFTER_CONSONANT


def is_ending_of_a(tail: str) -> bool:
    """An ending that a word in «-а» or «-я» takes instead of it."""
    return tail in _AFTER_A or tail in _AFTER_YA


@cache
def kazakh_tails() -> frozenset[str]:
    """What may follow a name: `word_tails`, also after a fond «-жан, -еке»."""
    fond = [key(each) for each in ("жан", "еке", "ке", "тай")]
    return word_tails() | {fondly + tail for fondly in fond for tail in ("", *word_tails())}


@cache
def word_tails() -> frozenset[str]:
    """Folded Kazakh suffix stacks in their order: plural, possessive, case, and what may follow a case."""
    plurals = ["", *words_of("лар лер дар дер тар тер")]
    possessives = ["", *words_of("ым м ың ң ы сы і сі ымыз мыз іміз міз ыңыз ңыз іңіз ңіз")]
    cases = [
        "",
        *words_of(
            "ның нің дың дің тың тің ға ге қа ке на не а е ды ді ты ті ны ні н да де та те нда нде дан ден тан тен "
            "нан нен "
            "мен бен пен менен дағы дегі тағы тегі ндағы ндегі нікі дікі тікі ша ше дай дей тай тей сыз сіз "
            "мын мін бын бін пын пін сың сің"
        ),
    ]
    return frozenset(
        tail for many in plurals for whose in possessives for case in cases if (tail := key(many + whose + case))
    )


# ------------------------------------------------------------------ given names


@dataclass(frozen=True, slots=True)
class Names:
    """`whole`: nominatives; `ending_a`, `ending_ya`: those that end in a vowel, without it. All are keys."""

    whole: frozenset[str]
    ending_a: frozenset[str]
    ending_ya: frozenset[str]
    ordinary: frozenset[str]
    sure: frozenset[str]
    sure_too: frozenset[str]
    never: frozenset[str]
    firsts: frozenset[str]
    seconds: frozenset[str]


@cache
def names() -> Names:
    given = table("given")
    ordinary = table("ordinary")
    whole: set[str] = set()
    for section, lists in given.items():
        if section != "compound":
            for each in lists.values():
                for name in words_of(each):
                    whole.update(key(part) for part in name.split("-"))
    whole = {each for each in whole if len(each) > 1}
    # «Savely, Evgeny»: in Latin letters «-ий» is one letter as often as two.
    whole |= {each[:-1] for each in whole if each.endswith("ии") and len(each) > 4}
    return Names(
        whole=frozenset(whole),
        ending_a=frozenset(each[:-1] for each in whole if each[-1] == "а" and len(each) > 2),
        ending_ya=frozenset(each[:-1] for each in whole if each[-1] == "я" and len(each) > 2),
        ordinary=frozenset(key(each) for text in ordinary.values() for each in words_of(text))
        - keys_of(ordinary["sure"])
        - keys_of(ordinary["never"]),
        sure=keys_of(ordinary["sure"]),
        sure_too=keys_of(ordinary["sure"]) & keys_of(ordinary["kazakh"]),
        never=keys_of(ordinary["never"]),
        firsts=keys_of(given["compound"]["firsts"]),
        seconds=keys_of(given["compound"]["seconds"]),
    )


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a word: its stem (a key), and the ending after it."""

    stem: str
    tail: str
    compound: bool = False


def given_names(folded: str) -> list[Match]:
    """Every way to read a folded word as a given name with an ending."""
    return list(_given(folded)) if len(folded) <= _LONGEST else []


def _given(folded: str) -> Iterator[Match]:
    known = names()
    tails = kazakh_tails()
    if folded in known.whole:
        yield Match(folded, "")
    for cut in range(len(folded) - 1, 1, -1):
        stem, tail = folded[:cut], folded[cut:]
        if (
            len(stem) > 2
            and (stem in known.whole and (tail in tails or (stem[-1] not in "аеоуюя" and tail in _AFTER_CONSONANT)))
        ) or (stem[-1] == "и" and tail in _AFTER_CONSONANT and stem in known.whole):
            yield Match(stem, tail)
        if tail in _AFTER_A and stem in known.ending_a:
            yield Match(stem + "а", tail)
        if tail in _AFTER_YA and stem in known.ending_ya:
            yield Match(stem + "я", tail)
        if tail in _AFTER_CONSONANT and stem + "и" in known.whole and stem[-1] in _VOWELS:
            yield Match(stem + "и", tail)
    if folded not in known.whole:
        yield from _compounds(folded, known, tails)


def _compounds(folded: str, known: Names, tails: frozenset[str]) -> Iterator[Match]:
    """«Нұр» + «жан» + ending. Both parts are names' parts, so the pair is hardly ever another word."""
    for cut in range(len(folded), 4, -1):
        stem, tail = folded[:cut], folded[cut:]
        if tail and tail not in tails and tail not in _AFTER_CONSONANT:
            continue
        for middle in range(2, cut - 1):
            if stem[:middle] in known.firsts and stem[middle:] in known.seconds:
                yield Match(stem, tail, compound=True)
                break


# ------------------------------------------------------------------ everyday words


@dataclass(frozen=True, slots=True)
class _Everyday:
    words: frozenset[str]
    loans: frozenset[str]
    verbs: frozenset[str]
    verb_endings: frozenset[str]
    english: frozenset[str]


@cache
def _everyday() -> _Everyday:
    rows = table("everyday")
    return _Everyday(
        words=keys_of(rows["kazakh"]),
        loans=keys_of(rows["loans"]),
        verbs=keys_of(rows["kazakh_verbs"]),
        verb_endings=keys_of(rows["kazakh_endings"]),
        english=frozenset(words_of(rows["english"])),
    )


@cache
def everyday_nouns() -> frozenset[str]:
    """Keys of everyday Kazakh words that take the endings of nouns, and of English words."""
    return _everyday().words | _everyday().loans | frozenset(map(key, _everyday().english))


def everyday_forms() -> Iterator[str]:
    """Everyday Kazakh verbs, each with every seventh of its endings."""
    endings = sorted(_everyday().verb_endings)[::7]
    return (verb + end for verb in sorted(_everyday().verbs) for end in endings)


# Endings of verbs that no name with an ending of its own shows: «жөндеуді, шыдайық, тыныштандырды, кетіпті».
_VERB_LIKE = re.compile(
    "(?:ып|ип|ыпты|ипти|[аеи]иди|[аеи]ид[ыи]|ады|еди|майды|меиди|баиды|беиди|паиды|пеиди|йык|иик|аиык|еиик|"
    "[ыи]лд[ыи]|[ыи]нд[ыи]|т[ыи]рд[ыи]|д[ыи]рд[ыи]|[ыи]лган|[ыи]лген|[ыи]нган|[ыи]нген|т[ыи]рган|т[ыи]рген|"
    "уге|уга|уди|уды|удин|удын|ындар|индер|ыныз|иниз|ыныздар|иниздер|мыз|миз|атын|етин|итын|итин|масын|месин|"
    "са|се|сак|сек|сын|син|дык|дик|тык|тик|лык|лик|шы|ши|шылар|шилер|сыз|сиз|дай|деи|гелi|гали|мас|мес)$"
)


def is_kazakh_verb_like(folded: str) -> bool:
    """Does an unknown word end as Kazakh verbs and made words do?"""
    return bool(_VERB_LIKE.search(folded))


def english_words() -> frozenset[str]:
    return _everyday().english


def is_exactly_everyday(folded: str) -> bool:
    """An everyday Kazakh noun or verb stem as it stands."""
    return folded in _everyday().words


def is_everyday_kazakh(folded: str) -> bool:
    """An everyday Kazakh word in any of its forms."""
    known, tails = _everyday(), word_tails()
    if folded in known.words or _is_loan(folded, known.loans):
        return True
    if folded.endswith(("гы", "ги", "кы", "ки")) and folded[:-2] in known.words:
        return True
    for cut in range(len(folded) - 1, 0, -1):
        stem, tail = folded[:cut], folded[cut:]
        if (
            len(stem) > 1
            and tail in tails
            and not _is_bare_dative(tail)
            and (stem in known.words or _voiced_back(stem, tail) in known.words)
        ):
            return True
        if tail in known.verb_endings and stem in known.verbs:
            return True
    return False


def is_verb_form(folded: str, stems: frozenset[str]) -> bool:
    """One of the Kazakh verb `stems` (keys) with an ending."""
    endings = _everyday().verb_endings
    return any(folded[:cut] in stems and folded[cut:] in endings for cut in range(len(folded) - 1, 0, -1))


def _is_loan(folded: str, loans: frozenset[str]) -> bool:
    """«маслихата, акимату»: Kazakh words that Russian bends."""
    return folded in loans or any(
        folded[:cut] in loans and folded[cut:] in _AFTER_CONSONANT for cut in range(len(folded) - 1, 2, -1)
    )


def _is_bare_dative(tail: str) -> bool:
    """«а, е» are datives behind a possessive only (досым-а); otherwise the word is bent the Russian way (Далер-а)."""
    return (tail[-1] in "ае" and tail[-2:-1] not in ("", "м", "н", "г", "к", "д", "т", "ш", "п", "б")) or tail in (
        "а",
        "е",
    )


def _voiced_back(stem: str, tail: str) -> str:
    """«бірлігі» is «бірлік» + «і»."""
    return stem[:-1] + {"г": "к", "б": "п"}.get(stem[-1], stem[-1]) if tail[0] in _VOWELS + "ы" else stem


# ------------------------------------------------------------------ surnames


@cache
def listed_surnames() -> frozenset[str]:
    return frozenset(key(each) for text in table("surnames")["listed"].values() for each in words_of(text))


@cache
def strong_surname_endings() -> tuple[str, ...]:
    return tuple(sorted({key(each) for each in table("surnames")["endings"]["strong"].split()}))


def listed_surname(folded: str) -> Match | None:
    """A surname of the list, as it is or declined."""
    if len(folded) > _LONGEST:
        return None
    known = listed_surnames()
    if folded in known:
        return Match(folded, "")
    for cut in range(len(folded) - 1, max(1, len(folded) - 9), -1):
        stem, tail = folded[:cut], folded[cut:]
        if stem[-1] in _VOWELS and stem + "и" in known and tail in _AFTER_SHORT_I:
            return Match(stem + "и", tail)
        if cut < 3:
            break
        if stem in known and (
            tail in _AFTER_CONSONANT or (tail in kazakh_tails() if len(stem) > 3 else tail in _CASES)
        ):
            return Match(stem, tail)
    return None
