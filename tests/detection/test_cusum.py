import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from detection.reference import needs_reference, rows, series, table
from shanyraq.detection import cusum, nb_cusum

TRANSFORMS = ("rossi", "standard", "anscombe", "none")


@needs_reference
@pytest.mark.parametrize(
    ("dataset", "transform"),
    [("ha.sts", "rossi"), ("ha.sts", "standard"), ("ha.sts", "anscombe"), ("campyDE", "rossi")],
)
def test_bounds_and_alarms_are_those_of_surveillance(dataset, transform):
    counts, units = series(dataset)
    found = rows("cusum.csv", dataset=dataset, trans=transform)
    weeks, upper = table(found, units, "upperbound")

    answer = cusum(counts, start=int(weeks[0]), at=weeks, transform=transform, r_compat=True)

    np.testing.assert_allclose(answer.upper, upper, rtol=1e-8, atol=1e-8)
    assert (answer.alarm == table(found, units, "alarm")[1]).all()


@pytest.mark.parametrize("transform", TRANSFORMS)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=12))
def test_bound_is_where_the_alarm_begins(transform, weeks):
    counts = np.array([[4.0]] * 5 + [[week] for week in weeks])
    last = len(counts) - 1
    upper = cusum(counts, start=5, at=[last], transform=transform).upper[0, 0]

    def alarm(count):
        counts[last] = count
        return cusum(counts, start=5, at=[last], transform=transform).alarm[0, 0]

    assert alarm(np.ceil(upper + 1e-9))
    assert upper < 1 or not alarm(np.ceil(upper - 1e-9) - 1)


def test_sum_is_the_recursion_read_aloud():
    counts = np.random.default_rng(3).poisson(3, size=(80, 1)).astype(float)
    mean = counts[:52].mean()

    answer = cusum(counts, transform="standard", reference=0.5)

    total, wanted = 0.0, []
    for week in counts[52:, 0]:
        total = max(0, total + (week - mean) / np.sqrt(mean) - 0.5)
        wanted.append(total)
    np.testing.assert_allclose(answer.statistic[:, 0], wanted)


def test_reset_begins_anew_after_an_alarm():
    mean = np.ones((3, 1))

    lasting, anew = (cusum([[9], [1], [1]], mean=mean, transform="none", reset=reset) for reset in (False, True))

    assert lasting.alarm.ravel().tolist() == [True, True, True]
    assert anew.alarm.ravel().tolist() == [True, False, False]


def test_history_without_reports_expects_a_little_more_than_nothing():
    answer = cusum([[0]] * 60, start=50)

    assert (answer.expected == 0.01).all()
    assert np.isfinite(answer.upper).all()
    assert not answer.alarm.any()


def test_history_without_known_weeks_gives_no_answer():
    answer = cusum([[np.nan]] * 5 + [[70]], start=5)

    assert np.isnan([answer.expected, answer.statistic, answer.upper]).all()
    assert not answer.alarm.any()


@pytest.mark.parametrize("chart", [cusum, nb_cusum])
def test_missing_week_adds_nothing(chart):
    gap, whole = np.array([[6.0], [np.nan], [6.0]]), np.array([[6.0], [6.0]])

    def answer(counts):
        mean = np.full(counts.shape, 4.0)
        return cusum(counts, mean=mean) if chart is cusum else nb_cusum(counts, mean, threshold=1.0)

    assert answer(gap).statistic[[0, 2]].tolist() == answer(whole).statistic.tolist()
    assert not answer(gap).alarm[1]


@pytest.mark.parametrize("phi", [1.0, 1.3, 4.0])
def test_nb_sum_is_the_log_likelihood_ratio(phi):
    counts, mean, ratio = np.array([[9.0], [11.0]]), np.array([[4.0], [5.0]]), 1.7

    answer = nb_cusum(counts, mean, dispersion=phi, rate_ratio=ratio, threshold=100)

    size = mean / (phi - 1) if phi > 1 else mean

    def log_density(centre):
        return poisson.logpmf(counts, centre) if phi == 1 else nbinom.logpmf(counts, size, size / (size + centre))

    np.testing.assert_allclose(answer.statistic, np.cumsum(log_density(ratio * mean) - log_density(mean), axis=0))


def test_nb_bound_is_the_least_alarming_count():
    counts, mean = np.full((8, 1), 5.0), np.full((8, 1), 4.0)
    upper = nb_cusum(counts, mean, dispersion=2, threshold=1.0, at=[7]).upper[0, 0]

    def alarm(count):
        counts[7] = count
        return nb_cusum(counts, mean, dispersion=2, threshold=1.0, at=[7]).alarm[0, 0]

    assert alarm(upper)
    assert not alarm(upper - 1)


def test_false_alarms_of_the_nb_chart_are_at_least_e_to_the_threshold_apart():
    chance = np.random.default_rng(11)
    mean = 3 * np.exp(0.5 * np.sin(np.arange(520) * 2 * np.pi / 52))[:, None] * np.ones((1, 200))
    counts = chance.negative_binomial(mean / 0.8, 1 / 1.8)

    alarms = nb_cusum(counts, mean, dispersion=1.8, threshold=4.0).alarm

    assert alarms.size / alarms.sum() > np.exp(4)


def test_chart_does_not_depend_on_the_rows_asked_for():
    counts = np.random.default_rng(4).poisson(3, size=(90, 2))

    every, some = cusum(counts), cusum(counts, at=[80, 60])

    assert (some.statistic == every.statistic[[28, 8]]).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: cusum([[1]] * 10),
            "the counts have 10 rows; without a mean the first 52 rows give it.",
        ),
        (
            lambda: cusum([[1]] * 60, at=[50]),
            "row 50 needs the weeks of the in-control mean before it; the first possible row is 52.",
        ),
        (lambda: cusum([[1]], mean=[[0]]), "mean, row 0, column 0: 0 is not a number above 0."),
        (
            lambda: cusum([[1]], mean=[[1]], transform="log"),
            "transform is one of rossi, standard, anscombe, none; it is 'log'.",
        ),
        (
            lambda: nb_cusum([[1]], [[1]], dispersion=0.5),
            "dispersion is variance over mean, a finite number of 1 or more; it is 0.5.",
        ),
        (lambda: nb_cusum([[1]], [[1]], rate_ratio=1), "rate_ratio lies between 1 and 1000000.0; it is 1."),
        (lambda: nb_cusum([[1]], [[1, 2]]), "expected has the shape (1, 2); it must be (1, 1), like the counts."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        call()
