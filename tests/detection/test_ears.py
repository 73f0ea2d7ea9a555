import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from detection.reference import needs_reference, rows, series, table
from shanyraq.detection import ears

METHODS = ("C1", "C2", "C3")
SETS = ("salmNewport", "campyDE", "ha.sts", "measlesWeserEms")


def plain_upper(past, now, method, alpha, r_compat=False):
    """The definition for one series and one week, read aloud."""

    def moments(t, guard):
        weeks = past[t - guard - 7 : t - guard]
        return weeks.mean(), max(weeks.std(ddof=1), 0.5)

    mean, sd = moments(now, 0 if method == "C1" else 2)
    z = norm.isf(alpha)
    if method != "C3":
        return mean + z * sd
    push = sum(max(0, (past[now - i] - moments(now - i, 2)[0]) / moments(now - i, 2)[1] - 1) for i in (1, 2))
    return max(0, (past[now] if r_compat else mean) + sd * (z - push))


@needs_reference
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dataset", SETS)
def test_bounds_and_alarms_are_those_of_surveillance(dataset, method):
    counts, units = series(dataset)
    found = rows("ears.csv", dataset=dataset, method=f"ears{method}")
    at, upper = table(found, units, "upperbound")

    answer = ears(counts, at=at, method=method, min_sigma=0.5, r_compat=True)

    np.testing.assert_allclose(answer.upper, upper, rtol=1e-9, atol=1e-9)
    assert (answer.alarm == table(found, units, "alarm")[1]).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("r_compat", [False, True])
def test_bound_follows_the_definition(method, r_compat):
    counts = np.random.default_rng(5).poisson(4, size=(40, 3)).astype(float)
    at = [11, 39, 20]

    answer = ears(counts, at=at, method=method, min_sigma=0.5, alpha=0.01, r_compat=r_compat)

    wanted = [[plain_upper(counts[:, s], t, method, 0.01, r_compat) for s in range(3)] for t in at]
    np.testing.assert_allclose(answer.upper, wanted, rtol=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_p_agrees_with_the_alarm(method):
    counts = np.random.default_rng(7).negative_binomial(1, 0.2, size=(400, 20))

    answer = ears(counts, at=range(11, 400), method=method, min_sigma=0.5)

    alpha = 0.025 if method == "C3" else 0.001
    positive = answer.upper > 0
    assert ((answer.p < alpha) == answer.alarm)[positive].all()
    assert answer.alarm.any()


def test_missing_weeks_stay_out_of_the_baseline():
    known = [[5], [3], [4], [np.nan], [np.nan], [np.nan], [np.nan], [9]]

    answer = ears(known, at=[7])

    assert answer.expected == 4
    assert answer.upper == pytest.approx(4 + norm.isf(0.001))


def test_two_known_weeks_are_no_baseline():
    answer = ears([[5], [3], *[[np.nan]] * 5, [90]], at=[7])

    assert np.isnan([answer.expected, answer.upper, answer.p]).all()
    assert not answer.alarm.any()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("r_compat", [False, True])
def test_missing_judged_week_has_a_bound_but_no_p(method, r_compat):
    answer = ears([[2], [4]] * 5 + [[3]] + [[np.nan]], at=[11], method=method, r_compat=r_compat)

    assert np.isfinite([answer.expected, answer.upper]).all()
    assert np.isnan(answer.p)
    assert not answer.alarm


def test_missing_week_before_adds_nothing_to_c3():
    quiet = [[2], [4]] * 6
    calm, silent = quiet.copy(), quiet.copy()
    calm[9:11], silent[9:11] = [[2], [2]], [[np.nan], [np.nan]]

    upper = [ears(weeks, at=[11], method="C3").upper for weeks in (calm, silent)]

    assert upper[0] == upper[1]


@pytest.mark.parametrize("method", METHODS)
def test_any_rise_over_a_constant_series_alarms(method):
    weeks = np.full((12, 3), 2.0)
    weeks[11] = [1, 2, 3]

    answer = ears(weeks, at=[11], method=method)

    assert (answer.upper == 2).all()
    assert answer.p.tolist() == [[1, 0.5, 0]]
    assert answer.alarm.tolist() == [[False, False, True]]


def test_c3_of_a_constant_series_is_the_limit_of_a_small_sigma():
    weeks = np.zeros((12, 2))
    weeks[10] = 3
    weeks[11] = [0, 1]

    flat, nearly = (ears(weeks, at=[11], method="C3", min_sigma=sigma) for sigma in (0, 1e-9))

    np.testing.assert_allclose(flat.upper, nearly.upper, atol=1e-6)
    assert (flat.alarm == nearly.alarm).all()
    np.testing.assert_allclose(flat.p, nearly.p, atol=1e-6)


@given(st.lists(st.integers(0, 40), min_size=12, max_size=30), st.sampled_from(METHODS), st.floats(0, 2))
def test_no_number_is_infinite(weeks, method, min_sigma):
    answer = ears([[week] for week in weeks], at=[len(weeks) - 1], method=method, min_sigma=min_sigma)

    assert np.isfinite([answer.expected, answer.upper, answer.p]).all()
    assert ((answer.p >= 0) & (answer.p <= 1)).all()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": [6]}, "row 6 needs 7 weeks of history before it; the first possible row is 7."),
        ({"method": "C3", "at": [10]}, "row 10 needs 11 weeks of history before it; the first possible row is 11."),
        ({"at": [12]}, "row 12 is not there; the counts have rows 0 to 11."),
        ({"method": "C4"}, "method is one of C1, C2, C3; it is 'C4'."),
        ({"baseline": 2}, "baseline is a whole number from 3 to 520; it is 2."),
        ({"min_sigma": -1}, "min_sigma lies between 0 and 1000000000.0; it is -1."),
        ({"alpha": 1}, "alpha lies between 0 and 1; it is 1."),
        ({"counts": [[0.5]] * 12}, "counts, row 0, column 0: 0.5 is not whole; reports are counted one by one."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(change, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ears(**({"counts": np.ones((12, 1)), "at": [11]} | change))
