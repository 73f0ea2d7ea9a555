"""Tables with a second row of hashtags (Humanitarian Exchange Language, HXL 1.1), row by row."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shanyraq.reading.issues import theme_name
from shanyraq.registry.export import harmless

from ..weeks import WEEK
from .hotspots import Place
from .weekly import Cell

DAY = WEEK / 7


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for people, its hashtag, and how its cell is read from a row in a language.

    ``{language}`` in a tag becomes the language of the file.
    """

    name: str
    tag: str
    cell: Callable[[Any, str], object]

    def tagged(self, language: str) -> str:
        return self.tag.format(language=language)


def _name(area, language: str) -> str:
    return getattr(area, f"name_{language}") or area.name_kk


def _region(area):
    return area if area.level == 1 else area.parent


def _district(area):
    return area if area.level == 2 else None


PLACE = (
    Column(_("Code of the region"), "#adm1+code+v_iso", lambda row, _in: _region(row.area).pk),
    Column(_("Region"), "#adm1+name+i_{language}", lambda row, language: _name(_region(row.area), language)),
)
DISTRICT = (
    Column(_("Code of the district"), "#adm2+code+v_kato", lambda row, _in: row.area.pk if _district(row.area) else ""),
    Column(
        _("District"),
        "#adm2+name+i_{language}",
        lambda row, language: _name(row.area, language) if _district(row.area) else "",
    ),
)
DATES = (
    Column(_("Week from"), "#date+week+start", lambda row, _in: row.week.isoformat()),
    Column(_("Week to"), "#date+week+end", lambda row, _in: (row.week + 6 * DAY).isoformat()),
)
ISSUE = (
    Column(_("Code of the issue"), "#subject+code", lambda row, _in: row.issue),
    Column(_("Issue"), "#subject+name+i_{language}", lambda row, language: theme_name(row.issue, language)),
)
REPORTS = (
    Column(_("Reports, at least"), "#indicator+reports+min+num", lambda row, _in: row.reports.at_least),
    Column(_("Reports, at most"), "#indicator+reports+max+num", lambda row, _in: row.reports.at_most),
    Column(_("Coverage"), "#status+coverage", lambda row, _in: row.coverage),
)
WEEKLY = (*DATES, *PLACE, *DISTRICT, *ISSUE, *REPORTS)
REGIONS = (*DATES, *PLACE, *REPORTS)
HOTSPOTS = (
    Column(_("Number"), "#event+id", lambda row, _in: row.hotspot.number),
    *PLACE,
    *DISTRICT,
    Column(_("Code of the issue"), "#event+type+code", lambda row, _in: row.hotspot.issue),
    Column(_("Issue"), "#event+type+i_{language}", lambda row, language: theme_name(row.hotspot.issue, language)),
    Column(_("Level"), "#severity+level+num", lambda row, _in: row.hotspot.level),
    Column(_("Severity"), "#severity+v_cap", lambda row, _in: row.hotspot.severity),
    Column(_("Urgency"), "#event+urgency+v_cap", lambda row, _in: row.hotspot.urgency),
    Column(_("Certainty"), "#event+certainty+v_cap", lambda row, _in: row.hotspot.certainty),
    Column(_("State"), "#status+event", lambda row, _in: row.hotspot.state),
    Column(_("Confirmed on"), "#date+start", lambda row, _in: _day(row.hotspot.confirmed_on)),
    Column(_("Closed on"), "#date+end", lambda row, _in: _day(row.hotspot.closed_on)),
    Column(_("How it ended"), "#status+ending", lambda row, _in: row.hotspot.ending),
)


def lines(columns: Iterable[Column], rows: Iterable[Cell | Place], language: str) -> Iterator[str]:
    """The file line by line: names for people, hashtags, then the rows; a mark at the start tells Excel the letters."""
    columns = tuple(columns)
    writer = csv.writer(_Echo())
    with translation.override(language):
        heads = [str(column.name) for column in columns]
    yield "\ufeff" + writer.writerow(heads)
    yield writer.writerow([column.tagged(language) for column in columns])
    for row in rows:
        yield writer.writerow([harmless(column.cell(row, language)) for column in columns])


def _day(day) -> str:
    return day.isoformat() if day else ""


class _Echo:
    """``csv`` writes into it and gets its line back."""

    def write(self, line: str) -> str:
        return line
