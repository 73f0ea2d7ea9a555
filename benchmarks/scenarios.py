"""How often does a rule cry wolf, and how many outbreaks does it find? The 42 scenarios of Noufaily and others 2013.

    OMP_NUM_THREADS=1 python benchmarks/scenarios.py [--replicates 100] [--seeds 1 2 3] [--each] [--write]

For every seed two worlds are drawn: without a present outbreak for the false positive rate (FPR: share of the 49 weeks
with an alarm) and with one for the probability of detection (POD: at least one alarm from the first to the last week
of the outbreak; an outbreak that was drawn with no report at all counts as missed). Past outbreaks are always there.
``--each`` judges the scenarios one per call instead of all 4,200 series in one. ``--write`` keeps the figures of the
calibrated mode at alpha .005 in src/shanyraq/radar/measured/scenarios.json, which the pages read, and
renews the tables of the documentation.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
import scipy

from shanyraq.detection import FarringtonSettings, farrington_flexible
from shanyraq.detection.worlds.scenarios import CURRENT, SCENARIOS, ScenarioWorld, scenario_world

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "src/shanyraq/radar/measured/scenarios.json"
ROWS = list(CURRENT)
ALPHAS = (0.001, 0.005, 0.01, 0.05)
PUBLISHED = (
    ("Noufaily 2013 rule, prototype, alpha .005", ".0049 (.0004-.0122)", ".427", ".343", ".73"),
    ("Noufaily 2013 rule, prototype, alpha .01", ".0091 (.0016-.0186)", ".502", ".406", ".64"),
    ("21 algorithms, Bedubourg and Le Strat 2017, alpha .01", ".007-.599", ".433-.887", "", ".065-.684"),
    ("knows the true mean and dispersion, one week, .005", ".005", ".46", "", ""),
    ("knows the true mean and dispersion, two weeks, .005", ".005", ".53", "", ""),
)


class Score:
    """Of one rule over all seeds."""

    def __init__(self) -> None:
        self.false: list[np.ndarray] = []
        self.found: list[np.ndarray] = []
        self.first: list[float] = []
        self.by_size: list[np.ndarray] = []
        self.alarmed_weeks: list[tuple[int, int]] = []
        self.seconds = 0.0

    def add(self, quiet: ScenarioWorld, rising: ScenarioWorld, calm: np.ndarray, alarm: np.ndarray) -> None:
        outbreak = rising.outbreak()[ROWS]
        hit = (alarm & outbreak).any(axis=0)
        start = outbreak & ~np.vstack((np.zeros((1, outbreak.shape[1]), bool), outbreak[:-1]))
        self.false.append(_by(quiet.scenario, calm.mean(axis=0), range(1, 43)))
        self.found.append(_by(rising.scenario, hit, range(1, 43)))
        self.first.append(float((alarm & start).any(axis=0).mean()))
        self.by_size.append(_by(rising.size, hit, range(1, 11)))
        self.alarmed_weeks.append((int((alarm & outbreak).sum()), int(alarm.sum())))

    def figures(self) -> dict[str, float]:
        """What the pages tell of it."""
        false = np.mean(self.false, axis=0)
        right, all_alarms = (sum(column) for column in zip(*self.alarmed_weeks, strict=True))
        return {
            "scenarios": len(false),
            "scenarios_false_alarms": round(float(false.mean()), 4),
            "scenarios_false_alarms_highest": round(float(false.max()), 4),
            "scenarios_found": round(float(np.mean(self.found)), 4),
            "scenarios_found_first_week": round(float(np.mean(self.first)), 4),
            "scenarios_alarms_right": round(right / max(all_alarms, 1), 4),
        }

    def line(self) -> str:
        rates = np.array([false.mean() for false in self.false])
        worst = max(float(false.max()) for false in self.false)
        mean_by_scenario = np.mean(self.false, axis=0)
        right, all_alarms = (sum(column) for column in zip(*self.alarmed_weeks, strict=True))
        return (
            f"FPR {rates.mean():.4f} (seeds {rates.min():.4f}-{rates.max():.4f}; scenarios, mean of seeds "
            f"{mean_by_scenario.min():.4f}-{mean_by_scenario.max():.4f}, worst of one seed {worst:.4f})  "
            f"POD {np.mean(self.found):.3f} ({min(map(np.mean, self.found)):.3f}-{max(map(np.mean, self.found)):.3f})  "
            f"week 1 {np.mean(self.first):.3f}  PPV {right / max(all_alarms, 1):.2f}  "
            f"false per series-year {52 * rates.mean():.2f}"
        )


def _by(groups: np.ndarray, values: np.ndarray, numbers: range) -> np.ndarray:
    return np.array([values[groups == number].mean() for number in numbers])


def judged(world: ScenarioWorld, settings: FarringtonSettings, each: bool) -> np.ndarray:
    """Alarms ``[49, S]``."""
    if not each:
        return farrington_flexible(world.counts, at=ROWS, settings=settings).alarm
    alarm = np.zeros((len(ROWS), world.counts.shape[1]), dtype=bool)
    for number in range(1, 43):
        mine = world.scenario == number
        alarm[:, mine] = farrington_flexible(world.counts[:, mine], at=ROWS, settings=settings).alarm
    return alarm


def measure(seeds: list[int], replicates: int, each: bool, alphas: tuple[float, ...]) -> dict[tuple[str, float], Score]:
    """Scores of both modes at every level."""
    modes: dict[str, Callable[..., FarringtonSettings]] = {
        "calibrated": FarringtonSettings.calibrated,
        "noufaily nb": FarringtonSettings.noufaily,
    }
    scores = {(name, alpha): Score() for name in modes for alpha in alphas}
    for seed in seeds:
        quiet = scenario_world(replicates=replicates, seed=[seed, 0], outbreak=False)
        rising = scenario_world(replicates=replicates, seed=[seed, 1])
        for (name, alpha), score in scores.items():
            settings = modes[name](alpha=alpha)
            started = time.process_time()
            calm, alarm = (judged(world, settings, each) for world in (quiet, rising))
            score.seconds += time.process_time() - started
            score.add(quiet, rising, calm, alarm)
            false, found = score.false[-1], score.found[-1]
            print(
                f"seed {seed} {name} {alpha}: FPR {false.mean():.4f}, worst {false.max():.4f}, POD {found.mean():.3f}",
                flush=True,
            )
    return scores


def write(kept: dict[str, float]) -> None:
    MEASURED.parent.mkdir(exist_ok=True)
    said = {"measured_on": date.today().isoformat(), "by": "benchmarks/scenarios.py", "figures": kept}
    MEASURED.write_text(json.dumps(said, indent=2) + "\n", "utf-8")
    subprocess.run([sys.executable, ROOT / "scripts/write_figures.py"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--alphas", type=float, nargs="+", default=list(ALPHAS), help="0.005 is always among them")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the figures for the pages")
    options = parser.parse_args()
    print(
        f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}"
    )
    print(
        f"{options.replicates} replicates, seeds {options.seeds}, "
        f"{'one scenario' if options.each else 'all scenarios'} per call\n"
    )
    alphas = tuple(sorted({*options.alphas, 0.005}))
    scores = measure(options.seeds, options.replicates, options.each, alphas)
    fits = 2 * len(options.seeds) * len(ROWS) * 42 * options.replicates
    for (name, alpha), score in scores.items():
        print(f"{name:12} {alpha:<5}  {score.line()}  {fits / score.seconds:,.0f} fits per CPU-second")
    print("\nPOD by k of the present outbreak, 1 to 10")
    for (name, alpha), score in scores.items():
        print(f"{name:12} {alpha:<5} ", " ".join(f"{pod:.2f}" for pod in np.mean(score.by_size, axis=0)))
    print("\nalpha .005 by scenario: FPR and POD of calibrated, then of noufaily nb")
    ours, theirs = scores["calibrated", 0.005], scores["noufaily nb", 0.005]
    for scenario in SCENARIOS:
        row = scenario.number - 1
        numbers = [np.mean(values, axis=0)[row] for values in (ours.false, ours.found, theirs.false, theirs.found)]
        print(
            f"{scenario.number:2} level {scenario.level:5} trend {scenario.trend:6} harmonics {scenario.harmonics} "
            f"dispersion {scenario.dispersion:3}  {numbers[0]:.4f} {numbers[1]:.2f}  {numbers[2]:.4f} {numbers[3]:.2f}"
        )
    if options.write:
        write(ours.figures())
    print("\nOther figures: FPR, POD, POD in week 1, PPV")
    for row in PUBLISHED:
        print("  ".join(row))


if __name__ == "__main__":
    main()
