"""The parts of the attention list, each held to the mathematics it claims."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from shanyraq.detection import attention, silent
from shanyraq.detection.attention import canonical, chances
from shanyraq.detection.attention.discoveries import discovery_levels, e_bh
from shanyraq.detection.attention.expectations import Expectation
from shanyraq.detection.attention.places import joined
from shanyraq.detection.attention.rises import PLATEAU_WEIGHT, log_ratio, look, weigh
from shanyraq.detection.attention.shrinkage import SHAPES, lower_rate, prior_shapes
from shanyraq.detection.tails import central_range, mid_tail, tail

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shanyraq" / "detection" / "attention"
PAGE = ROOT / "docs" / "reference" / "detection-attention.md"


@pytest.mark.parametrize(("mean", "variance"), [(0.3, 0.4), (2.0, 2.002), (2.0, 6.0), (40.0, 90.0)])
def test_the_ratio_of_one_week_is_an_e_value(mean, variance):
    counts = np.arange(2000.0)
    chance = stats.nbinom.logpmf(counts, mean**2 / (variance - mean), mean / variance)

    for extra in (0.1, 1.0, 5.0):
        ratio = log_ratio(counts, np.array(mean), np.array(variance), np.array(extra))
        assert np.exp(chance + ratio).sum() == pytest.approx(1, rel=1e-6)
        assert (np.diff(ratio) > 0).all()


def test_evidence_of_a_whole_window_has_mean_one_for_every_week_of_beginning():
    draw = np.random.default_rng(0)
    mean = np.full((10, 12_000), 2.0)
    counts = draw.poisson(draw.gamma(mean / 0.5, 0.5)).astype(float)
    expected = Expectation(mean, np.full(mean.shape, 1.5), np.zeros(mean.shape))

    began = weigh(look(counts, expected), 9).began

    # Most of the mean lives in tails that a sample of this size hardly sees.
    assert ((began.mean(axis=1) > 0.5) & (began.mean(axis=1) < 1.5)).all()


def test_a_missing_week_says_nothing():
    expected = Expectation(np.full((3, 1), 2.0), np.full((3, 1), 1.5), np.zeros((3, 1)))

    evidence = weigh(look(np.full((3, 1), np.nan), expected), 2)

    assert evidence.began.sum(axis=1) == pytest.approx([1.0, 1.0, 1.0])
    assert PLATEAU_WEIGHT < 1


def test_a_longer_window_gives_the_same_evidence_of_an_earlier_week():
    draw = np.random.default_rng(1)
    counts = draw.poisson(2.0, (13, 20)).astype(float)
    expected = Expectation(np.full((13, 20), 2.0), np.full((13, 20), 1.2), np.full((13, 20), 0.1))
    shorter = Expectation(*(table[:9] for table in expected.tables))

    whole, part = weigh(look(counts, expected), 8), weigh(look(counts[:9], shorter), 8)

    assert whole.began == pytest.approx(part.began, rel=1e-12)
    assert whole.active == pytest.approx(part.active, rel=1e-12)


def test_a_quiet_country_thinks_rises_rare_and_a_busy_one_does_not():
    quiet = np.full((12, 500), 0.6)
    busy = quiet.copy()
    busy[3, :10] = 1000.0

    assert chances.learn(quiet).rate < 2e-4
    assert chances.learn(busy).rate > 1e-3
    assert chances.learn(busy[:, ::-1]).logs.tolist() == chances.learn(busy).logs.tolist()


def test_what_would_have_been_learnt_is_what_is_learnt_then():
    draw = np.random.default_rng(3)
    began = draw.gamma(0.5, 2, (12, 50))
    other = began.copy()
    other[:, 7] = 3.0

    guessed = chances.learn(began).had_it_been(began[:, 7], other[:, [7]])

    assert guessed.weight[:, 0] == pytest.approx(chances.learn(other).weight, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=25), st.sampled_from([0.05, 0.2, 0.5]))
def test_e_bh_is_its_definition(values, level):
    e_values = np.array(values)
    ranked = sorted(values, reverse=True)
    many = max((k for k in range(1, len(values) + 1) if k * ranked[k - 1] >= len(values) / level), default=0)

    assert set(np.flatnonzero(e_bh(e_values, level))) == {
        i for i, value in enumerate(values) if many and value >= ranked[many - 1]
    }


def test_a_family_without_evidence_hides_nothing_of_another():
    e_values = np.full(100, 0.5)
    e_values[3] = 50_000.0
    family = np.repeat(np.arange(10), 10)

    levels = discovery_levels(e_values, family)

    assert levels[3] == 0.05
    assert np.isnan(np.delete(levels, 3)).all()


def test_the_lower_point_is_the_gamma_quantile():
    shape = np.array(2.5)

    assert lower_rate(np.array(9.0), np.array(3.0), shape) == pytest.approx(stats.gamma.ppf(0.05, 11.5) / 5.5)


def test_the_prior_of_a_theme_follows_the_scatter_of_its_rates():
    draw = np.random.default_rng(5)
    expected = np.full((4, 2000), 6.0)
    theme = np.repeat([0, 1], 1000)
    steady = draw.poisson(6.0, (4, 1000))
    wild = draw.poisson(6.0 * draw.gamma(1.0, 1.0, (4, 1000)))
    counts = np.concatenate([steady, wild], axis=1).astype(float)

    shapes = prior_shapes(counts, expected, theme)

    assert shapes[0] > 16
    assert shapes[1] == pytest.approx(1.0, abs=0.5)
    assert set(shapes) <= set(SHAPES)


def test_tails_are_those_of_the_negative_binomial():
    counts = np.arange(0.0, 30.0)
    law = stats.nbinom(16 / 6, 4 / 10)

    assert tail(counts, np.array(4.0), np.array(10.0)) == pytest.approx(law.sf(counts - 1), rel=1e-9)
    mid = law.sf(counts) + law.pmf(counts) / 2
    assert mid_tail(counts, np.array(4.0), np.array(10.0)) == pytest.approx(mid, rel=1e-9)
    assert central_range(4.0, 10.0) == (law.ppf(0.05), law.ppf(0.95))


@settings(max_examples=40, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=14), st.sets(st.integers(0, 11)))
def test_groups_are_what_hangs_together(pairs, chosen):
    doors = tuple(tuple({b for a, b in pairs if a == c} | {a for a, b in pairs if b == c} - {c}) for c in range(12))
    columns = sorted(chosen)

    groups = joined(columns, doors)

    for column in columns:
        reached, waiting = {column}, [column]
        while waiting:
            for other in doors[waiting.pop()]:
                if other in chosen and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        assert groups[column] == tuple(sorted(reached))


def test_reports_that_are_still_to_arrive_are_not_expected_yet():
    counts = np.random.default_rng(8).poisson(6.0, (300, 40)).astype(float)
    counts[299] = np.random.default_rng(9).binomial(counts[299].astype(int), 0.5)
    counts[299, 4] = 16
    arrived = np.ones(counts.shape)
    arrived[299] = 0.5

    (late,) = attention(counts, at=[299], hierarchy={}, capacity=3, arrived=arrived)
    (raw,) = attention(counts, at=[299], hierarchy={}, capacity=3)

    assert late[0].series == 4
    assert late[0].expected == pytest.approx(3, abs=1)
    assert {"still_arriving"} <= {reason.code for reason in late[0].because}
    assert not raw or raw[0].expected > 5
    assert len(silent(counts, at=[299], arrived=arrived)[0]) == 0
    with pytest.raises(ValueError, match="arrived, row 0, column 0: 2 is more than all"):
        attention(counts, at=[299], hierarchy={}, capacity=3, arrived=arrived * 2)


def test_every_code_is_explained_on_the_reference_page():
    codes = {code for path in SOURCE.glob("*.py") for code in re.findall(r'Reason\(\s*"(\w+)"', path.read_text())}
    codes |= {"years", "short_history"}
    explained = set(re.findall(r"`(\w+)`", PAGE.read_text()))

    assert len(codes) > 10
    assert codes <= explained


def test_columns_are_ranked_as_by_one_key_after_another():
    for seed in range(20):
        random = np.random.default_rng(seed)
        keys = random.choice([-1.0, -0.0, 0.0, 0.25, 1.0, 3.0, 1e9], size=(random.integers(1, 6), 60))

        order = np.lexsort(keys)
        steps = np.any(np.diff(keys[:, order], axis=1) != 0, axis=0).cumsum()

        ranked = np.empty(60, dtype=np.int64)
        ranked[order] = [0, *steps]
        assert canonical._ranked(keys).tolist() == ranked.tolist()
