"""Whatever is read, nothing breaks: no exception, every piece verbatim, the same answer twice."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.reading import detect_language, read
from shanyraq.reading.model import check
from shanyraq.reading.sentences import units

WORDS = [
    "Акимам", "областей", "необходимо", "должны", "поручаю", "Правительству", "не", "провести", "встречи",
    "до 1 мая", "раз в квартал", "который", "нужно", "если", "чтобы", "что", "—", ",", ".", ";", ":", "(", ")",
    "«", "»",
    "\n", "1.",
    "2)", "а)", "•", "И.И.", "Иванова", "сказал", "он", "бы", "было",
    "правильным", "акимы", "лично", "и", "ТОО", "?", "в срок",
    "рекомендовать", "возложить", "на", "Министерство", "труда", "будут", "отчитываться", "прошу", "нельзя", "5", "МВД",
]  # fmt: skip
official = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.text(max_size=300)


@settings(max_examples=300, deadline=None)
@given(official)
def test_official_words_in_any_order_are_read(text):
    reading = read(text, language="ru")

    assert check(reading, text) == reading
    assert [each.span for each in reading.directives] == sorted(each.span for each in reading.directives)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_signs_at_all_are_read(text):
    reading = read(text, language="ru")

    assert check(reading, text) == reading


@settings(max_examples=100, deadline=None)
@given(official)
def test_reading_twice_changes_nothing(text):
    assert read(text, language="ru") == read(text, language="ru")


@settings(max_examples=200, deadline=None)
@given(st.one_of(official, anything))
def test_units_stand_in_order_and_never_overlap(text):
    found = units(text)

    assert all(text[slice(*unit.span)] == unit.text for unit in found)
    assert all(left.span[1] <= right.span[0] for left, right in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(anything)
def test_every_text_has_a_language(text):
    assert detect_language(text) in ("kk", "ru", "en")


def test_one_word_of_ordering_said_five_times_is_read():
    assert read("рекомендовать рекомендовать рекомендовать рекомендовать рекомендовать", language="ru")
