"""Whatever is read as English, nothing breaks: no exception, every piece verbatim, the same answer twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.reading import read
from shanyraq.reading.model import check

WORDS = [
    "Akims", "of", "the", "regions", "must", "shall", "should", "not", "be", "held", "report", "I", "instruct", "to",
    "Government", "that", "which", "if", "it", "is", "necessary", "recommended", "by", "1 July", "every", "two",
    "months", "once", "a", "quarter", "in person", "and", "or", ",", ".", ";", ":", "–", "(", ")", "“", "”", "\n",
    "1.", "2)", "(a)", "•", "for", "no", "all", "We", "will", "with", "the participation of", "prohibited", "?",
    "Deadline:", "Responsible:", "has", "been", "tasked", "with", "responsible", "for", "checking", "please", "İ",
]  # fmt: skip
official = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.text(max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.one_of(official, anything))
def test_every_piece_of_any_text_stands_at_its_span(text):
    reading = read(text, language="en")

    assert check(reading, text) == reading


@settings(max_examples=200, deadline=None)
@given(official)
def test_directives_come_in_the_order_of_the_text(text):
    spans = [each.span for each in read(text, language="en").directives]

    assert spans == sorted(spans)


@settings(max_examples=100, deadline=None)
@given(official)
def test_reading_twice_changes_nothing(text):
    assert read(text, language="en") == read(text, language="en")
