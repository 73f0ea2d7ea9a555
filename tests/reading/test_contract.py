"""What every reading promises, whatever the language: verbatim quotes, spans in code points, one shape of JSON."""

import json

import pytest

from shanyraq.reading import (
    Action,
    Bearer,
    Candidate,
    Condition,
    Deadline,
    Frequency,
    Reading,
    Rules,
    Sentence,
    read,
    to_json,
)
from shanyraq.reading.model import check

TEXT = "Акимам районов необходимо до 1 мая лично проводить встречи раз в квартал."


def test_a_reading_becomes_the_json_of_the_contract():
    reading = read(TEXT, language="ru")

    answer = to_json(reading)

    assert answer == {
        "language": "ru",
        "directives": [
            {
                "span": [0, 72],
                "quote": TEXT[:72],
                "force": "necessity",
                "negated": False,
                "bearers": [{"span": [0, 14], "text": "Акимам районов", "norm": "акимы районов"}],
                "action": {"span": [41, 72], "text": "проводить встречи раз в квартал"},
                "frequency": {"at_least": 1, "per": "P3M", "span": [59, 72]},
                "deadline": {"text": "до 1 мая", "span": [26, 34], "date": "--05-01", "relative": None},
                "conditions": [{"kind": "in_person", "span": [35, 40], "text": "лично"}],
                "rule_id": "ru.necessity.nuzhno",
            }
        ],
        "unclaimed": [],
    }


def test_what_is_not_said_is_null_or_empty():
    answer = to_json(read("Необходимо усилить контроль.", language="ru"))

    [directive] = answer["directives"]
    assert (directive["bearers"], directive["frequency"], directive["deadline"], directive["conditions"]) == (
        [], None, None, []
    )  # fmt: skip


def test_spans_count_code_points_also_behind_signs_outside_the_basic_plane():
    text = "🕊 Мир! Акиматам нужно 🙂 открыть школы."

    [directive] = read(text, language="ru").directives

    assert text[slice(*directive.span)] == directive.quote
    assert text[slice(*directive.bearers[0].span)] == "Акиматам"


def test_json_survives_the_trip_through_text():
    answer = to_json(read(TEXT))

    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer


def test_a_quote_that_is_not_in_the_text_is_refused():
    broken = Candidate(
        (0, 3), "нет", "duty", False, (), Action((0, 3), "нет"), None, None, (), "ru.duty.dolzhen"
    )  # fmt: skip

    with pytest.raises(AssertionError, match="is not at"):
        check(Reading("ru", (broken,), ()), "Да.")


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(AssertionError, match="outside"):
        check(Reading("ru", (), (Sentence((0, 9), "Да."),)), "Да.")


def test_values_of_a_reading_cannot_be_changed():
    [directive] = read(TEXT).directives

    with pytest.raises(AttributeError):
        directive.force = "duty"


def test_a_sentence_with_a_modal_word_and_no_directive_is_shown_for_a_second_look():
    reading = read("Участники говорили о необходимости диалога. Погода стояла ясная.", language="ru")

    assert reading == Reading(
        "ru", (), (Sentence((0, 43), "Участники говорили о необходимости диалога."),)
    )  # fmt: skip


def test_the_rules_propose_what_the_reader_reads():
    assert Rules().propose(TEXT, "ru") == list(read(TEXT, language="ru").directives)


def test_an_unknown_language_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="known languages: kk, ru, en"):
        read(TEXT, language="fr")


def test_the_same_text_is_read_the_same_way_twice():
    assert read(TEXT) == read(TEXT)


def test_the_values_of_the_contract_are_importable_from_the_package():
    assert [each.__name__ for each in (Bearer, Condition, Deadline, Frequency)] == [
        "Bearer", "Condition", "Deadline", "Frequency"
    ]  # fmt: skip
