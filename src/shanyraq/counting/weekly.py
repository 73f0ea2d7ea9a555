"""Items -> weekly counts by area, issue and source, in one pass and bounded memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
from numpy.typing import NDArray

from .files import KINDS, is_csv
from .items import ID, LABELS, Items, open_items
from .refusals import BadInput
from .whole_files import whole_file, writable
from .workspace import Progress, only, quoted, run, sql

Silence = Literal["zero", "missing"]
MOST_CELLS = 200_000_000
_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class DenseCounts:
    """Weekly counts as the detectors want them.

    ``counts[T, S]`` float64, nan where nothing is known; ``weeks[T]`` the Mondays; ``labels[S]`` one name a level,
    in the order of the alphabet; ``active_sources[T]`` sources that reported anything anywhere, nan for none.
    """

    counts: NDArray[np.float64]
    weeks: NDArray[np.datetime64]
    labels: tuple[tuple[str, ...], ...]
    by: tuple[str, ...]
    active_sources: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """Weekly counts in a DuckDB: tables ``cells`` (number, week, count), ``series`` and ``weeks``.

    ``items`` were counted into ``series`` series over ``weeks`` ISO weeks from ``first`` to ``last`` (Mondays);
    ``silent_weeks`` of them have no item of any source; ``capped`` items lay beyond the cap and do not count.
    """

    database: duckdb.DuckDBPyConnection
    by: tuple[str, ...]
    items: int
    capped: int
    series: int
    weeks: int
    silent_weeks: int
    first: date
    last: date
    silence: Silence

    def relation(self, *, sparse: bool = False) -> duckdb.DuckDBPyRelation:
        """Rows ``series, date, count, <levels>, active_sources``, by series and week; the file of ``write``."""
        return self.database.sql(self._rows(sparse))

    def write(self, target: Path | str, *, sparse: bool = False, progress: Progress | None = None) -> None:
        """Writes .csv or .parquet; the file appears when it is whole. ``sparse`` leaves out the zeros.

        Raises ``BadInput`` for another ending, a folder that is not there, or more rows than anybody can use.
        """
        target = Path(target)
        writable(target, KINDS)
        self._refuse_too_many(sparse)
        with whole_file(target) as unfinished:
            kind = "HEADER, FORMAT csv" if target.suffix.lower() == ".csv" else "FORMAT parquet"
            run(self.database, f"COPY ({self._rows(sparse)}) TO {quoted(unfinished)} ({kind})", progress)

    def dense(self) -> DenseCounts:
        """Counts as a matrix ``[T, S]``; memory 8 bytes a cell. Raises ``BadInput`` beyond ``MOST_CELLS``."""
        self._refuse_too_many(sparse=False)
        counts = np.zeros((self.weeks, self.series))
        for start in range(0, self.series, _CHUNK):
            found = self.database.execute(
                "SELECT number, week, count FROM cells WHERE number >= ? AND number < ?", [start, start + _CHUNK]
            ).fetchnumpy()
            counts[found["week"], found["number"]] = found["count"]
        active = self.database.execute("SELECT active_sources FROM weeks ORDER BY week").fetchnumpy()["active_sources"]
        sources = np.ma.filled(np.ma.asarray(active, dtype=np.float64), np.nan)
        if self.silence == "missing":
            counts[np.isnan(sources)] = np.nan
        weeks = np.datetime64(self.first, "D") + 7 * np.arange(self.weeks)
        labels = self.database.execute(sql(_LABELS, names=", ".join(self.by))).fetchall()
        return DenseCounts(counts, weeks, tuple(map(tuple, labels)), self.by, sources)

    def _rows(self, sparse: bool) -> str:
        names = ", ".join(f"series.{name}" for name in self.by)
        silent = "NULL" if self.silence == "missing" else "0"
        count = f"CASE WHEN active_sources IS NULL THEN {silent} ELSE coalesce(cells.count, 0) END"
        return sql(_ROWS, count=count, names=names, grid=_SPARSE if sparse else _DENSE)

    def _refuse_too_many(self, sparse: bool) -> None:
        if not sparse and self.series * self.weeks > MOST_CELLS:
            raise BadInput(
                f"{self.series:,} series by {self.weeks:,} weeks are {self.series * self.weeks:,} cells, more than"
                f" {MOST_CELLS:,}. Count by fewer levels (--by area,issue) or leave out the zeros (--sparse)."
            )


def count_weekly(
    database: duckdb.DuckDBPyConnection,
    paths: Sequence[Path | str],
    *,
    by: Sequence[str] = LABELS,
    cap: int | None = None,
    time_zone: str = "UTC",
    since: date | None = None,
    until: date | None = None,
    silence: Silence = "zero",
    ignored: Sequence[str] = (),
    progress: Progress | None = None,
) -> WeeklyCounts:
    """Items (columns ``area, issue, source, time``, perhaps ``id``) -> counts by ISO week and the levels of ``by``.

    ``paths``: CSV or Parquet files, or folders of them; ``database``: see ``workspace``, which bounds the memory.
    Times with an offset are moved to ``time_zone``; times without one are taken as local. ``cap``: one source counts
    for at most so many items a week in one area and issue. ``since``, ``until``: the days counted, both included.
    A week in which no source reports anything is 0 everywhere, or unknown (``silence="missing"``).

    One pass over the items, O(items); memory grows with the series-weeks that hold an item, beyond the limit on disk.
    Raises ``BadInput`` naming file and line of the first item that is not one, or of an id that comes twice.
    """
    levels = _levels(by)
    if cap is not None and cap < 1:
        raise BadInput(f"the cap is a whole number from 1; it is {cap}.")
    items = open_items(database, paths, time_zone=time_zone, ignored=ignored)
    _tally(database, items, since, until, progress)
    return _gather(database, levels, cap, silence)


def _levels(by: Sequence[str]) -> tuple[str, ...]:
    levels = tuple(by)
    if not levels or any(name not in LABELS for name in levels) or len(set(levels)) != len(levels):
        raise BadInput(f"counts are by some of {', '.join(LABELS)}, each once; asked for: {', '.join(levels) or '-'}.")
    return levels


def _tally(
    database: duckdb.DuckDBPyConnection,
    items: Items,
    since: date | None,
    until: date | None,
    progress: Progress | None,
) -> None:
    try:
        _tally_as_it_is(database, items, since, until, progress)
    except duckdb.OutOfMemoryException:
        raise BadInput("the memory is not enough; give more with --memory or a larger folder with --spill.") from None
    except duckdb.Error as error:
        problem = items.first_problem(database)
        if problem is None and any(map(is_csv, items.files)):
            with tempfile.TemporaryDirectory(prefix="shanyraq-") as folder:
                _tally_as_it_is(database, items.tidied(database, Path(folder)), since, until, progress)
            return
        raise problem or BadInput(str(error).splitlines()[0]) from None


def _tally_as_it_is(
    database: duckdb.DuckDBPyConnection,
    items: Items,
    since: date | None,
    until: date | None,
    progress: Progress | None,
) -> None:
    """The one pass: items of every area, issue, source and week. A bad item makes a group with NULL in it."""
    within = "".join(
        f" AND day {sign} DATE '{day.isoformat()}'" for sign, day in ((">=", since), ("<=", until)) if day is not None
    )
    without_id = f"count(nullif(trim({ID}), '')) < count(*)" if items.has_id else "false"
    run(database, sql(_TALLY, items=items.select, within=within, without_id=without_id), progress)
    if only(database, _BAD)[0]:
        raise items.first_problem(database) or BadInput("an item cannot be read.")
    if not only(database, "SELECT count(*) FROM tally")[0]:
        asked = " in the days asked for" if within else ""
        raise BadInput(f"{items.files[0]}: there is no item{asked}; nothing to count.")
    if items.has_id:
        row = database.execute(sql(_TWICE, items=items.select)).fetchone()
        if row is not None:
            raise items.twice(database, row[0])


def _gather(
    database: duckdb.DuckDBPyConnection, levels: tuple[str, ...], cap: int | None, silence: Silence
) -> WeeklyCounts:
    counted = "n" if cap is None else f"least(n, {cap:d})"
    first, last, every, kept = only(database, sql(_EXTENT, counted=counted))
    assert isinstance(first, date)
    assert isinstance(last, date)
    length = (last - first).days // 7 + 1
    parts = {"names": ", ".join(levels), "label": " || ' / ' || ".join(levels), "counted": counted}
    for statement in (_SERIES, _CELLS, _WEEKS, "DROP TABLE tally"):
        database.execute(sql(statement, first=f"DATE '{first}'", length=length, **parts))
    series, labels, weeks, active = (int(str(number)) for number in only(database, _SIZES))
    if series != labels:
        raise BadInput("two series would have one name, because names hold ' / '; write them without it.")
    items, capped = int(str(every)), int(str(every)) - int(str(kept))
    return WeeklyCounts(database, levels, items, capped, series, weeks, weeks - active, first, last, silence)


_TALLY = """
CREATE OR REPLACE TEMP TABLE tally AS
SELECT area, issue, source, CAST(date_trunc('week', day) AS DATE) AS monday, count(*) AS n, $without_id AS without_id
FROM ($items) WHERE day IS NULL OR (true$within) GROUP BY ALL
"""
_BAD = """
SELECT count(*) FROM tally
WHERE area IS NULL OR issue IS NULL OR source IS NULL OR monday IS NULL OR without_id
"""
_TWICE = "SELECT id FROM ($items) GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1"
_EXTENT = "SELECT min(monday), max(monday), sum(n), sum($counted) FROM tally"
_SERIES = """
CREATE OR REPLACE TEMP TABLE series AS
SELECT $names, $label AS label, row_number() OVER (ORDER BY $names) - 1 AS number
FROM (SELECT DISTINCT $names FROM tally)
"""
_CELLS = """
CREATE OR REPLACE TEMP TABLE cells AS
SELECT number, CAST((monday - $first) // 7 AS INTEGER) AS week, CAST(sum($counted) AS BIGINT) AS count
FROM tally JOIN series USING ($names) GROUP BY ALL ORDER BY number, week
"""
_WEEKS = """
CREATE OR REPLACE TEMP TABLE weeks AS
SELECT CAST(w AS INTEGER) AS week, $first + CAST(7 * w AS INTEGER) AS day, active_sources
FROM range(0, $length) AS r(w)
LEFT JOIN (SELECT monday, count(DISTINCT source) AS active_sources FROM tally GROUP BY monday)
ON monday = $first + CAST(7 * w AS INTEGER)
"""
_SIZES = """
SELECT (SELECT count(*) FROM series), (SELECT count(DISTINCT label) FROM series), count(*), count(active_sources)
FROM weeks
"""
_LABELS = "SELECT $names FROM series ORDER BY number"
_ROWS = """
SELECT series.label AS series, weeks.day AS date, CAST($count AS BIGINT) AS count, $names, active_sources
FROM $grid ORDER BY series.number, weeks.week
"""
_SPARSE = "series JOIN cells USING (number) JOIN weeks USING (week)"
_DENSE = "series CROSS JOIN weeks LEFT JOIN cells ON cells.number = series.number AND cells.week = weeks.week"
