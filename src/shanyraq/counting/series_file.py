"""``series,date,count[,population]`` -> matrices for the detectors, a block of series at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from .files import csv_source
from .items import EARLIEST, LATEST, name_sql
from .lines import header_of, tidy_copy
from .refusals import BadInput
from .series_lines import (
    COUNT,
    DATE,
    LARGEST,
    POSITIVE,
    Columns,
    first_line_of,
    first_problem,
    lines_of,
    two_places,
)
from .workspace import Progress, named, only, quoted, run, sql

Floats = NDArray[np.float64]
REQUIRED = ("series", "date", "count")
EXPOSURES = ("population", "active_sources")
LEVELS = ("region", "district", "area", "theme", "issue", "source")
MOST_CELLS = 200_000_000


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """Weekly series, read and checked: ``labels[S]`` in order of appearance, ``weeks[T]`` from first to last.

    ``levels``: level -> S labels. ``first_known[S]``: the first row with a count; T for a series that has none.
    """

    database: duckdb.DuckDBPyConnection
    path: Path
    labels: tuple[str, ...]
    weeks: NDArray[np.datetime64]
    levels: dict[str, tuple[str, ...]]
    first_known: NDArray[np.int64]
    exposure: str | None

    def block(self, start: int = 0, stop: int | None = None) -> tuple[Floats, Floats | None]:
        """Counts and exposure of the series from ``start`` to ``stop``, each ``[T, stop - start]``; nan is missing.

        A week without an exposure has that of the week before, at the beginning that of the week after.
        Raises ``BadInput`` where the block is larger than any memory.
        """
        stop = len(self.labels) if stop is None else min(stop, len(self.labels))
        shape = (len(self.weeks), stop - start)
        if shape[0] * shape[1] > MOST_CELLS:
            raise BadInput(
                f"{self.path}: {shape[1]:,} series by {shape[0]:,} weeks are more than {MOST_CELLS:,} cells;"
                " this method needs all of them at once. Judge fewer series or weeks at a time."
            )
        found = self.database.execute(_BLOCK, [start, stop]).fetchnumpy()
        place = found["week"], found["number"] - start
        counts = np.full(shape, np.nan)
        counts[place] = np.ma.filled(found["count"], np.nan)
        if self.exposure is None:
            return counts, None
        exposure = np.full(shape, np.nan)
        exposure[place] = np.ma.filled(found["exposure"], np.nan)
        return counts, _filled(exposure)


def open_series(
    database: duckdb.DuckDBPyConnection,
    path: Path | str,
    *,
    exposure: str | None = None,
    levels: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> SeriesFile:
    """Reads a UTF-8 CSV of weekly counts: one row a series and week, in any order.

    ``exposure``: the column of the offset; None takes ``population`` where it is there. ``levels``: the columns of the
    hierarchy; None takes those of ``LEVELS`` that are there. An empty count or an absent row is a missing week.
    O(rows); memory within the limit of the workspace. Raises ``BadInput`` with file and line.
    """
    path = Path(path)
    names = _header(path)
    columns = _columns(path, names, exposure, levels)
    try:
        _load(database, path, columns, progress)
    except duckdb.OutOfMemoryException:
        raise BadInput("the memory is not enough; give more with --memory or a larger folder with --spill.") from None
    except duckdb.Error as error:
        problem = first_problem(path, columns)
        if problem is not None:
            raise problem from None
        _load_tidied(database, path, columns, error, progress)
    _check(database, path, columns)
    return _series(database, path, columns)


def _header(path: Path) -> list[str]:
    try:
        return header_of(path)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read, {(error.strerror or str(error)).lower()}.") from None


def _columns(path: Path, names: list[str], exposure: str | None, levels: Sequence[str] | None) -> Columns:
    if names and names[0].startswith("PAR1"):
        raise BadInput(f"{path}: is a Parquet file; detect reads CSV (count writes it with -o COUNTS.csv).")
    wanted = [*REQUIRED, *([exposure] if exposure else []), *(levels or [])]
    for name in wanted:
        if name not in names:
            raise BadInput(f"{path}, line 1: the column {name} is missing; the header names {', '.join(names)}.")
    known = (*wanted, *EXPOSURES, *LEVELS)
    for name in names:
        if name not in known:
            raise BadInput(
                f"{path}, line 1: the column '{name}' is unknown; series, date, count and population are known, and"
                f" {', '.join(LEVELS)} as levels. To make it a level: --levels {name}"
            )
    if exposure is None and "population" in names:
        exposure = "population"
    chosen = tuple(levels) if levels is not None else tuple(name for name in LEVELS if name in names)
    return Columns(tuple(names), exposure, chosen)


def _load(database: duckdb.DuckDBPyConnection, path: Path, columns: Columns, progress: Progress | None = None) -> None:
    exposure = (
        _number("exposure", named(columns.exposure), POSITIVE) if columns.exposure else "NULL::DOUBLE AS exposure"
    )
    levels = "".join(f", {name_sql(named(name))} AS {named('level ' + name)}" for name in columns.levels)
    statement = sql(
        _LOAD,
        series=name_sql("series"),
        pattern=quoted(DATE),
        count=_number("count", '"count"', COUNT),
        exposure=exposure,
        levels=levels,
        source=csv_source([path], columns.names),
    )
    run(database, statement, progress)


def _load_tidied(
    database: duckdb.DuckDBPyConnection, path: Path, columns: Columns, error: Exception, progress: Progress | None
) -> None:
    """A file with several kinds of line ends, say: copied with one kind, then read."""
    with tempfile.TemporaryDirectory(prefix="shanyraq-") as folder:
        copy = Path(folder) / "copy.csv"
        tidy_copy(path, copy)
        try:
            _load(database, copy, columns, progress)
        except duckdb.Error:
            raise BadInput(f"{path}: cannot be read, {str(error).splitlines()[0]}") from None


def _check(database: duckdb.DuckDBPyConnection, path: Path, columns: Columns) -> None:
    rows, bad, weekdays = only(
        database, sql(_BAD, largest=LARGEST, earliest=EARLIEST, latest=LATEST, bad_level=_bad(columns))
    )
    if not rows:
        raise BadInput(f"{path}: has a header and no rows; there is nothing to judge.")
    if bad or weekdays != 1:
        raise first_problem(path, columns) or BadInput(f"{path}: a line cannot be read.")
    for statement in (_SERIES, _CELLS):
        database.execute(sql(statement, levels=_level_columns(columns)))
    twice = database.execute(_TWICE).fetchone()
    if twice is not None:
        raise _duplicate(path, columns, *twice)
    for name in columns.levels:
        row = database.execute(sql(_TWO_PLACES, level=named("level " + name))).fetchone()
        if row is not None:
            raise two_places(path, columns, row[0], name)
    if columns.exposure:
        row = database.execute(_NO_EXPOSURE).fetchone()
        if row is not None:
            line = first_line_of(path, columns, row[0])
            raise BadInput(f"{path}, line {line}: the series '{row[0]}' has no {columns.exposure} in any week.")


def _duplicate(path: Path, columns: Columns, label: str, day: date) -> BadInput:
    first, second = lines_of(path, columns, label, day)[:2]
    return BadInput(f"{path}, line {second}: the week {day} of '{label}' was there before, in line {first}.")


def _series(database: duckdb.DuckDBPyConnection, path: Path, columns: Columns) -> SeriesFile:
    first, last = only(database, "SELECT min(day), max(day) FROM raw")
    assert isinstance(first, date)
    assert isinstance(last, date)
    database.execute("CREATE OR REPLACE TEMP TABLE first_week AS SELECT min(day) AS day FROM raw")
    database.execute("DROP TABLE raw")
    length = (last - first).days // 7 + 1
    rows = database.execute(sql(_LABELS, length=length, levels=_levels_of(columns))).fetchall()
    labels, known, *levels = zip(*rows, strict=True)
    return SeriesFile(
        database,
        path,
        tuple(labels),
        np.datetime64(first, "D") + 7 * np.arange(length),
        dict(zip(columns.levels, levels, strict=True)),
        np.array(known, dtype=np.int64),
        columns.exposure,
    )


def _filled(exposure: Floats) -> Floats:
    """Gaps hold the value before them, those at the beginning the value after."""
    rows = np.arange(len(exposure))[:, None]
    known = ~np.isnan(exposure)
    before = np.maximum.accumulate(np.where(known, rows, -1), axis=0)
    return np.take_along_axis(exposure, np.where(before < 0, np.argmax(known, axis=0), before), axis=0)


def _number(name: str, column: str, pattern: str) -> str:
    """A number; NULL where the field is empty, -1 where it holds something else."""
    text = f"trim({column})"
    return (
        f"CASE WHEN coalesce({text}, '') = '' THEN NULL WHEN regexp_full_match({text}, {quoted(pattern)})"
        f" THEN coalesce(try_cast({text} AS DOUBLE), -1) ELSE -1 END AS {name}"
    )


def _bad(columns: Columns) -> str:
    return "".join(f" OR {named('level ' + name)} IS NULL" for name in columns.levels)


def _levels_of(columns: Columns) -> str:
    return "".join(f", min({named('level ' + name)})" for name in columns.levels)


def _level_columns(columns: Columns) -> str:
    return "".join(f", {named('level ' + name)}" for name in columns.levels)


_LOAD = """
CREATE OR REPLACE TEMP TABLE raw AS
SELECT $series AS series, CASE WHEN regexp_full_match("date", $pattern) THEN try_cast("date" AS DATE) END AS day,
       $count, $exposure$levels
FROM $source
"""
_BAD = """
SELECT count(*), count(*) FILTER (
           series IS NULL OR day IS NULL OR day NOT BETWEEN DATE '$earliest' AND DATE '$latest'
           OR count < 0 OR count > $largest OR exposure <= 0 OR isinf(exposure)$bad_level),
       count(DISTINCT isodow(day))
FROM raw
"""
_SERIES = """
CREATE OR REPLACE TEMP TABLE series AS
SELECT *, row_number() OVER (ORDER BY place) - 1 AS number
FROM (SELECT series AS label, min(rowid) AS place FROM raw GROUP BY series)
"""
_CELLS = """
CREATE OR REPLACE TEMP TABLE cells AS
SELECT number, CAST((day - (SELECT min(day) FROM raw)) // 7 AS INTEGER) AS week, count, exposure$levels
FROM raw JOIN series ON raw.series = series.label ORDER BY number, week
"""
_TWICE = """
SELECT label, (SELECT min(day) FROM raw) + 7 * week
FROM (SELECT number, week FROM cells GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1) JOIN series USING (number)
"""
_TWO_PLACES = """
SELECT label FROM cells JOIN series USING (number)
GROUP BY number, label HAVING min($level) <> max($level) ORDER BY number LIMIT 1
"""
_NO_EXPOSURE = """
SELECT label FROM cells JOIN series USING (number)
GROUP BY number, label HAVING count(exposure) = 0 ORDER BY number LIMIT 1
"""
_LABELS = """
SELECT label, coalesce(min(week) FILTER (count IS NOT NULL), $length)$levels
FROM cells JOIN series USING (number) GROUP BY number, label ORDER BY number
"""
_BLOCK = "SELECT number, week, count, exposure FROM cells WHERE number >= ? AND number < ?"
