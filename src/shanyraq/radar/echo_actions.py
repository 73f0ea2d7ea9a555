"""A person's word on a report that counts less: it has nothing to do with the answer."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import weeks
from .deeds import locked, saved, words
from .models import Echo, Signal


@transaction.atomic
def count_in_full(*, signal: Signal, reason: str, by) -> Signal:
    """Say that a report came independently of the answer, and why: from now on it counts in full."""
    signal = locked(signal, by)
    echo = Echo.objects.select_for_update().filter(signal=signal).first()
    if echo is None or echo.independent:
        raise ValidationError(_("This report counts in full already."))
    echo.independent, echo.by, echo.at = words(reason, "reason"), by, timezone.now()
    echo.save(update_fields=["independent", "by", "at"])
    signal.weight = 1.0
    saved(signal)
    weeks.recount([signal.week])
    journal.record(
        "radar.signal_independent",
        signal,
        by=by,
        area=signal.area,
        reason=echo.independent,
        measure=str(echo.measure_id),
    )
    return signal
