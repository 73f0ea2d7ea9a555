"""Does a short list find the rises of a country, and what does it cost in false lines?

    python benchmarks/attention.py            five worlds, about two minutes
    python benchmarks/attention.py 20         twenty worlds

The list experiment: 1,000 series with about 1.5 reports a week, about two rises a week for 49 weeks, five lines a week.
Rules compared: ours; one that knows every mean, dispersion and the law of the rises (how far one can get); the five
smallest p-values of at most .01; EARS C2; the most reports; the last eight weeks against the year before. Then worlds
of another texture, pure noise, and the cost of one week of a country (2,240 series; CPU time of one
core, best of three).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
from scipy.special import gammaln
from scipy.stats import norm

from shanyraq.detection import FarringtonSettings, attention, ears, farrington_flexible
from shanyraq.detection.worlds.lists import ListRecipe, ListWorld, list_world, score_list

CAPACITY = 5
FIRST_SEED = 1000
MEMORY = 6
WORLDS = {
    "as in the list experiment": ListRecipe(),
    "dispersion 1 to 3": ListRecipe(dispersion=(1.0, 3.0)),
    "strong seasons": ListRecipe(wave=1.0),
    "lognormal noise": ListRecipe(noise="lognormal"),
    "slow rises of 8 weeks": ListRecipe(shape="plateau"),
    "rises that spread": ListRecipe(shape="spreading"),
    "four rises a week": ListRecipe(rises_a_week=4.0),
}
QUIET = {"noise": ListRecipe(rises_a_week=0), "lognormal noise": ListRecipe(rises_a_week=0, noise="lognormal")}


def ours(world: ListWorld, *, next_door: bool = False) -> list[list[tuple[int, ...]]]:
    """The attention list."""
    series = world.counts.shape[1]
    doors = [[(column - 1) % series, (column + 1) % series] for column in range(series)] if next_door else None
    places = {"district": [f"{column:04}" for column in range(series)]}
    lists = attention(world.counts, at=world.at, hierarchy=places, neighbours=doors, capacity=CAPACITY)
    return [[line.members for line in lines] for lines in lists]


def best_p_values(world: ListWorld) -> list[list[tuple[int, ...]]]:
    """The five smallest p-values of at most .01."""
    found = farrington_flexible(world.counts, at=world.at, settings=FarringtonSettings.noufaily())
    return _best(-found.p, -0.01)


def ears_c2(world: ListWorld) -> list[list[tuple[int, ...]]]:
    """The five highest EARS C2 alarms."""
    found = ears(world.counts, at=world.at, method="C2", min_sigma=0.5)
    return _best(np.where(found.alarm, -found.p, -np.inf), -1.0)


def most_reports(world: ListWorld) -> list[list[tuple[int, ...]]]:
    """The five series with the most reports of the week."""
    return _best(world.counts[world.at], 0.0)


def last_eight_weeks(world: ListWorld) -> list[list[tuple[int, ...]]]:
    """The five highest ratios of the last eight weeks to the year before them, five reports at least."""
    ratios = []
    for week in world.at:
        recent = world.counts[week - 7 : week + 1].sum(axis=0)
        year = world.counts[week - 59 : week - 7].sum(axis=0)
        ratios.append(np.where(recent >= 5, recent / (year * 8 / 52 + 0.5), -np.inf))
    return _best(np.array(ratios), 1.0)


def knowing(world: ListWorld) -> list[list[tuple[int, ...]]]:
    """Posterior odds of a new burst with true means, dispersions and law of the rises; a line needs one chance in ten.

    Five lines whatever they are worth find a little more and cost half a false line a week more.
    """
    rows = np.arange(world.at[0] - MEMORY, world.at[-1] + 1)
    mean, counts = world.mean[rows], world.counts[rows]
    variance = mean * np.maximum(world.dispersion, 1.0005)
    shares = np.diff(norm.cdf(np.log(np.arange(1, MEMORY + 1)) / 0.5), prepend=0)
    extra = np.arange(1.0, 11.0)[:, None, None] * shares[:, None] * np.sqrt(variance)[:, None, None, :]
    ratio = np.exp(_log(counts, mean, variance, extra) - _log(counts, mean, variance, 0.0 * extra))
    brought = np.maximum(ratio - np.exp(-extra), 0.0)
    listed = np.full(counts.shape[1], -MEMORY)
    lists = []
    for week in range(MEMORY, len(rows)):
        news, all_of_it, began = (np.zeros(counts.shape[1]) for _ in range(3))
        for lag in range(MEMORY):
            before = np.prod([ratio[week - lag + after, :, after] for after in range(lag)], axis=0)
            active = (before * brought[week, :, lag]).mean(axis=0)
            began += (before * ratio[week, :, lag]).mean(axis=0)
            all_of_it += active
            news += np.where(week - lag > listed, active, 0.0)
        urgency = 0.002 * (news + 0.3 * all_of_it) / (1 + 0.002 * (began - MEMORY))
        best = [int(c) for c in np.argsort(-urgency, kind="stable")[:CAPACITY] if urgency[c] > 0.1]
        listed[best] = week
        lists.append([(column,) for column in best])
    return lists


def _log(counts: np.ndarray, mean: np.ndarray, variance: np.ndarray, extra: np.ndarray) -> np.ndarray:
    y, m, v = counts[:, None, None], mean[:, None, None] + extra, variance[:, None, None] + extra
    size, odds = m * m / (v - m), (v - m) / m
    return gammaln(y + size) - gammaln(size) + y * np.log(odds) - (y + size) * np.log1p(odds)


def _best(score: np.ndarray, least: float) -> list[list[tuple[int, ...]]]:
    ranked = np.argsort(-score, axis=1, kind="stable")[:, :CAPACITY]
    return [[(int(c),) for c in best if row[c] >= least] for best, row in zip(ranked, score, strict=True)]


RULES: dict[str, Callable[[ListWorld], list[list[tuple[int, ...]]]]] = {
    "attention list": ours,
    "knows everything": knowing,
    "best 5, p <= .01": best_p_values,
    "EARS C2, top 5": ears_c2,
    "most reports": most_reports,
    "last 8 weeks": last_eight_weeks,
}


def row(name: str, rule: Callable[[ListWorld], list[list[tuple[int, ...]]]], worlds: list[ListWorld]) -> float:
    """Print what a rule does, the mean over worlds; returns its POD."""
    scores = [score_list(world, rule(world)) for world in worlds]
    fields = ("pod", "false_lines", "lines", "delay", "empty_weeks")
    mean = {field: float(np.mean([getattr(score, field) for score in scores])) for field in fields}
    pod = "   -" if np.isnan(mean["pod"]) else f"{mean['pod']:4.3f}"
    spread = float(np.std([score.pod for score in scores]))
    print(
        f"  {name:<28} {pod:>6} {'' if np.isnan(spread) else f'+-{spread:.3f}':>7} {mean['false_lines']:7.2f}"
        f" {mean['lines']:7.2f} {mean['delay']:7.2f} {mean['empty_weeks']:7.2f}",
        flush=True,
    )
    return mean["pod"]


def seconds_of_a_week(weeks: int, *, next_door: bool) -> float:
    """CPU seconds of one judged week of 2,240 series."""
    series = 2240
    world = list_world(1, ListRecipe(series=series, weeks=weeks, current=1))
    places = {"region": [c // 112 for c in range(series)], "district": [c // 10 for c in range(series)]}
    places["theme"] = [c % 10 for c in range(series)]
    doors = [[c - 10, c + 10] if 10 <= c < series - 10 else [] for c in range(series)] if next_door else None
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        attention(world.counts, at=[weeks - 1], hierarchy=places, neighbours=doors, capacity=CAPACITY)
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    """Run everything and print the tables."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seeds = range(FIRST_SEED, FIRST_SEED + many)
    print(f"{many} worlds; POD with its spread over worlds; a week: false lines, lines; delay in weeks; empty weeks\n")
    worlds = [list_world(seed) for seed in seeds]
    pods = {name: row(name, rule, worlds) for name, rule in RULES.items()}
    print(f"\n  share of the knowing rule's POD reached: {pods['attention list'] / pods['knows everything']:.2f}\n")
    print("the attention list in other worlds (and the knowing rule, of bursts, where it applies)")
    for name, recipe in list(WORLDS.items())[1:]:
        worlds = [list_world(seed, recipe) for seed in seeds]
        row(name, ours, worlds)
        if recipe.shape == "spreading":
            row("  neighbours known", partial(ours, next_door=True), worlds)
        if recipe.shape == "burst" and recipe.noise == "negative binomial":
            row("  knows everything", knowing, worlds)
    print("no rises at all")
    for name, recipe in QUIET.items():
        row(name, ours, [list_world(seed, recipe) for seed in seeds])
    print("CPU seconds of one judged week, 2,240 series")
    for weeks in (150, 312):
        for next_door in (False, True):
            words = "with neighbours" if next_door else "no neighbours"
            print(f"  {weeks} weeks, {words:<16} {seconds_of_a_week(weeks, next_door=next_door):.2f}")


if __name__ == "__main__":
    main()
