"""The reporter says more: a line under his own signal, screened like the first."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.audit import journal
from shanyraq.notices.actions import notify

from . import alarms, receipts
from .deeds import still_open, words
from .models import Signal, SignalNote
from .receiving import OtherSubmission

MOST_LINES = 30


@transaction.atomic
def add_line(*, signal: Signal, text: str, key: str, by=journal.SYSTEM) -> SignalNote:
    """Add a line to a signal. Whoever holds the receipt's code may do so; the same ``key`` is the same line.

    Raises ``ValidationError`` by field, ``OtherSubmission`` for a key that was used for another line.
    """
    signal = Signal.objects.select_for_update(of=("self",)).select_related("area").get(pk=signal.pk)
    kept, submission = words(text, "text"), receipts.submission_id(f"line:{signal.pk}:{key}")
    if known := SignalNote.objects.filter(submission=submission).first():
        if known.text != kept:
            raise OtherSubmission(_("This line was sent before with other words. Send the new one anew."))
        return known
    still_open(signal)
    if signal.notes.filter(kind=SignalNote.Kind.ADDED).count() >= MOST_LINES:
        raise ValidationError(
            {"text": _("Enough was added to this report. If something new happened, report it anew.")}
        )
    note = SignalNote.objects.create(signal=signal, kind=SignalNote.Kind.ADDED, text=kept, submission=submission)
    for user in alarms.watchers(signal):
        notify(
            user=user,
            key=f"radar.added:{note.pk}",
            kind="radar.added",
            title=gettext_lazy("A reporter added a line"),
            url=reverse("radar:signal", args=[signal.pk]),
        )
    journal.record("radar.line_added", signal, by=by, area=signal.area, note=str(note.pk))
    return note
