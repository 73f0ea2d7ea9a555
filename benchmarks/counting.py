"""How long does it take to count millions of items by week, area, issue and source?

    python benchmarks/counting.py [--most 100] [--folder DIR]

Invented items lie in one Parquet file: 210 areas, 10 issues, 5 sources, ten years, times with an offset to UTC.
DuckDB's own plain GROUP BY stands beside `count_weekly`, which also moves every time to local days, checks every item,
caps sources and writes the CSV of `shanyraq detect`; at 20 million items Spark on the same file, where Java is. The
curve: 1, 20 and 100 million. Each figure is a process of its own: wall seconds, CPU seconds of all cores, and the peak
of its memory. The files go away afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import duckdb

from shanyraq.counting import count_weekly, workspace

MILLION = 1_000_000
MEMORY = "2GB"
BYTES_PER_ITEM = 12
ZONE = "Asia/Almaty"
ITEMS = """
COPY (SELECT 'area ' || CAST(floor(random() * 210) AS INTEGER) AS area,
             'issue ' || CAST(floor(random() * 10) AS INTEGER) AS issue,
             'source ' || CAST(floor(random() * 5) AS INTEGER) AS source,
             TIMESTAMPTZ '2014-01-01 00:00+00' + to_seconds(CAST(random() * 315360000 AS BIGINT)) AS time
      FROM range({items}))
TO '{path}' (FORMAT parquet)
"""
PLAIN = """
SELECT count(*), sum(n) FROM (
    SELECT area, issue, source, date_trunc('week', time) AS week, count(*) AS n FROM '{path}' GROUP BY ALL)
"""


def generate(path: Path, items: int) -> None:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'; SET memory_limit = '2GB'; SELECT setseed(0.5)")
        database.execute(ITEMS.format(items=items, path=path))


def plain(path: Path) -> int:
    """DuckDB alone, in UTC, nothing checked and nothing written."""
    with duckdb.connect() as database:
        database.execute(f"SET TimeZone = 'UTC'; SET memory_limit = '{MEMORY}'; SET temp_directory = '{path.parent}'")
        return int(database.execute(PLAIN.format(path=path)).fetchall()[0][1])


def counted_in(zone: str, write: bool) -> Callable[[Path], int]:
    def ours(path: Path) -> int:
        with workspace(MEMORY, path.parent) as database:
            counts = count_weekly(database, [path], time_zone=zone, cap=1000)
            if write:
                counts.write(path.with_suffix(".csv"))
            return counts.items

    return ours


def on_spark(path: Path) -> int:
    from shanyraq.counting import spark

    session = spark.local_session(os.cpu_count() or 1, "2g", path.parent)
    counts = spark.count_weekly(session, [path], time_zone=ZONE, cap=1000)
    items = int(counts.agg({"count": "sum"}).collect()[0][0])
    machine = session.sparkContext._gateway
    session.stop()
    # Java's own seconds and memory count when it has ended.
    machine.shutdown()
    machine.proc.stdin.close()
    machine.proc.wait(60)
    return items


WORK: dict[str, Callable[[Path], int]] = {
    "DuckDB, plain GROUP BY, UTC": plain,
    "count_weekly, UTC": counted_in("UTC", write=False),
    f"count_weekly, {ZONE}": counted_in(ZONE, write=False),
    f"count_weekly, {ZONE}, CSV written": counted_in(ZONE, write=True),
    f"Spark, {ZONE}": on_spark,
}


def measured(name: str, path: Path) -> None:
    """Runs one piece of work in a process of its own and prints its line."""
    done = subprocess.run([sys.executable, __file__, "--work", name, str(path)], capture_output=True, text=True)
    if done.returncode:
        print(f"  {name:44} {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
        return
    seen = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  {name:44} {seen['wall']:8.1f} {seen['cpu']:8.1f} {seen['items'] / seen['wall'] / MILLION:9.2f}"
        f" {seen['memory']:8.0f}"
    )


def work(name: str, path: Path) -> None:
    start = time.perf_counter()
    items = WORK[name](path)
    wall = time.perf_counter() - start
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    memory = max(own.ru_maxrss, children.ru_maxrss) / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "items": items, "memory": memory}))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--most", type=int, default=100, help="millions of items at the end of the curve")
    asked.add_argument("--folder", type=Path, help="where the files lie for a while")
    asked.add_argument("--work", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    wishes = asked.parse_args()
    if wishes.work:
        work(wishes.work[0], Path(wishes.work[1]))
        return
    with tempfile.TemporaryDirectory(prefix="shanyraq-bench-", dir=wishes.folder) as folder:
        bench(Path(folder), wishes.most)


def bench(folder: Path, most: int) -> None:
    head = f"  {'':44} {'wall s':>8} {'CPU s':>8} {'M items/s':>9} {'peak MB':>8}"
    print(f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores, memory limit {MEMORY}")
    for millions in sorted({min(size, most) for size in (1, 20, 100)}):
        if shutil.disk_usage(folder).free < 2 * millions * MILLION * BYTES_PER_ITEM + MILLION * 1000:
            print(f"{millions} million items: not enough room in {folder}; --folder names another place")
            continue
        path = folder / "items.parquet"
        generate(path, millions * MILLION)
        print(f"{millions} million items, Parquet of {path.stat().st_size / MILLION:.0f} MB")
        print(head)
        for name in WORK:
            if name.startswith("Spark") and (millions != 20 or not shutil.which("java")):
                continue
            measured(name, path)
        path.unlink()


if __name__ == "__main__":
    main()
