"""Spark counts as DuckDB does, and the detectors say there what they say here."""

import os
import shutil
from datetime import date

import duckdb
import numpy as np
import pytest

from shanyraq.counting import BadInput, count_weekly, workspace

ZONE = "Asia/Almaty"
ITEMS = """
SELECT 'area ' || i % 7 AS area, CASE WHEN i % 3 = 0 THEN 'land, water' ELSE 'жер' END AS issue,
       'source ' || (i * 7919) % 5 AS source,
       TIMESTAMPTZ '2023-12-30 00:00+00' + to_minutes(CAST((i * 104729) % 131040 AS BIGINT)) AS time
FROM range(6000) AS r(i)
"""
TIMES = [
    "2024-01-07",
    "2024-01-07 23:59",
    "2024-01-07T20:00Z",
    "2024-01-07T20:00:00.5+00:00",
    "2024-01-07T23:00+0500",
    "2024-01-08T00:30:00+06",
    "2024-03-01T19:30:00-01:30",
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """A Spark of this machine, where Java and pyspark are."""
    try:
        from shanyraq.counting import spark
    except ImportError as missing:
        _missing(str(missing))
    if not shutil.which("java"):
        _missing("no Java: Spark is not tried")
    session = spark.local_session(
        cores=2,
        memory="512m",
        folder=tmp_path_factory.mktemp("spark"),
        spark_sql_shuffle_partitions="2",
        spark_sql_codegen_wholeStage="false",
        spark_driver_extraJavaOptions="-XX:TieredStopAtLevel=1",
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def items(tmp_path_factory):
    """Items in Parquet and CSV: both hours of the change of Almaty's clock, every way to write a time."""
    folder = tmp_path_factory.mktemp("items")
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"COPY ({ITEMS}) TO '{folder}/a.parquet' (FORMAT parquet)")
    lines = [f'2,"area ""x""",land,letter,{time}' for time in TIMES]
    (folder / "b.csv").write_text("\n".join(["note,area,issue,source,time", *lines]) + "\n")
    return folder


@pytest.mark.parametrize(
    "how",
    [{}, {"by": ("issue", "area"), "cap": 3, "since": date(2024, 1, 8), "until": date(2024, 2, 20)}],
    ids=["every level", "capped in some days"],
)
def test_both_count_the_same(spark, items, how):
    from shanyraq.counting.spark import count_weekly as on_spark

    levels = how.get("by", ("area", "issue", "source"))
    with workspace("256MB", threads=1) as database:
        counts = count_weekly(database, [items], time_zone=ZONE, ignored=["note"], **how)
        rows = counts.relation(sparse=True).select(f"{', '.join(levels)}, date, count").fetchall()

    seen = on_spark(spark, [items], time_zone=ZONE, ignored=["note"], **how).select(*levels, "date", "count").collect()

    assert sorted(map(tuple, seen)) == sorted(rows)


def test_both_judge_the_same(spark, items):
    from shanyraq.counting.detectors import Task, detector
    from shanyraq.counting.spark import count_weekly as on_spark
    from shanyraq.counting.spark import detect

    method = detector("ears", variant="C2", alpha=0.05)
    with workspace("256MB", threads=1) as database:
        dense = count_weekly(database, [items / "a.parquet"], by=("area", "issue"), time_zone=ZONE).dense()
    first = method.first_row(dense.weeks)
    at = np.arange(first, len(dense.weeks))
    wanted = method.judge(Task(dense.counts, at, dense.weeks, first))

    counts = on_spark(spark, [items / "a.parquet"], by=("area", "issue"), time_zone=ZONE)
    rows = detect(counts, method, by=("area", "issue"), parts=3).orderBy("series", "date").collect()

    order = sorted(range(len(dense.labels)), key=lambda number: " / ".join(dense.labels[number]))
    for name in ("expected", "upper", "p", "alarm"):
        seen = np.array([row[name] for row in rows], dtype=float).reshape(len(order), -1).T
        np.testing.assert_allclose(seen, getattr(wanted, name)[:, order], rtol=1e-12)


def test_spark_refuses_a_bad_item_too(spark, tmp_path):
    from shanyraq.counting.spark import count_weekly as on_spark

    (tmp_path / "items.csv").write_text("area,issue,source,time\na,b,c,2024-01-01\na,b,c,01.02.2024\n")

    with pytest.raises(BadInput, match="`shanyraq count` names its line"):
        on_spark(spark, [tmp_path])


def _missing(words: str):
    if os.environ.get("SHANYRAQ_REQUIRE_ALL") == "1":
        pytest.fail(words)
    pytest.skip(words)
