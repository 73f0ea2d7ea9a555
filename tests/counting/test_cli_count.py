"""`shanyraq count`: items in, weekly counts out, and one sentence where it cannot be."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from shanyraq.cli.main import main

ITEMS = "area,issue,source,time\nAbai,land,letter,2024-01-02T21:00:00Z\nAbai,land,call,2024-01-09\n"


@pytest.fixture
def run(tmp_path):
    """``run(text, *words)``: the command on a file of items."""

    def call(text: str, *words: str):
        (tmp_path / "items.csv").write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, ["count", str(tmp_path / "items.csv"), *words])

    return call


def test_counts_are_written_and_a_sentence_says_what_they_are(run, tmp_path):
    answer = run(ITEMS, "--by", "area,issue", "-o", str(tmp_path / "counts.csv"))

    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "2 items, 1 series, 2 weeks from 2024-01-01 to 2024-01-08.\n"
    assert (tmp_path / "counts.csv").read_text() == (
        "series,date,count,area,issue,active_sources\n"
        "Abai / land,2024-01-01,1,Abai,land,1\n"
        "Abai / land,2024-01-08,1,Abai,land,1\n"
    )


def test_a_bad_item_ends_with_one_sentence_and_no_file(run, tmp_path):
    answer = run(ITEMS + "Abai,,call,2024-01-09\n", "-o", str(tmp_path / "counts.csv"))

    assert answer.exit_code == 2
    assert answer.stderr == f"Error: {tmp_path / 'items.csv'}, line 4: the issue is empty.\n"
    assert not (tmp_path / "counts.csv").exists()


def test_an_older_answer_stays_when_the_new_one_fails(run, tmp_path):
    (tmp_path / "counts.csv").write_text("older")

    run(ITEMS + "Abai,,call,2024-01-09\n", "-o", str(tmp_path / "counts.csv"))

    assert (tmp_path / "counts.csv").read_text() == "older"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["-o", "counts.txt"], "ends in .csv or .parquet"),
        (["-o", "nowhere/counts.csv"], "the folder nowhere is not there"),
        (["-o", "counts.csv", "--memory", "much"], "memory is a size like 512MB or 2GB"),
        (["-o", "counts.csv", "--from", "09.03.2026"], "is not a day"),
        (["-o", "counts.csv", "--to", "2023-01-01"], "there is no item in the days asked for"),
    ],
)
def test_a_wish_that_cannot_be_met_is_one_sentence(run, words, sentence):
    answer = run(ITEMS, *words)

    assert answer.exit_code == 2
    assert sentence in answer.stderr


def test_the_items_themselves_are_never_overwritten(run, tmp_path):
    answer = run(ITEMS, "-o", str(tmp_path / "items.csv"))

    assert answer.exit_code == 2
    assert (tmp_path / "items.csv").read_text() == ITEMS


def test_help_loads_no_database():
    probe = (
        "import sys; from click.testing import CliRunner; from shanyraq.cli.main import main;"
        "CliRunner().invoke(main, ['count', '--help']);"
        "print([name for name in ('django', 'duckdb', 'numpy') if name in sys.modules])"
    )

    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
