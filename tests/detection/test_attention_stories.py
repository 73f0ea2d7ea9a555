"""Stories: what happens in a country of sixty quiet series, and when the list tells it."""

from __future__ import annotations

import numpy as np
import pytest

from shanyraq.detection.attention import attention

WEEKS, ONSET = 320, 300
SERIES = 60
DISTRICTS = {"district": [f"district {column:02}" for column in range(SERIES)]}
RING = [[(column - 1) % SERIES, (column + 1) % SERIES] for column in range(SERIES)]


def quiet_country(seed, mean=4.0):
    week = np.arange(WEEKS)[:, None]
    season = 1 + 0.2 * np.cos(2 * np.pi * week / 52)
    return np.random.default_rng(seed).poisson(mean * season, (WEEKS, SERIES)).astype(float)


def first_listed(counts, column, weeks, **more):
    """Weeks from the onset to the first list that speaks of the column; None if none does."""
    at = range(ONSET, ONSET + weeks)
    for week, lines in zip(at, attention(counts, at=at, hierarchy=DISTRICTS, capacity=5, **more), strict=True):
        if any(column in line.members for line in lines):
            return week - ONSET
    return None


@pytest.mark.parametrize("seed", range(4))
def test_a_sudden_rise_is_listed_the_same_week(seed):
    counts = quiet_country(seed)
    counts[ONSET, 20] += 16

    assert first_listed(counts, 20, 1) == 0


def test_a_slow_rise_without_any_sudden_week_is_listed_before_it_ends():
    found = []
    for seed in range(4):
        counts = quiet_country(seed)
        counts[ONSET - 12 : ONSET, 20] = [4, 5, 4, 4, 5, 4, 5, 4, 4, 5, 4, 4]
        counts[ONSET : ONSET + 8, 20] = [8, 7, 8, 8, 7, 8, 8, 8]
        found.append(first_listed(counts, 20, 8))

    assert all(week is not None for week in found)


def test_a_rise_that_spreads_is_one_line_with_its_neighbours():
    counts = quiet_country(1)
    counts[ONSET, 20] += 9
    counts[ONSET + 1, 19:22] += 7
    counts[ONSET + 2, 19:22] += 7

    lists = attention(counts, at=range(ONSET, ONSET + 3), hierarchy=DISTRICTS, neighbours=RING, capacity=5)

    together = [line for lines in lists[1:] for line in lines if {19, 20, 21} <= set(line.members)]
    assert together
    assert all(len({19, 20, 21} & set(line.members)) in (0, 3) for line in lists[1])
    rising = next(reason for reason in together[0].because if reason.code == "neighbours")
    assert set(rising.values["rising"]) == set(together[0].members[1:])


def test_a_rise_too_small_for_each_of_three_neighbours_is_seen_in_all_together():
    seen_alone, seen_together = 0, 0
    for seed in range(6):
        counts = quiet_country(seed)
        counts[ONSET : ONSET + 2, 19:22] += 4
        seen_alone += any(first_listed(counts, c, 2) is not None for c in (19, 20, 21))
        seen_together += any(first_listed(counts, c, 2, neighbours=RING) is not None for c in (19, 20, 21))

    assert seen_together > seen_alone
    assert seen_together >= 4


def test_twice_the_sources_and_twice_the_reports_are_no_rise():
    counts = quiet_country(2)
    sources = np.full(counts.shape, 5.0)
    counts[ONSET:, 20] = np.random.default_rng(0).poisson(8, WEEKS - ONSET)
    sources[ONSET:, 20] = 10

    assert first_listed(counts, 20, 6, exposure=sources) is None


def test_an_old_rise_gives_way_to_new_ones():
    counts = quiet_country(3)
    counts[ONSET - 2 : ONSET + 1, 7] += 14
    counts[ONSET, [20, 30, 40]] += 14

    (lines,) = attention(counts, at=[ONSET], hierarchy=DISTRICTS, capacity=3)

    assert {line.series for line in lines} == {20, 30, 40}


def test_an_old_rise_stays_while_there_is_room_and_says_it_was_told():
    counts = quiet_country(3)
    counts[ONSET - 2 : ONSET + 1, 7] += 14

    (lines,) = attention(counts, at=[ONSET], hierarchy=DISTRICTS, capacity=3)

    line = next(line for line in lines if line.series == 7)
    assert {"listed_before", "weeks_above"} <= {reason.code for reason in line.because}


def test_a_quiet_country_has_a_mostly_empty_list():
    lists = [
        lines
        for seed in range(10, 14)
        for lines in attention(quiet_country(seed), at=range(ONSET, WEEKS), hierarchy=DISTRICTS, capacity=5)
    ]

    assert np.mean([len(lines) == 0 for lines in lists]) > 0.7


def test_a_line_says_what_count_would_have_kept_it_off():
    counts = quiet_country(4)
    counts[ONSET, 20] += 16
    (lines,) = attention(counts, at=[ONSET], hierarchy=DISTRICTS, capacity=5)
    line = next(line for line in lines if line.series == 20)
    off = next(reason for reason in line.because if reason.code == "would_stay_off_at").values["count"]

    for count, listed in ((off, False), (off + 2, True)):
        other = counts.copy()
        other[ONSET, 20] = count
        (again,) = attention(other, at=[ONSET], hierarchy=DISTRICTS, capacity=5)
        assert (20 in {line.series for line in again}) == listed
