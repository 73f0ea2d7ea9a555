import re

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom, poisson

from detection.reference import needs_reference, rows, series, table
from shanyraq.detection import glr, nb_cusum, seasonal_mean
from shanyraq.detection.heterogeneity import most_likely_heterogeneity


@needs_reference
@pytest.mark.parametrize(
    ("dataset", "heterogeneity", "harmonics"),
    [("ha.sts_total", "0", 1), ("ha.sts_total", "ml", 1), ("campyDE", "ml", 2)],
)
def test_statistics_and_means_are_those_of_glrnb(dataset, heterogeneity, harmonics):
    counts = series(dataset.removesuffix("_total"))[0].sum(axis=1, keepdims=True)
    found = rows("glr.csv", dataset=dataset, alpha=heterogeneity)
    weeks, statistic = table(found, [found[0]["unit"]], "upperbound")
    theta = found[0]["theta"]

    model = seasonal_mean(
        counts,
        before=int(weeks[0]),
        harmonics=harmonics,
        heterogeneity=0 if heterogeneity == "0" else heterogeneity,
    )
    answer = glr(
        counts,
        model.mean,
        heterogeneity=model.heterogeneity,
        rate_ratio=None if theta == "glr" else float(np.exp(float(theta))),
        start=int(weeks[0]),
    )

    np.testing.assert_allclose(model.mean[weeks], table(found, [found[0]["unit"]], "mu0")[1], rtol=1e-7)
    np.testing.assert_allclose(answer.statistic, statistic, rtol=1e-6, atol=1e-7)
    assert (answer.alarm == table(found, [found[0]["unit"]], "alarm")[1]).all()


def plain_statistic(x, mu, extra, ratio):
    """The best rise until the last week, tried one by one; and the week it began in."""

    def gain(first, log_ratio):
        def density(mean):
            if extra == 0:
                return poisson.logpmf(x[first:], mean).sum()
            return nbinom.logpmf(x[first:], 1 / extra, 1 / (1 + extra * mean)).sum()

        return density(mu[first:] * np.exp(log_ratio)) - density(mu[first:])

    def best(first):
        if ratio is not None:
            return gain(first, np.log(ratio))
        return -minimize_scalar(lambda b: -gain(first, b), bounds=(0, 5), options={"xatol": 1e-9}).fun

    gains = [best(first) for first in range(len(x))]
    return max(0, *gains), int(np.argmax(gains))


@pytest.mark.parametrize("extra", [0.0, 0.4])
@pytest.mark.parametrize("ratio", [None, 1.5])
def test_statistic_is_the_best_of_all_rises(extra, ratio):
    chance = np.random.default_rng(8)
    mu = 2 + np.sin(np.arange(25))
    x = chance.poisson(mu * np.where(np.arange(25) > 18, 2.5, 1))

    answer = glr(x[:, None], mu[:, None], heterogeneity=extra, rate_ratio=ratio, threshold=1e6, at=[24])

    statistic, since = plain_statistic(x, mu, extra, ratio)
    assert answer.statistic == pytest.approx(statistic, abs=1e-6)
    assert answer.since == since


def test_many_series_are_charted_as_each_alone():
    chance = np.random.default_rng(9)
    mean = chance.uniform(0.5, 5, size=(40, 12))
    counts = chance.poisson(mean * 1.3)
    extra = np.where(np.arange(12) % 3 == 0, 0, 0.3)

    together = glr(counts, mean, heterogeneity=extra, threshold=2.0, window=10)

    for s in range(12):
        alone = glr(counts[:, [s]], mean[:, [s]], heterogeneity=extra[s], threshold=2.0, window=10)
        np.testing.assert_allclose(alone.statistic[:, 0], together.statistic[:, s], atol=1e-9)
        assert (alone.since[:, 0] == together.since[:, s]).all()


def test_chart_begins_anew_after_an_alarm():
    counts, mean = np.array([[20], [2], [3]]), np.full((3, 1), 2.0)

    answer = glr(counts, mean)

    assert answer.alarm.ravel().tolist() == [True, False, False]
    assert answer.since.ravel().tolist() == [0, 1, 2]
    assert answer.statistic[1] == 0


def test_window_forgets_rises_that_began_earlier():
    counts, mean = np.array([[7]] + [[2]] * 4), np.full((5, 1), 2.0)

    assert glr(counts, mean, at=[4]).statistic > 0
    assert glr(counts, mean, at=[4], window=3).statistic == 0


def test_missing_week_adds_nothing():
    gap, whole = np.array([[4.0], [np.nan], [4.0]]), np.array([[4.0], [4.0]])

    answers = [glr(counts, np.full(counts.shape, 2.0)) for counts in (gap, whole)]

    assert answers[0].statistic[[0, 2]].tolist() == answers[1].statistic.tolist()


def test_rise_of_known_size_is_the_cusum():
    counts = np.random.default_rng(2).poisson(3, size=(60, 3))
    mean = np.full((60, 3), 2.5)

    chart = glr(counts, mean, rate_ratio=1.4, threshold=3.0)

    np.testing.assert_allclose(
        chart.statistic, nb_cusum(counts, mean, rate_ratio=1.4, threshold=3.0).statistic, atol=1e-9
    )


def test_seasonal_mean_finds_what_the_weeks_were_drawn_from():
    time = np.arange(1, 2081)
    truth = np.exp(1.5 + 0.0003 * time + 0.5 * np.cos(2 * np.pi * time / 52))[:, None] * np.ones((1, 6))
    counts = np.random.default_rng(6).negative_binomial(1 / 0.25, 1 / (1 + 0.25 * truth))

    model = seasonal_mean(counts, before=2080, heterogeneity="ml")

    np.testing.assert_allclose(model.mean, truth, rtol=0.15)
    np.testing.assert_allclose(model.heterogeneity, 0.25, atol=0.05)


def test_seasonal_mean_of_poisson_weeks_has_little_heterogeneity():
    counts = np.random.default_rng(6).poisson(4, size=(500, 8))

    assert (seasonal_mean(counts, before=500, heterogeneity="ml").heterogeneity < 0.03).all()


@pytest.mark.parametrize("level", [3.0, 50_000.0])
def test_heterogeneity_is_the_most_likely_one(level):
    y = np.random.default_rng(3).negative_binomial(1 / 0.3, 1 / (1 + 0.3 * level), size=(1, 400)).astype(float)
    mu = np.full((1, 400), level)

    found = most_likely_heterogeneity(y, mu > 0, mu, np.zeros(1))[0]

    def unlikeliness(extra):
        return -nbinom.logpmf(y, 1 / extra, 1 / (1 + extra * level)).sum()

    assert found == pytest.approx(minimize_scalar(unlikeliness, bounds=(0.01, 3), options={"xatol": 1e-8}).x, rel=1e-5)


def test_seasonal_mean_of_poor_histories_is_defined():
    counts = np.array([[0, np.nan, np.nan, 50]] * 50 + [[0, np.nan, 3, 50]] * 2 + [[9, 9, 9, 9]] * 3)

    mean = seasonal_mean(counts, before=52).mean

    assert mean[54, 0] == 0.5 / 52
    assert np.isnan(mean[54, 1])
    assert mean[54, 2] == 3
    assert mean[54, 3] == pytest.approx(50)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: glr([[1]], [[0]]), "expected, row 0, column 0: 0 is not a number above 0."),
        (lambda: glr([[1]], [[1]], window=0), "window is a whole number from 1 to 10000; it is 0."),
        (
            lambda: glr([[1], [1]], [[1], [1]], start=1, at=[0]),
            "row 0 needs the first week of the chart before it; the first possible row is 1.",
        ),
        (lambda: glr([[1]], [[1]], heterogeneity=-1), "heterogeneity is a finite number of 0 or more; it is -1."),
        (
            lambda: seasonal_mean([[1]], before=1, heterogeneity="moments"),
            "heterogeneity is a number, one for each series, or \"ml\"; it is 'moments'.",
        ),
        (lambda: seasonal_mean([[1]], before=2), "before is a whole number from 1 to 1; it is 2."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        call()
