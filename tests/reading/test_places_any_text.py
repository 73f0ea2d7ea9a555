"""Whatever is written, nothing breaks: spans are exact, answers are the same twice, linear in the length."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.reading.gazetteer import gazetteer
from shanyraq.reading.locating import locate
from shanyraq.reading.places.endings import forms
from shanyraq.reading.places.keys import key

WORDS = [
    "в", "из", "Масанчи", "Кордайском", "районе", "области", "Абай", "Абая", "Жетісу", "облыстарында", "және", "и", ",",
    "Алматы", "қаласы", "г.", "с.", "село", "Октябрьское", "ул.", "имени", "Korday", "district", "of", "the", "village",
    "ЗКО", "Аксу", "-", "–", "«", "»", "(", ")", ".", "\n", "İ", "ǰ", "Сары", "Агаш", "р-не", "вода", "драка",
    "су", "жоқ", "ы", "ь", "\u0301", "\u202e", "123", "Усть-Каменогорске", "а", "также",
]  # fmt: skip
chat = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
anything = st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(st.one_of(chat, anything))
def test_spans_are_exact_and_in_order(text):
    found = locate(text)

    spans = [(each.start, each.end) for each in found.places]
    assert spans == sorted(spans)
    for start, end in [*spans, *((each.start, each.end) for each in found.ambiguous)]:
        assert 0 <= start < end <= len(text)
        assert text[start] == text[start:end].strip()[0]
    assert all(word in text for issue in found.issues for word in issue.words)


@settings(max_examples=200, deadline=None)
@given(chat)
def test_reading_twice_changes_nothing(text):
    assert locate(text) == locate(text)


@settings(max_examples=200, deadline=None)
@given(chat)
def test_certainty_is_a_share_and_codes_are_known(text):
    book = gazetteer()
    for place in locate(text).places:
        assert 0 < place.certainty <= 1
        assert place.code in book.areas or book.settlement(place.code).district in book.areas


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_a_key_is_made_of_letters_and_digits_or_is_empty(word):
    found = key(word)

    assert found == "" or found.isalnum()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="абвгдежзийклмнопрстуыья", min_size=1, max_size=12))
def test_a_form_always_leads_to_a_known_name(word):
    names = gazetteer().names

    assert all(form.name in names for form in forms(word, names))


def test_a_long_text_is_read():
    found = locate("в Масанчи тихо, " * 5_000)

    assert len(found.places) == 5_000
