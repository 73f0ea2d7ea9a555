"""What happens to signals by itself: a text nobody glanced at is released masked, an old text is removed."""

from datetime import date, datetime

from django.db import transaction

from shanyraq.audit import journal

from .models import Quarantine, Signal, SignalNote

AT_ONCE = 1_000


def release_unseen(on: date, now: datetime) -> int:
    """Sealed texts whose term is over are destroyed; the signal stands with every doubtful word masked."""
    due = list(Quarantine.objects.filter(keep_until__lte=now).values_list("pk", flat=True)[:AT_ONCE])
    return sum(_release(pk) for pk in due)


def remove_expired_texts(on: date, now: datetime) -> int:
    """Texts and notes go at the end of their term; place, issue, stage and time stay for the counts."""
    due = Signal.objects.filter(expires_on__lte=on).exclude(state=Signal.State.EXPIRED)
    return sum(_expire(pk) for pk in list(due.order_by("expires_on").values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _release(pk) -> int:
    sealed = Quarantine.objects.select_for_update().select_related("signal__area").filter(pk=pk).first()
    if sealed is None:
        return 0
    signal = Signal.objects.select_for_update().select_related("area").get(pk=sealed.signal_id)
    words = len(sealed.unsure)
    sealed.delete()
    if signal.state == Signal.State.HELD:
        signal.state = Signal.State.SCREENED
        signal.version += 1
        signal.save(update_fields=["state", "version"])
    journal.record("radar.glance_lapsed", signal, by=journal.SYSTEM, area=signal.area, masked=words)
    return 1


@transaction.atomic
def _expire(pk) -> int:
    signal = Signal.objects.select_for_update().select_related("area").get(pk=pk)
    if signal.state == Signal.State.EXPIRED:
        return 0
    Quarantine.objects.filter(signal=signal).delete()
    SignalNote.objects.filter(signal=signal).delete()
    before, signal.state = signal.state, Signal.State.EXPIRED
    signal.text, signal.issue_words = "", []
    signal.version += 1
    signal.save(update_fields=["text", "issue_words", "state", "version"])
    journal.record("radar.text_expired", signal, by=journal.SYSTEM, area=signal.area, state=str(before))
    return 1
