"""How fast is a country scanned for clusters in space and time?

    python benchmarks/scan.py

200 areas, 3,453 round zones, 8 weeks, 999 replicates, about 1.4 reports an area and week. CPU time of one core,
the best of three runs, checking of the zones included. Beside it the plain way: for every replicate sum the counts
of the zones with NumPy and score all sums. Then the closed-form Bayesian scan of the same map, and twice and four
times the replicates.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shanyraq.detection import bayesian_scan, nearest_zones, spacetime_scan

AREAS, ZONES, WEEKS, REPLICATES = 200, 3_453, 8, 999
RUNS = 3
BUDGET = 0.5


def country() -> tuple[np.ndarray, np.ndarray, tuple[tuple[int, ...], ...]]:
    """Counts, expectations and zones of an invented country."""
    chance = np.random.default_rng(20260101)
    zones = nearest_zones(chance.uniform(size=(AREAS, 2)), 21)[:ZONES]
    expected = chance.lognormal(0.0, 0.8, size=(1, AREAS)) * np.ones((WEEKS, 1))
    return chance.poisson(expected).astype(float), expected, zones


def plain_scan(counts: np.ndarray, expected: np.ndarray, zones: tuple[tuple[int, ...], ...]) -> np.ndarray:
    """Best score of every replicate, all sums scored one replicate after the other."""
    belongs = np.zeros((AREAS, len(zones)))
    for number, zone in enumerate(zones):
        belongs[list(zone), number] = 1
    chance = np.random.default_rng(1)
    base = np.cumsum(expected[::-1], axis=0) @ belongs
    best = np.empty(REPLICATES)
    for replicate in range(REPLICATES):
        observed = np.cumsum(chance.poisson(expected)[::-1], axis=0) @ belongs
        more = observed > base
        scores = observed[more] * np.log(observed[more] / base[more]) - (observed[more] - base[more])
        best[replicate] = scores.max(initial=0)
    return best


def cpu(work: Callable[[], object], runs: int = RUNS) -> float:
    """CPU seconds of the best run."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    counts, expected, zones = country()
    print(f"{AREAS} areas, {len(zones):,} zones, {WEEKS} weeks, {REPLICATES} replicates")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}, one core")

    def scan(simulations: int, **settings: object) -> Callable[[], object]:
        return lambda: spacetime_scan(counts, expected, zones, simulations=simulations, seed=1, **settings)

    ours = cpu(scan(REPLICATES))
    plain = cpu(lambda: plain_scan(counts, expected, zones), runs=1)
    print(
        f"\nexpectation-based Poisson   {ours:6.2f} CPU-s  (budget {BUDGET}: {'met' if ours <= BUDGET else 'MISSED'})"
    )
    print(f"the plain NumPy loop        {plain:6.2f} CPU-s  ({plain / ours:.1f} times ours)")
    print(f"Kulldorff, conditional      {cpu(scan(REPLICATES, conditional=True)):6.2f} CPU-s")
    print(f"negative binomial           {cpu(scan(REPLICATES, dispersion=1.5)):6.2f} CPU-s")
    print(f"Bayesian, closed form       {cpu(lambda: bayesian_scan(counts, expected, zones)):6.3f} CPU-s")
    print("\nreplicates   CPU-s")
    for times in (1, 2, 4):
        print(f"{REPLICATES * times:10,} {cpu(scan(REPLICATES * times)):7.2f}")


if __name__ == "__main__":
    main()
