"""A CSV file of bodies read into lines to enter or mend; what is wrong is told with its line, nothing is written."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.places.queries import find_area

from . import body_rules, permissions
from .export import COLUMNS, original
from .kinds import kinds
from .models import Organization
from .spelling import folded

NEEDED = ("kind", "area", "name_ru")
LINES_AT_MOST = 2000
BYTES_AT_MOST = 3 * 1024 * 1024
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
MENDED = ("name_kk", "name_en", "members_count", "email", "phone")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: a new body, changes of a present one (``changes``), or nothing to do."""

    number: int
    classification: str
    area: Area
    card: dict
    present: Organization | None = None
    changes: dict = field(default_factory=dict)

    @property
    def deed(self) -> str:
        if self.present is None:
            return "new"
        return "changed" if self.changes else "same"

    @property
    def name(self) -> str:
        return self.card["name_ru"]

    @property
    def kind_label(self) -> str:
        return kinds()[self.classification].label


@dataclass(frozen=True, slots=True)
class Mistake:
    number: int
    sentence: str


@dataclass(slots=True)
class Plan:
    """What an import would do, line by line, and what stands in its way."""

    lines: list[Line] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def count(self, deed: str) -> int:
        return sum(1 for line in self.lines if line.deed == deed)

    @property
    def new(self) -> int:
        return self.count("new")

    @property
    def changed(self) -> int:
        return self.count("changed")

    @property
    def same(self) -> int:
        return self.count("same")


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    if len(content) > BYTES_AT_MOST:
        raise ValidationError(_("The file is larger than 3 MB. Split it into several files."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise ValidationError(
            _('Line %(line)s is not in UTF-8. Save the file as "CSV UTF-8" and choose it again.') % {"line": line}
        ) from wrong


def read_plan(text: str, user) -> Plan:
    """What the text asks for, checked as the deeds will check it; raises ``ValidationError`` for a wrong heading."""
    plan, seen = Plan(), {}
    rows = _rows(text)
    places, present = _Places(), _Present(user)
    for number, cells in rows:
        try:
            line = _line(number, cells, places, present, user)
            first = seen.setdefault(_key(line.classification, line.area.pk, line.name), number)
            if first != number:
                raise ValidationError(_("The same body stands in line %(line)s already.") % {"line": first})
        except ValidationError as wrong:
            plan.mistakes += [Mistake(number, sentence) for sentence in wrong.messages]
        else:
            plan.lines.append(line)
    if not plan.lines and not plan.mistakes:
        raise ValidationError(_("The file has a heading and no lines."))
    return plan


class _Places:
    """Areas by what people write for them; each spelling is looked up once."""

    def __init__(self):
        self.known: dict[str, Area | None] = {}

    def find(self, text: str) -> Area:
        if text not in self.known:
            self.known[text] = find_area(text) if text else None
        if self.known[text] is None:
            raise ValidationError(_('No one place is called "%(text)s". Write its code or full name.') % {"text": text})
        return self.known[text]


class _Present:
    """Bodies of the register that the user may see, by kind, place and Russian name."""

    def __init__(self, user):
        rows = Organization.objects.filter(dissolution_date=None).select_related("area")
        rows = rows if user == SYSTEM else rows.visible_to(user)
        self.bodies = {_key(body.classification, body.area_id, body.name_ru): body for body in rows}

    def find(self, classification: str, area: Area, name: str) -> Organization | None:
        return self.bodies.get(_key(classification, area.pk, name))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [cell.strip().lower() for cell in next(reader, [])]
    _check_heading(columns)
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((reader.line_num, dict(zip(columns, (original(cell.strip()) for cell in cells), strict=False))))
    if len(rows) > LINES_AT_MOST:
        raise ValidationError(_("The file has more than %(most)s lines. Split it.") % {"most": LINES_AT_MOST})
    return iter(rows)


def _check_heading(columns: list[str]) -> None:
    if missing := [name for name in NEEDED if name not in columns]:
        raise ValidationError(
            _("The first line must name the columns; missing: %(names)s.") % {"names": ", ".join(missing)}
        )
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise ValidationError(
            _("Unknown columns: %(names)s. The register takes: %(known)s.")
            % {"names": ", ".join(unknown), "known": ", ".join(COLUMNS)}
        )


def _line(number: int, cells: dict[str, str], places: _Places, present: _Present, user) -> Line:
    classification = _kind(cells.get("kind", ""))
    area = places.find(cells.get("area", ""))
    card = {name: cells.get(name, "") for name in ("name_kk", "name_ru", "name_en", "email", "phone")}
    card["founding_date"] = _day(cells.get("founding_date", ""))
    card["members_count"] = _number(cells.get("members_count", ""))
    if not card["name_ru"]:
        raise ValidationError(_("Write the Russian name: a body is known by kind, place and Russian name."))
    body = present.find(classification, area, card["name_ru"])
    if body is None:
        _check_new(classification, area, card, user)
        return Line(number, classification, area, card)
    changes = {name: card[name] for name in MENDED if card[name] not in ("", None, getattr(body, name))}
    _check_changes(body, changes, user)
    return Line(number, classification, area, card, body, changes)


def _check_new(classification: str, area: Area, card: dict, user) -> None:
    if not permissions.can_found(user, classification, area):
        raise ValidationError(_("You may not enter a body of this kind in this place."))
    body = Organization(classification=classification, area=area, **card)
    body_rules.check(body)
    body_rules.check_unique_name(body)


def _check_changes(body: Organization, changes: dict, user) -> None:
    if not changes:
        return
    if not permissions.can_edit_body(user, body):
        raise ValidationError(_("You may not change this body."))
    mended = Organization.objects.select_related("area").get(pk=body.pk)
    for name, value in changes.items():
        setattr(mended, name, value)
    body_rules.check(mended)


def _kind(text: str) -> str:
    wanted = folded(text)
    for known in kinds().values():
        if text == known.code or wanted in {folded(name) for name in (known.name_kk, known.name_ru, known.name_en)}:
            return known.code
    raise ValidationError(_('The register knows no kind of body "%(code)s".') % {"code": text})


def _day(text: str) -> date | None:
    if not text:
        return None
    for known in DATE_FORMATS:
        try:
            return datetime.strptime(text, known).date()
        except ValueError:
            continue
    raise ValidationError(_('"%(text)s" is no date. Write it as 2025-06-30 or 30.06.2025.') % {"text": text})


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 8):
        raise ValidationError(_('"%(text)s" is no number of members. Write digits only.') % {"text": text})
    return int(text)


def _key(classification: str, area_code: str, name_ru: str) -> tuple[str, str, str]:
    return classification, area_code, " ".join(name_ru.split())
