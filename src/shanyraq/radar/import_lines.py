"""Rows of a file as reports: each cell as people write it, in any of the three languages; what is wrong, by line."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from shanyraq.places.calendar import today
from shanyraq.places.queries import find_area

from . import reports, vocabulary, whereabouts
from .import_files import Table
from .reports import Report
from .scales import Crowd, Need, SourceKind, Stage

COLUMNS = {
    "date": ("date", "күні", "дата"),
    "region": ("region", "облыс", "өңір", "область", "регион"),
    "place": ("place", "жер", "место"),
    "issue": ("issue", "мәселе", "вопрос", "тема"),
    "stage": ("stage", "кезең", "стадия"),
    "need": ("need", "қажет", "нужно"),
    "crowd": ("people", "адам", "людей"),
    "witness": ("witness", "куә", "очевидец"),
    "source": ("source", "дереккөз", "источник"),
    "text": ("text", "мәтін", "текст"),
}
"""Headings of a column in English, Kazakh and Russian; the first three of each stand in the template."""
NEEDED = ("date", "issue", "stage")
_YES = {"yes", "иә", "да", "1"}
_NO = {"no", "жоқ", "нет", "0"}


@dataclass(slots=True)
class Line:
    """One row: the report it makes, or what keeps it from being one."""

    number: int
    report: Report | None = None
    source_kind: str = SourceKind.OTHER
    problems: list[str] = field(default_factory=list)


def lines(table: Table, *, may_take) -> list[Line]:
    """Every row below the heading. ``may_take(region_code)``: whether the user takes in reports of a region.

    Raises ``ValidationError`` when a column that is needed is missing.
    """
    heading = _heading(table.rows[0][1])
    words = _Words()
    return [_line(number, heading, row, words, may_take) for number, row in table.rows[1:]]


def template() -> list[list[str]]:
    """A heading and a row as an example, in the reader's language."""
    language = ("en", "kk", "ru").index(translation.get_language()[:2])
    row = {"date": today().isoformat(), "region": "KZ-31", "place": "314800000", "issue": "T2", "stage": Stage.DISPUTE}
    row |= {"need": Need.TALK, "crowd": Crowd.TENS, "witness": ("yes", "иә", "да")[language], "source": "akimat"}
    row |= {"text": _("Since Monday the irrigation canal gives no water")}
    return [[names[language] for names in COLUMNS.values()], [str(row[name]) for name in COLUMNS]]


def _heading(cells: list[str]) -> dict[str, int]:
    known = {name: column for column, names in COLUMNS.items() for name in names}
    found = {}
    for place, cell in enumerate(cells):
        column = known.get(cell.strip().lstrip("\ufeff").casefold())
        if column:
            found.setdefault(column, place)
    missing = [column for column in NEEDED if column not in found]
    if missing or not {"region", "place"} & set(found):
        raise ValidationError(
            _("The first row must name the columns: date, issue, stage, and region or place. Take the template.")
        )
    return found


def _line(number, heading, row, words, may_take) -> Line:
    cells = {name: row[place].strip() if place < len(row) else "" for name, place in heading.items()}
    line = Line(number)
    where = _where(line, cells, words, may_take)
    day = _day(line, cells["date"])
    given = {name: _chosen(line, words, name, cells.get(name, "")) for name in ("issue", "stage", "need", "crowd")}
    line.source_kind = _chosen(line, words, "source", cells.get("source", "")) or SourceKind.OTHER
    if line.problems:
        return line
    report = Report(
        area=where.area,
        settlement=where.settlement,
        occurred_on=day,
        issue=given["issue"],
        stage=given["stage"],
        need=given["need"] or Need.NOTHING,
        crowd=given["crowd"] or Crowd.UNKNOWN,
        witness=_witness(cells.get("witness", "")),
        text=cells.get("text", ""),
    )
    try:
        reports.check(report, today())
    except ValidationError as problem:
        line.problems += problem.messages
    else:
        line.report = report
    return line


def _where(line, cells, words, may_take):
    region = words.region(cells.get("region", ""))
    if cells.get("region") and region is None:
        line.problems.append(_("This region is not known."))
        return None
    named = cells.get("place", "")
    found = words.places(named, region or "")
    if len(found) > 1:
        line.problems.append(_("Several places are called so: give the region, or the code of the district."))
    elif not found:
        line.problems.append(_("This place is not known in the country: give the district or its code."))
    elif not may_take(found[0].area.region_code):
        line.problems.append(_("This place lies in another region than yours."))
    return found[0] if len(found) == 1 else None


def _day(line, written: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    line.problems.append(_("Write the day as 2026-03-31 or 31.03.2026."))
    return None


def _chosen(line, words, name, written: str) -> str:
    if not written and name not in NEEDED:
        return ""
    value = words.of(name).get(written.casefold())
    if value is None:
        line.problems.append(
            {
                "issue": _("The issue is not one of the list: write its code, T1 to T14."),
                "stage": _("The stage is not one of the list: grievance, dispute, incident, mobilisation."),
                "need": _("What is needed is not one of the list."),
                "crowd": _("The number of people is not one of the list: few, tens, hundreds, unknown."),
                "source": _("The kind of source is not one of the list."),
            }[name]
        )
    return value or ""


def _witness(written: str) -> bool | None:
    said = written.casefold()
    return True if said in _YES else False if said in _NO else None


class _Words:
    """What may be written for each answer: its code, or its words in any of the languages."""

    def __init__(self):
        scales = {"stage": Stage, "need": Need, "crowd": Crowd, "source": SourceKind}
        self._known = {name: {value.casefold(): value for value in scale.values} for name, scale in scales.items()}
        self._known["issue"] = {code.casefold(): code for code in vocabulary.issue_codes()}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for name, scale in scales.items():
                    self._known[name] |= {str(label).casefold(): value for value, label in scale.choices}
                self._known["issue"] |= {label.casefold(): code for code, label in vocabulary.issue_choices()}

        self._regions: dict[str, str | None] = {}
        self._places: dict[tuple[str, str], list[whereabouts.Where]] = {}

    def of(self, name: str) -> dict[str, str]:
        return self._known[name]

    def region(self, named: str) -> str | None:
        """Code of a region; a file names the same few again and again."""
        if named not in self._regions:
            area = find_area(named) if named else None
            self._regions[named] = area.pk if area and area.level == 1 else None
        return self._regions[named]

    def places(self, named: str, region: str) -> list[whereabouts.Where]:
        """What a name may mean; the region itself where no place is named."""
        if (named, region) not in self._places:
            self._places[named, region] = whereabouts.find(named or region, region)
        return self._places[named, region]
