"""Whatever is read as Kazakh, nothing breaks: no exception, every piece verbatim, the same answer twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.reading import read
from shanyraq.reading.model import check

WORDS = [
    "Облыс", "әкімдері", "әкімдеріне", "Үкіметке", "министрлігі", "және", "мен", "есеп", "беру", "беруге", "беруі",
    "беруді", "берсін", "бермеуі", "береді", "бергені", "берсе", "міндетті", "тиіс", "қажет", "керек", "жөн",
    "тапсырамын", "тапсырылсын", "ұсынылады", "жүктелсін", "болмайды", "тыйым салынады", "тоқсан сайын", "1 шілдеге",
    "дейін", "екі айда", "бір рет", "жеке өзі", "қатысуымен", "арқылы", "мақсатында", "жағдайда", "егер", "болса",
    "туралы", "деп", "емес", "еді", "ме", "мәселелер", ",", ".", ";", ":", "–", "«", "»", "\n", "1.", "2)", "•", "?",
    "Мерзімі:", "Жауапты:", "ҚХА", "ІІМ-ге", "биз", "кажет", "İ",
]  # fmt: skip
official = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.text(max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.one_of(official, anything))
def test_every_piece_of_any_text_stands_at_its_span(text):
    reading = read(text, language="kk")

    assert check(reading, text) == reading


@settings(max_examples=200, deadline=None)
@given(official)
def test_directives_come_in_the_order_of_the_text(text):
    spans = [each.span for each in read(text, language="kk").directives]

    assert spans == sorted(spans)


@settings(max_examples=100, deadline=None)
@given(official)
def test_reading_twice_changes_nothing(text):
    assert read(text, language="kk") == read(text, language="kk")
