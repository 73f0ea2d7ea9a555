import numpy as np
import pytest

from shanyraq.detection.worlds.noise import noise_world
from shanyraq.detection.young import judge_young


def test_a_short_history_is_said_and_judged():
    counts = noise_world(50, 40, seed=1).counts

    answer = judge_young(counts, at=[10, 39])

    assert answer.because == "short history"
    assert answer.weeks[:, 0].tolist() == [8, 26]
    assert np.isfinite(answer.expected).all()
    assert np.array_equal(answer.p <= 0.01, counts[[10, 39]] > answer.upper)


def test_too_few_known_weeks_get_no_answer():
    counts = np.full((30, 2), 3.0)
    counts[:20, 1] = np.nan

    answer = judge_young(counts, at=[28])

    assert np.isfinite(answer.p[0, 0])
    assert np.isnan(answer.p[0, 1])
    assert np.isnan(answer.expected[0, 1])
    assert answer.weeks[0, 1] == 6


def test_too_early_a_row_is_refused():
    with pytest.raises(ValueError, match="row 9 needs 10 weeks before it"):
        judge_young(np.ones((12, 1)), at=[9])


def test_the_future_changes_nothing():
    counts = noise_world(20, 60, seed=2).counts

    whole, cut = judge_young(counts, at=[40]), judge_young(counts[:41], at=[40])

    for name in ("expected", "upper", "p", "p_mid", "alarm", "dispersion"):
        assert np.allclose(getattr(whole, name), getattr(cut, name), equal_nan=True)


def test_noise_is_nearly_calibrated_and_a_rise_is_found():
    counts = noise_world(400, 60, seed=3, level=3.0, season="flat").counts
    rising = counts.copy()
    rising[59] += 5 + 4 * np.sqrt(3 * counts.mean(axis=0))

    calm = judge_young(counts, at=list(range(20, 60, 3)))
    found = judge_young(np.round(rising), at=[59])

    p = calm.p - np.random.default_rng(0).random(calm.p.shape) * 2 * (calm.p - calm.p_mid)
    assert (p <= 0.01).mean() < 0.02
    assert found.alarm.mean() > 0.8
