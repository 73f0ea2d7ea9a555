"""Deeds in words: an answer to whoever reported, a note for those who work on the signal."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.audit import journal
from shanyraq.notices.actions import notify
from shanyraq.places.calendar import today

from .calling import users_of
from .deeds import locked, saved, still_open, words
from .models import Signal, SignalNote


@transaction.atomic
def answer_reporter(*, signal: Signal, text: str, by) -> SignalNote:
    """Say to the reporter what was done: he reads it with his code, or on the page of his body's reports."""
    signal = locked(signal, by)
    still_open(signal)
    kept = words(text, "text")
    if said := _said_just_now(signal, SignalNote.Kind.ANSWER, kept, by):
        return said
    note = SignalNote.objects.create(signal=signal, kind=SignalNote.Kind.ANSWER, text=kept, by=by)
    saved(signal)
    for user in users_of(signal.reporter, today()) if signal.reporter else ():
        notify(
            user=user,
            key=f"radar.answer:{note.pk}",
            kind="radar.answer",
            title=_("Your report was answered"),
            url=reverse("radar:signal", args=[signal.pk]),
        )
    journal.record("radar.reporter_answered", signal, by=by, area=signal.area, note=str(note.pk))
    return note


@transaction.atomic
def write_note(*, signal: Signal, text: str, by) -> SignalNote:
    """A note for those who work on the signal; the reporter does not see it."""
    signal = locked(signal, by)
    still_open(signal)
    kept = words(text, "text")
    if said := _said_just_now(signal, SignalNote.Kind.INNER, kept, by):
        return said
    note = SignalNote.objects.create(signal=signal, kind=SignalNote.Kind.INNER, text=kept, by=by)
    saved(signal)
    journal.record("radar.note_written", signal, by=by, area=signal.area, note=str(note.pk))
    return note


def _said_just_now(signal: Signal, kind: str, text: str, by) -> SignalNote | None:
    """The last word on the signal, if it is this very one: a form sent twice says nothing new."""
    last = signal.notes.order_by("-at", "-id").first()
    return last if last and (last.kind, last.text, last.by_id) == (kind, text, by.pk) else None
