"""Answers of well-known programs on public data. They lie beside the project, not in it: their packages are GPL."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reference" / "detection"

needs_reference = pytest.mark.skipif(not FOLDER.exists(), reason=f"the reference answers are not beside us: {FOLDER}")


@cache
def rows(file, **wanted):
    """Rows of a reference file whose columns hold the wanted words."""
    with (FOLDER / file).open(newline="") as lines:
        return [row for row in csv.DictReader(lines) if all(row[key] == word for key, word in wanted.items())]


def column(found, name):
    """One column as numbers, empty cells as nan."""
    return np.array([float(row[name]) if row[name] else np.nan for row in found])


@cache
def series(dataset):
    """The counts ``[T, S]`` of a data set and the names of its units, in order of appearance."""
    by_unit = defaultdict(dict)
    for row in rows("series.csv", dataset=dataset):
        by_unit[row["unit"]][int(row["t"])] = float(row["count"])
    weeks = range(1, 1 + max(max(known) for known in by_unit.values()))
    return np.array([[known[t] for known in by_unit.values()] for t in weeks]), list(by_unit)


def table(found, units, name):
    """Weeks (0-based rows) and one column of an answer as ``[weeks, units]``."""
    weeks = sorted({int(row["t"]) for row in found})
    cells = {(int(row["t"]), row["unit"]): float(row[name]) if row[name] else np.nan for row in found}
    return np.array(weeks) - 1, np.array([[cells[t, unit] for unit in units] for t in weeks])
