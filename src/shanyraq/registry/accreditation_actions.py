from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import permissions
from .asking import allow, dotted, need_reason, no_personal_numbers, not_in_future, refuse
from .models import Accreditation, Organization


@transaction.atomic
def apply_for_accreditation(*, organization: Organization, applied_on: date, by, commission: str = "") -> Accreditation:
    """Enter an association's application to the republican or local commission."""
    allow(permissions.can_apply(by, organization))
    no_personal_numbers(commission=commission)
    not_in_future("applied_on", applied_on)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    if not (body.kind and body.kind.accredited):
        refuse("applied_on", _("Bodies of this kind do not need an accreditation."))
    if not body.exists_on(applied_on):
        refuse("applied_on", _("The body does not exist on %(day)s.") % {"day": dotted(applied_on)})
    if body.accreditations.filter(state=Accreditation.State.APPLIED).exists():
        refuse("applied_on", _("An application of this body already waits for its decision."))
    accreditation = Accreditation.objects.create(
        organization=body, applied_on=applied_on, commission=commission.strip()
    )
    _record("registry.accreditation_applied", accreditation, by, applied_on=applied_on)
    return accreditation


@transaction.atomic
def decide_accreditation(
    *,
    accreditation: Accreditation,
    accredited: bool,
    decided_on: date,
    by,
    decision_number: str = "",
    expires_on: date | None = None,
    reason: str = "",
) -> Accreditation:
    """Enter the commission's decision: accredited under a number, or refused with the reason."""
    allow(permissions.can_accredit(by, accreditation.organization))
    accreditation = _locked(accreditation)
    if accreditation.state != Accreditation.State.APPLIED:
        refuse("decided_on", _("This application is decided already."))
    if not accredited:
        need_reason(reason)
    accreditation.state = Accreditation.State.ACCREDITED if accredited else Accreditation.State.REFUSED
    _put(accreditation, decided_on, decision_number, expires_on if accredited else None)
    accreditation.reason = reason.strip()
    accreditation.save()
    _record(
        "registry.accreditation_decided", accreditation, by, reason=reason, state=accreditation.state, on=decided_on
    )
    return accreditation


@transaction.atomic
def correct_accreditation(
    *,
    accreditation: Accreditation,
    decided_on: date,
    decision_number: str,
    expires_on: date | None,
    reason: str,
    by,
) -> Accreditation:
    """Mend the dates or the number of a decision that was entered wrongly."""
    allow(permissions.can_accredit(by, accreditation.organization))
    need_reason(reason)
    accreditation = _locked(accreditation)
    if accreditation.state == Accreditation.State.APPLIED:
        refuse("decided_on", _("This application is not decided yet."))
    before = [accreditation.decided_on, accreditation.decision_number, accreditation.expires_on]
    _put(accreditation, decided_on, decision_number, expires_on)
    accreditation.save()
    _record("registry.accreditation_corrected", accreditation, by, reason=reason, before=before)
    return accreditation


def _locked(accreditation: Accreditation) -> Accreditation:
    rows = Accreditation.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=accreditation.pk)


def _put(accreditation: Accreditation, decided_on: date, number: str, expires_on: date | None) -> None:
    not_in_future("decided_on", decided_on)
    no_personal_numbers(decision_number=number)
    if decided_on < accreditation.applied_on:
        refuse(
            "decided_on",
            _("The application is dated %(day)s; it cannot be decided before that.")
            % {"day": dotted(accreditation.applied_on)},
        )
    if accreditation.state == Accreditation.State.ACCREDITED and not number.strip():
        refuse("decision_number", _("Write the number of the decision: the register refers to it."))
    if expires_on and expires_on <= decided_on:
        refuse("expires_on", _("An accreditation ends later than it is decided."))
    accreditation.decided_on, accreditation.decision_number = decided_on, number.strip()
    accreditation.expires_on = expires_on


def _record(verb: str, accreditation: Accreditation, by, reason: str = "", **data) -> None:
    body = accreditation.organization
    journal.record(verb, accreditation, by=by, area=body.area_id, reason=reason, body=body.pk, **data)
