"""The model of names beside the rules: off by default, a clear word where it is missing, and what it adds."""

import pytest
from click.testing import CliRunner

from shanyraq.cli.redact import redact
from shanyraq.reading.screening import names_model, screen

needs_model = pytest.mark.skipif(
    not names_model.installed(), reason="the model of names is not installed (requirements/names.txt)"
)


@pytest.fixture
def model():
    names_model.use()
    yield
    names_model.use(False)


def test_the_model_is_off_until_it_is_asked_for():
    assert not names_model.in_use()


def test_a_missing_model_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setattr(names_model, "PACKAGES", ("nowhere_installed",))

    with pytest.raises(names_model.ModelMissing, match=r"requirements/names\.txt"):
        names_model.use()

    answer = CliRunner().invoke(redact, ["--names-model"], input="Серик\n")

    assert answer.exit_code == 2
    assert "requirements/names.txt" in answer.output
    assert not names_model.in_use()


@needs_model
def test_the_model_sees_persons_by_their_spans(model):
    text = "Вчера Серик Ахметов говорил с Айгуль у магазина."

    assert [text[start:end] for start, end in names_model.model_persons(text)] == ["Серик Ахметов", "Айгуль"]


@needs_model
def test_the_model_takes_nothing_away_from_the_rules(model):
    assert screen("вчера серик ахметов опять ругался").text == "вчера [person] опять ругался"
    assert screen("Улица Абая закрыта, воды нет.").text == "Улица Абая закрыта, воды нет."


@needs_model
def test_what_only_the_model_sees_in_small_letters_is_held_not_masked(model):
    names_model.use(False)
    alone = screen("соседка зозуля опять кричит на улице")
    names_model.use()

    both = screen("соседка зозуля опять кричит на улице")

    assert {each.span for each in alone.found} <= {each.span for each in both.found}
    assert len(both.found) + len(both.unsure) >= len(alone.found) + len(alone.unsure)


@needs_model
def test_a_long_text_is_read_in_pieces(model):
    assert screen("Воды нет. " * 5_000 + "Звонила Айгуль Серикова.").text.endswith("Звонила [person].")
