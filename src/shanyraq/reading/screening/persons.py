"""Which words of a text name a person."""

from shanyraq.reading.screening import names_model
from shanyraq.reading.screening.alone import judge_alone
from shanyraq.reading.screening.beside import take_neighbours, take_pair
from shanyraq.reading.screening.evidence import evidence
from shanyraq.reading.screening.glance import hold_doubtful
from shanyraq.reading.screening.initials import take_initials
from shanyraq.reading.screening.model import Span
from shanyraq.reading.screening.namesakes import release_places
from shanyraq.reading.screening.second_reader import take_what_the_model_sees
from shanyraq.reading.screening.sentence import Reading, runs_on
from shanyraq.reading.screening.tokens import Token


def persons(text: str, words: list[Token]) -> tuple[list[Span], list[Span], list[bool]]:
    """Spans of persons, spans to be asked about, and for each word whether it names a person."""
    proofs = [None if each.kind else evidence(each.low, each.key) for each in words]
    reading = Reading(text, words, proofs, [each.kind == "person" for each in words], [False] * len(words))
    for index in range(len(words)):
        judge_alone(reading, index)
    for index in range(len(words) - 1):
        take_pair(reading, index)
    for index in range(len(words)):
        take_neighbours(reading, index)
    for index in range(len(words) - 1, -1, -1):
        take_neighbours(reading, index)
    take_initials(reading)
    if names_model.in_use():
        take_what_the_model_sees(reading)
    release_places(reading)
    hold_doubtful(reading)
    return _spans(reading)


def _spans(reading: Reading) -> tuple[list[Span], list[Span], list[bool]]:
    spans: list[Span] = []
    unsure: list[Span] = []
    words = reading.words
    for index, word in enumerate(words):
        if word.kind:
            continue
        if reading.person[index]:
            if spans and index and reading.person[index - 1] and not words[index - 1].kind and runs_on(reading, index):
                spans[-1] = (spans[-1][0], word.end)
            else:
                spans.append((word.start, word.end))
        elif reading.unsure[index]:
            unsure.append((word.start, word.end))
    return [_with_dot(reading.text, each, words) for each in spans], unsure, reading.person


def _with_dot(text: str, span: Span, words: list[Token]) -> Span:
    """The dot after the last initial goes with it."""
    start, end = span
    if text[end : end + 1] == "." and end - start >= 2 and not text[end - 2 : end - 1].isalpha():
        return (start, end + 1)
    return span
