"""A picture shows what was reported, expected and alarmed, to eyes and to screen readers; a report fits one page."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.detection.picture import SeriesView, described, series_picture
from shanyraq.detection.picture_words import LANGUAGES, WORDS
from shanyraq.detection.report import Report, ReportLine, report_page

SVG = "{http://www.w3.org/2000/svg}"


def view(series="Abai / land", weeks=60, **changed) -> SeriesView:
    columns = {
        "observed": np.arange(weeks) % 7.0,
        "expected": np.full(weeks, 3.0),
        "upper": np.full(weeks, 5.0),
        "alarm": np.arange(weeks) % 7 == 6,
    }
    days = np.datetime64("2024-01-01") + 7 * np.arange(weeks)
    return SeriesView.of(series, days, **(columns | changed))


def report(**changed) -> Report:
    lines = [ReportLine(f"series {n}", np.datetime64("2024-03-04"), 9, 2.5, 6, 0.0004, 1.9) for n in range(12)]
    facts = {
        "file": "counts.csv",
        "method": "farrington-flexible, calibrated",
        "series": 12,
        "first": np.datetime64("2024-01-01"),
        "last": np.datetime64("2024-03-04"),
        "weeks": 10,
        "alarms": 12,
        "lines": lines,
        "views": [view(f"series {n}") for n in range(4)],
    }
    return Report(**(facts | changed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_in_words_what_it_shows(language):
    picture = ET.fromstring(series_picture(view(), language=language))

    title, told = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text == WORDS[language]["title"].format(series="Abai / land")
    assert told.text == described(view(), language)


def test_the_words_of_a_picture():
    assert described(view(weeks=8)) == (
        "8 weeks from 2024-01-01 to 2024-02-19. Alarms: 1; the last in the week of 2024-02-12, 6 reported, 3 expected."
    )


def test_a_picture_has_a_bar_for_every_reported_week_and_a_sign_for_every_alarm():
    picture = series_picture(view(weeks=14))

    assert len(re.findall(r'<rect [^>]*fill="#8a94a0"/>', picture)) == 12 + len(["legend"])
    assert picture.count("<title>alarm, ") == 2


def test_signs_differ_in_shape_so_that_grey_is_enough():
    picture = ET.fromstring(series_picture(view()))

    dashed = [each for each in picture.iter() if each.get("stroke-dasharray")]
    assert len(dashed) == len(["expected", "legend"])
    assert len(list(picture.iter(f"{SVG}polygon"))) == len(["band"])


def test_a_missing_week_is_shown_as_missing():
    observed = np.ones(10)
    observed[4] = np.nan

    assert "no data" in series_picture(view(weeks=10, observed=observed))
    assert "no data" not in series_picture(view(weeks=10))


def test_weeks_that_were_not_judged_leave_a_gap_in_the_lines():
    upper = np.full(20, 5.0)
    upper[8:11] = np.nan

    assert series_picture(view(weeks=20, upper=upper)).count("<polyline") == len(["expected", "bound", "bound"])


def test_pictures_hold_no_script_and_load_nothing():
    evil = '"><script>alert(1)</script>&\x00\n'

    for text in (series_picture(view(evil)), report_page(report(file=evil, views=[view(evil)]))):
        assert "<script" not in text
        assert not re.search(r"(?:src|href)=|url\(|@import", text)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        view(upper=np.ones(3))


NUMBERS = st.one_of(st.none(), st.floats(0, 1e12), st.integers(0, 5)).map(lambda n: np.nan if n is None else float(n))


@settings(max_examples=60)
@given(st.data(), st.integers(1, 40), st.text(max_size=80))
def test_any_series_makes_a_well_formed_picture(data, weeks, series):
    columns = {
        name: data.draw(st.lists(NUMBERS, min_size=weeks, max_size=weeks)) for name in ("observed", "expected", "upper")
    }
    alarm = data.draw(st.lists(st.booleans(), min_size=weeks, max_size=weeks))

    picture = series_picture(view(series, weeks, **columns, alarm=alarm))

    assert ET.fromstring(picture).tag == f"{SVG}svg"
    assert not re.search(r"[\" ,](?:nan|inf)[\" ,]", picture)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_what_was_judged_the_list_and_its_limits(language):
    page = report_page(report(), language=language)

    for name in ("report", "judged", "list", "pictures", "limits", "limit_1", "limit_4"):
        assert WORDS[language][name] in page
    assert f'<html lang="{language}">' in page
    assert "counts.csv" in page


def test_a_report_stays_on_one_page():
    page = report_page(report())

    assert page.count("<tr>") == 1 + 8
    assert page.count("<svg") == 2


def test_a_quiet_report_says_so():
    page = report_page(report(lines=[], views=[], alarms=0))

    assert "Nothing stands out" in page
    assert "<table" not in page


def test_ids_of_a_report_are_its_own():
    ids = re.findall(r'id="([^"]+)"', report_page(report()))

    assert len(ids) == len(set(ids)) == 4


def test_every_language_says_everything():
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}
