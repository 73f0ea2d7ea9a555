import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detection.maps import new_mexico, new_mexico_places, new_york
from detection.reference import needs_reference, rows
from shanyraq.detection import border_zones, nearest_zones, spacetime_scan

#  0 - 1 - 2
#  |   |   |
#  3 - 4 - 5     6 (an island)
GRID = [[1, 3], [0, 2, 4], [1, 5], [0, 4], [1, 3, 5], [2, 4], []]


@needs_reference
def test_round_zones_of_new_mexico_are_those_of_scanstatistics():
    ours = nearest_zones(new_mexico_places(), 15)

    assert {frozenset(zone) for zone in ours} == {frozenset(zone) for zone in new_mexico()[3]}
    assert len(ours) == 426


@needs_reference
@pytest.mark.parametrize(("run", "share"), [("ny_ub050_poisson", 0.5), ("ny_ub015_poisson", 0.15)])
def test_zones_under_a_population_bound_hold_the_known_clusters(run, share):
    _, population, places = new_york()

    ours = {frozenset(zone) for zone in nearest_zones(places, population=population, share=share)}

    for cluster in rows("kulldorff_clusters.csv", run=run):
        assert frozenset(int(area) - 1 for area in cluster["areas"].split()) in ours


def test_round_zones_grow_by_distance_and_then_by_number():
    assert nearest_zones([[0.0], [1.0], [-1.0]], 2) == ((0,), (0, 1), (1,), (2,), (2, 0))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), st.data())
def test_round_zones_are_distinct_and_hold_the_nearest(places, data):
    k = data.draw(st.integers(1, len(places)))

    zones = nearest_zones(places, k)

    assert len({frozenset(zone) for zone in zones}) == len(zones)
    assert {len(zone) for zone in zones} == set(range(1, k + 1))
    points = np.array(places, dtype=float)
    for zone in zones:
        far = ((points - points[zone[0]]) ** 2).sum(axis=1)
        assert far[list(zone)].max() <= np.delete(far, zone).min(initial=np.inf)


def test_border_zones_grow_by_whole_steps():
    assert border_zones(GRID, steps=1)[:4] == ((0,), (0, 1, 3), (1,), (1, 0, 2, 4))
    assert (6,) in border_zones(GRID)
    assert (0, 1, 3, 2, 4) in border_zones(GRID, steps=2)


def test_border_zones_can_grow_by_one_area_at_a_time():
    zones = border_zones(GRID, steps=5, most=3)

    assert zones[:3] == ((0,), (0, 1), (0, 1, 3))
    assert max(len(zone) for zone in zones) == 3


@pytest.mark.parametrize("most", [None, 1, 2, 4])
def test_border_zones_are_connected_and_distinct(most):
    zones = border_zones(GRID, steps=3, most=most)

    assert len({frozenset(zone) for zone in zones}) == len(zones)
    for zone in zones:
        for place, area in enumerate(zone[1:], start=1):
            assert set(GRID[area]) & set(zone[:place]) or most is None
        reached = {zone[0]}
        for _ in zone:
            reached |= {other for area in reached for other in GRID[area] if other in zone}
        assert reached == set(zone)


@pytest.mark.parametrize(
    ("zones", "sentence"),
    [
        ([], "there are no zones to look at; give at least one."),
        ([[0], []], "zone 1 is empty; a zone holds at least one column."),
        ([[0], [1, 2, 1]], "zone 1 holds column 1 twice."),
        ([[0, 3]], "zone 0 names column 3; the counts have columns 0 to 2."),
        ([[0], [-1]], "zone 1 names column -1; the counts have columns 0 to 2."),
        ([[0.5]], "zone 0 is not a list of column numbers, whole and counted from 0."),
        ([[0], 1], "zone 1 is not a list of column numbers, whole and counted from 0."),
    ],
)
def test_bad_zones_are_named(zones, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        spacetime_scan(np.ones((2, 3)), np.ones((2, 3)), zones, seed=1)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: nearest_zones([[0, np.nan]], 1), "area 0 has no place; its coordinates are [0.0, nan]."),
        (lambda: nearest_zones([[0], [1]], 3), "k is a whole number from 1 to 2; it is 3."),
        (
            lambda: nearest_zones([[0], [1]], population=[1, -1]),
            "population is one number for each of the 2 areas, 0 or more, not all 0.",
        ),
        (lambda: border_zones([[1], []]), "area 0 borders on 1, but 1 does not border on 0."),
        (lambda: border_zones([[0]]), "area 0 borders on itself."),
        (lambda: border_zones([[4]]), "area 0 borders on 4; there are areas 0 to 0."),
        (lambda: border_zones([[]], steps=-1), "steps is a whole number from 0 to 10000; it is -1."),
    ],
)
def test_bad_maps_are_answered_with_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        call()
