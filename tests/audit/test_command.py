import json

import pytest
from click.testing import CliRunner
from django.db import connection

from factories.accounts import user
from shanyraq.audit import anchors, journal
from shanyraq.audit.verbs import declare
from shanyraq.cli.verify import verify

pytestmark = pytest.mark.django_db

declare({"tests.noted": "Noted"})


@pytest.fixture
def five():
    someone = user()
    return [journal.record("tests.noted", someone, by=someone) for _ in range(5)]


def run(*words):
    return CliRunner().invoke(verify, [str(word) for word in words])


def test_a_whole_journal_ends_well_and_says_what_was_checked(five):
    answer = run()

    assert (answer.exit_code, answer.output) == (
        0,
        f"5 entries checked\nhead 5 {five[4].hash}\nThe journal is whole.\n",
    )


def test_a_broken_journal_ends_badly_and_names_each_broken_entry(five):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE seq = 2")
        cursor.execute("DELETE FROM audit_entry WHERE seq = 4")

    answer = run()

    assert (answer.exit_code, answer.output) == (
        1,
        f"5 entries checked\nhead 5 {five[4].hash}\n"
        "BROKEN entry 2 was changed after it was written\n"
        "BROKEN entry 4 is missing; the next entry stands in its place\n",
    )


def test_an_anchor_is_written_read_and_compared(five, tmp_path):
    file = tmp_path / "anchors.jsonl"

    written, compared = run("--write-anchor", file), run("--anchor", file)

    assert (written.exit_code, compared.exit_code) == (0, 0)
    assert [(kept.seq, kept.hash) for kept in anchors.read(file)] == [(5, five[4].hash)]
    assert "1 anchors compared" in compared.output


def test_a_cut_tail_is_caught_by_the_anchor(five, tmp_path):
    file = tmp_path / "anchors.jsonl"
    run("--write-anchor", file)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE seq > 3")
        cursor.execute("UPDATE audit_head SET seq = 3, hash = %s", [five[2].hash])

    without, against = run(), run("--anchor", file)

    assert (without.exit_code, against.exit_code) == (0, 1)
    assert "BROKEN entry 5 was cut off: an anchor names it" in against.output


def test_a_broken_journal_gets_no_anchor(five, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE seq = 2")

    answer = run("--write-anchor", tmp_path / "anchors.jsonl")

    assert answer.exit_code == 1
    assert not (tmp_path / "anchors.jsonl").exists()


@pytest.mark.parametrize("line", ["no json", "{}", "[]", json.dumps({"seq": "x", "hash": "", "at": ""})])
def test_a_file_that_holds_no_anchor_is_refused_by_its_line(five, tmp_path, line):
    file = tmp_path / "anchors.jsonl"
    file.write_text(anchors.line(journal.anchor()) + line + "\n")

    answer = run("--anchor", file)

    assert answer.exit_code == 1
    assert "Line 2 is not an anchor" in answer.output
