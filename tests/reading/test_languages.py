"""The language of short texts, chats that switch included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.located_texts import labelled
from shanyraq.reading.tongues import LANGUAGES, language_of, languages_by_sentence


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Су жоқ", "kk"),
        ("су жок, калай", "kk"),
        ("bizde su joq", "kk"),
        ("нет воды", "ru"),
        ("no water again", "en"),
        ("Қордайда нет воды", "ru"),
        ("Тараз базарында драка, кімде видео бар", "mixed"),
        ("Су жоқ. Сколько можно ждать?", "mixed"),
        ("", "unknown"),
        ("123 !!! 👍", "unknown"),
        ("zxcv qwrt", "unknown"),
    ],
)
def test_a_short_text_has_a_language(text, language):
    assert language_of(text) == language


def test_each_sentence_has_its_own():
    text = "Су жоқ, адамдар жиналды. Где вода?"

    assert [(text[start:end].strip(), each) for start, end, each in languages_by_sentence(text)] == [
        ("Су жоқ, адамдар жиналды", "kk"),
        ("Где вода", "ru"),
    ]


@pytest.mark.parametrize("half", ["dev", "heldout", "second", "third", "fourth", "fifth"])
def test_labelled_texts_are_told_apart(half):
    rows = labelled(half)
    right = sum(language_of(row.text) == row.language for row in rows)

    assert right >= 0.95 * len(rows)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert language_of(text) in LANGUAGES
