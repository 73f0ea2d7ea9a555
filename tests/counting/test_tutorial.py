"""The tutorial's commands do what it says they do."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from shanyraq.cli.main import main

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial"
PAGE = (TUTORIAL / "from-reports-to-a-list.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copy(TUTORIAL / "reports.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def steps() -> list[tuple[list[str], str]]:
    """Every command of the page with the answer shown below it, which may be empty."""
    blocks = re.findall(r"^```\n\$ shanyraq (.+?)\n(.*?)```$", PAGE, re.MULTILINE | re.DOTALL)
    return [(shlex.split(command), answer) for command, answer in blocks]


def test_the_commands_of_the_tutorial_answer_as_it_says(folder):
    for words, shown in steps():
        answer = CliRunner().invoke(main, words)

        assert answer.exit_code == (2 if shown.startswith("Error") else 0), (words, answer.output)
        assert shown in ("", answer.output)

    assert len(steps()) == 6
    assert {"counts.csv", "answer.csv", "list.csv", "thuringia.svg", "page.html"} < {
        path.name for path in folder.iterdir()
    }


def test_the_reports_shown_are_the_first_of_the_file():
    shown = re.search(r"```\n(area,issue.*?)```", PAGE, re.DOTALL).group(1)

    assert (TUTORIAL / "reports.csv").read_text(encoding="utf-8").startswith(shown)
