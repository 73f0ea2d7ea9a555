"""The signal loop held to its bars: scan, pages, intake, delivery, and the lists of a whole history.

    python benchmarks/loop.py                       a country of 170,000 signals, some minutes
    python benchmarks/loop.py --national DATA       the million of `shanyraq demo --scale national` in the folder DATA
    python benchmarks/loop.py --parts pages,scan    only these (scan, pages, intake, delivery, replay)
    python benchmarks/loop.py --seeds 1,2,3         worlds of the replay
    python benchmarks/loop.py --write               and keep the figures for the page that tells them: all parts only

DATA is copied and never written to. With DATABASE_URL the country is built in that (empty) database. CPU is that of
this process on one core; only delivery is told in seconds of the clock. Exit 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from signal_loop import delivery, house, intake, pages, replay, scan
from signal_loop.figures import Figure, write

PARTS = ("scan", "pages", "intake", "delivery", "replay")
KEPT = Path(__file__).resolve().parents[1] / "src/shanyraq/radar/measured/loop.json"


def main() -> int:
    chosen = _options()
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _country(folder, chosen)
        for part in chosen.parts:
            begun = time.process_time()
            for figure in _measured(part, folder, chosen):
                found.append(figure)
                print(figure, flush=True)
            print(f"  ({part}: {time.process_time() - begun:.0f} CPU-s)", flush=True)
    if chosen.write:
        write(KEPT, found, by="benchmarks/loop.py")
    missed = [figure for figure in found if not figure.is_kept]
    print(f"\n{len(found)} figures, {len(missed)} bars missed")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--national", type=Path, metavar="DATA", help="a data folder that holds the million")
    options.add_argument("--scale", default="medium", choices=["small", "medium", "national"])
    options.add_argument("--parts", type=lambda told: told.split(","), default=list(PARTS))
    options.add_argument("--seeds", type=lambda told: [int(seed) for seed in told.split(",") if seed], default=None)
    options.add_argument("--write", action="store_true", help=f"keep the figures in {KEPT.name}")
    chosen = options.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        options.error(f"no such part: {', '.join(sorted(unknown))}")
    if chosen.write and set(chosen.parts) != set(PARTS):
        options.error("--write keeps the figures of one whole run, not of some parts")
    return chosen


def _country(folder: Path, chosen: argparse.Namespace) -> None:
    if chosen.national:
        house.copy(chosen.national, folder)
    house.start(folder)
    spent = 0.0 if chosen.national else house.build(chosen.scale)
    print(f"{house.signals():,} signals{f', built in {spent:.0f} s of CPU' if spent else ''}\n", flush=True)


def _measured(part: str, folder: Path, chosen: argparse.Namespace) -> Iterator[Figure]:
    if part == "delivery":
        return delivery.measure(folder)
    if part == "replay":
        seeds = replay.SEEDS if chosen.seeds is None else chosen.seeds
        return replay.measure(seeds)
    return {"scan": scan, "pages": pages, "intake": intake}[part].measure()


if __name__ == "__main__":
    sys.exit(main())
