"""Answers of the detectors as the rows of ``shanyraq detect``: series in order of appearance, then by date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from shanyraq.detection.picture import SeriesView
from shanyraq.detection.report import ReportLine

from .detectors import Detector, Judged, Task
from .refusals import BadInput
from .series_file import SeriesFile
from .workspace import Progress, quoted, run, sql

Floats = NDArray[np.float64]
COLUMNS = ("observed", "expected", "upper", "p", "score")
_CELLS_AT_ONCE = 2_000_000
_WEEKS_BEFORE = 52


@dataclass(frozen=True, slots=True)
class Answers:
    """What a detector said of all series in the weeks ``at``; the rows lie in the DuckDB of the file."""

    file: SeriesFile
    at: NDArray[np.int64]
    alarms: int
    unjudged: int
    """Series-weeks with a count about which the method has nothing to say: their history is too short."""

    def write(self, target: Path, progress: Progress | None = None) -> None:
        """The CSV of ``shanyraq detect``. O(rows); large answers are sorted on disk."""
        shown = ", ".join(f"{_shown(name)} AS {name}" for name in COLUMNS)
        run(self.file.database, sql(_WRITE, shown=shown, target=quoted(target)), progress)

    def of(self, number: int) -> tuple[Floats, NDArray[np.bool_]]:
        """Observed, expected, upper, p, score as ``[5, len(at)]`` of one series, and its alarms."""
        found = self.file.database.execute(
            "SELECT observed, expected, upper, p, score, alarm FROM answers WHERE number = ? ORDER BY row", [number]
        ).fetchnumpy()
        return np.array([np.ma.filled(found[name], np.nan) for name in COLUMNS]), np.asarray(found["alarm"], dtype=bool)

    def view(self, number: int) -> SeriesView:
        """One series as a picture shows it: the judged weeks, and up to a year before them."""
        columns, alarm = self.of(number)
        first = max(0, int(self.at[0]) - _WEEKS_BEFORE)
        before = int(self.at[0]) - first
        counts, _exposure = self.file.block(number, number + 1)
        nothing = np.full(before, np.nan)
        expected, upper = (np.r_[nothing, columns[each]] for each in (1, 2))
        rows = slice(first, int(self.at[-1]) + 1)
        flags = np.r_[np.zeros(before, dtype=bool), alarm]
        return SeriesView.of(self.file.labels[number], self.file.weeks[rows], counts[rows, 0], expected, upper, flags)

    def listed(self, most: int) -> list[ReportLine]:
        """Alarms of the latest weeks, the newest week first, in it the highest score."""
        rows = self.file.database.execute(_LISTED, [most]).fetchall()
        return [
            ReportLine(label, self.file.weeks[row], *(np.nan if number is None else number for number in numbers))
            for label, row, *numbers in rows
        ]


def judge(
    file: SeriesFile, detector: Detector, at: NDArray[np.int64], first: int, progress: Progress | None = None
) -> Answers:
    """Judges all series of a file; methods that judge each series by itself get them in blocks of bounded size.

    ``at``: the rows to judge; ``first``: the first that can be. Raises ``BadInput`` with the words of the method.
    """
    file.database.execute(_TABLE)
    many = len(file.labels)
    size = max(1, _CELLS_AT_ONCE // len(file.weeks)) if detector.independent else many
    alarms = unjudged = 0
    for start in range(0, many, size):
        counts, exposure = file.block(start, start + size)
        levels = {name: labels[start : start + size] for name, labels in file.levels.items()}
        task = Task(counts, at, file.weeks, first, exposure if detector.uses_exposure else None, levels)
        try:
            judged = detector.judge(task)
        except ValueError as error:
            raise BadInput(f"{file.path}: {error}") from None
        _keep(file.database, start, task, judged)
        alarms += int(judged.alarm.sum())
        unjudged += int((np.isnan(judged.expected) & ~np.isnan(counts[at]) & ~judged.alarm).sum())
        if progress is not None:
            progress(min(1.0, (start + size) / many))
    return Answers(file, at, alarms, unjudged)


def _keep(database: duckdb.DuckDBPyConnection, start: int, task: Task, judged: Judged) -> None:
    series = task.counts.shape[1]
    rows = {
        "number": np.repeat(np.arange(start, start + series), len(task.at)),
        "row": np.tile(task.at, series),
        "observed": task.counts[task.at].T.ravel(),
        **{name: getattr(judged, name).T.ravel() for name in COLUMNS[1:]},
        "alarm": judged.alarm.T.ravel(),
    }
    database.register("block", rows)
    database.execute(_INSERT)
    database.unregister("block")


def _shown(name: str) -> str:
    return f"CASE WHEN isfinite({name}) THEN format('{{:.10g}}', {name}) END"


_TABLE = """
CREATE OR REPLACE TEMP TABLE answers (number BIGINT, row BIGINT, observed DOUBLE, expected DOUBLE, upper DOUBLE,
                                      p DOUBLE, score DOUBLE, alarm BOOLEAN)
"""
_INSERT = "INSERT INTO answers SELECT number, row, observed, expected, upper, p, score, alarm FROM block"
_WRITE = """
COPY (SELECT label AS series, (SELECT day FROM first_week) + CAST(7 * row AS INTEGER) AS date, $shown,
             CAST(alarm AS INTEGER) AS alarm
      FROM answers JOIN series USING (number) ORDER BY number, row)
TO $target (FORMAT csv, HEADER)
"""
_LISTED = """
SELECT label, row, observed, expected, upper, p, score FROM answers JOIN series USING (number)
WHERE alarm ORDER BY row DESC, CASE WHEN isfinite(score) THEN score END DESC NULLS LAST, p, number LIMIT ?
"""
