"""A country of many quiet series with a few rises a week: does a short list find them? (the list experiment)"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..inputs import Floats, Ints, read_only

Noise = Literal["negative binomial", "lognormal"]
Shape = Literal["burst", "plateau", "spreading"]
Listed = Sequence[Sequence[Collection[int]]]

WEEKS_IN_YEAR = 52


@dataclass(frozen=True, kw_only=True)
class ListRecipe:
    """How a world is made; the defaults are the list experiment.

    Weekly means are lognormal over the series (mean ``level``, ``spread`` on the log scale) with one yearly wave and a
    slight trend; counts have variance ``dispersion`` times their mean. A rise of k standard deviations, k uniform on
    1..10, brings Poisson(k sd) reports; each falls ``floor(LogNormal(0, .5))`` weeks after the start ("burst"),
    anywhere in ``plateau_weeks`` ("plateau"), or as a burst that visits two neighbours in the two weeks that follow
    ("spreading"). Rises of the same kind happened in the years before.
    """

    series: int = 1000
    weeks: int = 324
    current: int = 49
    rises_a_week: float = 2.0
    level: float = 1.5
    spread: float = 0.8
    dispersion: tuple[float, float] = (1.0, 2.0)
    wave: float = 0.4
    drift: float = 0.0005
    noise: Noise = "negative binomial"
    shape: Shape = "burst"
    plateau_weeks: int = 8
    sizes: tuple[int, int] = (1, 10)


@dataclass(frozen=True, slots=True)
class ListWorld:
    """One world: ``counts`` [T, S] hold the noise and the ``injected`` [T, S] reports of the rises.

    ``mean`` [T, S] and ``dispersion`` [S] are the truth; ``at`` are the current weeks. Rise i lives in ``series[i]``,
    was drawn at ``size[i]`` standard deviations, begins (its start, perhaps without a report yet) in week ``start[i]``
    and has reports from week ``first[i]`` to ``last[i]``; only rises of the current weeks with a report are told.
    """

    counts: Floats
    injected: Floats
    mean: Floats
    dispersion: Floats
    at: Ints
    series: Ints
    size: Ints
    start: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class ListScore:
    """What a list did in a world; weeks are the judged ones.

    ``pod``: share of rises listed between their first and last report; ``delay``: weeks from first report to first
    line, of the rises found; ``false_lines``: lines a week whose series had no injected report that week.
    """

    pod: float
    pod_by_size: Floats
    false_lines: float
    lines: float
    delay: float
    empty_weeks: float


def list_world(seed: int, recipe: ListRecipe | None = None) -> ListWorld:
    """Draw a world; the same seed and recipe give the same world. O(weeks x series)."""
    recipe = recipe or ListRecipe()
    draw = np.random.default_rng(seed)
    mean, dispersion = _truth(draw, recipe)
    quiet = _noise(draw, mean, dispersion, recipe.noise)
    at = np.arange(recipe.weeks - recipe.current, recipe.weeks)
    injected = np.zeros_like(quiet)
    told = []
    for series, start in zip(*_starts(draw, recipe), strict=True):
        size = int(draw.integers(recipe.sizes[0], recipe.sizes[1] + 1))
        for place, begin in _places(draw, recipe, int(series), int(start)):
            weeks = _report_weeks(draw, recipe, begin, size * float(np.sqrt(dispersion[place] * mean[begin, place])))
            np.add.at(injected[:, place], weeks, 1)
            if weeks.size and begin >= at[0]:
                told.append((place, size, begin, int(weeks.min()), int(weeks.max())))
    rises = np.array(told, dtype=np.int64).reshape(-1, 5).T
    told_of = [read_only(np.ascontiguousarray(column)) for column in rises]
    counts, injected = read_only(quiet + injected), read_only(injected)
    return ListWorld(counts, injected, mean, dispersion, read_only(at), *told_of)


def score_list(world: ListWorld, listed: Listed) -> ListScore:
    """Score the lines of every week of ``world.at``; a line is the columns it speaks of."""
    hits = [
        [any(world.injected[week, c] > 0 for c in line) for line in lines] for week, lines in _weekly(world, listed)
    ]
    seen = {week: {column for line in lines for column in line} for week, lines in _weekly(world, listed)}
    delays = np.array([_delay(seen, *rise) for rise in zip(world.series, world.first, world.last, strict=True)])
    found = ~np.isnan(delays)
    lines = np.array([len(week) for week in hits])
    return ListScore(
        pod=float(found.mean()) if found.size else float("nan"),
        pod_by_size=np.array([_share(found[world.size == size]) for size in range(1, 11)]),
        false_lines=float(np.mean([week.count(False) for week in hits])),
        lines=float(lines.mean()),
        delay=float(delays[found].mean()) if found.any() else float("nan"),
        empty_weeks=float((lines == 0).mean()),
    )


def _truth(draw: np.random.Generator, recipe: ListRecipe) -> tuple[Floats, Floats]:
    shape = recipe.series
    level = np.log(recipe.level) - recipe.spread**2 / 2 + recipe.spread * draw.standard_normal(shape)
    height = recipe.wave * draw.random(shape)
    turn = 2 * np.pi * draw.random(shape)
    slope = recipe.drift * draw.standard_normal(shape)
    week = np.arange(recipe.weeks)[:, None]
    wave = height * np.cos(2 * np.pi * week / WEEKS_IN_YEAR + turn)
    low, high = recipe.dispersion
    return np.exp(level + wave + slope * (week - recipe.weeks / 2)), draw.uniform(low, high, shape)


def _noise(draw: np.random.Generator, mean: Floats, dispersion: Floats, noise: Noise) -> Floats:
    extra = np.maximum(dispersion - 1, 1e-9)
    if noise == "lognormal":
        log_variance = np.log1p(extra / mean)
        rate = mean * np.exp(np.sqrt(log_variance) * draw.standard_normal(mean.shape) - log_variance / 2)
        return draw.poisson(rate).astype(np.float64)
    return draw.poisson(draw.gamma(mean / extra, extra)).astype(np.float64)


def _starts(draw: np.random.Generator, recipe: ListRecipe) -> tuple[Ints, Ints]:
    rises = draw.poisson(recipe.rises_a_week * recipe.weeks)
    return draw.integers(0, recipe.series, rises), draw.integers(0, recipe.weeks, rises)


def _places(draw: np.random.Generator, recipe: ListRecipe, series: int, start: int) -> list[tuple[int, int]]:
    if recipe.shape != "spreading":
        return [(series, start)]
    next_door = [(series + 1) % recipe.series, (series - 1) % recipe.series]
    steps = [(place, start + 1 + int(draw.integers(0, 2))) for place in next_door]
    return [(series, start)] + [(place, week) for place, week in steps if week < recipe.weeks]


def _report_weeks(draw: np.random.Generator, recipe: ListRecipe, start: int, reports: float) -> Ints:
    drawn = draw.poisson(reports)
    if recipe.shape == "plateau":
        after = draw.integers(0, recipe.plateau_weeks, drawn)
    else:
        after = np.floor(draw.lognormal(0, 0.5, drawn)).astype(np.int64)
    weeks = start + after
    return weeks[weeks < recipe.weeks]


def _weekly(world: ListWorld, listed: Listed) -> list[tuple[int, Sequence[Collection[int]]]]:
    return list(zip((int(week) for week in world.at), listed, strict=True))


def _delay(seen: dict[int, set[int]], series: int, first: int, last: int) -> float:
    for week in range(first, last + 1):
        if series in seen[week]:
            return float(week - first)
    return float("nan")


def _share(found: Floats) -> float:
    return float(found.mean()) if found.size else float("nan")
