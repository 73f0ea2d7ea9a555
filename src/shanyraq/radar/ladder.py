"""The state of a signal follows from what is known of it: nobody types it.

received → held (a glance is due) → to be checked → confirmed, cannot be checked, not so; closing and reopening are
deeds of their own, with a reason.
"""

from .models import Quarantine, Signal, Verification
from .scales import Level

ENDED = (Signal.State.CLOSED, Signal.State.REJECTED, Signal.State.EXPIRED)


def needs_second(signal: Signal) -> bool:
    """On levels 3 and 4 a finding stands when a second person agrees."""
    return signal.level >= Level.TODAY


def stands(finding: Verification, signal: Signal) -> bool:
    return finding.replaced_by_id is None and (finding.seconded_by_id is not None or not needs_second(signal))


def standing_finding(signal: Signal) -> Verification | None:
    """The newest finding that holds."""
    findings = Verification.objects.filter(signal=signal, replaced_by=None).order_by("-at", "-id")
    return next((finding for finding in findings if stands(finding, signal)), None)


def waiting_finding(signal: Signal) -> Verification | None:
    """The finding that waits for a second pair of eyes."""
    if not needs_second(signal):
        return None
    return signal.verifications.filter(replaced_by=None, seconded_by=None).order_by("-at", "-id").first()


def settle(signal: Signal) -> None:
    """Give a signal, open or opened again, the state its facts say; the caller saves it."""
    signal.state = _state_of(signal)


def _state_of(signal: Signal) -> str:
    if signal.state == Signal.State.EXPIRED:
        return Signal.State.EXPIRED
    if signal.hotspot_id:
        return Signal.State.LINKED
    if finding := standing_finding(signal):
        return finding.outcome
    return Signal.State.HELD if Quarantine.objects.filter(signal=signal).exists() else Signal.State.SCREENED
