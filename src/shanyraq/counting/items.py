"""Items (area, issue, source, time) as one DuckDB expression, and the sentence for the first that cannot be right.

DuckDB judges all items while it counts them. Only when one is bad does a second, slow reading look for its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from .files import csv_source, files_of, is_csv, parquet_source
from .lines import full, header_of, records, tidy_copy
from .refusals import BadInput, at_line, shown
from .workspace import named, quoted, sql

LABELS = ("area", "issue", "source")
REQUIRED = (*LABELS, "time")
ID = "id"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
NOT_A_NAME = ("nan", "null", "none")
TIME = r"\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?"
_TIME = re.compile(TIME, re.ASCII)
_TEXTS = ("VARCHAR", "ENUM", "UUID")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")


@dataclass(frozen=True, slots=True)
class Items:
    """Where the items lie, and the statement that reads them: ``area, issue, source, day[, id]``."""

    files: tuple[Path, ...]
    time_zone: str
    ignored: tuple[str, ...]
    select: str
    has_id: bool

    def tidied(self, database: duckdb.DuckDBPyConnection, folder: Path) -> Items:
        """The same items with every CSV file copied into a folder with one kind of line ends."""
        copies = list(self.files)
        for number, path in enumerate(self.files):
            if is_csv(path):
                copies[number] = folder / f"{number}.csv"
                tidy_copy(path, copies[number])
        return open_items(database, copies, time_zone=self.time_zone, ignored=self.ignored)

    def first_problem(self, database: duckdb.DuckDBPyConnection) -> BadInput | None:
        """The first item, in the order of the files, that cannot be counted."""
        for path in self.files:
            found = _csv_problem(path, self.time_zone) if is_csv(path) else _parquet_problem(database, self, path)
            if found is not None:
                return found
        return None

    def twice(self, database: duckdb.DuckDBPyConnection, identifier: str) -> BadInput:
        """The sentence for an id that two items carry."""
        places: list[tuple[Path, int]] = []
        for path in self.files:
            places += [(path, row) for row in _rows_of_id(database, path, identifier)]
        (first, row), (second, again) = places[:2]
        return at_line(second, again, f"the id {shown(identifier)} was there before: {first}, line {row}.")


def open_items(
    database: duckdb.DuckDBPyConnection,
    paths: Sequence[Path | str],
    *,
    time_zone: str = "UTC",
    ignored: Sequence[str] = (),
) -> Items:
    """Looks at the files and their columns, reads no item yet. Raises ``BadInput`` with a sentence."""
    _known_zone(time_zone)
    files = files_of(paths)
    headers = {path: _columns_of(database, path, ignored) for path in files}
    with_id = [path for path in files if ID in headers[path]]
    if with_id and len(with_id) != len(files):
        without = next(path for path in files if path not in with_id)
        raise BadInput(f"{without}: has no column id, but {with_id[0]} has one; either all files carry it or none.")
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path in files:
        groups.setdefault((path.suffix.lower(), *(f"{n} {t}" for n, t in headers[path].items())), []).append(path)
    parts = [_select(group, headers[group[0]], time_zone, bool(with_id)) for group in groups.values()]
    return Items(tuple(files), time_zone, tuple(ignored), " UNION ALL ".join(parts), bool(with_id))


def local_day(text: str, time_zone: str) -> date | None:
    """The day of an ISO date or time where people live; None for anything else.

    >>> local_day("2024-03-31T20:30:00Z", "Asia/Almaty")
    datetime.date(2024, 4, 1)
    """
    if not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
        day = (moment.astimezone(ZoneInfo(time_zone)) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None
    return day if EARLIEST <= day <= LATEST else None


def day_sql(column: str, kind: str, time_zone: str) -> str:
    """The same rule in SQL, for a column of text, dates or times."""
    if kind == "VARCHAR":
        moved = f"CAST(try_cast({column} AS TIMESTAMPTZ) AT TIME ZONE {quoted(time_zone)} AS DATE)"
        day = (
            f"CASE WHEN NOT regexp_full_match({column}, {quoted(TIME)}) THEN NULL"
            f" WHEN regexp_matches(substr({column}, 17), '[Z+-]') THEN {moved}"
            f" ELSE try_cast(substr({column}, 1, 10) AS DATE) END"
        )
    elif kind == "TIMESTAMP WITH TIME ZONE":
        day = f"try_cast({column} AT TIME ZONE {quoted(time_zone)} AS DATE)"
    else:
        day = f"try_cast({column} AS DATE)"
    return f"nullif({day}, CASE WHEN {day} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}' THEN NULL ELSE {day} END)"


def name_sql(column: str) -> str:
    """A name, or NULL for one that is empty or stands for nothing."""
    nothing = ", ".join(map(quoted, ("", *NOT_A_NAME)))
    return f"CASE WHEN lower(trim(CAST({column} AS VARCHAR))) NOT IN ({nothing}) THEN CAST({column} AS VARCHAR) END"


def _known_zone(name: str) -> None:
    try:
        datetime.now(UTC).astimezone(ZoneInfo(name))
    except Exception:
        raise BadInput(f"the time zone {shown(name)} is not known; a name looks like Asia/Almaty.") from None


def _columns_of(database: duckdb.DuckDBPyConnection, path: Path, ignored: Sequence[str]) -> dict[str, str]:
    """Column -> type. Raises ``BadInput`` where a column is missing, unknown or of a strange type."""
    columns = dict.fromkeys(header_of(path), "VARCHAR") if is_csv(path) else _parquet_columns(database, path)
    found = ", ".join(columns) or "none"
    for name in REQUIRED:
        if name not in columns:
            raise BadInput(f"{path}: the column {name} is missing; its columns are {found}.")
    for name, kind in columns.items():
        if name in ignored:
            continue
        if name not in (*REQUIRED, ID):
            raise BadInput(
                f"{path}: the column {shown(name)} is unknown; items have {', '.join(REQUIRED)} and perhaps id."
                f" To leave it out: --ignore {name}"
            )
        if not _right_type(name, kind):
            raise BadInput(f"{path}: the column {name} is of the type {kind}, which is no {_wanted(name)}.")
    return columns


def _right_type(name: str, kind: str) -> bool:
    if name == "time":
        return kind == "VARCHAR" or kind == "DATE" or kind.startswith("TIMESTAMP")
    return kind.startswith(_TEXTS) or kind in _WHOLE


def _wanted(name: str) -> str:
    return "date or time" if name == "time" else "name"


def _parquet_columns(database: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    try:
        described = database.execute(sql("DESCRIBE SELECT * FROM $source", source=parquet_source([path]))).fetchall()
    except duckdb.Error:
        raise BadInput(f"{path}: cannot be read as Parquet.") from None
    return {row[0]: row[1] for row in described}


def _select(paths: Sequence[Path], columns: dict[str, str], time_zone: str, with_id: bool) -> str:
    source = csv_source(paths, list(columns)) if is_csv(paths[0]) else parquet_source(paths)
    wanted = [f"{name_sql(named(name))} AS {name}" for name in LABELS]
    wanted.append(f"{day_sql('time', columns['time'], time_zone)} AS day")
    if with_id:
        wanted.append(f"CAST({ID} AS VARCHAR) AS {ID}")
    return sql("SELECT $wanted FROM $source", wanted=", ".join(wanted), source=source)


def _csv_problem(path: Path, time_zone: str) -> BadInput | None:
    names: list[str] = []
    try:
        for line, fields in records(path):
            if not names:
                names = [name.strip() for name in fields]
                continue
            item = full(path, line, fields, names)
            what = _what_is_wrong(item, time_zone)
            if what:
                return at_line(path, line, what)
    except BadInput as problem:
        return problem
    return None


def _what_is_wrong(item: dict[str, str], time_zone: str) -> str:
    for name in LABELS:
        if not item[name].strip():
            return f"the {name} is empty."
        if item[name].strip().lower() in NOT_A_NAME:
            return f"the {name} is {shown(item[name])}, which is no name."
    if ID in item and not item[ID].strip():
        return "the id is empty."
    if local_day(item["time"], time_zone) is None:
        return (
            f"the time {shown(item['time'])} is none; write 2026-03-09 or 2026-03-09T14:30:00+05:00,"
            f" from {EARLIEST.year} to {LATEST.year}."
        )
    return ""


def _parquet_problem(database: duckdb.DuckDBPyConnection, items: Items, path: Path) -> BadInput | None:
    columns = _columns_of(database, path, items.ignored)
    bad = {name: f"{name_sql(named(name))} IS NULL" for name in LABELS}
    bad["time"] = f"{day_sql('time', columns['time'], items.time_zone)} IS NULL"
    if items.has_id:
        bad[ID] = f"trim(coalesce(CAST({ID} AS VARCHAR), '')) = ''"
    row = database.execute(
        sql(
            "SELECT file_row_number + 1, $tests, CAST(time AS VARCHAR) FROM $source WHERE $any"
            " ORDER BY file_row_number LIMIT 1",
            tests=", ".join(bad.values()),
            any=" OR ".join(bad.values()),
            source=parquet_source([path], numbered=True),
        )
    ).fetchone()
    if row is None:
        return None
    name = list(bad)[row[1:-1].index(True)]
    what = f"the time {shown(str(row[-1]))} is none" if name == "time" else f"the {name} is empty or no name"
    return BadInput(f"{path}, row {row[0]}: {what}.")


def _rows_of_id(database: duckdb.DuckDBPyConnection, path: Path, identifier: str) -> list[int]:
    if is_csv(path):
        names = header_of(path)
        column = names.index(ID)
        return [line for line, fields in records(path) if fields[column : column + 1] == [identifier]][:2]
    rows = database.execute(
        sql(
            "SELECT file_row_number + 1 FROM $source WHERE CAST(id AS VARCHAR) = ? ORDER BY 1 LIMIT 2",
            source=parquet_source([path], numbered=True),
        ),
        [identifier],
    ).fetchall()
    return [int(row[0]) for row in rows]
