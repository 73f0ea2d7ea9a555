"""The engine watches itself: p-values of weeks judged "nothing" must look like chance."""

from __future__ import annotations

import numpy as np
import pytest

from shanyraq.detection.attention import monitor


@pytest.fixture
def chance():
    return np.random.default_rng(6).random((30, 2000))


def test_chance_is_not_flagged(chance):
    answer = monitor(chance)

    assert not answer.flagged.any()
    assert answer.well
    assert (answer.judged == 2000).all()
    assert (answer.low <= answer.share).all()
    assert (answer.share <= answer.high).all()


def test_too_many_small_values_are_flagged_in_the_third_week(chance):
    drifting = chance.copy()
    drifting[20:] = drifting[20:] ** 2

    answer = monitor(drifting)

    assert not answer.flagged[:22].any()
    assert answer.flagged[22:, :2].all()
    assert (answer.side[20:, 0] == 1).all()
    assert not answer.well


def test_too_few_are_another_side(chance):
    answer = monitor(0.5 + chance / 2)

    assert (answer.side[:, 0] == -1).all()
    assert answer.flagged[2:, 0].all()


def test_three_weeks_on_different_sides_are_not_a_run():
    many, few = np.zeros((1, 500)), np.ones((1, 500))

    answer = monitor(np.concatenate([many, few, many, few]))

    assert not answer.flagged.any()


def test_intervals_are_those_of_clopper_and_pearson():
    values = np.ones((1, 20))
    values[0, :3] = 0.05

    answer = monitor(values)

    assert answer.low[0, 0] == pytest.approx(0.03207094, abs=1e-7)
    assert answer.high[0, 0] == pytest.approx(0.3789268, abs=1e-7)
    assert answer.high[0, 1] == pytest.approx(1 - 0.025 ** (1 / 20), rel=1e-9)


def test_what_was_not_judged_is_left_out():
    values = np.array([[np.nan, 0.5, 0.005], [np.nan] * 3])

    answer = monitor(values)

    assert answer.judged.tolist() == [2, 0]
    assert answer.share[0].tolist() == [0.5, 0.5, 0.0]
    assert np.isnan(answer.share[1]).all()
    assert (answer.low[1].tolist(), answer.high[1].tolist()) == ([0.0] * 3, [1.0] * 3)


def test_values_that_are_no_probabilities_are_refused():
    with pytest.raises(ValueError, match="p_values, row 0, column 1: 2 is not between 0 and 1"):
        monitor([[0.5, 2.0]])
    with pytest.raises(ValueError, match="confidence lies between 0 and 1"):
        monitor([[0.5]], confidence=1)


def test_no_weeks_at_all_is_well():
    assert monitor(np.zeros((0, 4))).well
