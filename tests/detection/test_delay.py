import numpy as np
import pytest

from shanyraq.detection import FarringtonSettings, farrington_flexible
from shanyraq.detection.delay import arrived_share
from shanyraq.detection.worlds.noise import noise_world

SHARES = np.array([0.45, 0.25, 0.12, 0.08, 0.05, 0.05])


def delayed(counts, seed, concentration=80.0):
    """``[T, D, S]``: every report with its delay; the shares differ a little from week to week."""
    random = np.random.default_rng(seed)
    triangle = np.zeros((len(counts), len(SHARES), counts.shape[1]))
    for week, reports in enumerate(counts):
        shares = random.dirichlet(SHARES * concentration)
        triangle[week] = random.multinomial(reports.astype(int), shares).T
    return triangle


def as_known(triangle, row):
    """What had arrived by the end of a row."""
    view = triangle[: row + 1].copy()
    for age in range(view.shape[1]):
        view[row - age, age + 1 :] = np.nan
    return view


def test_the_share_is_found_and_closed_weeks_are_whole():
    counts = noise_world(60, 120, seed=1, level=5.0).counts

    found = arrived_share(as_known(delayed(counts, 2), 119))

    assert np.allclose(found.share[-5:, 0], np.cumsum(SHARES)[4::-1], atol=0.05)
    assert (found.share[:-5] == 1).all()
    assert (found.variance[:-5] == 0).all()
    assert (found.variance[-5:] > 0).all()


def test_what_is_not_known_yet_is_not_read():
    triangle = delayed(noise_world(10, 100, seed=3).counts, 4)

    hidden, shown = arrived_share(as_known(triangle, 99)), arrived_share(triangle)

    assert np.array_equal(hidden.share, shown.share)
    assert np.array_equal(hidden.variance, shown.variance)


def test_groups_have_their_own_delays_and_their_order_does_not_matter():
    counts = noise_world(40, 120, seed=5, level=8.0).counts
    triangle = delayed(counts, 6)
    triangle[:, :, 20:] = triangle[:, ::-1, 20:]
    groups = ["quick"] * 20 + ["slow"] * 20

    found = arrived_share(triangle, groups=groups)
    turned = arrived_share(triangle[:, :, ::-1], groups=groups[::-1])

    assert found.share[-1, 0] > 0.4 > 0.1 > found.share[-1, 20]
    assert np.allclose(found.share, turned.share[:, ::-1])


def test_a_group_without_reports_borrows_from_all():
    triangle = delayed(noise_world(20, 120, seed=7, level=5.0).counts, 8)
    triangle[:, :, 0] = 0

    found = arrived_share(triangle, groups=["silent", *["loud"] * 19])

    assert abs(found.share[-1, 0] - found.share[-1, 1]) < 0.05


@pytest.mark.parametrize(
    ("triangle", "message"),
    [
        (np.zeros((3, 2)), r"must be \[weeks, delays, series\]"),
        (np.zeros((3, 5, 1)), "at least 5"),
        (-np.ones((9, 2, 1)), "week 0, delay 0, series 0"),
    ],
)
def test_bad_triangles_are_refused(triangle, message):
    with pytest.raises(ValueError, match=message):
        arrived_share(triangle)


def test_the_latest_week_is_calibrated_only_with_its_share():
    counts = noise_world(300, 300, seed=9, level=4.0).counts
    triangle = delayed(counts, 10)
    random, mode = np.random.default_rng(11), FarringtonSettings.calibrated()
    raw, corrected = [], []

    for row in range(270, 300, 3):
        view = as_known(triangle, row)
        known, share = np.nansum(view, axis=1), arrived_share(view)
        point = random.random((1, counts.shape[1])) * 2
        for answers, more in ((raw, {}), (corrected, {"arrived": share.share, "arrived_variance": share.variance})):
            answer = farrington_flexible(known, at=[row], settings=mode, **more)
            answers.append(answer.p - point * (answer.p - answer.p_mid))

    assert np.mean(np.concatenate(raw) <= 0.05) < 0.01
    assert 0.035 < np.mean(np.concatenate(corrected) <= 0.05) < 0.065
    assert np.mean(np.concatenate(corrected) <= 0.01) < 0.016
