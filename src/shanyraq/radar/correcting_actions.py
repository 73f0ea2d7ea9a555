"""Deeds that file a signal under other labels, or end it. Nothing is deleted; any change may get a second look."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import ladder, relabelling, reviews
from .deeds import locked, saved, still_open, words
from .models import Signal
from .relabelling import Labels


@transaction.atomic
def correct_signal(*, signal: Signal, labels: Labels, reason: str, version: int, by) -> Signal:
    """Correct place, issue, stage or level, with a reason. The old values go to the journal.

    Raises ``StaleVersion`` when somebody was quicker.
    """
    signal = locked(signal, by, version=version)
    still_open(signal)
    relabelling.check(labels, signal, by)
    reason = words(reason, "reason")
    level = signal.level
    changes = relabelling.put(labels, signal)
    if not changes:
        raise ValidationError(_("Nothing is changed yet: choose another value, or go back."))
    saved(signal)
    reviews.open_for(signal, {"deed": "corrected", **changes}, by=by, level=level)
    journal.record("radar.signal_corrected", signal, by=by, area=signal.area, reason=reason, changes=changes)
    return signal


@transaction.atomic
def close_signal(*, signal: Signal, reason: str, by, off_subject: bool = False) -> Signal:
    """End the work on a signal: answered, or (``off_subject``) nothing the radar is about. It stays readable."""
    signal = locked(signal, by)
    still_open(signal)
    reason = words(reason, "reason")
    before, signal.state = signal.state, Signal.State.REJECTED if off_subject else Signal.State.CLOSED
    saved(signal)
    change = {"state": [str(before), str(signal.state)]}
    reviews.open_for(signal, {"deed": "closed", **change}, by=by)
    journal.record("radar.signal_closed", signal, by=by, area=signal.area, reason=reason, **change)
    return signal


@transaction.atomic
def reopen_signal(*, signal: Signal, reason: str, by) -> Signal:
    """Open a closed signal again: its state is once more what its findings say."""
    signal = locked(signal, by)
    if signal.state not in (Signal.State.CLOSED, Signal.State.REJECTED):
        raise ValidationError(_("The signal is not closed."))
    reason = words(reason, "reason")
    before = signal.state
    ladder.settle(signal)
    saved(signal)
    journal.record(
        "radar.signal_reopened", signal, by=by, area=signal.area, reason=reason, state=[str(before), str(signal.state)]
    )
    return signal
