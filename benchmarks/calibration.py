"""Is a p-value of .01 really found once in a hundred weeks of pure noise?

    OMP_NUM_THREADS=1 python benchmarks/calibration.py [--seeds 11 12 13] [--write]

Worlds of noise alone: negative binomial with dispersions that differ between series, seasons of several shapes, trends,
lognormal rates, many or few series in a call. The p-values are made uniform (a random point between P(Y > observed) and
P(Y >= observed)); the share at or below .01 should be .01, at or below .001 should be .001. ``alarm`` is the share
of alarms at alpha .005. Nothing was tuned on these seeds. ``--write`` keeps the figures in
src/shanyraq/radar/measured/detection.json, which the pages read, and
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
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
import scipy

from shanyraq.detection import FarringtonSettings, farrington_flexible
from shanyraq.detection.worlds.noise import noise_world

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "src/shanyraq/radar/measured/detection.json"
MAIN, RARE = "1000 series, mean 1.5, sine", "mean .3"
PROMISED = 14
"""So many worlds the calibrated mode promises to hold; the last two lie outside the promise."""
WEEKS, ROWS = 320, range(271, 320, 2)
BANDS = ((0.0, np.inf), (0.0, 0.3), (0.3, 1.0), (1.0, 3.0), (3.0, np.inf))
WORLDS: tuple[tuple[str, int | None, dict[str, Any]], ...] = (
    (MAIN, None, {}),
    ("flat", None, {"season": "flat"}),
    ("dispersion 1-5", None, {"dispersion": (1.0, 5.0)}),
    ("Poisson", None, {"dispersion": (1.0, 1.0)}),
    ("strong sine", None, {"amplitude": 1.0}),
    ("school terms", None, {"season": "school"}),
    ("holidays", None, {"season": "holidays", "amplitude": 0.8}),
    ("trends", None, {"trend": 0.5}),
    (RARE, None, {"level": 0.3}),
    ("mean .1", None, {"level": 0.1, "spread": 0.7}),
    ("mean 8", None, {"level": 8.0, "spread": 0.7}),
    ("calls of 100 series", 100, {}),
    ("calls of 5 series", 5, {"series": 500}),
    ("calls of 1 series", 1, {"series": 300}),
    ("lognormal rates", None, {"kind": "lognormal"}),
    ("lognormal, dispersion 1-5", None, {"kind": "lognormal", "dispersion": (1.0, 5.0)}),
)


Cell = tuple[float, float, float]


def shares(
    mode: Callable[..., FarringtonSettings], seeds: list[int], call: int | None, world: dict[str, Any]
) -> list[Cell | None]:
    """Real exceedance at .01 and .001 and the alarms, for all means and by mean; None where too few weeks are."""
    tables = []
    for seed in seeds:
        noise = noise_world(weeks=WEEKS, seed=seed, **world)
        series = noise.counts.shape[1]
        size = call or series
        answers = [
            farrington_flexible(noise.counts[:, left : left + size], at=ROWS, settings=mode(alpha=0.005))
            for left in range(0, series, size)
        ]
        p, p_mid, alarm = (
            np.concatenate([getattr(answer, name) for answer in answers], axis=1) for name in ("p", "p_mid", "alarm")
        )
        uniform = p - np.random.default_rng(seed).random(p.shape) * 2 * (p - p_mid)
        tables.append((noise.mean[list(ROWS)], uniform, alarm))
    mean, uniform, alarm = (np.concatenate(column) for column in zip(*tables, strict=True))
    cells: list[Cell | None] = []
    for low, high in BANDS:
        here = (mean >= low) & (mean < high)
        if here.sum() < 1000:
            cells.append(None)
            continue
        found = (uniform[here] <= 0.01).mean(), (uniform[here] <= 0.001).mean(), alarm[here].mean()
        cells.append((float(found[0]), float(found[1]), float(found[2])))
    return cells


def line(cells: list[Cell | None]) -> str:
    return " | ".join("{:.4f} {:.5f} {:.4f}".format(*cell) if cell else " " * 20 for cell in cells)


def figures(found: dict[str, list[Cell | None]], uncalibrated: Cell, seconds: float) -> dict[str, float]:
    """What the pages tell of it; a part of a world is the series of about one mean."""
    inside = [found[name] for name, _call, _world in WORLDS[:PROMISED]]
    promised = [cells[0][0] for cells in inside]
    parts = [cell[0] for cells in inside for cell in cells[1:] if cell]
    return {
        "noise_worlds": PROMISED,
        "noise_at_01": round(found[MAIN][0][0], 4),
        "noise_at_001": round(found[MAIN][0][1], 5),
        "noise_at_01_rare": round(found[RARE][0][0], 4),
        "noise_at_01_lowest": round(min(promised), 4),
        "noise_at_01_highest": round(max(promised), 4),
        "noise_at_01_highest_part": round(max(parts), 4),
        "noise_at_01_plug_in": round(uncalibrated[0], 4),
        "seconds_a_week": round(seconds, 2),
    }


def write(kept: dict[str, float]) -> None:
    MEASURED.parent.mkdir(exist_ok=True)
    said = {"measured_on": date.today().isoformat(), "by": "benchmarks/calibration.py", "figures": kept}
    MEASURED.write_text(json.dumps(said, indent=2) + "\n", "utf-8")
    subprocess.run([sys.executable, ROOT / "scripts/write_figures.py"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--write", action="store_true", help="keep the figures for the pages")
    options = parser.parse_args()
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}"
    print(f"{platform.machine()}, {versions}; seeds {options.seeds}, {len(ROWS)} weeks each")
    print("share at .01, at .001, alarms at .005: all | mean below .3 | .3-1 | 1-3 | above 3\n")
    found, plug_in = {}, None
    for name, call, world in WORLDS:
        cells = shares(FarringtonSettings.calibrated, options.seeds, call, world)
        found[name] = cells
        print(f"{name:28}", line(cells), flush=True)
        if name in (MAIN, RARE):
            cells = shares(FarringtonSettings.noufaily, options.seeds, call, world)
            plug_in = plug_in or cells[0]
            print(f"{'  the same, noufaily nb':28}", line(cells), flush=True)
    noise = noise_world(2100, 271, seed=options.seeds[0])
    started = time.process_time()
    for _ in range(3):
        farrington_flexible(noise.counts, at=[270], settings=FarringtonSettings.calibrated())
    seconds = (time.process_time() - started) / 3
    print(f"\none week of 2,100 series: {seconds:.2f} CPU seconds")
    if options.write:
        write(figures(found, plug_in, seconds))


if __name__ == "__main__":
    main()
