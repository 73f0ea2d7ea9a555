"""Every phrase is said in Kazakh and Russian too, and the catalogues agree with one another."""

import re

import pytest

from shanyraq.site import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_phrase_is_translated(language):
    assert list(messages.untranslated(language)) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_keeps_the_places_for_values(language):
    wrong = [
        message.id
        for app in messages.apps()
        for message in messages.translations(language, app)
        if message.id and isinstance(message.id, str)
        if sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(message.string))
    ]

    assert wrong == []


def test_kazakh_is_written_in_kazakh_letters():
    """A catalogue copied from Russian would have hardly any of the nine letters that only Kazakh has."""
    texts = [m.string for m in messages.translations("kk") if m.id and isinstance(m.string, str) and len(m.string) > 20]
    kazakh = [text for text in texts if re.search("[әғқңөұүһі]", text, re.IGNORECASE)]

    assert len(kazakh) >= 0.95 * len(texts)


def test_russian_is_written_in_russian_letters():
    """Only names in quotes or brackets keep the letters of Kazakh."""
    kazakh = [
        text
        for message in messages.translations("ru")
        for text in ([message.string] if isinstance(message.string, str) else message.string)
        if message.id and re.search("[әғқңөұүһі]", re.sub(r"«[^»]*»|\([^)]*\)", "", text), re.IGNORECASE)
    ]

    assert kazakh == []
