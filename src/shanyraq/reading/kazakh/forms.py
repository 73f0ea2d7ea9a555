"""Verb forms a Kazakh directive is made of, told by their folded endings: «өткізу», «өткізуі», «өткізсін» and so on."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shanyraq.reading.kazakh.lexicon import lexicon

Form = Literal[
    "bare", "possessed", "dative", "accusative", "other", "past", "if", "imperative", "polite", "present", "converb"
]

_NOUN = re.compile(
    r"^(?P<stem>\w{1,}?)(?P<negation>[мбп][ае])?[ую]"
    r"(?P<owner>ы|и|сы|ымыз|имиз|ыныз|иниз|ыныздар|иниздер|ым|им|лары|лери|ларыныз|лериниз|ларымыз|леримиз)?"
    r"(?P<case>н|ны|ни|ды|ди|га|ге|на|не|а|е|нын|нин|дын|дин|мен|да|де|нда|нде|дан|ден|нан|нен)?$"
)
_PAST = re.compile(r"^(?P<stem>\w{2,}?)(?P<negation>[мбп][ае])?[гк][ае]н(?:ы|и|ымыз|имиз|дары|дери|ыныз|иниз)?$")
_IF = re.compile(r"^(?P<stem>\w{2,}?)(?P<negation>[мбп][ае])?с[ае](?:к|н|м|ныз|низ|ныздар|низдер)?$")
_IMPERATIVE = re.compile(r"^(?P<stem>\w{2,}?)(?P<negation>[мбп][ае])?с[ыи]н$")
_POLITE = re.compile(r"^(?P<stem>\w{2,}?)(?P<negation>[мбп][ае])?(?<!с[ае])[ыи]?н[ыи]з(?:д[ае]р)?$")
_PRESENT = re.compile(r"^(?P<stem>\w{2,}?)(?:(?P<negation>[мбп][ае])йд[ыи]|[ае]д[ыи]|йд[ыи])$")
_CONVERB = re.compile(r"^\w{2,}(?:[ыи]п|ай|ей|[аеыи]п)$")
_PASSIVE = re.compile(r"(?:ыл|ил|ал|ел|лан|лен|дан|ден|тан|тен|ын|ин|рил|тил)$")
_FINITE = re.compile(r"\w{2,}(?:[аей]д[ыи]|м[ыи]н|м[ыи]з|гой)$")
_TOLD = re.compile(r"\w{2,}(?:[дт][ыи]|[аей]д[ыи]|м[ыи]н|м[ыи]з|гой)$")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A word as a form of a verb; `stem` is folded."""

    form: Form
    stem: str
    negated: bool
    possessed: bool = False
    first_person: bool = False


@lru_cache(maxsize=20_000)
def verbal_noun(word: str) -> VerbForm | None:
    """The verbal noun in folded `word`, or None: «қамтамасыз етуі» is read from «етуи»."""
    known = lexicon()
    match = _NOUN.match(word)
    if match is None or word in known.nouns_in_u:
        return None
    stem, negation = match["stem"], match["negation"] or ""
    if negation and (stem + negation + "у") in known.not_negative:
        stem, negation = stem + negation, ""
    if negation and len(stem) < 2:
        stem, negation = stem + negation, ""
    owner, case = match["owner"] or "", match["case"] or ""
    form: Form
    if case in ("га", "ге") or (case in ("на", "не", "а", "е") and owner):
        form = "dative"
    elif case in ("ды", "ди", "ны", "ни") or (case == "н" and owner):
        form = "accusative"
    elif not case:
        form = "possessed" if owner else "bare"
    else:
        form = "other"
    return VerbForm(form, stem, bool(negation), bool(owner), owner in ("ымыз", "имиз"))


@lru_cache(maxsize=20_000)
def past_form(word: str) -> VerbForm | None:
    """«өткізген», «өткізгені»."""
    match = _PAST.match(word)
    if match is None:
        return None
    return VerbForm("past", match["stem"], bool(match["negation"]), word[-1] in "ыи", word.endswith(("мыз", "миз")))


@lru_cache(maxsize=20_000)
def if_form(word: str) -> VerbForm | None:
    """«өткізсе»."""
    match = _IF.match(word)
    return VerbForm("if", match["stem"], bool(match["negation"])) if match else None


@lru_cache(maxsize=20_000)
def imperative(word: str) -> VerbForm | None:
    """«өткізсін»."""
    match = _IMPERATIVE.match(word)
    if match is None:
        return None
    return VerbForm("imperative", match["stem"], bool(match["negation"]))


@lru_cache(maxsize=20_000)
def polite(word: str) -> VerbForm | None:
    """«өткізіңіз», «өткізіңіздер»."""
    match = _POLITE.match(word)
    if match is None or word.endswith(("гыныз", "гиниз", "сыныз", "синиз", "рыныз", "риниз")):
        return None
    return VerbForm("polite", match["stem"], bool(match["negation"]))


@lru_cache(maxsize=20_000)
def present(word: str) -> VerbForm | None:
    """«өткізеді»."""
    match = _PRESENT.match(word)
    return VerbForm("present", match["stem"], bool(match["negation"])) if match else None


@lru_cache(maxsize=20_000)
def is_converb(word: str) -> bool:
    """«өткізіп», «жүктемей»."""
    return len(word) > 3 and _CONVERB.match(word) is not None


@lru_cache(maxsize=20_000)
def is_finite(word: str) -> bool:
    """Could the word close a sentence: «өтті», «береді», «айтамын»."""
    return _FINITE.match(word) is not None


@lru_cache(maxsize=20_000)
def is_passive(stem: str) -> bool:
    """«орнатыл-», «қарал-»: the subject undergoes it."""
    known = lexicon()
    if stem in known.active_verbs or len(stem) < 4:
        return False
    return _PASSIVE.search(stem) is not None


_OBLIQUE = re.compile(
    r"[\w-]{2,}(?:(?<=[аоуыэяюеииёжзбвгдрлймн])г[ае]|(?<=[пкфстшщчцхбвгд])к[ае]|[ыи]н[ае]|нд[ае]|[дтн][ае]н"
    r"|(?<=[аоуыэяюеиёжзбвгдрлймн])д[ае]|(?<=[пкфстшщчцх])т[ае]|(?<=[жзбвгдрлйумн])д[ыи]|(?<=[пкфстшщчцх])т[ыи]"
    r"|(?<=[аоуыэяюеиё])н[ыи]|[ыи]н|м[ае]н|б[ае]н|п[ае]н)$"
)


@lru_cache(maxsize=20_000)
def is_told(word: str) -> bool:
    """Could it close a told sentence: «өтті», «айтты»? Accusatives look the same."""
    return _TOLD.match(word) is not None


_GENITIVE = re.compile(r"[\w-]{2,}[ндт][ыи]н$")
_OWNED = re.compile(r"[\w-]{2,}(?:[ыи]|с[ыи])$")


@lru_cache(maxsize=20_000)
def is_oblique(word: str) -> bool:
    """Does an unknown noun look accusative, dative, locative, ablative or instrumental (not genitive)?"""
    return len(word) > 3 and _GENITIVE.match(word) is None and _OBLIQUE.match(word) is not None


@lru_cache(maxsize=20_000)
def is_genitive(word: str) -> bool:
    return len(word) > 4 and _GENITIVE.match(word) is not None


@lru_cache(maxsize=20_000)
def is_owned(word: str) -> bool:
    """Does it end like a possessed nominative: «әкімдері», «министрлігі»?"""
    return len(word) > 3 and _OWNED.match(word) is not None
