"""The 42 scenarios of Noufaily and others 2013 (doi 10.1002/sim.5595), with outbreaks in the past and in the present.

Seven sets of level, season and dispersion, each with the trend off and on and with no, one or two harmonics. The size
of an outbreak is Poisson with mean k standard deviations of the week it starts in; each of its reports falls
``floor(LogNormal(0, 0.5))`` weeks later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..inputs import Bools, Floats, Ints, read_only

WEEKS = 624
BASELINE = range(312, 575)
CURRENT = range(575, 624)
"""Rows, counted from 0: the 263 weeks that hold the past outbreaks, and the 49 weeks that are judged."""

PAST_OUTBREAKS = 4
PAST_SIZES = (2.0, 3.0, 5.0, 10.0)
PRESENT_SIZES = tuple(float(k) for k in range(1, 11))


@dataclass(frozen=True, slots=True)
class Scenario:
    """log mean(t) = level + trend t + sum over harmonics of (cosine, sine), variance = dispersion x mean."""

    number: int
    level: float
    trend: float
    cosine: float
    sine: float
    harmonics: int
    dispersion: float

    def means(self) -> Floats:
        """The mean of each of the 624 weeks."""
        week = np.arange(1, WEEKS + 1, dtype=np.float64)
        log_mean = self.level + self.trend * week
        for harmonic in range(1, self.harmonics + 1):
            angle = 2 * np.pi * harmonic * week / 52
            log_mean += self.cosine * np.cos(angle) + self.sine * np.sin(angle)
        return np.exp(log_mean)


_SETS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2.0, 0.005, 0.1, 0.3, 2.0),
    (1.5, 0.003, 0.2, -0.4, 1.0),
    (0.5, 0.002, 0.5, 0.5, 5.0),
    (2.5, 0.001, 1.0, 0.1, 3.0),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5.0, 0.0001, 0.05, 0.01, 1.2),
)

SCENARIOS: tuple[Scenario, ...] = tuple(
    Scenario(6 * number + 3 * trended + harmonics + 1, level, slope * trended, cosine, sine, harmonics, dispersion)
    for number, (level, slope, cosine, sine, dispersion) in enumerate(_SETS)
    for trended in (0, 1)
    for harmonics in (0, 1, 2)
)


@dataclass(frozen=True, slots=True)
class ScenarioWorld:
    """Counts ``[624, S]`` with their truth, all arrays read-only.

    ``scenario[S]`` is the scenario's number from 1; ``size[S]`` is k of the present outbreak, 0 for none;
    ``injected[624, S]`` are the reports of the present outbreak, already part of ``counts``; ``mean[624, S]`` and
    ``dispersion[S]`` are what the noise was drawn with.
    """

    counts: Floats
    mean: Floats
    dispersion: Floats
    scenario: Ints
    size: Floats
    injected: Floats

    def outbreak(self) -> Bools:
        """Weeks from the first to the last report of the present outbreak, ``[624, S]``."""
        hit = self.injected > 0
        return np.logical_or.accumulate(hit) & np.logical_or.accumulate(hit[::-1])[::-1]


def scenario_world(
    scenarios: Iterable[Scenario] = SCENARIOS,
    *,
    replicates: int = 100,
    seed: int | Sequence[int],
    outbreak: bool = True,
    past_sizes: Sequence[float] = PAST_SIZES,
    present_sizes: Sequence[float] = PRESENT_SIZES,
) -> ScenarioWorld:
    """Draw ``replicates`` series of each scenario; order O(weeks x series).

    ``outbreak``: does each series get one outbreak in its last 49 weeks, of a size drawn from ``present_sizes``?
    ``past_sizes``: one of these is drawn for each of the four past outbreaks; ``(0,)`` leaves the past clean.

    >>> scenario_world(SCENARIOS[:2], replicates=3, seed=1).counts.shape
    (624, 6)
    """
    random = np.random.default_rng(seed)
    drawn = [scenario for scenario in scenarios for _ in range(replicates)]
    mean = np.stack([scenario.means() for scenario in drawn], axis=1)
    dispersion = np.array([scenario.dispersion for scenario in drawn])
    counts = negative_binomial(random, mean, dispersion)
    for _ in range(PAST_OUTBREAKS):
        sizes = random.choice(np.asarray(past_sizes, dtype=np.float64), size=len(drawn))
        counts += _outbreaks(random, mean, dispersion, sizes, BASELINE)
    size = random.choice(np.asarray(present_sizes, dtype=np.float64), size=len(drawn)) * outbreak
    injected = _outbreaks(random, mean, dispersion, size, CURRENT)
    numbers = np.array([scenario.number for scenario in drawn], dtype=np.int64)
    arrays = (counts + injected, mean, dispersion, numbers, size, injected)
    return ScenarioWorld(*(read_only(array) for array in arrays))


def negative_binomial(random: np.random.Generator, mean: Floats, dispersion: Floats) -> Floats:
    """Counts with variance = dispersion x mean; Poisson where the dispersion is 1."""
    extra = np.broadcast_to(np.maximum(dispersion - 1, 0), mean.shape)
    rate = np.where(extra > 0, random.standard_gamma(mean / np.where(extra > 0, extra, 1)) * extra, mean)
    return random.poisson(rate).astype(np.float64)


def _outbreaks(random: np.random.Generator, mean: Floats, dispersion: Floats, size: Floats, starts: range) -> Floats:
    """One outbreak for each series; what would fall beyond the last row is lost."""
    series = np.arange(mean.shape[1])
    start = random.integers(starts.start, starts.stop, size=series.size)
    total = random.poisson(size * np.sqrt(dispersion * mean[start, series]))
    owner = np.repeat(series, total)
    week = start[owner] + np.floor(random.lognormal(0.0, 0.5, size=owner.size)).astype(np.int64)
    inside = week < WEEKS
    reports = np.zeros(mean.shape)
    np.add.at(reports, (week[inside], owner[inside]), 1.0)
    return reports
