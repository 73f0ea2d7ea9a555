"""The reasons of a line as sentences: every code, three languages, the forms of plurals."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from shanyraq.radar import line_words, plan_templates
from shanyraq.radar.doubts import keepable
from shanyraq.radar.forms.answering import BEARERS
from shanyraq.radar.models import Measure
from shanyraq.radar.vocabulary import is_positive, issue_codes
from shanyraq.site import messages

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "detection-attention.md"
VALUES = {
    "expected": {"observed": 16, "expected": 4.12, "low": 1, "high": 8},
    "years": {"years": 5, "weeks": 235},
    "short_history": {"years": 2, "weeks": 110},
    "trend": {"factor_a_year": 1.25},
    "weeks_above": {"weeks": 3, "observed": 31, "expected": 12.4},
    "listed_before": {"weeks_ago": 2},
    "neighbours": {"neighbours": 4, "rising": ["a", "b"], "observed": 9, "expected": 8.2},
    "sources": {"now": 6.0, "usual": 5.5},
    "still_arriving": {"share": 0.62},
    "probability": {"rise": 0.931, "bayes_factor": 412.0, "rises_in_1000": 1.23},
    "beyond_chance": {"level": 0.05},
    "would_stay_off_at": {"count": 9},
    "stays_without_reports": {},
    "capacity": {"left_out": 2},
    "signal": {"level": 3},
    "echoes": {"reports": 14, "weighted": 9.5},
    "too_few_reports": {"week": "2026-03-02"},
}
NAMES = {"a": "Алатау", "b": "Кеген"}


@pytest.fixture(scope="module", autouse=True)
def compiled():
    messages.compile_all()


def said(code, language="en", **changes):
    with translation.override(language):
        return line_words.sentence({"code": code, "values": VALUES[code] | changes}, NAMES)


def codes_of_the_page():
    """Codes of the table of a line's reasons, as the reference page lists them."""
    table = PAGE.read_text(encoding="utf-8").split("## Reasons of a line")[1].split("\n## ")[0]
    return set(re.findall(r"^\| \(?`(\w+)`", table, re.MULTILINE))


def test_every_code_of_the_engine_has_a_sentence():
    assert codes_of_the_page() | {"signal", "echoes", "too_few_reports"} == set(VALUES)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("code", sorted(VALUES))
def test_a_reason_is_a_sentence_in_each_language(code, language):
    sentence = said(code, language)

    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert (sentence == said(code, "en")) == (language == "en")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("expected", "16 reports this week, 4.1 expected; nine quiet weeks of ten bring between 1 and 8."),
        ("years", "Compared with the same season of 5 years; weeks of history: 235."),
        ("trend", "Reports here grow by 25 % a year, and the expectation grows with them."),
        ("weeks_above", "For 3 weeks running above the expectation: reports 31, expected 12.4."),
        (
            "neighbours",
            "4 places next door: reports of the same issue 9, expected 8.2. Rising too: Алатау, Кеген.",
        ),
        ("sources", "Sources heard: 6, usually 5.5; the expectation follows them."),
        ("beyond_chance", "If all lines as sure as this one are called rises, at most 5 % of them are false."),
    ],
)
def test_values_stand_in_their_places(code, sentence):
    assert said(code) == sentence


def test_what_changes_the_sense_changes_the_sentence():
    assert said("trend", factor_a_year=0.8).startswith("Reports here fall by 20 %")
    assert said("short_history", years=0, weeks=20).startswith("A short history: only the last half year")
    assert said("neighbours", rising=[]).endswith("None of them rises.")
    assert "> 99 %" in said("probability", rise=0.9996, bayes_factor=8.1e9)
    assert "> 1,000 times" in said("probability", rise=0.9996, bayes_factor=8.1e9)
    assert "< 1 %" in said("probability", rise=0.002)
    assert "in a week: < 0.1 of 1,000." in said("probability", rises_in_1000=0.028)
    assert " 682 times" in said("probability", bayes_factor=682.27)


@pytest.mark.parametrize(
    ("weeks", "words"), [(1, "1 неделю подряд"), (3, "3 недели подряд"), (11, "11 недель подряд"), (21, "21 неделю")]
)
def test_russian_counts_in_its_own_forms(weeks, words):
    assert said("weeks_above", "ru", weeks=weeks).startswith(words)


def test_numbers_are_written_as_the_reader_writes_them():
    assert "4,1" in said("expected", "ru")
    assert "4.1" in said("expected", "en")


def test_an_unknown_code_speaks_for_itself():
    assert line_words.sentence({"code": "new_code", "values": {}}, {}) == "new_code"


def test_reasons_stand_under_their_headings():
    reasons = [{"code": code, "values": values} for code, values in VALUES.items()]

    because = line_words.because(reasons, NAMES)
    doubts = line_words.uncertainty(reasons, NAMES)
    changes = line_words.would_change(reasons, NAMES)

    assert len(because) + len(doubts) + len(changes) == len(VALUES)
    assert said("probability") in doubts
    assert changes == [said("would_stay_off_at"), said("stays_without_reports")]
    assert line_words.why(reasons, NAMES) == said("too_few_reports")
    usual = [reason for reason in reasons if reason["code"] != "too_few_reports"]
    assert line_words.why(usual, NAMES) == said("weeks_above")
    assert line_words.why([r for r in usual if r["code"] != "weeks_above"], NAMES) == said("neighbours")
    assert line_words.why([], NAMES) == ""
    assert line_words.codes_of(reasons) == {"a", "b"}


def test_the_least_rise_is_said_only_where_there_is_one():
    assert line_words.at_least(2.6) == "With 95 per cent certainty it is at least 2.6 times what was expected."
    assert "no rise can be told from chance" in line_words.at_least(0.9)


class TestTemplates:
    @pytest.mark.parametrize("language", ["kk", "ru", "en"])
    @pytest.mark.parametrize("issue", [code for code in issue_codes() if not is_positive(code)])
    def test_every_issue_has_a_goal_and_measures(self, issue, language):
        with translation.override(language):
            goal, steps = plan_templates.goal(issue), plan_templates.steps(issue, date(2026, 3, 2))

        assert goal != plan_templates.goal("")
        assert len(steps) >= 3
        for step in steps:
            assert step.kind in Measure.Kind.values
            assert step.by in BEARERS
            assert step.due > date(2026, 3, 2)
            assert step.what
        for suggested in (goal, *(step.what for step in steps)):
            assert keepable(suggested) == suggested, "the screener takes words out of the house's own suggestion"


def test_a_delay_that_holds_back_next_to_nothing_is_not_told():
    late, nothing = ({"code": "still_arriving", "values": {"share": share}} for share in (0.62, 0.996))

    assert [len(line_words.uncertainty([each], NAMES)) for each in (late, nothing)] == [1, 0]
    assert line_words.why([nothing, {"code": "expected", "values": VALUES["expected"]}], NAMES) == said("expected")
