"""Kazakh sentences with a modal word that owe nothing: statements, appeals, past, questions, attributes."""

from shanyraq.reading.kazakh.forms import VerbForm, imperative, past_form
from shanyraq.reading.kazakh.lexicon import Endings
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import Trigger

_PARTICIPLE = ("ган", "ген", "кан", "кен")


def refused_after(sentence: Sentence, trigger: Trigger, end: int) -> bool:
    """Do the words after the trigger (ending before word `end`) make it no directive?"""
    low, following = sentence.low(end), sentence.low(end + 1)
    wishing = trigger.wishes
    if low in sentence.lexicon.refusers and not wishing:
        return low != "болады"
    if wishing and low in ("емес", "ме", "ма", "ба", "бе", "па", "пе"):
        return True
    if low in ("деп", "екенин", "екендигин") and following in ("сурады", "сурап", "умиттенеди", "ойлау"):
        return True
    if not trigger.predicate:
        return _is_participle_of_noun(sentence, end)
    if not low or sentence.is_mark(end) or low in sentence.lexicon.followers:
        return False
    return not (low in ("дейди", "деди") or low.startswith(("екен", "деп", "дей")))


def _is_participle_of_noun(sentence: Sentence, end: int) -> bool:
    """«ұсынылған шаралар»: the trigger describes the next noun."""
    last, low = sentence.low(end - 1), sentence.low(end)
    if not last.endswith(_PARTICIPLE) or not low or sentence.is_mark(end):
        return False
    return low not in ("болатын", "еди", "деп", "екен", "жане", "болды", "едим", "едик")


def refused_action(sentence: Sentence, trigger: Trigger, clause: int, verb: int, form: VerbForm) -> bool:
    """Is the action speech about speech, a call to everybody, a state, or a question?"""
    if any(word in sentence.folded for word in sentence.lexicon.forecasting):
        return trigger.predicate
    if _asks(sentence, clause, verb) or _appeals(sentence, clause, verb, form):
        return True
    if _ends_with(sentence, clause, verb, sentence.lexicon.warning):
        return True
    if _ends_with(sentence, clause, verb, sentence.lexicon.saying):
        return not (form.possessed and not form.first_person and _has_bearer(sentence, clause, verb))
    if _ends_with(sentence, clause, verb, sentence.lexicon.qualities):
        return True
    if trigger.predicate and sentence.low(verb).startswith("болу") and _is_perfect(sentence, verb):
        return True
    if trigger.predicate and sentence.low(verb) in sentence.lexicon.stating:
        return not any(sentence.agent(index) for index in range(clause, verb))
    return trigger.shape == "final" and imperative(sentence.low(verb)) is not None and sentence.low(verb - 1) == "деп"


def _has_bearer(sentence: Sentence, clause: int, verb: int) -> bool:
    return any(
        (reading := sentence.agent(index)) is not None and reading.case == "nominative" for index in range(clause, verb)
    )


def _is_perfect(sentence: Sentence, verb: int) -> bool:
    """«оқудан өткен болуы керек» guesses, it does not charge."""
    before = past_form(sentence.low(verb - 1))
    return before is not None and not before.possessed


def _ends_with(sentence: Sentence, clause: int, verb: int, endings: Endings) -> bool:
    """Does the action end with one of the phrases, whatever the suffixes of its last word?"""
    low = sentence.low(verb)
    participle = past_form(low)
    for stem in (*endings.prefixes_of(low), *(endings.participles_of(participle.stem) if participle else ())):
        for head in stem.heads:
            count = head.count(" ") + 1 if head else 0
            if verb - count >= clause and (not head or sentence.phrase(verb - count, verb) == head):
                return True
    return False


def _asks(sentence: Sentence, clause: int, verb: int) -> bool:
    return any(sentence.low(index) in sentence.lexicon.questions for index in range(clause, verb)) and (
        sentence.text.rstrip("»” \n").endswith("?")
    )


def _appeals(sentence: Sentence, clause: int, verb: int, form: VerbForm) -> bool:
    opening = sentence.phrase(clause, min(clause + 6, verb + 1))
    for word in sentence.lexicon.appeals:
        if f" {word} " in f" {opening} " and _is_whole(sentence, clause, word):
            return True
    if form.first_person or sentence.low(verb + 1) in ("тииспиз", "керекпиз", "миндеттимиз"):
        action = sentence.phrase(clause, verb + 1)
        return any(_stem_in(words, action) for words in sentence.lexicon.cherishing)
    return False


def _is_whole(sentence: Sentence, clause: int, word: str) -> bool:
    """«халық кеңесі» is a body, «халық» alone is everybody."""
    for index in range(clause, clause + 6):
        if sentence.low(index) == word.rsplit(" ", 1)[-1]:
            following = sentence.agent(index + 1)
            return not (following is not None and following.possessive)
    return True


def _stem_in(words: str, action: str) -> bool:
    stem = words[:-1] if words.endswith("у") else words
    return stem in action
