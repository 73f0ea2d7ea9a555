"""The human glance: somebody opens a sealed text once, says of each doubtful word whether it stays, and the seal is
destroyed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import clustering, ladder, routing, sealing
from .doubts import Span, masked
from .models import Quarantine, Signal
from .permissions import can_glance


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text that waits and its doubtful words; ``text`` is None when it was sealed with another key."""

    quarantine: Quarantine
    text: str | None
    spans: tuple[Span, ...]


@transaction.atomic
def open_glance(*, quarantine: Quarantine, by) -> Sealed:
    """Open a sealed text for a reader. Every opening is journalled, also a second one."""
    if not can_glance(by, quarantine.signal):
        raise PermissionDenied(_("A sealed text is opened by the centre and by the secretariat of its region."))
    sealed = _read(quarantine)
    journal.record(
        "radar.glance_opened", quarantine.signal, by=by, area=quarantine.signal.area, words=len(quarantine.unsure)
    )
    return sealed


@transaction.atomic
def give_glance(*, quarantine: Quarantine, kept: Collection[int], by) -> Signal:
    """Keep the doubtful words with these numbers (from 0), mask the others, and destroy the seal.

    Raises ``Quarantine.DoesNotExist`` when somebody has looked before.
    """
    quarantine = Quarantine.objects.select_for_update().get(pk=quarantine.pk)
    signal = Signal.objects.select_for_update(of=("self",)).select_related("area").get(pk=quarantine.signal_id)
    if not can_glance(by, signal):
        raise PermissionDenied(_("A sealed text is opened by the centre and by the secretariat of its region."))
    sealed = _read(quarantine)
    away = [span for number, span in enumerate(sealed.spans) if number not in set(kept)]
    if sealed.text is None:
        away = list(sealed.spans)
    elif signal.state != Signal.State.EXPIRED:
        _put_text(signal, masked(sealed.text, away))
    quarantine.delete()
    signal.masked = {kind: count for kind, count in signal.masked.items() if kind != "doubtful"}
    if away:
        signal.masked["doubtful"] = len(away)
    if signal.state == Signal.State.HELD:
        ladder.settle(signal)
    signal.version += 1
    signal.save(update_fields=["text", "issue_words", "route", "masked", "state", "cluster", "counted", "version"])
    journal.record(
        "radar.glance_given", signal, by=by, area=signal.area, masked=len(away), kept=len(sealed.spans) - len(away)
    )
    return signal


def _put_text(signal: Signal, text: str) -> None:
    """Other words: perhaps they speak of something else, or say the same as other reports."""
    if text != signal.text:
        signal.text = text
        routing.route(signal)
        clustering.move(signal)


def _read(quarantine: Quarantine) -> Sealed:
    spans = tuple((start, end) for start, end in quarantine.unsure)
    try:
        return Sealed(quarantine, sealing.unseal(quarantine.sealed), spans)
    except sealing.Unreadable:
        return Sealed(quarantine, None, spans)
