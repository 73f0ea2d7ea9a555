"""The English tables a jurist edits: mistakes in them are named, and a new row works without code."""

import pytest

from shanyraq.reading.english.triggers import TriggerTable, trigger_table
from shanyraq.reading.phrases import PhraseBook, load_table

ROW = {"id": "en.x", "shape": "modal", "force": "duty", "pattern": "is bound", "cues": ["bound"]}


def table_with(**changes):
    return TriggerTable({"pieces": {}, "trigger": [ROW | changes], "head": []})


def test_an_unknown_shape_is_named_with_those_that_are_known():
    with pytest.raises(ValueError, match=r"en\.x: no shape 'verse'; known: .*'modal'"):
        table_with(shape="verse")


def test_an_unknown_force_is_named_with_those_that_are_known():
    with pytest.raises(ValueError, match=r"en\.x: no force 'wish'; known: .*'obligation'"):
        table_with(force="wish")


def test_a_missing_field_is_named_with_its_row():
    row = {name: value for name, value in ROW.items() if name != "force"}

    with pytest.raises(ValueError, match=r"en/triggers\.toml, en\.x: the field 'force' is missing"):
        TriggerTable({"pieces": {}, "trigger": [row], "head": []})


def test_an_unknown_field_is_named_with_its_row():
    with pytest.raises(ValueError, match=r"en/triggers\.toml, en\.x: the field 'colour' is not known"):
        table_with(colour="red")


def test_an_unknown_kind_of_condition_is_named():
    table = load_table("en", "phrases") | {"condition": [{"kind": "weather", "pattern": "in rain"}]}

    with pytest.raises(ValueError, match="'weather' is no kind of condition"):
        PhraseBook(table)


def test_a_new_row_is_heard_where_its_cue_stands():
    table = table_with()

    [match] = table.matches("akims is bound to report")

    assert (match.trigger.id, match.start, match.end) == ("en.x", 6, 14)
    assert table.matches("akims report") == []


def test_every_trigger_has_a_name_of_its_own():
    rows = load_table("en", "triggers")["trigger"]

    assert len({row["id"] for row in rows}) == len(rows)


def test_every_cue_of_the_table_can_stand_in_its_own_pattern():
    assert trigger_table().matches("nothing here") == []
    assert all(row["cues"] for row in load_table("en", "triggers")["trigger"])
