"""The Kazakh tables a jurist edits: mistakes in them are named, and a new row works without code."""

import pytest

from shanyraq.reading.kazakh.folding import fold
from shanyraq.reading.kazakh.triggers import TriggerTable
from shanyraq.reading.phrases import load_table

ROW = {
    "id": "kk.x", "shape": "verbal", "force": "duty", "after": ["dative"], "bearer": ["nominative"],
    "pattern": "борышты", "cues": ["борышты"],
}  # fmt: skip


def table_with(**changes):
    return TriggerTable({"trigger": [ROW | changes], "head": []})


@pytest.mark.parametrize(
    ("field", "value", "known"),
    [
        ("shape", "verse", "verbal"),
        ("force", "wish", "obligation"),
        ("after", ["sung"], "dative"),
        ("bearer", ["vocative"], "nominative"),
    ],
)
def test_a_value_that_is_not_known_is_named_with_those_that_are(field, value, known):
    with pytest.raises(ValueError, match=rf"kk\.x: no {field} .*; known: .*'{known}'"):
        table_with(**{field: value})


def test_a_missing_field_is_named_with_its_row():
    row = {name: value for name, value in ROW.items() if name != "force"}

    with pytest.raises(ValueError, match=r"kk/triggers\.toml, kk\.x: the field 'force' is missing"):
        TriggerTable({"trigger": [row], "head": []})


def test_an_unknown_field_is_named_with_its_row():
    with pytest.raises(ValueError, match=r"kk/triggers\.toml, kk\.x: the field 'colour' is not known"):
        table_with(colour="red")


def test_a_new_row_is_heard_in_either_spelling():
    table = table_with(pattern="парызды", cues=["парызды"])

    assert [match.trigger.id for match in table.matches(fold("есеп беруге парызды"))] == ["kk.x"]
    assert table.matches(fold("есеп берді")) == []


def test_every_trigger_has_a_name_of_its_own():
    rows = load_table("kk", "triggers")["trigger"]

    assert len({row["id"] for row in rows}) == len(rows)


def test_every_worded_trigger_has_cues():
    assert all(row.get("cues") for row in load_table("kk", "triggers")["trigger"] if "pattern" in row)
