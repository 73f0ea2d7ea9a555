"""The register of mediators as a CSV file: what the order on public mediators wants published, and no contact."""

from collections.abc import Iterator
from datetime import date

from django.http import StreamingHttpResponse

from .export import CHUNK, harmless, written
from .mediator_queries import MediatorRow, rows_of

COLUMNS = (
    "mediator", "body", "kind", "area", "area_name", "offered_in", "issues", "elected_on", "valid_to", "ended_on",
    "state", "document",
)  # fmt: skip


def as_csv(credentials, day: date) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(credentials, day), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mediators-{day.isoformat()}.csv"'
    return response


def cells_of(row: MediatorRow) -> list:
    each = row.credential
    return [
        each.membership.person.name, each.membership.organization.name, each.kind, each.area_id, each.area.name,
        " ".join(each.language_codes), " ".join(each.issue_codes), _day(each.elected_on), _day(each.valid_to),
        _day(each.ended_on), row.state, each.document,
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _lines(credentials, day: date) -> Iterator[str]:
    yield "\ufeff" + written(COLUMNS)
    for credential in credentials.iterator(chunk_size=CHUNK):
        yield written([harmless(cell) for cell in cells_of(rows_of([credential], day)[0])])
