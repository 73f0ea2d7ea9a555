import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma, poisson

from shanyraq.detection import ScanPrior, bayesian_scan, nearest_zones
from shanyraq.detection.scan_bayes import log_bayes_factor

ZONES = [[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]]


@pytest.mark.parametrize(("observed", "expected"), [(0, 0.4), (3, 2.0), (1, 6.0), (14, 5.5)])
def test_marginal_likelihood_is_the_integral_over_rates(observed, expected):
    prior = ScanPrior(shape=1.7, rate=0.9)
    density = gamma(1.7, scale=1 / 0.9)

    found = np.exp(log_bayes_factor(np.float64(observed), np.float64(expected), prior))

    inside = quad(lambda q: poisson.pmf(observed, q * expected) * density.pdf(q), 1, np.inf)[0] / density.sf(1)
    assert found == pytest.approx(inside / poisson.pmf(observed, expected), rel=1e-6)


@pytest.mark.parametrize("expected", [0.01, 1.0, 30.0])
def test_mean_of_the_bayes_factor_is_1_when_nothing_happens(expected):
    counts = np.arange(0, 4000.0)

    factors = log_bayes_factor(counts, np.full(4000, expected), ScanPrior())

    assert np.exp(factors + poisson.logpmf(counts, expected)).sum() == pytest.approx(1, rel=1e-6)


def test_far_tails_are_finite_and_in_order():
    counts = np.array([0, 10, 1e3, 9e3, 1e4, 1.1e4, 1e5, 1e6])

    factors = log_bayes_factor(counts, np.full(8, 1e4), ScanPrior())

    assert np.isfinite(factors).all()
    assert (np.diff(factors) > 0).all()


@given(st.lists(st.integers(0, 50), min_size=9, max_size=9), st.floats(0.001, 0.9))
@settings(max_examples=50)
def test_probabilities_add_up_to_1(cells, rise):
    counts = np.array(cells, dtype=float).reshape(3, 3)

    found = bayesian_scan(counts, np.full((3, 3), 2.0), ZONES, prior=ScanPrior(rise=rise))

    assert found.nothing + found.posterior.sum() == pytest.approx(1)
    assert found.zones.sum() == pytest.approx(found.durations.sum())
    by_hand = [sum(found.zones[z] for z, zone in enumerate(ZONES) if area in zone) for area in range(3)]
    np.testing.assert_allclose(found.areas, by_hand)


def test_growing_signal_grows_its_posterior():
    counts, beliefs = np.full((4, 3), 2.0), []
    for signal in range(2, 30):
        counts[3, 1] = signal
        beliefs.append(bayesian_scan(counts, np.full((4, 3), 2.0), ZONES).areas[1])

    assert (np.diff(beliefs) > 0).all()
    assert beliefs[-1] > 0.999


def test_rise_is_found_where_it_is_and_since_when():
    counts = np.full((6, 3), 4.0)
    counts[3:, :2] = 12

    found = bayesian_scan(counts, np.full((6, 3), 4.0), ZONES)

    assert np.unravel_index(found.posterior.argmax(), found.posterior.shape) == (3, 2)
    assert found.areas[2] < 0.1 < 0.99 < found.areas[0]


def test_order_of_areas_changes_nothing():
    chance = np.random.default_rng(5)
    expected = chance.uniform(0.5, 3, size=(4, 8))
    counts = chance.poisson(expected * 1.3)
    zones = nearest_zones(chance.uniform(size=(8, 2)), 4)
    order = chance.permutation(8)
    back = np.argsort(order)

    plain = bayesian_scan(counts, expected, zones)
    mixed = bayesian_scan(counts[:, order], expected[:, order], [back[list(zone)] for zone in zones])

    np.testing.assert_allclose(mixed.posterior, plain.posterior, rtol=1e-9)
    np.testing.assert_allclose(mixed.areas[back], plain.areas, rtol=1e-9)


def test_quiet_maps_keep_nothing_likely():
    chance = np.random.default_rng(8)
    expected = chance.uniform(0.5, 3, size=(6, 30))
    zones = nearest_zones(chance.uniform(size=(30, 2)), 8)

    nothing = [bayesian_scan(chance.poisson(expected), expected, zones).nothing for _ in range(200)]

    assert np.median(nothing) > 0.95
    # Under the null the posterior odds of a rise are a fair bet: they exceed 19 to 1 at most once in 361 maps.
    assert np.mean(np.array(nothing) < 0.05) < 0.02


def test_dispersion_makes_it_slower_to_believe():
    counts, expected = np.full((2, 3), 9.0), np.full((2, 3), 3.0)

    plain, wide = (bayesian_scan(counts, expected, ZONES, dispersion=phi).nothing for phi in (1, 4))

    assert plain < wide


def test_missing_cell_is_left_out():
    counts, expected = np.array([[3.0, np.nan], [2.0, 5.0]]), np.array([[2.0, 7.0], [1.0, 2.0]])
    without = np.array([[3.0, 0.0], [2.0, 5.0]]), np.array([[2.0, 1e-12], [1.0, 2.0]])

    found, other = bayesian_scan(counts, expected, [[0], [0, 1]]), bayesian_scan(*without, [[0], [0, 1]])

    np.testing.assert_allclose(found.posterior, other.posterior, rtol=1e-9)


def test_weights_of_zones_and_durations_are_prior_beliefs():
    prior = ScanPrior(zones=(1, 0, 0, 0, 0, 0), durations=(1, 3))

    found = bayesian_scan(np.full((2, 3), 2.0), np.full((2, 3), 2.0), ZONES, prior=prior)

    assert (found.zones[1:] == 0).all()
    assert (found.posterior[0] > 0).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: ScanPrior(rise=1.0), "rise lies between 0 and 1; it is 1.0."),
        (
            lambda: bayesian_scan([[1]], [[1]], [[0]], prior=ScanPrior(durations=(1, 1))),
            "prior.durations is one weight, 0 or more, for each of the 1 durations; not all are 0.",
        ),
        (lambda: bayesian_scan([[1]], [[1]], [[1]]), "zone 0 names column 1; the counts have columns 0 to 0."),
        (lambda: bayesian_scan([[1]], [[-1]], [[0]]), "expected, row 0, column 0: -1 is not a number above 0."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        call()
