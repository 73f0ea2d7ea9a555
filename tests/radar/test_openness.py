"""The public record of the listening house: generated, complete, true to the code, and telling no small number."""

import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from factories import accounts, hotspots, radar
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.detection.settings import FarringtonSettings
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import scanning
from shanyraq.radar.models import Line, Signal
from shanyraq.radar.openness import failures, false_alarms, figure_words, inputs, measured, never_kept, thresholds
from shanyraq.radar.weeks import WEEK

pytestmark = pytest.mark.usefixtures("places")
LANGUAGES = ["kk", "ru", "en"]


def page(client, language="en") -> str:
    answer = client.get(reverse("radar:transparency_in", args=[language]))
    assert answer.status_code == 200
    return answer.content.decode()


def value_beside(shown: str, place: str) -> str:
    """What the table of numbers says of a constant."""
    return re.search(rf"<code>{re.escape(place)}</code></th><td class=\"words\">([^<]*)</td>", shown).group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_reads_it_in_his_language_without_logging_in(client, language):
    assert f'<html lang="{language}">' in page(client, language)


def test_the_short_address_leads_to_the_readers_language(client):
    client.cookies["language"] = "ru"

    assert client.get("/radar/openness/")["Location"] == "/radar/openness/ru/"


def test_a_language_we_do_not_speak_is_no_page(client):
    assert client.get("/radar/openness/de/").status_code == 404


def test_a_constant_changed_in_the_code_changes_the_page(client, monkeypatch):
    before = value_beside(page(client), "radar.scanning.COUNTRY_LINES")

    monkeypatch.setattr(scanning, "COUNTRY_LINES", 11)

    assert (before, value_beside(page(client), "radar.scanning.COUNTRY_LINES")) == ("7", "11")


def test_the_settings_told_are_those_the_scan_uses(client, monkeypatch):
    place = "detection.FarringtonSettings.calibrated().years"
    assert value_beside(page(client), place) == str(FarringtonSettings.calibrated().years)

    monkeypatch.setattr(FarringtonSettings, "calibrated", classmethod(lambda cls, **changes: cls(years=3)))

    assert value_beside(page(client), place) == "3"


@pytest.mark.parametrize("threshold", thresholds.THRESHOLDS, ids=lambda threshold: threshold.place)
def test_every_number_is_told_with_a_value(client, threshold):
    assert threshold.shown


def test_no_number_of_the_scan_is_kept_back():
    """What only says how much of a picture is drawn decides nothing."""
    told = {threshold.place for threshold in thresholds.THRESHOLDS}

    decides = {
        name
        for name, value in vars(scanning).items()
        if name.isupper() and isinstance(value, (int, float, timedelta)) and name not in ("SHOWN_WEEKS", "WEEK")
    }
    assert {f"radar.scanning.{name}" for name in decides} <= told


def test_the_inputs_told_are_the_columns_that_the_counts_read(client):
    told = {field.name for field in inputs.inputs() if field.is_counted}

    assert told == {
        "area", "region", "week", "issue", "status", "route", "state", "counted", "weight", "reporter", "received_at",
    }  # fmt: skip


def test_every_column_of_a_signal_is_told_in_words(client):
    shown = page(client)

    for field in Signal._meta.local_fields:
        assert field.name in inputs.WORDS
        assert f"<code>{field.name}</code>" in shown


def test_a_column_that_would_break_the_promise_is_named(client, monkeypatch):
    assert "none is called like one of these" in page(client)

    spoilt = [*never_kept.columns(), ("radar.Signal.ethnicity", "ethnicity")]
    monkeypatch.setattr("shanyraq.radar.openness.record.columns", lambda: iter(spoilt))

    assert "1 column breaks this promise:" in page(client)
    assert "radar.Signal.ethnicity" in page(client)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_forbidden_thing_is_named_with_its_words(client, language):
    shown = page(client, language)

    with translation.override(language):
        missing = [str(thing.name) for thing in never_kept.NEVER if str(thing.name) not in shown]
    assert missing == []
    assert all(escape(word) in shown for thing in never_kept.NEVER for word in thing.words)


def test_measured_figures_come_from_their_files_with_date_and_command(client, monkeypatch, tmp_path):
    kept = {"measured_on": "2026-01-02", "by": "benchmarks/x.py", "figures": {"recall_chat": 0.5, "new_figure": 12345}}
    (tmp_path / "redaction.json").write_text(json.dumps(kept))
    monkeypatch.setattr(measured, "FOLDER", tmp_path)

    found = measured.measurement("redaction")

    assert (found.measured_on, found.command) == (date(2026, 1, 2), "python benchmarks/x.py")
    assert [(figure.shown, figure.is_reached) for figure in found.figures] == [("50 %", False), ("12,345", True)]
    assert found.figures[1].name == "new_figure"


def test_what_nobody_has_measured_is_not_told(monkeypatch, tmp_path):
    monkeypatch.setattr(measured, "FOLDER", tmp_path)

    assert measured.measurement("redaction") is None
    assert measured.names() == []


@pytest.mark.parametrize("name", measured.names())
def test_every_figure_has_words_and_stands_on_the_page(client, name):
    found = measured.measurement(name)
    shown = page(client)

    assert [figure.key for figure in found.figures if not figure_words.is_known(figure.key)] == []
    for figure in found.figures:
        assert figure.shown in shown
    assert found.command in shown
    assert found.measured_on.strftime("%d.%m.%Y") in shown


@pytest.mark.parametrize("key", [*figure_words.AIMS, "replay_seeds_rises_late", "scan_cpu_s_six_years", "import_per_s"])
def test_what_has_an_aim_or_comes_from_the_loop_has_words(key):
    assert figure_words.is_known(key)
    assert figure_words.name_of(key) != key


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("recall_chat", 0.9696, "96.96 %"),
        ("recall_chat", 1.0, "100 %"),
        ("recall_chat", 0.0, "0 %"),
        ("names_chat", 15252, "15,252"),
        ("desk_s", 0.25, "0.25"),
        ("replay_seeds_false_lines_mean", 0.0, "0"),
        ("noise_at_001", 0.00099, "0.099 %"),
    ],
)
def test_a_figure_is_written_as_people_read_it(key, value, shown):
    assert figure_words.value_of(key, value) == shown


def test_errors_by_language_stand_in_the_open(client):
    shown = {figure.key for name in ("redaction", "locating") for figure in measured.measurement(name).headlines}

    assert {f"{thing}_{language}" for thing in ("recall", "issues_recall") for language in LANGUAGES} <= shown


def test_known_failures_are_told_each_with_its_figure(client):
    known = failures.failures()
    shown = page(client)

    assert len(known) >= 5
    for failure in known:
        assert failure.figures
        assert all(failure.words[language] for language in LANGUAGES)
        assert failure.words["en"] in shown
        assert all(figure.shown in shown for figure in failure.figures)


def test_a_failure_without_a_measured_figure_is_refused(monkeypatch, tmp_path):
    (tmp_path / "known.toml").write_text('[[failure]]\nfigures = ["redaction.nothing"]\nkk = "а"\nru = "б"\nen = "c"\n')
    monkeypatch.setattr(failures, "FILE", tmp_path / "known.toml")

    with pytest.raises(failures.NoFigure, match=r"redaction\.nothing"):
        failures.failures()


def lines(area, number, state, *, week=None):
    for place, issue in enumerate(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12"][:number]):
        hotspots.line(area, issue=issue, rank=place + 1, state=state, week=week)


def test_false_alarms_are_counted_in_bands_by_region(client):
    lines(district("KZ-19"), 12, Line.State.DISMISSED)
    lines(district("KZ-31"), 3, Line.State.DISMISSED)
    lines(district("KZ-61"), 2, Line.State.CONFIRMED)

    counted = false_alarms.decided(today())

    assert (counted.dismissed, counted.confirmed, counted.expired) == ((10, 19), (0, 9), (0, 9))
    by_code = {region.pk: told for region, told in counted.by_region}
    assert len(by_code) == Area.objects.regions().on(today()).count()
    assert (by_code["KZ-19"], by_code["KZ-31"]) == ((10, 19), (0, 9))
    assert "Dismissed as false alarms: 10–19." in page(client)


def test_what_was_dismissed_more_than_a_year_ago_is_over(client):
    lines(district("KZ-19"), 12, Line.State.DISMISSED, week=hotspots.week_ago() - 60 * WEEK)

    assert false_alarms.decided(today()).dismissed == (0, 9)


def test_no_person_no_text_and_no_exact_count_is_told(client):
    radar.signal(text="Тайна арыка")
    home = hotspots.Home()
    hotspots.confirmed(home, summary="Тайна сводки")

    shown = page(client)

    assert "Тайна" not in shown
    assert home.analyst.name not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_roles_are_told_and_none_is_of_police(client, language):
    shown = page(client, language)

    with translation.override(language):
        labels = [str(role.label) for role in RoleName]
    assert ", ".join(labels) in shown
    assert [label for label in labels if re.search("polic|полиц|secur|безопасн|қауіпсіз", label, re.IGNORECASE)] == []


def test_the_seal_of_the_journal_is_told_to_everybody(client):
    radar.signal()

    anchor = journal.anchor()

    assert anchor.seq > 0
    assert f"number {anchor.seq}, its seal:" in page(client)
    assert anchor.hash in page(client)


def test_the_fingerprint_is_of_the_deciding_code(client):
    assert re.fullmatch("[0-9a-f]{16}", thresholds.fingerprint())
    assert thresholds.fingerprint() in page(client)


@pytest.mark.parametrize("role", list(RoleName))
def test_figures_of_redaction_are_for_administrators_and_those_who_watch(enter, role):
    central = role in ("hq_analyst", "hq_controller", "support_officer", "administrator")
    reads = role in ("administrator", "hq_analyst", "hq_controller", "regional_secretary")
    client = enter(accounts.user(role, None if central else hotspots.REGION))

    assert client.get("/radar/redaction/").status_code == (200 if reads else 403)


def test_the_administrator_finds_every_figure_of_redaction_with_its_aim(enter):
    client = enter(accounts.user(RoleName.ADMINISTRATOR))
    shown = client.get("/radar/redaction/").content.decode()
    found = measured.measurement("redaction")

    for figure in found.figures:
        assert figure.of_what in shown
        assert figure.shown in shown
    assert "Aim: at least 99 %" in re.sub(r"\s+", " ", shown)
    assert found.command in shown
    assert 'href="/radar/redaction/"' in client.get("/users/").content.decode()
