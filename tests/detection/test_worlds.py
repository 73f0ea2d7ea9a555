import numpy as np
import pytest

from shanyraq.detection.worlds.noise import noise_world
from shanyraq.detection.worlds.scenarios import BASELINE, CURRENT, SCENARIOS, WEEKS, scenario_world


def test_there_are_42_scenarios_of_seven_sets():
    assert [scenario.number for scenario in SCENARIOS] == list(range(1, 43))
    assert len({scenario.level for scenario in SCENARIOS}) == 7
    assert sum(scenario.trend == 0 for scenario in SCENARIOS) == 21
    assert [sum(scenario.harmonics == m for scenario in SCENARIOS) for m in (0, 1, 2)] == [14, 14, 14]


def test_mean_of_a_scenario_by_hand():
    first_with_all = SCENARIOS[5]
    week = 7

    angle = 2 * np.pi * week / 52
    season = sum(0.6 * np.cos(j * angle) + 0.6 * np.sin(j * angle) for j in (1, 2))

    assert np.isclose(first_with_all.means()[week - 1], np.exp(0.1 + 0.0025 * week + season))


def test_the_same_seed_draws_the_same_world_and_another_another():
    first, again, other = (scenario_world(SCENARIOS[:3], replicates=2, seed=seed).counts for seed in (1, 1, 2))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_outbreaks_lie_where_they_should():
    world = scenario_world(SCENARIOS[30:33], replicates=30, seed=3)
    calm = scenario_world(SCENARIOS[30:33], replicates=30, seed=3, outbreak=False)

    assert world.counts.shape == (WEEKS, 90)
    assert not world.injected[: CURRENT.start].any()
    assert (world.injected.sum(axis=0) > 0).mean() > 0.95
    assert not calm.injected.any()
    assert not calm.outbreak().any()
    assert 1.5 < world.outbreak().sum(axis=0).mean() < 5
    assert set(world.size) <= set(range(1, 11))


def test_past_outbreaks_add_k_standard_deviations_each():
    many = {"replicates": 200, "seed": 4, "outbreak": False}
    scenario = [SCENARIOS[30]]

    marked, clean = (scenario_world(scenario, past_sizes=sizes, **many).counts for sizes in ((10,), (0,)))

    added = marked[BASELINE.start :].sum() - clean[BASELINE.start :].sum()
    expected = 200 * 4 * 10 * np.sqrt(1.1 * np.exp(3.75))
    assert abs(added / expected - 1) < 0.2
    assert abs(marked[: BASELINE.start].mean() / clean[: BASELINE.start].mean() - 1) < 0.02


@pytest.mark.parametrize("number", [1, 10, 19, 31])
def test_noise_has_the_promised_variance(number):
    scenario = SCENARIOS[number - 1]
    world = scenario_world([scenario], replicates=150, seed=5, outbreak=False, past_sizes=(0,))

    ratio = ((world.counts - world.mean) ** 2 / world.mean).mean()

    assert abs(ratio / scenario.dispersion - 1) < 0.05


@pytest.mark.parametrize("shape", ["flat", "sine", "holidays", "school"])
@pytest.mark.parametrize("kind", ["negative binomial", "lognormal"])
def test_noise_worlds_hold_what_they_say(shape, kind):
    world = noise_world(200, 260, seed=6, level=3.0, spread=0.5, season=shape, kind=kind, dispersion=(2.0, 2.0))

    assert world.counts.shape == world.mean.shape == (260, 200)
    assert abs(world.counts.mean() / world.mean.mean() - 1) < 0.05
    assert abs(((world.counts - world.mean) ** 2).mean() / (2 * world.mean.mean()) - 1) < 0.2
    assert not world.counts.flags.writeable


def test_levels_are_lognormal_round_the_mean():
    world = noise_world(4000, 1, seed=7, level=1.5, spread=1.0, season="flat")

    assert abs(world.mean.mean() - 1.5) < 0.15
    assert abs(np.log(world.mean).std() - 1.0) < 0.05
