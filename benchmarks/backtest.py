"""Would the lists have warned before real escalations?

    python benchmarks/backtest.py [FOLDER]

Public event data (see docs/explanation/backtest.md for sources and licences), by first-level area and week, read from
FOLDER (default: ../shared/data/events beside the project; without it the bench says so and ends):

- Germany 2014-2017, 11 states: incidents against refugees. Onset: a week with at least 4 arsons and assaults, above
  mean + 3 sd of the 26 weeks before it.
- Mexico and Myanmar, UCDP GED: an onset is a week with at least 10 deaths after 26 weeks that each had fewer.

Each method sees the weekly number of *events* alone. Its threshold is set so that it draws the same number of lines
per area and year as every other one (the attention list: the likeliest lines up to that number), and only then are
the methods compared: fix the false lines first. A line is a warning when an onset of its area follows within 8 weeks;
a line in the onset's own week or in the 12 weeks after it says what everybody knows by then and is neither a warning
nor a false line; every other line is false.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shanyraq.detection.attention import attention
from shanyraq.detection.ears import ears
from shanyraq.detection.farrington import farrington_flexible
from shanyraq.detection.settings import FarringtonSettings

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "events"
BEFORE, AFTER = 8, 12
BUDGETS = (1.0, 2.0, 4.0)
WEEK = timedelta(days=7)
CAPACITY = 3


@dataclass(frozen=True)
class World:
    """Weekly events of some areas, and the onsets ``(row, area)`` that a list should have foreseen."""

    name: str
    events: np.ndarray
    first: int
    onsets: list[tuple[int, int]]

    @property
    def area_years(self) -> float:
        return (len(self.events) - self.first) * self.events.shape[1] / 52


def germany(folder: Path) -> World:
    rows = _rows(folder / "germany_anti_refugee_weekly_by_state.csv")
    events, grave = (_table(rows, "region", column) for column in ("events", "arson_assault"))
    onsets = [
        (row, area)
        for area in range(grave.shape[1])
        for row in range(26, len(grave))
        if grave[row, area] >= 4
        and grave[row, area] > grave[row - 26 : row, area].mean() + 3 * grave[row - 26 : row, area].std(ddof=1)
    ]
    return World("Germany", events, 60, [(row, area) for row, area in onsets if row >= 60])


def ucdp(folder: Path, name: str, years: int) -> World:
    """The last ``years`` years are judged; the ten before them are the history."""
    rows = _rows(folder / f"{name}_ucdp_ged_weekly_by_adm1.csv")
    events, deaths = (_table(rows, "adm1", column) for column in ("events", "deaths_best"))
    events, deaths = events[-52 * (years + 10) :], deaths[-52 * (years + 10) :]
    first = len(events) - 52 * years
    onsets = [
        (row, area)
        for area in range(deaths.shape[1])
        for row in range(first, len(deaths))
        if deaths[row, area] >= 10 and (deaths[row - 26 : row, area] < 10).all()
    ]
    return World(name.capitalize(), events, first, onsets)


def by_attention(world: World) -> np.ndarray:
    """Score of a place and week: its rank among all lines is the lower bound of its relative rate; 0 off the list."""
    areas = world.events.shape[1]
    hierarchy = {"region": [f"area {area:02d}" for area in range(areas)], "theme": ["events"] * areas}
    weeks = range(world.first, len(world.events))
    scores = np.full((len(weeks), areas), -np.inf)
    for week, lines in enumerate(attention(world.events, at=list(weeks), hierarchy=hierarchy, capacity=CAPACITY)):
        for line in lines:
            scores[week, line.series] = line.lower
    return scores


def by_farrington(world: World) -> np.ndarray:
    years = min(5, (world.first - 4) // 52)
    settings = FarringtonSettings.calibrated(years=years, limit=(0, 1))
    judged = farrington_flexible(world.events, at=np.arange(world.first, len(world.events)), settings=settings)
    return -judged.p_mid


def by_ears(world: World) -> np.ndarray:
    judged = ears(world.events, at=np.arange(world.first, len(world.events)), method="C2", baseline=7, min_sigma=0.5)
    return -judged.p


def by_last_weeks(world: World) -> np.ndarray:
    """This week against the last eight: what a busy person does by eye."""
    weeks = np.arange(world.first, len(world.events))
    before = np.stack([world.events[week - 8 : week].mean(axis=0) for week in weeks])
    return (world.events[weeks] - before) / np.sqrt(before + 0.5)


METHODS: dict[str, Callable[[World], np.ndarray]] = {
    "attention list": by_attention,
    "Farrington, calibrated": by_farrington,
    "EARS C2": by_ears,
    "last 8 weeks": by_last_weeks,
}


def lines_within(scores: np.ndarray, world: World, budget: float) -> np.ndarray:
    """The highest scores, as many as ``budget`` lines a year and area allow; a week without events draws no line."""
    wanted = round(budget * world.area_years)
    scores = np.where(world.events[world.first :] > 0, scores, -np.inf)
    order = np.argsort(-scores, axis=None, kind="stable")[:wanted]
    chosen = np.zeros(scores.shape, dtype=bool)
    chosen.flat[order] = np.isfinite(scores.flat[order])
    return chosen


def judge(lines: np.ndarray, world: World) -> tuple[int, list[int], float]:
    """Onsets foreseen, the lead of each in weeks, false lines per area and year."""
    leads, excused = [], np.zeros(lines.shape, dtype=bool)
    for row, area in world.onsets:
        week = row - world.first
        before = slice(max(0, week - BEFORE), week)
        warned = np.flatnonzero(lines[before, area])
        if warned.size:
            leads.append(week - before.start - int(warned[0]))
        excused[before.start : week + AFTER + 1, area] = True
    false = int((lines & ~excused).sum())
    return len(leads), leads, false / world.area_years


def by_chance(world: World, budget: float, draws: int = 200) -> float:
    """Onsets foreseen by as many lines thrown at random on weeks with events."""
    random = np.random.default_rng(20260101)
    scores = random.random((draws, *world.events[world.first :].shape))
    return float(np.mean([judge(lines_within(each, world, budget), world)[0] for each in scores]))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _table(rows: list[dict[str, str]], area: str, column: str) -> np.ndarray:
    """Weeks x areas, zero where the data have no row."""
    areas = sorted({row[area] for row in rows})
    days = [date.fromisoformat(row["week"]) for row in rows]
    first = min(days)
    table = np.zeros(((max(days) - first) // WEEK + 1, len(areas)))
    for row, day in zip(rows, days, strict=True):
        table[(day - first) // WEEK, areas.index(row[area])] += float(row[column] or 0)
    return table


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not folder.is_dir():
        print(f"skipped: no event data at {folder}")
        return
    for world in (germany(folder), ucdp(folder, "mexico", 8), ucdp(folder, "myanmar", 15)):
        weeks, areas = len(world.events) - world.first, world.events.shape[1]
        print(f"\n{world.name}: {areas} areas, {weeks} weeks judged, {len(world.onsets)} onsets")
        print(
            f"{'method':24} {'lines a year':>12} {'foreseen':>9} {'share':>6} {'median lead':>12} {'false a year':>13}"
        )
        scores = {name: method(world) for name, method in METHODS.items()}
        for budget in BUDGETS:
            for name, score in scores.items():
                lines = lines_within(score, world, budget)
                found, leads, false = judge(lines, world)
                lead = f"{np.median(leads):.1f} weeks" if leads else "-"
                share = found / max(1, len(world.onsets))
                drawn = lines.sum() / world.area_years
                print(f"{name:24} {drawn:12.2f} {found:9d} {share:6.2f} {lead:>12} {false:8.2f}")
            print(f"{'by chance':24} {budget:12.2f} {by_chance(world, budget):9.1f}")


if __name__ == "__main__":
    main()
