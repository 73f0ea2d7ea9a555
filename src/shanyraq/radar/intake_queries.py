"""What whoever holds a receipt's code may read: the report as it is kept, its state in plain words, the answers."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import receipts, vocabulary
from .models import Hotspot, Signal, SignalNote
from .receipt_story import hotspot_of
from .scales import Level


@dataclass(frozen=True, slots=True)
class State:
    """How far it has come, in a word and a sentence."""

    word: str
    sentence: str


def signal_of_code(code: str) -> Signal | None:
    """The signal of a receipt's code, however it was typed."""
    return (
        Signal.objects.select_related("area", "hotspot__merged_into").filter(receipt=receipts.digest_of(code)).first()
    )


def stored_under(channel: str, key: str) -> Signal:
    """The signal that a sender's key names."""
    return Signal.objects.select_related("area").get(submission=receipts.submission_id(f"{channel}:{key}"))


def notes_of(signal: Signal) -> QuerySet[SignalNote]:
    """Answers and added lines; the notes of the desk are not the reporter's."""
    return signal.notes.exclude(kind=SignalNote.Kind.INNER)


def as_lines(signal: Signal) -> list[str]:
    """A kept report in a few lines, as its reporter knows it."""
    place = f"{signal.settlement}, {signal.area.name}" if signal.settlement else signal.area.name
    lines = [place, vocabulary.issue_name(signal.issue), str(signal.get_stage_display()), signal.text]
    return [line for line in lines if line]


def in_plain_words(signal: Signal) -> State:
    """The state of a signal for whoever reported it."""
    match signal.state:
        case Signal.State.VERIFIED:
            return State(_("Confirmed"), _("It was checked and found to be so. The people of the place work on it."))
        case Signal.State.UNVERIFIABLE:
            return State(_("Could not be checked"), _("Nobody could confirm it yet. It stays under watch."))
        case Signal.State.REFUTED:
            return State(_("Not confirmed"), _("It was checked and found to be otherwise. See the answer below."))
        case Signal.State.LINKED:
            return _of_hotspot(hotspot_of(signal))
        case Signal.State.CLOSED:
            return State(_("Closed"), _("The work on it is finished. See the answer below."))
        case Signal.State.REJECTED:
            return State(_("Not for this house"), _("It is not about peace between people. See the answer below."))
        case Signal.State.EXPIRED:
            return State(_("Ended"), _("The text was removed at the end of its term."))
    if signal.first_action_at:
        return State(_("Being looked at"), _("Somebody is working on it now."))
    return State(_("Received"), _term_of(signal.level))


def _of_hotspot(hotspot: Hotspot | None) -> State:
    """The state of a report that is part of a hotspot: how far that has come."""
    match hotspot.state if hotspot else "":
        case Hotspot.State.RESPONDING:
            return State(_("Being solved"), _("A plan is approved; those who are named in it carry it out."))
        case Hotspot.State.CALMING:
            return State(_("Calming down"), _("The plan is carried out and it calms down. It stays under watch."))
        case Hotspot.State.CLOSED | Hotspot.State.REVIEWED if hotspot.ending == Hotspot.Ending.RESOLVED:
            words = _(
                "What was planned was done, and it is closed. After 30 and 90 days somebody looks whether it stays so."
                " If it begins again, report it anew."
            )
            return State(_("Solved"), words)
        case Hotspot.State.CLOSED | Hotspot.State.REVIEWED:
            return State(_("Closed"), _("It was looked into together with other reports; no danger was found."))
    return State(_("Being solved"), _("Several reports say the same. A plan with named duties is made for it."))


def _term_of(level: int) -> str:
    return {
        Level.NOW: _("The duty desks were told at once, day and night."),
        Level.TODAY: _("Somebody looks at it the same day."),
        Level.CHECK: _("Somebody checks it within 72 hours."),
        Level.WATCH: _("It is watched together with other reports of the place."),
    }[Level(level)]
