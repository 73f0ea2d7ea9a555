"""Minutes as a Word file, filled in from the event. The form is made here by code, once for each language."""

from functools import lru_cache
from io import BytesIO

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docxtpl import DocxTemplate

from .models import Event

FONT = "Times New Roman"


def of(event: Event, seats, decisions, language: str) -> bytes:
    """The minutes of an event in a language: what is known is filled in, the rest is left for a pen."""
    with translation.override(language):
        template = DocxTemplate(BytesIO(form(language)))
        template.render(_values(event, seats, decisions), autoescape=True)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _values(event: Event, seats, decisions) -> dict:
    chair = next((seat for seat in seats if seat.ical_role == "CHAIR"), None)
    start, end = timezone.localtime(event.start), event.end and timezone.localtime(event.end)
    minutes = event.minutes.all()[0] if event.minutes.all() else None
    return {
        "kind": event.kind_label,
        "name": event.name,
        "number": minutes.number if minutes else "",
        "date": f"{start:%d.%m.%Y}",
        "time": f"{start:%H:%M}" + (f" – {end:%H:%M}" if end else ""),
        "place": event.location or event.online_url or "",
        "organizer": event.organizer_name,
        "area": event.area.name,
        "chair": _who(chair) if chair else "",
        "present": [
            {"seat": seat.seat, "who": _person(seat), "body": str(seat.organization or ""), "presence": _presence(seat)}
            for seat in seats
        ],
        "others": event.others_count or "",
        "agenda": [{"order": item.order, "title": item.title} for item in event.agenda.all()],
        "decisions": [
            {
                "order": decision.order,
                "text": decision.text,
                "bearer": str(decision.bearer or "—"),
                "due": f"{decision.due:%d.%m.%Y}" if decision.due else "—",
            }
            for decision in decisions
        ],
    }


def _who(seat) -> str:
    person = _person(seat)
    return f"{seat.seat}, {person}" if person and person != seat.seat else seat.seat


def _person(seat) -> str:
    return str(seat.person or seat.guest_name or "")


def _presence(seat) -> str:
    reason = f" ({seat.presence_reason})" if seat.presence_reason else ""
    return f"{seat.get_presence_display()}{reason}"


@lru_cache(maxsize=4)
def form(language: str) -> bytes:
    """The empty form: a Word file with the places to be filled in."""
    with translation.override(language):
        document = _sheet()
        _heading(document)
        _line(document, _("Venue"), "{{ place }}")
        _line(document, _("Organizer"), "{{ organizer }}, {{ area }}")
        _line(document, _("Chair"), "{{ chair }}")
        _present(document)
        _agenda(document)
        _decisions(document)
        _signatures(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _sheet():
    document = Document()
    section = document.sections[0]
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.paragraph_format.space_after = Pt(6)
    return document


def _heading(document) -> None:
    for text, size in ((_("MINUTES"), 15), ("{{ kind }}", 13), ("{{ name }}", 13)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)
    document.add_paragraph("{{ date }}, {{ time }}\t\t\t№ {{ number }}")


def _line(document, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def _title(document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(10), True
    paragraph.add_run(text).bold = True


def _present(document) -> None:
    _title(document, _("Participants"))
    columns = [
        (_("Post"), "{{ p.seat }}"),
        (_("Full name"), "{{ p.who }}"),
        (_("Body"), "{{ p.body }}"),
        (_("Presence"), "{{ p.presence }}"),
    ]
    _table(document, columns, "p in present")
    _line(document, _("Others present"), "{{ others }}")


def _agenda(document) -> None:
    _title(document, _("Agenda"))
    document.add_paragraph("{%p for item in agenda %}")
    document.add_paragraph("{{ item.order }}. {{ item.title }}")
    document.add_paragraph("{%p endfor %}")
    _title(document, pgettext("minutes", "Heard"))
    document.add_paragraph("_" * 60)


def _decisions(document) -> None:
    _title(document, pgettext("minutes", "Decided"))
    columns = [
        ("№", "{{ d.order }}"),
        (_("Decision"), "{{ d.text }}"),
        (_("Who carries it out"), "{{ d.bearer }}"),
        (_("Term"), "{{ d.due }}"),
    ]
    _table(document, columns, "d in decisions")


def _signatures(document) -> None:
    for label in (_("Chair"), _("Secretary")):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(18)
        paragraph.add_run(f"{label}  ____________________  /____________________/")


def _table(document, columns, loop: str) -> None:
    """A table with a heading row and one row for each thing of the loop."""
    table = document.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.text = column[0]
        cell.paragraphs[0].runs[0].bold = True
    table.rows[1].cells[0].text = f"{{%tr for {loop} %}}"
    for cell, value in zip(table.rows[2].cells, [column[1] for column in columns], strict=True):
        cell.text = value
    table.rows[3].cells[0].text = "{%tr endfor %}"
