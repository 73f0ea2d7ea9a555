"""The look of the house: states that can be read and told apart, nothing fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import shanyraq.site

SITE = Path(shanyraq.site.__file__).parent
CSS = (SITE / "static" / "site" / "house.css").read_text(encoding="utf-8")
STATES = [
    "met",
    "met_late",
    "partly_met",
    "unconfirmed",
    "overdue",
    "not_met",
    "excused",
    "void",
    "open",
    "due_soon",
    "upcoming",
    "followed",
    "not_yet",
    "no_data",
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(state: str) -> tuple[str, str]:
    rule = re.search(rf"^\.state-{state} {{([^}}]*)}}", CSS, re.MULTILINE).group(1)
    ground = re.search(r"background-color: (#\w{6})", rule).group(1)
    ink = re.search(r"(?<!-)color: (#\w{6})", rule).group(1)
    return ground, ink


def test_contrast_is_measured_as_the_standard_measures_it():
    assert (round(contrast("#000000", "#ffffff"), 2), round(contrast("#767676", "#ffffff"), 2)) == (21.0, 4.54)


@pytest.mark.parametrize("state", STATES)
def test_a_state_can_be_read_on_its_ground(state):
    assert contrast(*colours(state)) >= 4.5


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_a_fill_on_the_map(state):
    assert f".country-map .area.state-{state}" in CSS


def test_no_data_is_hatched_not_painted():
    rule = re.search(r"\.country-map \.area\.no-data[^{]*{([^}]*)}", CSS).group(1)

    assert 'fill: url("#hatch")' in rule


PAGES = [*sorted((SITE / "templates").rglob("*.html")), SITE / "static" / "site" / "house.css"]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_no_page_fetches_from_elsewhere_or_carries_its_own_style_and_script(file):
    text = file.read_text(encoding="utf-8")

    assert not re.search(r"https?://(?!www\.w3\.org/)", text)
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)


def test_the_mark_is_a_file_of_the_house():
    assert finders.find("site/mark.svg")
