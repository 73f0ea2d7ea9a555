import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from detection.maps import new_mexico, new_york
from detection.reference import column, needs_reference, rows
from shanyraq.detection import nearest_zones, scan_null, separate_clusters, spacetime_scan
from shanyraq.detection.scan_scores import ConditionalPoisson, ExpectationPoisson, OverdispersedSum

ZONES = [[0], [1], [2], [0, 1], [1, 2], [2, 0], [0, 1, 2]]


def plain_ranking(counts, expected, zones, max_duration, conditional):
    """All pairs, scored as the definition says."""
    scaled = expected * counts.sum() / expected.sum() if conditional else expected
    total, pairs = counts.sum(), []
    for number, zone in enumerate(zones):
        for duration in range(1, max_duration + 1):
            c, b = (cells[-duration:][:, zone].sum() for cells in (counts, scaled))
            score = 0.0
            if c > b and conditional:
                rest = (total - c) * np.log((total - c) / (total - b)) if c < total else 0.0
                score = c * np.log(c / b) + rest
            elif c > b:
                score = c * np.log(c / b) - (c - b)
            pairs.append((number, duration, c, b, score))
    return sorted(pairs, key=lambda pair: (-pair[4], pair[0], pair[1]))


@needs_reference
@pytest.mark.parametrize("run", ["nm_eb_poisson_1986_1991", "nm_pb_poisson_1986_1991"])
def test_new_mexico_is_ranked_as_by_scanstatistics(run):
    counts, population, baselines, zones = new_mexico()
    best, top = rows("spacetime_scan_mlc.csv", run=run)[0], rows("spacetime_scan_top300.csv", run=run)
    by_population = "_pb_" in run

    found = spacetime_scan(
        counts,
        population if by_population else baselines,
        zones,
        simulations=9_999,
        seed=1,
        by_population=by_population,
    )

    assert (found.cluster.zone + 1, found.cluster.duration) == (int(best["mlc_zone"]), int(best["mlc_duration"]))
    assert found.cluster.score == pytest.approx(float(best["mlc_score"]), rel=1e-9)
    assert (found.ranking.zone[:300] + 1).tolist() == column(top, "zone").tolist()
    assert found.ranking.duration[:300].tolist() == column(top, "duration").tolist()
    np.testing.assert_allclose(found.ranking.score[:300], column(top, "score"), rtol=1e-8)
    p = float(best["mc_pvalue"])
    assert abs(found.p - p) < 3 * np.sqrt(2 * p * (1 - p) / 10_000)
    assert np.quantile(found.null, 0.95) == pytest.approx(float(best["null_q95"]), rel=0.03)


@needs_reference
@pytest.mark.parametrize(("run", "share"), [("ny_ub050_poisson", 0.5), ("ny_ub015_poisson", 0.15)])
def test_new_york_has_the_known_clusters(run, share):
    cases, population, places = new_york()
    known = rows("kulldorff_clusters.csv", run=run)
    zones = nearest_zones(places, population=population, share=share)

    found = spacetime_scan(
        cases[None], population[None], zones, simulations=999, seed=3, conditional=True, fractional=True
    )

    clusters = separate_clusters(found, zones, level=0.05)
    assert [{area + 1 for area in zones[cluster.zone]} for cluster in clusters] == [
        {int(area) for area in row["areas"].split()} for row in known
    ]
    for cluster, row in zip(clusters, known, strict=True):
        p = float(row["p_value"])
        # The reference cuts the total of 591.9998 cases down to 591 inside its score: a third in a thousand.
        assert cluster.score == pytest.approx(float(row["llr"]), rel=5e-4)
        assert cluster.expected == pytest.approx(float(row["expected"]), rel=1e-9)
        assert abs(cluster.p - p) < 3 * np.sqrt(p * (1 - p) * (1 / 1_000 + 1 / 10_000)) + 1 / 1_000
    quantiles = rows("kulldorff_null.csv", run=run)[0]
    assert np.quantile(found.null, 0.5) == pytest.approx(float(quantiles["sim_llr_q50"]), rel=0.04)


@needs_reference
@pytest.mark.parametrize(("run", "share"), [("ny_ub050_poisson", 0.5), ("ny_ub015_poisson", 0.15)])
def test_scores_of_new_york_are_exact_once_the_total_is_cut(run, share):
    cases, population, places = new_york()
    top = rows("kulldorff_zone_llr_top1000.csv", run=run)
    expected = population * cases.sum() / population.sum()

    def members(row):
        centre = int(row["center"]) - 1
        order = np.argsort(((places - places[centre]) ** 2).sum(axis=1), kind="stable")
        return order[: 1 + np.flatnonzero(order == int(row["last"]) - 1)[0]]

    inside = [members(row) for row in top]
    observed, base = (np.array([values[zone].sum() for zone in inside]) for values in (cases, expected))

    np.testing.assert_allclose(ConditionalPoisson(591.0).of(observed, base), column(top, "llr"), rtol=1e-8)


@given(st.lists(st.integers(0, 12), min_size=12, max_size=12), st.integers(1, 4), st.booleans())
@settings(max_examples=60)
def test_ranking_is_the_definition(cells, max_duration, conditional):
    counts = np.array(cells, dtype=float).reshape(4, 3)
    expected = np.arange(1.0, 13.0).reshape(4, 3)
    if counts.sum() == 0:
        conditional = False

    found = spacetime_scan(
        counts, expected, ZONES, max_duration=max_duration, simulations=0, seed=1, conditional=conditional
    )

    wanted = plain_ranking(counts, expected, ZONES, max_duration, conditional)
    ranking = found.ranking
    np.testing.assert_allclose(ranking.score, [pair[4] for pair in wanted], atol=1e-9)
    pairs = {(zone, duration): place for place, (zone, duration, *_) in enumerate(wanted)}
    order = [pairs[pair] for pair in zip(ranking.zone.tolist(), ranking.duration.tolist(), strict=True)]
    np.testing.assert_allclose(ranking.observed, [wanted[place][2] for place in order])
    np.testing.assert_allclose(ranking.expected, [wanted[place][3] for place in order])
    assert np.isnan(found.p)
    assert found.null.shape == (0,)


def test_ties_go_to_the_lower_zone_and_the_shorter_duration():
    ranking = spacetime_scan(np.zeros((3, 3)), np.full((3, 3), 0.1), ZONES, simulations=0, seed=1).ranking

    assert ranking.zone.tolist() == sorted(list(range(7)) * 3)
    assert ranking.duration.tolist() == [1, 2, 3] * 7


def test_equal_zones_tie_to_the_last_digit():
    counts, expected = np.full((2, 6), 3.0), np.full((2, 6), 0.1)

    ranking = spacetime_scan(counts, expected, [[5, 3, 4], [0, 1, 2]], simulations=0, seed=1).ranking

    assert ranking.zone.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize("kind", [{}, {"conditional": True}, {"by_population": True}, {"dispersion": 1.7}])
def test_null_scores_are_the_best_of_all_pairs(kind):
    """The search behind a bar finds what scoring everything finds, up to nothing but the order of sums."""
    chance = np.random.default_rng(12)
    expected = chance.uniform(0.05, 3, size=(5, 12))
    zones = nearest_zones(chance.uniform(size=(12, 2)), 6)
    counts = chance.poisson(expected).astype(float)
    scan = spacetime_scan(counts, expected, zones, max_duration=4, simulations=400, seed=9, **kind)

    few = spacetime_scan(counts, expected, zones, max_duration=4, simulations=24, seed=9, **kind)

    assert scan.null.min() >= 0
    if "dispersion" not in kind:
        assert (scan.null[:24] == few.null).all()
    # A bar that nobody reaches, and one that everybody does, change nothing.
    for factor in (0.0, 3.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scan_null, "_BELOW_PILOT", factor)
            again = spacetime_scan(counts, expected, zones, max_duration=4, simulations=400, seed=9, **kind)
        np.testing.assert_allclose(again.null, scan.null, rtol=1e-12)


def test_replicates_of_the_default_scan_are_poisson_maps():
    expected = np.full((1, 1), 4.0)
    null = spacetime_scan([[4]], expected, [[0]], simulations=20_000, seed=2).null

    # One cell: the score is 0 unless more than 4 are drawn.
    assert (null > 0).mean() == pytest.approx(0.3712, abs=0.015)


def test_overdispersed_replicates_vary_as_they_should():
    null = spacetime_scan([[6]], [[6.0]], [[0]], simulations=20_000, seed=2, dispersion=3).null

    counts = np.arange(200)
    scores = np.maximum(counts - 6, 0) / np.sqrt(6 * 3)
    chance = nbinom.pmf(counts, 6 / 2, 1 / 3)
    assert null.mean() == pytest.approx((scores * chance).sum(), rel=0.04)
    assert (null**2).mean() == pytest.approx((scores**2 * chance).sum(), rel=0.08)


def test_p_counts_replicates_that_are_at_least_as_high():
    counts = np.random.default_rng(1).poisson(2, size=(3, 3)).astype(float)

    found = spacetime_scan(counts, np.full((3, 3), 2.0), ZONES, simulations=99, seed=5)

    assert found.p == (1 + (found.null >= found.cluster.score).sum()) / 100
    assert found.cluster.p == found.p


def test_p_is_uniform_when_nothing_happens():
    chance = np.random.default_rng(21)
    expected = chance.uniform(0.5, 4, size=(4, 9))
    zones = nearest_zones(chance.uniform(size=(9, 2)), 5)

    p = [spacetime_scan(chance.poisson(expected), expected, zones, simulations=99, seed=seed).p for seed in range(200)]

    assert np.mean(np.array(p) <= 0.05) == pytest.approx(0.05, abs=0.046)
    assert np.mean(np.array(p) <= 0.5) == pytest.approx(0.5, abs=0.11)


def test_seed_decides_the_replicates():
    def null(seed):
        return spacetime_scan(np.ones((2, 3)), np.ones((2, 3)), ZONES, simulations=300, seed=seed).null

    assert (null(4) == null(4)).all()
    assert (null(4) != null(5)).any()


@pytest.mark.parametrize("score", [ExpectationPoisson(), ConditionalPoisson(80.0), OverdispersedSum()])
@pytest.mark.parametrize("bar", [1e-6, 0.5, 8.0, 40.0])
def test_bar_on_scores_is_a_bar_on_sums(score, bar):
    expected = np.array([1e-4, 0.3, 2.0, 17.0, 60.0, 79.99])

    sums = score.reaching(bar, expected)

    reachable = np.isfinite(sums)
    np.testing.assert_allclose(score.of(sums[reachable], expected[reachable]), bar, rtol=1e-5)
    if isinstance(score, ConditionalPoisson):
        assert (score.of(np.full(6, 80.0), expected)[~reachable] < bar).all()
    else:
        assert reachable.all()


def test_missing_cell_is_left_out_of_the_expectation_too():
    counts, expected = np.array([[3.0, np.nan], [2.0, 5.0]]), np.array([[2.0, 7.0], [1.0, 2.0]])

    found = spacetime_scan(counts, expected, [[0, 1]], simulations=50, seed=1)

    whole = found.ranking.duration == 2
    assert found.ranking.expected[whole] == 5
    assert found.ranking.observed[whole] == 10
    assert np.isfinite(found.null).all()


def test_map_without_known_cells_has_no_cluster():
    empty = np.full((2, 2), np.nan)

    for kind in ({}, {"conditional": True}, {"by_population": True}, {"dispersion": 2}):
        found = spacetime_scan(empty, np.ones((2, 2)), [[0], [0, 1]], simulations=60, seed=1, **kind)
        assert found.cluster.score == 0
        assert found.p == 1


@pytest.mark.parametrize("kind", [{}, {"conditional": True}, {"dispersion": 2}])
def test_all_reports_in_one_zone_is_a_finite_score(kind):
    counts = np.array([[0.0, 0.0, 9.0]])

    found = spacetime_scan(counts, np.ones((1, 3)), ZONES, simulations=99, seed=1, **kind)

    assert found.cluster.zone == 2
    assert np.isfinite(found.ranking.score).all()
    assert found.p <= 0.05


def test_separate_clusters_share_no_area():
    counts, expected = np.ones((1, 5)), np.ones((1, 5))
    counts[0, [0, 3]] = [20, 12]
    zones = [[0], [0, 1], [1], [3], [3, 4], [2, 3]]

    scan = spacetime_scan(counts, expected, zones, simulations=99, seed=1)
    clusters = separate_clusters(scan, zones)

    assert [cluster.zone for cluster in clusters] == [0, 3]
    assert [cluster.zone for cluster in separate_clusters(scan, zones, most=1)] == [0]
    assert separate_clusters(scan, zones, level=0.0001) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"counts": [[1.5]]}, "counts, row 0, column 0: 1.5 is not whole; reports are counted one by one."),
        ({"expected": [[0]]}, "expected, row 0, column 0: 0 is not a number above 0."),
        ({"expected": [[1, 1]]}, "expected has the shape (1, 2); it must be (1, 1), like the counts."),
        ({"max_duration": 2}, "max_duration is a whole number from 1 to 1; it is 2."),
        ({"simulations": -1}, "simulations is a whole number from 0 to 10000000; it is -1."),
        ({"seed": 1.5}, "seed is a whole number from 0 to 9223372036854775807; it is 1.5."),
        (
            {"conditional": True, "dispersion": 2},
            "dispersion belongs to the scan by expectation; leave it out of the conditional ones.",
        ),
        (
            {"counts": np.zeros((0, 1)), "expected": np.zeros((0, 1))},
            "the counts have no weeks; a scan needs at least one.",
        ),
        (
            {"counts": [[-0.5]], "fractional": True},
            "counts, row 0, column 0: -0.5 is not a finite number, 0 or more.",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(change, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        spacetime_scan(**({"counts": [[1]], "expected": [[1]], "zones": [[0]], "seed": 1} | change))
