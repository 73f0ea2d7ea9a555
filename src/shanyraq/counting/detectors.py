"""The detectors behind ``shanyraq detect``: one face for all of them, weekly counts in, five columns out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shanyraq.detection import (
    FarringtonResult,
    FarringtonSettings,
    ears,
    farrington_flexible,
    nb_cusum,
    separate_clusters,
    spacetime_scan,
)
from shanyraq.detection.attention import attention
from shanyraq.detection.inputs import check_between

from .refusals import BadInput

Floats = NDArray[np.float64]
Method = Literal["farrington-flexible", "ears", "cusum", "scan", "attention"]
Variant = Literal["C1", "C2", "C3"]
METHODS: tuple[Method, ...] = ("farrington-flexible", "ears", "cusum", "scan", "attention")
SETTINGS = ("noufaily", "classic", "calibrated")
LONGEST_CLUSTER = 8
SIMULATIONS = 999
LEAST_EXPECTED = 0.01
"""Reports a week where the past holds none: about half a report in all weeks compared."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is judged: ``counts[T, S]`` in the rows ``at``, days of the weeks, exposure and levels if there are any.

    ``first`` is the first row with enough history: there memory begins, wherever ``at`` does.
    """

    counts: Floats
    at: NDArray[np.int64]
    weeks: NDArray[np.datetime64]
    first: int
    exposure: Floats | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers ``[len(at), S]``; nan where a method has nothing to say."""

    expected: Floats
    upper: Floats
    p: Floats
    score: Floats
    alarm: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Detector:
    """A method with its settings. ``independent``: every series is judged by itself, so that blocks give the same."""

    method: Method
    independent: bool
    uses_exposure: bool
    words: str
    judge: Callable[[Task], Judged]
    prefers: Detector | None = None
    """The method whose history this one would like to have, though it can do with less."""

    def usual_row(self, weeks: NDArray[np.datetime64]) -> int:
        """The first row judged when nobody asks for another."""
        if self.prefers is not None:
            try:
                return self.prefers.first_row(weeks)
            except BadInput:
                pass
        return self.first_row(weeks)

    def first_row(self, weeks: NDArray[np.datetime64]) -> int:
        """The first row with enough history, asked of the method itself.

        Raises ``BadInput`` with the method's own words where not even the last row has.
        """
        try:
            self._probe(weeks, len(weeks) - 1)
        except ValueError as error:
            raise BadInput(f"too few weeks ({len(weeks)}) for {self.words}: {error}") from None
        low, high = 0, len(weeks) - 1
        while low < high:
            middle = (low + high) // 2
            try:
                self._probe(weeks, middle)
                high = middle
            except ValueError:
                low = middle + 1
        return low

    def _probe(self, weeks: NDArray[np.datetime64], row: int) -> None:
        self.judge(Task(np.ones((len(weeks), 1)), np.array([row]), weeks, row))


def detector(
    method: Method,
    *,
    settings: str | None = None,
    alpha: float | None = None,
    years: int | None = None,
    r_compat: bool = False,
    variant: Variant | None = None,
    capacity: int | None = None,
    seed: int = 1,
) -> Detector:
    """The detector of a method. A setting that the method does not know is refused, not ignored (``BadInput``)."""
    given = {
        "settings": settings,
        "years": years,
        "r_compat": r_compat or None,
        "variant": variant,
        "capacity": capacity,
    }
    known = {
        "farrington-flexible": ("settings", "years", "r_compat"),
        "ears": ("variant", "r_compat"),
        "cusum": ("settings", "years"),
        "scan": ("settings", "years"),
        "attention": ("settings", "years", "capacity"),
    }[method]
    for name, value in given.items():
        if value is not None and name not in known:
            raise BadInput(f"--{name.replace('_', '-')} does not go with the method {method}.")
    if method == "ears":
        return _ears(variant or "C1", alpha, r_compat)
    chosen = _farrington_settings(settings or "calibrated", alpha, years, r_compat)
    words = f"{method}, {settings or 'calibrated'}, {chosen.years} years, alpha {chosen.alpha:g}"
    alone = chosen.threshold != "predictive"
    plain = Detector("farrington-flexible", alone, True, words, lambda task: _farrington(task, chosen))
    if method == "farrington-flexible":
        return plain
    if method == "cusum":
        return Detector(method, alone, True, words, lambda task: _cusum(task, chosen))
    if method == "scan":
        return Detector(method, False, True, words, lambda task: _scan(task, chosen, seed))
    most = 5 if capacity is None else capacity
    return Detector(
        method,
        False,
        True,
        f"{words}, at most {most} lines a week",
        lambda task: _attention(task, chosen, most, plain),
        prefers=plain,
    )


def distance(observed: Floats, expected: Floats, upper: Floats) -> Floats:
    """(observed - expected) / (upper - expected): 1 is at the bound. nan where the two are equal."""
    with np.errstate(invalid="ignore", divide="ignore"):
        room = upper - expected
        return np.where(room == 0, np.nan, (observed - expected) / room) + 0.0


def _farrington_settings(name: str, alpha: float | None, years: int | None, r_compat: bool) -> FarringtonSettings:
    changes: dict[str, Any] = {"alpha": alpha, "years": years, "r_compat": r_compat or None}
    make = {
        "noufaily": FarringtonSettings.noufaily,
        "classic": FarringtonSettings.classic,
        "calibrated": FarringtonSettings.calibrated,
    }[name]
    try:
        return make(**{key: value for key, value in changes.items() if value is not None})
    except ValueError as error:
        raise BadInput(str(error)) from None


def _expectation(task: Task, rows: NDArray[np.int64], settings: FarringtonSettings) -> FarringtonResult:
    return farrington_flexible(task.counts, at=rows, settings=settings, dates=task.weeks, population=task.exposure)


def _farrington(task: Task, settings: FarringtonSettings) -> Judged:
    answer = _expectation(task, task.at, settings)
    score = distance(task.counts[task.at], answer.expected, answer.upper)
    return Judged(answer.expected, answer.upper, answer.p, score, answer.alarm)


def _ears(variant: Variant, alpha: float | None, r_compat: bool) -> Detector:
    def judge(task: Task) -> Judged:
        answer = ears(task.counts, at=task.at, method=variant, alpha=alpha, r_compat=r_compat)
        score = distance(task.counts[task.at], answer.expected, answer.upper)
        return Judged(answer.expected, answer.upper, answer.p, score, answer.alarm)

    level = {"C1": 0.001, "C2": 0.001, "C3": 0.025}[variant] if alpha is None else alpha
    try:
        check_between(level, "alpha", 0, 1, open_ends=True)
    except ValueError as error:
        raise BadInput(str(error)) from None
    return Detector("ears", True, False, f"EARS {variant}, alpha {level:g}", judge)


def _cusum(task: Task, settings: FarringtonSettings) -> Judged:
    """Sums begin at the first row that can be judged, whichever rows are asked for."""
    rows = np.arange(task.first, int(task.at.max()) + 1)
    week, counts = _expectation(task, rows, settings), task.counts[rows]
    known = np.isfinite(week.expected) & np.isfinite(week.dispersion)
    answer = nb_cusum(
        np.where(known, counts, np.nan),
        np.where(known, np.maximum(week.expected, LEAST_EXPECTED), 1.0),
        dispersion=np.where(known, week.dispersion, 1.0),
        threshold=-float(np.log(settings.alpha)),
        at=task.at - task.first,
    )
    asked = known[task.at - task.first]
    expected, upper = np.where(asked, answer.expected, np.nan), np.where(asked, answer.upper, np.nan)
    score = distance(task.counts[task.at], expected, upper)
    return Judged(expected, upper, np.full_like(expected, np.nan), score, answer.alarm)


def _scan(task: Task, settings: FarringtonSettings, seed: int) -> Judged:
    """Is a series part of a cluster, alone or with others of its level? Score and ``p`` are of its best cluster.

    Alarms: the members of the most likely cluster, and of those after it that share no series with a better one.
    Neill 2009, doi 10.1016/j.ijforecast.2008.12.002, over the last eight weeks.
    """
    rows = np.unique((task.at[:, None] - np.arange(LONGEST_CLUSTER)).ravel())
    week = _expectation(task, rows, settings)
    # Overdispersed counts are Poisson, roughly, in units of their dispersion. A week nobody expects is left out.
    unit = np.where(np.isfinite(week.dispersion), week.dispersion, 1.0)
    counts = np.where(np.isfinite(week.expected), task.counts[rows] / unit, np.nan)
    mean = np.where(np.isfinite(week.expected), np.maximum(week.expected, LEAST_EXPECTED) / unit, 1.0)
    zones = _zones(task)
    shape = (len(task.at), counts.shape[1])
    score, p, alarm = np.zeros(shape), np.ones(shape), np.zeros(shape, dtype=np.bool_)
    for number, last in enumerate(np.searchsorted(rows, task.at)):
        window = slice(last - LONGEST_CLUSTER + 1, last + 1)
        found = spacetime_scan(counts[window], mean[window], zones, simulations=SIMULATIONS, seed=seed, fractional=True)
        best = np.zeros(len(zones))
        np.maximum.at(best, found.ranking.zone, found.ranking.score)
        for zone, members in enumerate(zones):
            score[number, members] = np.maximum(score[number, members], best[zone])
        above = SIMULATIONS - np.searchsorted(np.sort(found.null), score[number], side="left")
        p[number] = (1 + above) / (1 + SIMULATIONS)
        for cluster in separate_clusters(found, zones, level=settings.alpha):
            alarm[number, zones[cluster.zone]] = True
    own = week.expected[np.searchsorted(rows, task.at)]
    missing = np.isnan(task.counts[task.at])
    return Judged(own, np.full_like(own, np.nan), np.where(missing, np.nan, p), score, alarm & ~missing)


def _zones(task: Task) -> list[list[int]]:
    """Every series alone, those that share a place in a level, and all; each set once."""
    many = task.counts.shape[1]
    sets: dict[tuple[int, ...], None] = {(column,): None for column in range(many)}
    for labels in task.levels.values():
        places: dict[str, list[int]] = {}
        for column, label in enumerate(labels):
            places.setdefault(label, []).append(column)
        sets |= {tuple(members): None for members in places.values()}
    sets[tuple(range(many))] = None
    return [list(members) for members in sets]


def _attention(task: Task, settings: FarringtonSettings, capacity: int, plain: Detector) -> Judged:
    """The list; expectation, bound and p of every series alone stand beside it where its history is long enough."""
    answer = _beside(task, plain)
    listed = attention(
        task.counts,
        at=task.at,
        hierarchy=_hierarchy(task.levels),
        exposure=task.exposure,
        capacity=capacity,
        settings=settings,
    )
    for row, lines in enumerate(listed):
        for line in lines:
            place = row, line.series
            answer.score[place], answer.alarm[place] = line.lower, True
            if np.isnan(answer.expected[place]) and line.members == (line.series,):
                answer.expected[place] = line.expected
    return answer


def _hierarchy(levels: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The list speaks of themes; counts of items call them issues."""
    if "issue" not in levels or "theme" in levels:
        return dict(levels)
    return {"theme" if name == "issue" else name: labels for name, labels in levels.items()}


def _beside(task: Task, plain: Detector) -> Judged:
    shape = (len(task.at), task.counts.shape[1])
    expected, upper, p, score = (np.full(shape, np.nan) for _ in range(4))
    try:
        enough = task.at >= plain.first_row(task.weeks)
    except BadInput:
        enough = np.zeros(len(task.at), dtype=np.bool_)
    if enough.any():
        alone = plain.judge(replace(task, at=task.at[enough]))
        expected[enough], upper[enough], p[enough] = alone.expected, alone.upper, alone.p
    return Judged(expected, upper, p, score, np.zeros(shape, dtype=np.bool_))
