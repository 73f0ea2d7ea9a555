"""A called body says whether it comes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import alarms
from .models import CallOut, Signal
from .permissions import can_answer_call


@transaction.atomic
def answer_call(*, call: CallOut, answer: str, by) -> CallOut:
    """Coming, or cannot come; another answer may follow. The desks are told when somebody cannot."""
    call = CallOut.objects.select_for_update(of=("self",)).select_related("organization").get(pk=call.pk)
    if not can_answer_call(by, call):
        raise PermissionDenied(_("A call is answered by those who act for the called body."))
    if answer not in (CallOut.Answer.COMING, CallOut.Answer.CANNOT):
        raise ValidationError(_("Say whether you come or cannot come."))
    signal = Signal.objects.select_for_update(of=("self",)).select_related("area").get(pk=call.signal_id)
    before, call.answer, call.answered_at, call.answered_by = call.answer, answer, timezone.now(), by
    call.save(update_fields=["answer", "answered_at", "answered_by"])
    if answer == CallOut.Answer.COMING and signal.first_action_at is None:
        signal.first_action_at = call.answered_at
        signal.save(update_fields=["first_action_at"])
    if answer == CallOut.Answer.CANNOT:
        alarms.tell_that_nobody_comes(signal, call)
    journal.record(
        "radar.call_answered", call, by=by, area=signal.area, signal=str(signal.pk), answer=[str(before), str(answer)]
    )
    return call
