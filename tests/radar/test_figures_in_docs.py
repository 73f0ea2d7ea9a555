"""The documentation tells the same figures as the pages: those of the last run."""

from pathlib import Path

import pytest

from shanyraq.radar.openness import measured
from shanyraq.radar.openness.tables import BLOCK, markdown, renewed

DOCS = Path(__file__).resolve().parents[2] / "docs"
TELLING = [document for document in sorted(DOCS.rglob("*.md")) if BLOCK.search(document.read_text(encoding="utf-8"))]


def test_redaction_is_told_in_the_documentation():
    told = {block["name"] for document in TELLING for block in BLOCK.finditer(document.read_text(encoding="utf-8"))}

    assert "redaction" in told


@pytest.mark.parametrize("document", TELLING, ids=lambda document: document.name)
def test_a_document_and_the_files_of_the_benches_agree(document):
    text = document.read_text(encoding="utf-8")

    assert renewed(text) == text, "Run: python scripts/write_figures.py"


def test_a_table_holds_every_figure():
    found = measured.measurement("redaction")

    table = markdown(found)

    assert table.startswith(f"Measured on {found.measured_on:%d.%m.%Y} by `{found.command} --write`.")
    assert table.count("\n| ") == len(found.figures) + 1
    assert all(f"| {figure.shown} |" in table for figure in found.figures)


def test_an_aim_that_is_not_reached_is_said_in_the_table():
    found = measured.measurement("redaction")

    said = markdown(found)

    assert ("not reached" in said) is any(not figure.is_reached for figure in found.figures)


def test_an_unknown_measurement_is_refused():
    with pytest.raises(LookupError, match="nothing_of_the_kind"):
        renewed("<!-- measured: nothing_of_the_kind -->\n<!-- end of measured -->")
