"""Gathering the reasons of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..inputs import Floats
from ..tails import central_range
from .baselines import Baseline
from .because import Reason
from .expectations import LookBack
from .memory import ENTRY, Memory, judge
from .places import Places
from .rises import look, weigh

# Fewer years than these and a line says "short history".
LONG_HISTORY = 3
_STEPS = 65


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known in a judged week: what the lines' reasons are drawn from."""

    past: LookBack
    memory: Memory
    places: Places
    levels: Floats
    exposure: Floats | None
    arrived: Floats | None


def reasons(number: int, facts: Facts) -> tuple[Reason, ...]:
    """The reasons of the line of this number (from 0), always in the same order of codes."""
    draft = facts.memory.drafts[number]
    members = list(draft.members)
    return (
        _expected_range(facts, members),
        history(facts.past.baseline, draft.series),
        *_trend(facts.past.baseline, draft.series),
        *_memory(facts, members),
        *_news(facts, draft.series),
        *_next_door(facts, members),
        *_exposure(facts, members),
        *_still_arriving(facts, members),
        _probability(facts, draft.series),
        *_beyond_chance(facts, draft.series),
        _stays_off(facts, draft.series),
        *_left_out(facts),
    )


def _expected_range(facts: Facts, members: list[int]) -> Reason:
    expected = facts.past.expected.columns(members)
    mean, variance = float(expected.mean[-1].sum()), float(expected.variance[-1].sum())
    low, high = central_range(mean, variance)
    observed = int(np.nansum(facts.past.counts[-1, members]))
    return Reason("expected", {"observed": observed, "expected": mean, "low": low, "high": high})


def history(baseline: Baseline, series: int) -> Reason:
    """Years compared, or that they are few."""
    code = "years" if baseline.years >= LONG_HISTORY else "short_history"
    return Reason(code, {"years": baseline.years, "weeks": int(baseline.weeks[series])})


def _trend(baseline: Baseline, series: int) -> Iterator[Reason]:
    if baseline.growth[series] != 1:
        yield Reason("trend", {"factor_a_year": float(baseline.growth[series])})


def _memory(facts: Facts, members: list[int]) -> Iterator[Reason]:
    counts = np.nansum(facts.past.counts[:, members], axis=1)
    seen = ~np.isnan(facts.past.counts[:, members])
    mean = np.where(seen, facts.past.expected.mean[:, members], 0.0).sum(axis=1)
    quiet = np.flatnonzero(counts[::-1] <= mean[::-1])
    weeks = int(quiet[0]) if quiet.size else len(counts)
    if weeks > 1:
        observed, expected = int(counts[-weeks:].sum()), float(mean[-weeks:].sum())
        yield Reason("weeks_above", {"weeks": weeks, "observed": observed, "expected": expected})


def _news(facts: Facts, series: int) -> Iterator[Reason]:
    last = int(facts.memory.listed[series])
    if last >= 0:
        yield Reason("listed_before", {"weeks_ago": len(facts.past.rows) - 1 - last})


def _next_door(facts: Facts, members: list[int]) -> Iterator[Reason]:
    near = sorted({other for member in members for other in facts.places.neighbours[member]}.union(members[1:]))
    near = [column for column in near if column != members[0]]
    if near:
        counts, mean = facts.past.counts[-1, near], facts.past.expected.mean[-1, near]
        yield Reason(
            "neighbours",
            {
                "neighbours": len(near),
                "rising": tuple(members[1:]),
                "observed": int(np.nansum(counts)),
                "expected": float(np.where(np.isnan(counts), 0.0, mean).sum()),
            },
        )


def _exposure(facts: Facts, members: list[int]) -> Iterator[Reason]:
    if facts.exposure is not None:
        rows = facts.past.rows
        now = float(facts.exposure[rows[-1], members].sum())
        first = max(int(rows[-1]) - 52, 0)
        usual = float(np.median(facts.exposure[first : rows[-1], members].sum(axis=1)))
        yield Reason("sources", {"now": now, "usual": usual})


def _still_arriving(facts: Facts, members: list[int]) -> Iterator[Reason]:
    if facts.arrived is not None and (share := float(facts.arrived[facts.past.rows[-1], members].min())) < 1:
        yield Reason("still_arriving", {"share": share})


def _probability(facts: Facts, series: int) -> Reason:
    sight = facts.memory.sight
    return Reason(
        "probability",
        {
            "rise": float(sight.active[series]),
            "bayes_factor": float(sight.evidence.began[:, series].mean()),
            "rises_in_1000": 1000 * sight.chance.rate,
        },
    )


def _beyond_chance(facts: Facts, series: int) -> Iterator[Reason]:
    if not np.isnan(facts.levels[series]):
        yield Reason("beyond_chance", {"level": float(facts.levels[series])})


def _stays_off(facts: Facts, series: int) -> Reason:
    """The largest count of this week with which the line would not have entered, the rest as it is."""
    bar = max([ENTRY, *(float(facts.memory.sight.urgency[column]) for column in facts.memory.left_out[:1])])
    off, on = -1, int(facts.past.counts[-1, series])
    while on - off > 1:
        tried = np.unique(np.linspace(off + 1, on - 1, min(on - off - 1, _STEPS)).astype(np.int64))
        enough = np.flatnonzero(_urgency_with(facts, series, tried) > bar)
        if enough.size:
            on = int(tried[enough[0]])
        below = tried[tried < on]
        off = int(below[-1]) if below.size else off
    return Reason("would_stay_off_at", {"count": off}) if off >= 0 else Reason("stays_without_reports", {})


def _urgency_with(facts: Facts, series: int, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    memory = facts.memory
    columns = [series] * len(counts)
    table = facts.past.counts[:, columns].copy()
    table[-1] = counts
    week = len(table) - 1
    alone = weigh(look(table, facts.past.expected.columns(columns)), week)
    chance = memory.sight.chance.had_it_been(memory.sight.alone_began[:, series], alone.began)
    evidence = memory.zones.with_zone(alone, week, series, counts - facts.past.counts[-1, series])
    urgency, _ = judge(evidence, chance, memory.sight.boost[series], week, memory.listed[columns])
    return urgency


def _left_out(facts: Facts) -> Iterator[Reason]:
    if facts.memory.left_out:
        yield Reason("capacity", {"left_out": len(facts.memory.left_out)})
