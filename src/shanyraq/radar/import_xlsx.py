"""Rows of a workbook, read in a process of its own: a workbook made to burst bursts there, and nothing else.

Standard input: the file. Standard output: a JSON list of rows, each a list of words. No Django here.
"""

import io
import json
import sys
from datetime import date, datetime

from python_calamine import CalamineWorkbook

MEMORY = 1024**3
SECONDS = 20


def limit_oneself() -> None:
    """At most so much memory and time (where the system knows such limits)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def rows(file: bytes, most: int) -> list[list[str]]:
    """The first sheet's cells as words; a formula is the value it had, never itself."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    table = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=most)
    return [[word(cell) for cell in row] for row in table]


def word(cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


if __name__ == "__main__":
    limit_oneself()
    sys.stdout.write(json.dumps(rows(sys.stdin.buffer.read(), int(sys.argv[1]))))
