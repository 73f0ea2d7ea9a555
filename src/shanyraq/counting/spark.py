"""The same counts on Spark, and the detectors run there, part by part. Needs the extra ``spark`` and Java 17."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .detectors import Detector, Task
from .files import files_of, is_csv
from .items import EARLIEST, LABELS, LATEST, NOT_A_NAME, REQUIRED, TIME
from .lines import header_of
from .refusals import BadInput
from .workspace import quoted, sql

try:
    from pyspark.sql import DataFrame, SparkSession
except ImportError:
    raise ImportError("Spark is not installed; it comes with shanyraq[spark] and needs Java 17 or newer.") from None

Row = tuple[Any, ...]
ANSWER = (
    "series string, date date, observed double, expected double, upper double, p double, score double, alarm boolean"
)


def local_session(cores: int = 2, memory: str = "1g", folder: Path | None = None, **changes: str) -> SparkSession:
    """A Spark of this machine alone: no port is open to others, no page is served.

    ``folder`` takes what does not fit into the memory; ``changes`` are more options, ``_`` written for each dot.
    """
    # Workers are to be this Python, which has the engines; Spark asks the environment alone.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{cores}]").appName("shanyraq")
    options = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": memory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(2 * cores),
        **({"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder)} if folder else {}),
        **{name.replace("_", "."): value for name, value in changes.items()},
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def count_weekly(
    spark: SparkSession,
    paths: Sequence[Path | str],
    *,
    by: Sequence[str] = LABELS,
    cap: int | None = None,
    time_zone: str = "UTC",
    since: date | None = None,
    until: date | None = None,
    ignored: Sequence[str] = (),
) -> DataFrame:
    """Items -> rows ``<levels>, date, count`` for the weeks that hold an item; see ``shanyraq.counting.count_weekly``.

    The session's time zone is to be UTC, as in ``local_session``. Raises ``BadInput`` for items that are none; the
    line of the first is named by ``shanyraq count``.
    """
    if spark.conf.get("spark.sql.session.timeZone") != "UTC":
        raise BadInput("the time zone of the Spark session is to be UTC (spark.sql.session.timeZone).")
    within = "".join(
        f" AND day {sign} DATE '{day.isoformat()}'" for sign, day in ((">=", since), ("<=", until)) if day is not None
    )
    tally = _items(spark, files_of(paths), time_zone, ignored).where(f"day IS NULL OR (true{within})")
    tally = tally.groupBy(*LABELS, "date").agg({"*": "count"}).withColumnRenamed("count(1)", "n").cache()
    if tally.where(" OR ".join(f"{name} IS NULL" for name in (*LABELS, "date"))).limit(1).count():
        raise BadInput("an item has no area, issue, source or time that can be read; `shanyraq count` names its line.")
    counted = "n" if cap is None else f"least(n, {cap:d})"
    select = sql(_SUM, levels=", ".join(by), counted=counted)
    return spark.sql(select, tally=tally)


def detect(
    counts: DataFrame, detector: Detector, *, by: Sequence[str] = LABELS, since: date | None = None, parts: int = 8
) -> DataFrame:
    """Judges the counts of ``count_weekly`` part by part; rows as ``shanyraq detect`` writes them.

    A week without a row is 0. A method whose series lend each other strength has one part, which must fit one worker.
    """
    first, last = counts.selectExpr("min(date)", "max(date)").collect()[0]
    weeks = np.datetime64(first, "D") + 7 * np.arange((last - first).days // 7 + 1)
    row = detector.first_row(weeks)
    at = np.arange(max(row, int(np.searchsorted(weeks, np.datetime64(since, "D"))) if since else row), len(weeks))
    label = f"concat_ws(' / ', {', '.join(by)})"
    table = counts.selectExpr(f"{label} AS series", "date", "count")
    spread = table.repartition(parts, "series") if detector.independent else table.coalesce(1)
    judged = spread.rdd.mapPartitions(_judge(detector, weeks, at, row))
    return counts.sparkSession.createDataFrame(judged, ANSWER)


def _judge(
    detector: Detector, weeks: NDArray[np.datetime64], at: NDArray[np.int64], first: int
) -> Callable[[Iterable[Row]], Iterator[Row]]:
    """What a worker does with its part of the series. Plain rows go in and out: the engines need no pandas."""

    def judge(rows: Iterable[Row]) -> Iterator[Row]:
        numbers: dict[str, int] = {}
        cells = [(numbers.setdefault(label, len(numbers)), day, count) for label, day, count in rows]
        if not cells:
            return
        series, days, values = (np.array(column) for column in zip(*cells, strict=True))
        counts = np.zeros((len(weeks), len(numbers)))
        counts[(days.astype("datetime64[D]") - weeks[0]).astype(np.int64) // 7, series] = values
        judged = detector.judge(Task(counts, at, weeks, first))
        dates = weeks[at].tolist()
        for label, number in numbers.items():
            answers = (
                getattr(judged, name)[:, number].tolist() for name in ("expected", "upper", "p", "score", "alarm")
            )
            yield from zip([label] * len(at), dates, counts[at, number].tolist(), *answers, strict=True)

    return judge


def _items(spark: SparkSession, files: list[Path], time_zone: str, ignored: Sequence[str]) -> DataFrame:
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path in files:
        groups.setdefault(tuple(header_of(path)) if is_csv(path) else ("",), []).append(path)
    read = [_read(spark, group, time_zone, ignored) for group in groups.values()]
    together = read[0]
    for each in read[1:]:
        together = together.unionByName(each)
    return together


def _read(spark: SparkSession, paths: list[Path], time_zone: str, ignored: Sequence[str]) -> DataFrame:
    names = [str(path.resolve()) for path in paths]
    if is_csv(paths[0]):
        reader = spark.read.option("header", True).option("mode", "FAILFAST").option("escape", '"')
        table = reader.option("multiLine", True).csv(names)
    else:
        table = spark.read.parquet(*names)
    for name in REQUIRED:
        if name not in table.columns:
            raise BadInput(f"{paths[0]}: the column {name} is missing; its columns are {', '.join(table.columns)}.")
    for name in table.columns:
        if name not in (*REQUIRED, "id", *ignored):
            raise BadInput(f"{paths[0]}: the column '{name}' is unknown.")
    kind = dict(table.dtypes)["time"]
    return (
        table.selectExpr(*(f"{_name(name)} AS {name}" for name in LABELS), f"{_day(kind, time_zone)} AS local")
        .selectExpr(*LABELS, f"CASE WHEN local BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}' THEN local END AS day")
        .selectExpr("*", "CAST(date_trunc('WEEK', day) AS DATE) AS date")
    )


def _name(column: str) -> str:
    nothing = ", ".join(map(quoted, ("", *NOT_A_NAME)))
    return f"CASE WHEN lower(trim(CAST({column} AS STRING))) NOT IN ({nothing}) THEN CAST({column} AS STRING) END"


def _day(kind: str, time_zone: str) -> str:
    zone = quoted(time_zone)
    if kind == "timestamp":
        return f"CAST(from_utc_timestamp(time, {zone}) AS DATE)"
    if kind != "string":
        return "CAST(time AS DATE)"
    # Spark wants seconds before an offset; ISO does not.
    exact = r"regexp_replace(time, r'([T ]\d{2}:\d{2})([Z+-])', '$1:00$2')"
    moved = f"CAST(from_utc_timestamp(try_cast({exact} AS TIMESTAMP), {zone}) AS DATE)"
    return (
        f"CASE WHEN NOT time RLIKE r'^{TIME}$' THEN NULL WHEN substr(time, 17) RLIKE '[Z+-]' THEN {moved}"
        " ELSE try_cast(substr(time, 1, 10) AS DATE) END"
    )


_SUM = "SELECT $levels, date, CAST(sum($counted) AS BIGINT) AS count FROM {tally} GROUP BY $levels, date"
