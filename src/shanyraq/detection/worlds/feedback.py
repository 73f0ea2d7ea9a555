"""A country in which answering brings reports: does watching feed itself? (the feedback simulation)

Whoever is visited speaks more often for a while. If that is taken for a rise, the place is visited again, and the same
places stay on the list for good while others are not looked at (Ensign et al. 2018, PMLR 81:160).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..inputs import Bools, Floats, Ints
from .lists import WEEKS_IN_YEAR

LATELY = 26

Draw = Callable[[Floats], Sequence[int]]
"""Counts [T, S] as they were weighed, the judged week last: the columns of its list."""
Weigh = Callable[[Ints], tuple[Floats, Floats]]
"""Weeks since the last answer of each series, -1 where there was none: the weight of a report that came by itself, and
of one that came by a way which answers open."""


@dataclass(frozen=True, kw_only=True)
class FeedbackRecipe:
    """How a country is made.

    Means are lognormal over the series around ``level`` with one yearly wave; a true rise adds ``rise`` times the mean
    for ``rise_weeks`` weeks. Every line is answered in the week after it. An answer stirs up reports: ``stirred`` times
    the mean at first, half of that every ``half_life`` weeks. ``asked``: share of ordinary reports that come by ways
    an answer opens (known reporters, desks); ``asked_stirred``: of those that it stirred up.
    """

    series: int = 224
    before: int = 156
    weeks: int = 156
    level: float = 3.0
    spread: float = 0.7
    wave: float = 0.3
    rises_a_week: float = 1.0
    rise: tuple[float, float] = (1.0, 2.5)
    rise_weeks: tuple[int, int] = (3, 8)
    stirred: float = 2.0
    half_life: float = 6.0
    asked: float = 0.4
    asked_stirred: float = 0.7


@dataclass(slots=True)
class FeedbackRun:
    """What happened in the judged weeks: ``lines`` of each; ``rising`` [T, S] where it truly rose; ``rises`` (series,
    first week, week after the last); ``answered`` [T, S] whether a series had been answered in the half year before."""

    rising: Bools
    rises: list[tuple[int, int, int]]
    lines: list[tuple[int, ...]] = field(default_factory=list)
    answered: list[Bools] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FeedbackScore:
    """``lines`` and ``false_lines`` a week; ``fed``: share of the lines in series that were answered in the half year
    before and where nothing rises any more; ``most_weeks``: calm weeks in which the most listed series was listed;
    ``top_tenth``: share of the lines that the most listed tenth of the series takes; ``gini`` of lines over series.

    Of the true rises in series answered lately (``again``) and of the others (``elsewhere``): the share that was listed
    while they went on, and after how many weeks; nan where there was none.
    """

    lines: float
    false_lines: float
    fed: float
    most_weeks: int
    top_tenth: float
    gini: float
    found_elsewhere: float
    found_again: float
    delay_elsewhere: float
    delay_again: float


def feedback_run(seed: int, draw: Draw, weigh: Weigh, recipe: FeedbackRecipe | None = None) -> FeedbackRun:
    """Live through the weeks: count, list, answer every line, hear what the answer stirred up.

    The same seed has the same true rises and ordinary reports under every rule. Cost: one list a judged week.
    """
    recipe = recipe or FeedbackRecipe()
    world = _World(seed, recipe)
    seen = np.zeros((recipe.before + recipe.weeks, recipe.series))
    left = np.zeros(recipe.series)
    last = np.full(recipe.series, -1, dtype=np.int64)
    run = FeedbackRun(world.rising[recipe.before :], world.rises)
    for week in range(len(seen)):
        age = np.where(last >= 0, week - last, -1)
        weights = weigh(age)
        left += sum(weight * reports for weight, reports in zip(weights, world.reports(week, age), strict=True))
        seen[week] = np.floor(left + 0.5)
        left -= seen[week]
        if week >= recipe.before:
            listed = tuple(int(column) for column in draw(seen[: week + 1]))
            run.lines.append(listed)
            run.answered.append((age >= 0) & (age < LATELY))
            last[list(listed)] = week + 1
    return run


def score_feedback(run: FeedbackRun) -> FeedbackScore:
    """Score the weeks of a run after the first half year, in which nothing has been answered yet."""
    weeks = range(LATELY, len(run.lines))
    listed = [(week, column) for week in weeks for column in run.lines[week]]
    calm = [(week, column) for week, column in listed if not run.rising[week, column]]
    taken = np.bincount([column for _, column in listed], minlength=run.rising.shape[1])
    rises = [rise for rise in run.rises if rise[1] >= LATELY]
    again = [rise for rise in rises if run.answered[rise[1]][rise[0]]]
    elsewhere = [rise for rise in rises if not run.answered[rise[1]][rise[0]]]
    delays = {kind: _delays(run, of) for kind, of in (("again", again), ("elsewhere", elsewhere))}
    return FeedbackScore(
        lines=len(listed) / len(weeks),
        false_lines=len(calm) / len(weeks),
        fed=_mean([bool(run.answered[week][column]) for week, column in calm]) * len(calm) / max(1, len(listed)),
        most_weeks=int(np.bincount([column for _, column in calm], minlength=1).max()),
        top_tenth=_top_tenth(taken),
        gini=gini(taken),
        **{f"found_{kind}": _mean([delay is not None for delay in of]) for kind, of in delays.items()},
        **{f"delay_{kind}": _mean([delay for delay in of if delay is not None]) for kind, of in delays.items()},
    )


def divergence(seed: int, weigh: Weigh, recipe: FeedbackRecipe, weeks: int = 24) -> float:
    """Every second of equal places is answered once, with no rise anywhere: by which part do their weighed reports of
    the next ``weeks`` differ from those of the others?"""
    equal = replace(recipe, spread=0.0, wave=0.0, rises_a_week=0.0, before=0, weeks=weeks)
    world, is_answered = _World(seed, equal), np.arange(equal.series) % 2 == 0
    seen = np.zeros(equal.series)
    for week in range(weeks):
        age = np.where(is_answered, week, -1)
        seen += sum(weight * reports for weight, reports in zip(weigh(age), world.reports(week, age), strict=True))
    return float(seen[is_answered].sum() / seen[~is_answered].sum() - 1)


def gini(amounts: Ints) -> float:
    """0 where all have the same, next to 1 where one has all; nan where there is nothing.

    >>> gini(np.array([1, 1, 1, 1])), gini(np.array([0, 0, 0, 4]))
    (0.0, 0.75)
    """
    ranked = np.sort(amounts)
    many, total = len(ranked), ranked.sum()
    if not total:
        return float("nan")
    return float(((2 * np.arange(1, many + 1) - many - 1) * ranked).sum() / (many * total))


class _World:
    """True rises and ordinary reports, drawn once; what answers stir up is drawn as it comes."""

    def __init__(self, seed: int, recipe: FeedbackRecipe) -> None:
        draw = np.random.default_rng([seed, 1])
        self._stir, self._recipe = np.random.default_rng([seed, 2]), recipe
        until = recipe.before + recipe.weeks
        level = recipe.level * np.exp(recipe.spread * draw.standard_normal(recipe.series) - recipe.spread**2 / 2)
        turn = 2 * np.pi * draw.random(recipe.series)
        season = 2 * np.pi * np.arange(until)[:, None] / WEEKS_IN_YEAR
        self._mean = level * np.exp(recipe.wave * np.cos(season + turn))
        self.rises: list[tuple[int, int, int]] = []
        self.rising = np.zeros(self._mean.shape, dtype=np.bool_)
        extra = np.zeros_like(self._mean)
        for _rise in range(int(draw.poisson(recipe.rises_a_week * recipe.weeks))):
            series, start = int(draw.integers(recipe.series)), int(draw.integers(recipe.before, until))
            end = min(until, start + int(draw.integers(recipe.rise_weeks[0], recipe.rise_weeks[1] + 1)))
            extra[start:end, series] += draw.uniform(*recipe.rise) * self._mean[start:end, series]
            self.rising[start:end, series] = True
            self.rises.append((series, start - recipe.before, end - recipe.before))
        drawn = draw.poisson(self._mean + extra)
        self._by_asked = draw.binomial(drawn, recipe.asked)
        self._by_itself = drawn - self._by_asked

    def reports(self, week: int, age: Ints) -> tuple[Ints, Ints]:
        """Reports of a week that came by themselves, and by ways that answers open."""
        recipe = self._recipe
        fading = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / recipe.half_life), 0.0)
        mean = recipe.stirred * fading * self._mean[week]
        asked = self._stir.poisson(mean * recipe.asked_stirred)
        itself = self._stir.poisson(mean * (1 - recipe.asked_stirred))
        return self._by_itself[week] + itself, self._by_asked[week] + asked


def _delays(run: FeedbackRun, rises: Sequence[tuple[int, int, int]]) -> list[int | None]:
    return [
        next((week - start for week in range(start, end) if series in run.lines[week]), None)
        for series, start, end in rises
    ]


def _top_tenth(taken: Ints) -> float:
    most = np.sort(taken)[::-1][: max(1, len(taken) // 10)]
    return float(most.sum() / taken.sum()) if taken.sum() else float("nan")


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
