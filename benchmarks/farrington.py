"""How fast are weeks judged by Farrington flexible?

    OMP_NUM_THREADS=1 python benchmarks/farrington.py

Ours and, where R with the package surveillance is installed, R's on the same counts in the same run, one after the
other; CPU seconds of one core, best of three (R: one run of fewer series). Then twice the series and twice the weeks:
the cost must grow in line with them. Then 10,000 series: memory beside input and answer must not grow with them.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shanyraq.detection import FarringtonResult, FarringtonSettings, farrington_flexible

SERIES = 2_100
WEEKS = 26
LAST = 400
R_SERIES = 60
RUNS = 3
GOAL = 50_000
TIMES_R = 500
START = "2015-01-05"

R_PROGRAM = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv("counts.csv", header = FALSE))
weeks <- scan("weeks.csv", quiet = TRUE)
data <- sts(observed = counts, frequency = 52, start = c(2015, 2),
            epoch = seq(as.Date("START"), by = "week", length.out = nrow(counts)))
control <- list(range = weeks, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
                pThresholdTrend = 1, alpha = 0.01, thresholdMethod = "nbPlugin", limit54 = c(5, 4), verbose = FALSE)
began <- proc.time()
answer <- farringtonFlexible(data, control = control)
cat(sum((proc.time() - began)[c("user.self", "sys.self")]))
write.table(answer@alarm * 1, "alarms.csv", sep = ",", row.names = FALSE, col.names = FALSE)
""".replace("START", START)


def world(series: int, weeks: int = LAST, seed: int = 1) -> np.ndarray:
    """Seasonal, overdispersed weekly counts, lognormal means about 1.5 a week, now and then a surge."""
    chance = np.random.default_rng(seed)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52)
    mean = chance.lognormal(0.4, 1, series) * season[:, None]
    mean *= np.where(chance.random(mean.shape) < 0.01, 4, 1)
    return chance.negative_binomial(mean / 0.5, 1 / 1.5).astype(float)


def judge(counts: np.ndarray, weeks: int, settings: FarringtonSettings | None = None) -> FarringtonResult:
    """The last weeks of every series, by the calendar."""
    dates = np.datetime64(START) + 7 * np.arange(len(counts))
    at = np.arange(len(counts) - weeks, len(counts))
    return farrington_flexible(counts, at=at, settings=settings or FarringtonSettings.noufaily(), dates=dates)


def best_of(runs: int, work: Callable[[], FarringtonResult]) -> tuple[float, FarringtonResult]:
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        answer = work()
        taken.append(time.process_time() - start)
    return min(taken), answer


def line(name: str, fits: int, seconds: float, note: str = "") -> float:
    print(f"{name:<42} {fits:9,} {seconds:8.2f} {fits / seconds:12,.0f}  {note}")
    return fits / seconds


def by_r(counts: np.ndarray, weeks: int) -> tuple[float, np.ndarray] | None:
    """CPU seconds of R's function and its alarms, or None where it is not installed."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.savetxt(folder / "counts.csv", counts, fmt="%d", delimiter=",")
        np.savetxt(folder / "weeks.csv", np.arange(len(counts) - weeks, len(counts)) + 1, fmt="%d")
        (folder / "judge.R").write_text(R_PROGRAM)
        ran = subprocess.run(["Rscript", "judge.R"], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            print(ran.stderr.strip().splitlines()[-1] if ran.stderr else "R failed")
            return None
        return float(ran.stdout.split()[-1]), np.loadtxt(folder / "alarms.csv", delimiter=",", ndmin=2) == 1


def against_r(ours: float) -> None:
    counts = world(R_SERIES)
    weeks = 4
    theirs = by_r(counts, weeks)
    if theirs is None:
        print("R with the package surveillance is not installed: its speed and alarms were NOT compared.")
        return
    seconds, alarms = theirs
    rate = line("R surveillance, farringtonFlexible", weeks * R_SERIES, seconds)
    apart = int((alarms != judge(counts, weeks).alarm).sum())
    print(f"ours / R: {ours / rate:,.0f} (goal {TIMES_R}); alarms that differ: {apart} of {alarms.size}")


def cost_grows_in_line(counts: np.ndarray, seconds: float) -> None:
    double, _ = best_of(RUNS, lambda: judge(world(2 * SERIES), WEEKS))
    line("twice the series", 2 * SERIES * WEEKS, double, f"{double / seconds:.2f} x the time")
    longer, _ = best_of(RUNS, lambda: judge(counts, 2 * WEEKS))
    line("twice the weeks", 2 * SERIES * WEEKS, longer, f"{longer / seconds:.2f} x the time")


def memory(series: int) -> None:
    counts = world(series)
    tracemalloc.start()
    answer = judge(counts, 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = counts.nbytes + sum(getattr(answer, name).nbytes for name in answer.__slots__)
    print(f"{series:,} series: peak {peak / 1e6:.0f} MB, input and answer {size / 1e6:.0f} MB")


def main() -> None:
    counts = world(SERIES)
    print(f"{'CPU seconds of one core, best of ' + str(RUNS):<42} {'fits':>9} {'seconds':>8} {'fits a s':>12}")
    seconds, _ = best_of(RUNS, lambda: judge(counts, WEEKS))
    ours = line("noufaily, 5 years, 10 seasons", SERIES * WEEKS, seconds, f"goal {GOAL:,}")
    against_r(ours)
    for name, settings in (
        ("noufaily, r_compat (the steps of glm)", FarringtonSettings.noufaily(r_compat=True)),
        ("noufaily, muan", FarringtonSettings.noufaily(threshold="muan")),
        ("classic, one season, delta", FarringtonSettings.classic()),
    ):
        line(name, SERIES * WEEKS, best_of(RUNS, lambda settings=settings: judge(counts, WEEKS, settings))[0])
    cost_grows_in_line(counts, seconds)
    memory(1_000)
    memory(10_000)


if __name__ == "__main__":
    main()
