"""A DuckDB of one's own: in memory up to a limit, beyond it in a folder that goes away with the work."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

import duckdb

from .refusals import BadInput

Progress = Callable[[float], None]
"""Is told the share of the work that is done, from 0 to 1, every now and then."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT])i?B", re.IGNORECASE)
_IN_GB = {"K": 1e-6, "M": 1e-3, "G": 1.0, "T": 1e3}
_TICK = 0.1


@contextmanager
def workspace(
    memory: str = "1GB", spill: Path | None = None, threads: int | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a memory limit. What does not fit goes into a temporary folder inside ``spill``.

    ``threads`` None: a core for each whole GB, as every thread keeps a table of its own while it counts.
    """
    size = _SIZE.fullmatch(memory)
    if not size:
        raise BadInput(f"memory is a size like 512MB or 2GB; it is {memory!r}.")
    if threads is not None and threads < 1:
        raise BadInput(f"threads is a whole number from 1; it is {threads}.")
    if spill is not None and not spill.is_dir():
        raise BadInput(f"{spill}: is not a folder; what does not fit into the memory goes there.")
    with tempfile.TemporaryDirectory(prefix="shanyraq-", dir=spill) as folder, duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute("SET autoinstall_known_extensions = false")
        database.execute(f"SET memory_limit = {quoted(memory)}")
        database.execute(f"SET temp_directory = {quoted(folder)}")
        database.execute(f"SET threads = {threads or _cores_for(size):d}")
        yield database


def _cores_for(size: re.Match[str]) -> int:
    gigabytes = float(size[1]) * _IN_GB[size[2].upper()]
    return max(1, min(os.cpu_count() or 1, int(gigabytes)))


def run(database: duckdb.DuckDBPyConnection, statement: str, progress: Progress | None = None) -> None:
    """One statement; with ``progress`` in a second thread, so that the first can tell how far it is."""
    if progress is None:
        database.execute(statement)
        return
    failed: list[BaseException] = []
    worker = threading.Thread(target=_execute, args=(database, statement, failed), daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(_TICK)
            progress(min(1.0, max(0.0, database.query_progress() / 100)))
    except BaseException:
        database.interrupt()
        worker.join()
        raise
    if failed:
        raise failed[0]
    progress(1.0)


def _execute(database: duckdb.DuckDBPyConnection, statement: str, failed: list[BaseException]) -> None:
    try:
        database.execute(statement)
    except BaseException as error:
        failed.append(error)


def sql(text: str, **parts: object) -> str:
    """A statement with its ``$parts``: names of our own, numbers, and what ``quoted`` and ``named`` return.

    >>> sql("SELECT $column FROM series", column=named("area"))
    'SELECT "area" FROM series'
    """
    return Template(text).substitute(parts)


def quoted(text: str | Path) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def named(column: str) -> str:
    """The name of a column as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def only(database: duckdb.DuckDBPyConnection, statement: str) -> tuple[object, ...]:
    """The one row of an answer that has one."""
    # All rows are taken, though there is one: an answer half read keeps the connection from other work.
    (row,) = database.execute(statement).fetchall()
    return tuple(row)
