"""Farrington flexible against R surveillance 1.20.3 on public data: every judged week of every setting."""

import numpy as np
import pytest

from detection.reference import needs_reference, rows, series, table
from shanyraq.detection import FarringtonSettings, farrington_flexible

pytestmark = needs_reference

classic, noufaily = FarringtonSettings.classic, FarringtonSettings.noufaily
SETTINGS = {
    "classic_delta": classic(r_compat=True),
    "noufaily_nbPlugin": noufaily(r_compat=True),
    "noufaily_muan": noufaily(threshold="muan", r_compat=True),
    "noufaily_nbPlugin_offset": noufaily(r_compat=True),
    "noufaily_delta_noreweight": noufaily(threshold="delta", reweight=False, r_compat=True),
}
CASES = [
    ("salmNewport", "classic_delta"),
    ("salmNewport", "noufaily_nbPlugin"),
    ("salmNewport", "noufaily_muan"),
    ("campyDE", "classic_delta"),
    ("campyDE", "noufaily_nbPlugin"),
    ("campyDE", "noufaily_muan"),
    ("campyDE", "noufaily_delta_noreweight"),
    ("ha.sts", "classic_delta"),
    ("ha.sts", "noufaily_nbPlugin"),
    ("ha.sts", "noufaily_muan"),
    ("ha.sts", "noufaily_nbPlugin_offset"),
]


def dates_of(dataset):
    """The Mondays of a data set, or None where it has no dates."""
    days = {int(row["t"]): row["date"] for row in rows("series.csv", dataset=dataset)}
    return [days[t] for t in sorted(days)] if days[1] else None


def population_of(dataset, units):
    shares = {row["unit"]: float(row["population"]) for row in rows("series.csv", dataset=dataset, t="1")}
    return np.array([shares[unit] for unit in units])


def judged(dataset, setting, **changes):
    """R's rows as ``[weeks, units]`` tables and our answer to the same question."""
    counts, units = series(dataset)
    found = rows("farrington_flexible.csv", dataset=dataset, setting=setting)
    names = ("expected", "upperbound", "alarm", "pvalue", "mu0", "phi", "trend_used")
    at = table(found, units, "alarm")[0]
    theirs = {name: table(found, units, name)[1] for name in names}
    settings = SETTINGS[setting].changed(years=3 if dataset == "ha.sts" else 5, **changes)
    population = np.tile(population_of(dataset, units), (len(counts), 1)) if "offset" in setting else None
    ours = farrington_flexible(counts, at=at, settings=settings, dates=dates_of(dataset), population=population)
    return ours, theirs


def close(ours, theirs, where, **tolerance):
    np.testing.assert_allclose(ours[where], theirs[where], **tolerance)


@pytest.mark.parametrize(("dataset", "setting"), CASES)
def test_r_compat_repeats_surveillance_to_the_printed_digit(dataset, setting):
    ours, theirs = judged(dataset, setting)
    some = ours.expected > 0  # all-zero seasons apart: glm stops there somewhere between 1e-10 and 1e-16
    mean = theirs["mu0"] if "nbPlugin" in setting else theirs["expected"]
    bounded = some & np.isfinite(theirs["upperbound"])
    known = some & np.isfinite(theirs["pvalue"])

    np.testing.assert_array_equal(ours.alarm, theirs["alarm"] == 1)
    np.testing.assert_array_equal(ours.trend[some], theirs["trend_used"][some] == 1)
    close(ours.expected, mean, some & np.isfinite(mean), rtol=1e-8)
    close(ours.dispersion, theirs["phi"], some, rtol=0, atol=1e-7)
    close(ours.p, theirs["pvalue"], known, rtol=0, atol=1e-9)
    close(ours.upper, theirs["upperbound"], bounded, rtol=1e-9, atol=1e-6 if "delta" in setting else 0)
    np.testing.assert_array_equal(np.isnan(ours.p[some]), ~known[some])


@pytest.mark.parametrize(("dataset", "setting"), [case for case in CASES if "nbPlugin" in case[1]])
def test_the_default_fit_reaches_the_same_decisions(dataset, setting):
    """The plug-in threshold asks for no standard error, so the wrong dispersion in R's does not matter."""
    ours, theirs = judged(dataset, setting, r_compat=False)
    some = ours.expected > 0
    bounded = some & np.isfinite(theirs["upperbound"])

    np.testing.assert_array_equal(ours.alarm, theirs["alarm"] == 1)
    np.testing.assert_array_equal(ours.trend[some], theirs["trend_used"][some] == 1)
    # Where they differ, glm has stopped early: r_compat, which stops there too, has the same digits.
    apart = np.abs(ours.expected - theirs["mu0"])[some] / theirs["mu0"][some]
    assert apart.max() < 1e-4
    assert (apart < 1e-6).mean() > 0.975
    close(ours.dispersion, theirs["phi"], some, rtol=0, atol=2e-3)
    close(ours.p, theirs["pvalue"], some, rtol=0, atol=5e-5)
    close(ours.upper, theirs["upperbound"], bounded, rtol=0, atol=0)


def test_all_zero_seasons_agree_with_the_limit_that_glm_runs_to():
    ours, theirs = judged("salmNewport", "noufaily_nbPlugin")
    zero = ours.expected == 0

    assert zero.sum() > 300
    close(ours.p, theirs["pvalue"], zero, rtol=0, atol=1e-6)
    assert (ours.upper[zero] == 0).all()


@pytest.mark.parametrize(("dataset", "years", "bounds"), [("ha.sts", 3, 2), ("measlesWeserEms", 1, 60)])
def test_the_function_of_1996_is_our_default_dispersion(dataset, years, bounds):
    """``farrington()`` takes the right dispersion; it is one season, reweights above 1 and halves its alpha of .01."""
    counts, units = series(dataset)
    found = rows("farrington1996.csv", dataset=dataset)
    at, upper = table(found, units, "upperbound")
    alarm = table(found, units, "alarm")[1] == 1

    ours = farrington_flexible(counts, at=at, settings=classic(years=years, reweight_threshold=1, alpha=0.005))

    judged_there = (upper > 0) & (ours.expected > 0)  # it leaves 0 where there are too few reports
    assert judged_there.sum() >= bounds
    np.testing.assert_array_equal(ours.alarm, alarm)
    close(ours.upper, upper, judged_there, rtol=2e-4)


def test_the_default_takes_the_right_dispersion_where_r_does_not():
    right, _ = judged("campyDE", "noufaily_muan", r_compat=False)
    wrong, _ = judged("campyDE", "noufaily_muan")

    assert (np.abs(right.p - wrong.p) > 0.01).any()
    np.testing.assert_allclose(right.expected, wrong.expected, rtol=1e-6)
