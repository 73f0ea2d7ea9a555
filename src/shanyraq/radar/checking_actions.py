"""Deeds of the ladder: what somebody found, and whether a second person agrees."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import ladder, reviews
from .deeds import locked, saved, still_open, words
from .models import Signal, Verification
from .permissions import can_second
from .scales import Channel


@transaction.atomic
def record_finding(
    *, signal: Signal, outcome: str, how: str, certainty: str, reliability: str, by, second_channel: str = ""
) -> Verification:
    """Write down what a check found. On level 3 and 4 it stands when a second person agrees, before that it waits.

    "Confirmed" needs an independent second channel: another door than the one the signal came by.
    """
    signal = locked(signal, by)
    still_open(signal)
    _is_independent(signal, outcome, second_channel)
    finding = Verification(
        signal=signal, outcome=outcome, how=words(how, "how"), second_channel=second_channel, certainty=certainty,
        reliability=reliability, by=by,
    )  # fmt: skip
    waiting = ladder.waiting_finding(signal)
    finding.save()
    if waiting:
        waiting.replaced_by = finding
        waiting.save(update_fields=["replaced_by"])
    if not ladder.needs_second(signal):
        _let_stand(finding, signal)
    saved(signal)
    journal.record(
        "radar.finding_recorded", signal, by=by, area=signal.area, reason=finding.how, outcome=str(outcome),
        second_channel=str(second_channel), certainty=str(certainty), reliability=str(reliability),
        finding=str(finding.pk),
    )  # fmt: skip
    return finding


@transaction.atomic
def second_finding(*, finding: Verification, by) -> Verification:
    """Agree with a finding of somebody else; from now on it stands."""
    signal = locked(finding.signal, by)
    finding = Verification.objects.select_for_update().get(pk=finding.pk)
    finding.signal = signal
    if not can_second(by, finding):
        raise PermissionDenied(_("The second pair of eyes belongs to somebody else than the first."))
    still_open(signal)
    if finding.replaced_by_id or finding.seconded_by_id or not ladder.needs_second(signal):
        raise ValidationError(_("This finding does not wait for a second person any more."))
    finding.seconded_by, finding.seconded_at = by, timezone.now()
    finding.save(update_fields=["seconded_by", "seconded_at"])
    _let_stand(finding, signal)
    saved(signal)
    journal.record(
        "radar.finding_seconded", signal, by=by, area=signal.area, outcome=str(finding.outcome), finding=str(finding.pk)
    )
    return finding


def _let_stand(finding: Verification, signal: Signal) -> None:
    Verification.objects.filter(signal=signal, replaced_by=None).exclude(pk=finding.pk).update(replaced_by=finding)
    signal.certainty, signal.reliability = finding.certainty, finding.reliability
    before = signal.state
    ladder.settle(signal)
    if finding.outcome == Verification.Outcome.REFUTED and finding.seconded_by_id is None:
        change = {"deed": "refuted", "finding": str(finding.pk), "state": [str(before), str(signal.state)]}
        reviews.open_for(signal, change, by=finding.by)


def _is_independent(signal: Signal, outcome: str, second_channel: str) -> None:
    if outcome != Verification.Outcome.VERIFIED:
        return
    if second_channel not in Channel.values or second_channel == signal.channel:
        raise ValidationError(
            {
                "second_channel": _("Confirmed means: known by a second way too. Name another way than %(channel)s.")
                % {"channel": signal.get_channel_display()}
            }
        )
