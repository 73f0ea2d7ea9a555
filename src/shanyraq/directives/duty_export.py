"""Windows as rows of a table for other programs: tags of the humanitarian exchange language in the second row."""

from collections.abc import Iterable, Iterator
from datetime import date

from shanyraq.registry.models import Organization

from .duty_words import flag_name, mark
from .models import Rule, Standing

COLUMNS = {
    "rule": "#meta+rule",
    "version": "#meta+version",
    "force": "#meta+force",
    "region_code": "#adm1+code",
    "region": "#adm1+name",
    "body": "#org+name",
    "body_id": "#org+id",
    "start": "#date+start",
    "due": "#date+due",
    "extended_from": "#date+due+old",
    "state": "#status+code",
    "state_name": "#status+name",
    "flags": "#status+flags",
    "facts": "#meta+facts",
    "as_of": "#date+asof",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rule: Rule, rows: Iterable[tuple[Organization, Standing]], on: date) -> Iterator[list[str]]:
    """Head, tags, then one row for each window of each body."""
    yield list(COLUMNS)
    yield list(COLUMNS.values())
    for body, standing in rows:
        for window in standing.window_list:
            region = body.area.parent if body.area.level == 2 else body.area
            yield [
                safe(cell)
                for cell in (
                    rule.code,
                    standing.rule.version,
                    standing.rule.force,
                    region.code,
                    region.name,
                    body.name,
                    body.pk,
                    window.start.isoformat(),
                    window.due.isoformat() if window.due else "",
                    window.extended_from.isoformat() if window.extended_from else "",
                    window.state.value,
                    mark(window.state).name,
                    "; ".join(flag_name(flag) for flag in window.flags),
                    " ".join(window.facts),
                    on.isoformat(),
                )
            ]


def safe(cell) -> str:
    """A cell that a spreadsheet reads as text, whatever somebody called his body."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
