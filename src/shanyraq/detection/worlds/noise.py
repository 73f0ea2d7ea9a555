"""Worlds in which nothing ever rises: whatever a rule finds here is false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..inputs import Floats, read_only
from .scenarios import negative_binomial

Shape = Literal["flat", "sine", "holidays", "school"]
Kind = Literal["negative binomial", "lognormal"]


@dataclass(frozen=True, slots=True)
class NoiseWorld:
    """Counts ``[T, S]`` and the truth they were drawn with: ``mean[T, S]``, ``dispersion[S]``. Arrays are read-only.

    With "lognormal" noise ``dispersion`` is the variance over the mean at the series' average level.
    """

    counts: Floats
    mean: Floats
    dispersion: Floats


def noise_world(
    series: int = 1000,
    weeks: int = 312,
    *,
    seed: int | Sequence[int],
    level: float = 1.5,
    spread: float = 1.0,
    dispersion: tuple[float, float] = (1.0, 3.0),
    season: Shape = "sine",
    amplitude: float = 0.4,
    trend: float = 0.0,
    kind: Kind = "negative binomial",
) -> NoiseWorld:
    """Draw series whose levels are lognormal with mean ``level`` and log-spread ``spread``.

    ``dispersion``: the variance over the mean, uniform between the two for each series. ``season``: "sine" of one
    year, "holidays" (three weeks of a fall), "school" (a step for the summer), its log-height uniform up to
    ``amplitude`` and its phase random for each series. ``trend``: log-growth over the whole time is normal with this
    spread. ``kind``: negative binomial with variance proportional to the mean, or Poisson with a lognormal rate.
    Order O(weeks x series).

    >>> noise_world(5, 100, seed=1).counts.shape
    (100, 5)
    """
    random = np.random.default_rng(seed)
    mean = np.exp(random.normal(np.log(level) - spread**2 / 2, spread, size=series))
    time = np.arange(weeks, dtype=np.float64)[:, None]
    phase = random.uniform(0, 52, size=series)
    height = random.uniform(0, amplitude, size=series)
    growth = random.normal(0, trend, size=series)
    log_shape = height * _season(season, (time + phase) % 52) + growth * (time / weeks - 0.5)
    means = mean * np.exp(log_shape)
    phi = random.uniform(*dispersion, size=series)
    counts = _lognormal(random, means, phi) if kind == "lognormal" else negative_binomial(random, means, phi)
    return NoiseWorld(*(read_only(array) for array in (counts, means, phi)))


def _season(shape: Shape, week: Floats) -> Floats:
    if shape == "sine":
        return np.asarray(np.sin(2 * np.pi * week / 52), dtype=np.float64)
    if shape == "holidays":
        return np.asarray(np.where(week < 3, -2.0, 0.0))
    if shape == "school":
        return np.asarray(np.where(week < 13, -1.0, 1.0))
    return np.zeros_like(week)


def _lognormal(random: np.random.Generator, mean: Floats, dispersion: Floats) -> Floats:
    """Poisson with a lognormal rate: the rate's variance is ``(dispersion - 1) x`` the average mean of the series."""
    level = mean.mean(axis=0)
    log_variance = np.log1p((dispersion - 1) / level)
    rate = mean * np.exp(random.normal(size=mean.shape) * np.sqrt(log_variance) - log_variance / 2)
    return np.asarray(random.poisson(rate), dtype=np.float64)
