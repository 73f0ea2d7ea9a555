"""The trigger table a jurist edits: mistakes in it are named, and a new row works without code."""

import pytest

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.tables import TableError, trigger_of


def test_an_unknown_field_is_named_with_its_row():
    with pytest.raises(TableError, match=r"triggers\.toml, ru\.x: the field 'colour' is not known"):
        trigger_of({"id": "ru.x", "force": "duty", "frame": "subject", "colour": "red"})


def test_a_missing_field_is_named_with_its_row():
    with pytest.raises(TableError, match=r"triggers\.toml, ru\.x: the field 'force' is missing"):
        trigger_of({"id": "ru.x", "frame": "subject"})


@pytest.mark.parametrize(("field", "value"), [("force", "must"), ("frame", "passive"), ("addressee", "vocative")])
def test_a_value_that_is_not_known_is_named_with_those_that_are(field, value):
    row = {"id": "ru.x", "force": "duty", "frame": "subject"} | {field: value}

    with pytest.raises(TableError, match=f"{field} is '{value}', one of"):
        trigger_of(row)


def test_words_of_a_phrase_may_be_exact_any_form_or_a_choice():
    trigger = trigger_of({"id": "ru.x", "force": "duty", "frame": "wish", "phrase": ["~дать поручение|указание"]})

    [[verb, noun]] = trigger.phrase
    assert (verb.any_form, verb.options) == (True, {"дать"})
    assert (noun.any_form, noun.options) == (False, {"поручение", "указание"})


def test_every_row_of_the_table_says_how_it_is_recognised():
    assert all(trigger.words or trigger.lemma or trigger.phrase for trigger in tables.triggers())
