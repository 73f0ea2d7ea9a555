from dataclasses import dataclass

import numpy as np
import pytest

from detection import checker
from detection.checker import CHECKS, Detector, detectors


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("detector", list(detectors()), ids=str)
def test_promise(detector, check):
    check(detector)


@dataclass
class Answer:
    """What a careless detector returns."""

    p: np.ndarray
    alarm: np.ndarray


def careless(judge):
    def answer(counts, at, names):
        p = judge(counts, list(at))
        return Answer(p, p < 0.5)

    return Detector("careless", answer, lambda answer: -answer.p)


def _changes_its_input(counts, at):
    counts[0] = 0
    return 1 / (1 + counts[at])


def _looks_ahead(counts, at):
    return 1 / (1 + counts[at] + counts.mean(axis=0))


def _prefers_the_first_column(counts, at):
    return np.where(np.arange(counts.shape[1]) == 0, 0.1, 1 / (1 + counts[at]))


def _divides_by_nothing(counts, at):
    with np.errstate(divide="ignore"):
        return 1 / counts[at]


def _fears_missing_weeks(counts, at):
    return 1 / (1 + counts[at] + np.isnan(counts).sum())


def _sleeps(counts, at):
    return np.full(counts[at].shape, 0.7)


def _throws_dice(counts, at):
    return np.random.default_rng().uniform(size=counts[at].shape)


def _remembers_its_neighbour_in_the_list(counts, at):
    return 1 / (1 + counts[at].cumsum(axis=0))


@pytest.mark.parametrize(
    ("judge", "check"),
    [
        (_changes_its_input, checker.no_input_is_changed),
        (_looks_ahead, checker.later_weeks_change_nothing),
        (_prefers_the_first_column, checker.order_of_columns_changes_nothing),
        (_divides_by_nothing, checker.no_number_is_infinite),
        (_fears_missing_weeks, checker.a_missing_week_stays_at_home),
        (_sleeps, checker.a_growing_signal_grows_the_score),
        (_throws_dice, checker.same_answers_bit_for_bit),
        (_remembers_its_neighbour_in_the_list, checker.a_row_asked_alone_is_answered_alike),
        (_sleeps, checker.answers_are_read_only),
        (_divides_by_nothing, checker.closed_and_plain_inputs_are_welcome),
    ],
)
def test_careless_detector_is_caught(judge, check):
    with pytest.raises((AssertionError, TypeError)):
        check(careless(judge))
