"""Minutes are entered once and never overwritten: a correction is a new revision beside the old one."""

import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import echo, minutes_text, validity
from .models import Event, Minutes
from .permissions import can_record


@transaction.atomic
def add_minutes(*, event, date, by, text="", number="", document=None, document_name="") -> Minutes:
    """Enter minutes, or a new revision of them.

    ``text``: typed or pasted, plain or HTML, sanitised before it is kept; ``document``: bytes of a .docx instead, kept
    beside the text taken out of it. ``date``: the day on the minutes, from the day of the event to today.
    The term for minutes is measured by the first revision: a correction does not make them late.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record enter its minutes."))
    validity.held(event)
    validity.still_open(event)
    validity.past_day(date, event.day, _("Date of the minutes"))
    markup = minutes_text.from_docx(document) if document is not None else minutes_text.as_html(text)
    last = event.minutes.first()
    if last is not None and (last.html, last.number, last.date) == (markup, number, date):
        raise ValidationError(_("These minutes are entered already, word for word."))
    minutes = Minutes(
        event=event,
        revision=last.revision + 1 if last else 1,
        number=number.strip(),
        date=date,
        html=markup,
        file_name=document_name[-200:] if document is not None else "",
        sha256=hashlib.sha256(markup.encode() if document is None else document).hexdigest(),
        recorded_by=by,
    )
    if document is not None:
        minutes.file.save(f"{minutes.pk}.docx", ContentFile(document), save=False)
    minutes.save(force_insert=True)
    if event.status == Event.Status.PASSED:
        event.status = Event.Status.MINUTED
    event.version += 1
    event.save(update_fields=["status", "version"])
    journal.record(
        "meetings.minutes_entered", event, by=by, area=event.area, revision=minutes.revision, sha256=minutes.sha256,
        date=date, number=minutes.number,
    )  # fmt: skip
    echo.refresh(event)
    return minutes
