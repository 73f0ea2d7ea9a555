"""Silence is not calm: what falls silent is listed, what is quiet by nature or by chance is not."""

from __future__ import annotations

import numpy as np
import pytest

from shanyraq.detection.attention import silent
from shanyraq.detection.worlds.lists import ListRecipe, list_world

NOISE = ListRecipe(series=200, weeks=300, current=20, rises_a_week=0)


@pytest.fixture(scope="module")
def counts():
    return list_world(4, NOISE).counts


def busiest(counts):
    return int(counts[:260].mean(axis=0).argmax())


def hushed(counts, column, weeks):
    """The same counts with the last weeks of a series without a report."""
    fewer = counts.copy()
    fewer[-weeks:, column] = 0
    return fewer


def test_a_busy_series_without_reports_is_listed(counts):
    column = busiest(counts)

    found = silent(hushed(counts, column, 6), at=[299])[0]

    assert [line.series for line in found] == [column]
    assert found[0].rank == 1
    assert found[0].observed == 0
    assert found[0].expected > 5
    assert found[0].upper < 1
    assert found[0].because[0].code == "last_report"
    assert found[0].because[0].values == {"weeks_ago": 6}


def test_chance_is_seldom_taken_for_silence(counts):
    lists = silent(counts, at=range(280, 300))

    assert np.mean([len(found) > 0 for found in lists]) <= 0.1


def test_a_missing_week_is_not_silence(counts):
    column = busiest(counts)
    holes = counts.copy()
    holes[-6:, column] = np.nan

    assert silent(holes, at=[299]) == ((),)


def test_a_series_that_never_reports_is_not_silent(counts):
    never = counts.copy()
    never[:, 0] = 0

    assert 0 not in {line.series for line in silent(never, at=[299])[0]}


def test_a_source_known_to_be_gone_explains_the_silence(counts):
    column = busiest(counts)
    sources = np.full(counts.shape, 10.0)
    sources[-6:, column] = 0.5

    assert silent(hushed(counts, column, 6), at=[299], exposure=sources) == ((),)


def test_silence_too_is_told_alike_alone_and_among_others(counts):
    fewer = hushed(counts, busiest(counts), 8)
    before = fewer.copy()

    together = silent(fewer, at=[296, 299, 290])

    assert together == tuple(silent(fewer, at=[row])[0] for row in (296, 299, 290))
    assert together[0] == silent(fewer[:297], at=[296])[0]
    assert (fewer == before).all()


def test_a_short_history_is_enough_and_is_told(counts):
    column = busiest(counts[:40])
    lines = silent(hushed(counts[:40], column, 5), at=[39])[0]

    assert column in {line.series for line in lines}
    assert "short_history" in {reason.code for reason in lines[0].because}
