"""The attention list: what it promises, whoever asks and however they ask."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from shanyraq.detection.attention import Line, attention
from shanyraq.detection.worlds.lists import ListRecipe, list_world, score_list

SMALL = ListRecipe(series=120, weeks=300, current=12, rises_a_week=1.0)


@pytest.fixture(scope="module")
def world():
    return list_world(7, SMALL)


@pytest.fixture(scope="module")
def hierarchy():
    return labels(120)


def labels(series):
    return {
        "region": [f"region {column // 60}" for column in range(series)],
        "district": [f"district {column % 60 // 3}" for column in range(series)],
        "theme": [f"theme {column % 3}" for column in range(series)],
    }


def ring(series, step=3):
    """Each series is next door to the one before and after it of its theme."""
    return [[(column - step) % series, (column + step) % series] for column in range(series)]


def listing(counts, at, hierarchy, **more):
    return attention(counts, at=at, hierarchy=hierarchy, **({"capacity": 5} | more))


def test_a_list_has_at_most_its_capacity_ranked_from_one(world, hierarchy):
    for lines in listing(world.counts, world.at, hierarchy, capacity=3):
        assert len(lines) <= 3
        assert [line.rank for line in lines] == list(range(1, len(lines) + 1))


def test_a_series_appears_once_a_week_also_among_members(world, hierarchy):
    for lines in listing(world.counts, world.at, hierarchy, neighbours=ring(120)):
        columns = [column for line in lines for column in line.members]
        assert len(columns) == len(set(columns))
        assert all(line.members[0] == line.series for line in lines)


def test_a_week_is_told_the_same_alone_and_among_others(world, hierarchy):
    together = listing(world.counts, world.at, hierarchy, neighbours=ring(120))

    for week, lines in zip(world.at[::4], together[::4], strict=True):
        assert listing(world.counts, [week], hierarchy, neighbours=ring(120)) == (lines,)


def test_the_order_of_the_answer_is_the_order_asked_for(world, hierarchy):
    forwards = listing(world.counts, world.at, hierarchy)

    assert listing(world.counts, world.at[::-1], hierarchy) == forwards[::-1]


def test_nothing_after_the_judged_week_matters(world, hierarchy):
    week = int(world.at[5])
    later = world.counts.copy()
    later[week + 1 :] = 77

    assert listing(later, [week], hierarchy) == listing(world.counts, [week], hierarchy)
    assert listing(world.counts[: week + 1], [week], hierarchy) == listing(world.counts, [week], hierarchy)


def test_the_same_question_gets_the_same_answer_bit_for_bit(world, hierarchy):
    assert repr(listing(world.counts, world.at, hierarchy)) == repr(listing(world.counts, world.at, hierarchy))


def test_the_order_of_the_columns_changes_no_line(world, hierarchy):
    shuffled = np.random.default_rng(1).permutation(120)
    place = np.argsort(shuffled)
    labels = {level: [names[column] for column in shuffled] for level, names in hierarchy.items()}
    doors = [[int(place[other]) for other in ring(120)[column]] for column in shuffled]

    straight = listing(world.counts, world.at, hierarchy, neighbours=ring(120))
    turned = listing(world.counts[:, shuffled], world.at, labels, neighbours=doors)

    for lines, others in zip(straight, turned, strict=True):
        assert [line.members for line in lines] == [tuple(int(shuffled[c]) for c in line.members) for line in others]
        assert [line.observed for line in lines] == [line.observed for line in others]
        assert [line.lower for line in lines] == pytest.approx([line.lower for line in others], rel=1e-6)


def test_districts_of_one_name_in_two_regions_are_two_places():
    world = list_world(3, replace(SMALL, series=40))
    themes = ["land"] * 40
    same_names = {"region": ["a"] * 20 + ["b"] * 20, "district": [f"d{c % 20}" for c in range(40)], "theme": themes}
    own_names = {"region": ["a"] * 20 + ["b"] * 20, "district": [f"d{c}" for c in range(40)], "theme": themes}

    assert listing(world.counts, world.at, same_names) == listing(world.counts, world.at, own_names)


def test_no_argument_is_changed(world, hierarchy):
    counts, exposure, doors = world.counts.copy(), np.full(world.counts.shape, 2.0), ring(120)
    labels_before = {level: list(names) for level, names in hierarchy.items()}

    listing(counts, world.at, hierarchy, exposure=exposure, neighbours=doors)

    assert (counts == world.counts).all()
    assert (exposure == 2.0).all()
    assert doors == ring(120)
    assert hierarchy == labels_before


def test_a_missing_week_is_no_calm_and_no_rise(world, hierarchy):
    week = int(world.at[-1])
    leader = listing(surge(world.counts, week, 17), [week], hierarchy)[0][0].series
    holes = surge(world.counts, week, 17)
    holes[week, 17] = np.nan
    holes[week - 60 : week - 50, 3] = np.nan

    lines = listing(holes, [week], hierarchy)[0]

    assert leader == 17
    assert 17 not in {line.series for line in lines}
    assert all(np.isfinite([line.expected, line.lower, line.p_mid]).all() for line in lines)


def test_a_country_where_all_is_missing_has_an_empty_list(hierarchy):
    assert listing(np.full((300, 120), np.nan), [299], hierarchy) == ((),)
    assert listing(np.zeros((300, 120)), [299], hierarchy) == ((),)
    assert attention(np.zeros((300, 0)), at=[299], hierarchy={}, capacity=5) == ((),)


def test_every_number_of_a_line_is_a_plain_finite_number(world, hierarchy):
    lines = [line for lines in listing(world.counts, world.at, hierarchy, neighbours=ring(120)) for line in lines]

    assert lines
    for line in lines:
        assert isinstance(line.observed, int)
        assert np.isfinite([line.expected, line.lower, line.p_mid]).all()
        assert 0 < line.p_mid < 1
        assert line.expected > 0
        for reason in line.because:
            assert all(np.isfinite(value).all() for value in reason.values.values())


def test_observed_and_expected_are_those_of_all_members():
    world = list_world(5, replace(SMALL, shape="spreading", series=60, sizes=(8, 10)))
    doors = ring(60, step=1)
    hierarchy = {"district": list(range(60))}

    joined = [
        line
        for lines in listing(world.counts, world.at, hierarchy, neighbours=doors)
        for line in lines
        if len(line.members) > 1
    ]

    assert joined
    for line in joined:
        assert line.observed == world.counts[line.week, list(line.members)].sum()


def test_a_line_is_frozen(world, hierarchy):
    line = next(line for lines in listing(world.counts, world.at, hierarchy) for line in lines)

    with pytest.raises(FrozenInstanceError):
        line.rank = 2


def test_ties_go_by_the_labels_and_not_by_the_column():
    quiet = np.random.default_rng(2).poisson(2.0, (300, 1)).astype(float).repeat(40, axis=1)
    quiet[299, [5, 30]] = 14
    names = [f"{(column + 20) % 40:02}" for column in range(40)]

    lines = listing(quiet, [299], {"district": names})[0]

    assert [line.series for line in lines[:2]] == [30, 5]


@pytest.mark.parametrize("rows", [10, 30, 80, 130, 200])
def test_short_histories_are_judged_and_say_so(rows):
    world = list_world(11, replace(SMALL, weeks=rows, current=1, rises_a_week=0))
    week = rows - 1

    lines = listing(surge(world.counts, week, 9, by=25), [week], {"district": list(range(120))})[0]

    assert lines[0].series == 9
    codes = {reason.code for reason in lines[0].because}
    assert ("short_history" in codes) == (rows < 160)


def test_bad_input_is_refused_with_its_place(hierarchy):
    counts = np.ones((300, 120))
    with pytest.raises(ValueError, match="row 8 needs 9 weeks before it; the first possible row is 9"):
        listing(counts, [8], hierarchy)
    with pytest.raises(ValueError, match="level district: 2 labels for 120 series"):
        listing(counts, [299], {"district": ["a", "b"]})
    with pytest.raises(ValueError, match="capacity is a whole number of lines"):
        listing(counts, [299], hierarchy, capacity=0)
    with pytest.raises(ValueError, match="column 0: column 120 is not there"):
        listing(counts, [299], hierarchy, neighbours=[[120]] + [[]] * 119)
    with pytest.raises(ValueError, match="column 0: column 1 is of another theme"):
        listing(counts, [299], hierarchy, neighbours=[[1]] + [[]] * 119)
    with pytest.raises(ValueError, match="neighbours has 1 entries for 120 series"):
        listing(counts, [299], hierarchy, neighbours=[[1]])
    with pytest.raises(ValueError, match="exposure, row 0, column 0"):
        listing(counts, [299], hierarchy, exposure=np.zeros((300, 120)))
    with pytest.raises(ValueError, match="negative"):
        listing(-counts, [299], hierarchy)


def test_more_rises_are_found_than_by_the_smallest_p_values():
    world = list_world(21, ListRecipe(series=400, current=20, rises_a_week=1.0))

    score = score_list(world, [[line.members for line in lines] for lines in _lists(world)])

    assert score.pod > 0.4
    assert score.false_lines < 3.6


def _lists(world) -> tuple[tuple[Line, ...], ...]:
    return attention(world.counts, at=world.at, hierarchy={"district": list(range(400))}, capacity=5)


def surge(counts, week, column, by=20):
    """The same counts with more reports in one cell."""
    more = counts.copy()
    more[week, column] += by
    return more


def test_settings_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="settings are FarringtonSettings or None; they are 'x'"):
        attention(np.zeros((300, 1)), at=[299], hierarchy={}, capacity=1, settings="x")
