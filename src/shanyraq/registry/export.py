"""The register as a CSV file, the same columns as the import door."""

import csv
from collections.abc import Iterator
from datetime import date

from django.http import StreamingHttpResponse

from .models import Organization

COLUMNS = (
    "kind",
    "area",
    "name_kk",
    "name_ru",
    "name_en",
    "founding_date",
    "members_count",
    "email",
    "phone",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CHUNK = 500


def as_csv(bodies, day: date) -> StreamingHttpResponse:
    """A file a spreadsheet opens without running anything; sent row by row."""
    response = StreamingHttpResponse(_lines(bodies), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bodies-{day.isoformat()}.csv"'
    return response


def harmless(value) -> str:
    """A cell that no spreadsheet takes for a formula; ``original`` gives back what it was."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text


def original(cell: str) -> str:
    """What ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in (*FORMULA_STARTS, "'") else cell


def row_of(body: Organization) -> list:
    return [
        body.classification,
        body.area_id,
        body.name_kk,
        body.name_ru,
        body.name_en,
        body.founding_date.isoformat() if body.founding_date else "",
        body.members_count,
        body.email,
        body.phone,
    ]


class _Echo:
    """``csv`` writes into it and gets its line back."""

    def write(self, line: str) -> str:
        return line


def written(cells) -> str:
    """One line of a file, its end included."""
    return csv.writer(_Echo()).writerow(cells)


def _lines(bodies) -> Iterator[str]:
    yield "\ufeff" + written(COLUMNS)
    for body in bodies.iterator(chunk_size=CHUNK):
        yield written([harmless(cell) for cell in row_of(body)])
