"""Deeds on credentials of mediators: entered, renewed, corrected, ended. The old ones stay in the register."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area

from . import mediation, permissions
from .asking import allow, dotted, need_reason, no_personal_numbers, not_in_future, refuse
from .locking import take_version
from .models import MediatorCredential, Membership
from .models.mediators import as_list
from .terms import most_at_once

CARD = ("kind", "area", "issues", "offered_in", "elected_on", "valid_to", "document")


@transaction.atomic
def enter_credential(
    *,
    membership: Membership,
    kind: str,
    area: Area,
    offered_in: list[str],
    elected_on: date,
    document: str,
    by,
    issues: list[str] = (),
    valid_to: date | None = None,
) -> MediatorCredential:
    """Enter the credential of somebody who serves in a post. No issue named: every issue."""
    allow(permissions.can_keep_mediators(by, area))
    membership = _held(membership)
    credential = _of_card(membership, kind, area, issues, offered_in, elected_on, valid_to, document)
    _check(credential, by)
    credential.save(force_insert=True)
    _record("registry.mediator_entered", credential, by)
    return credential


@transaction.atomic
def renew_credential(
    *,
    credential: MediatorCredential,
    offered_in: list[str],
    elected_on: date,
    document: str,
    by,
    issues: list[str] = (),
    valid_to: date | None = None,
    area: Area | None = None,
    kind: str = "",
) -> MediatorCredential:
    """A new election or certificate: a credential of its own; the former one ends the day before at the latest."""
    credential = _locked(credential)
    area = area or credential.area
    allow(permissions.can_keep_mediators(by, credential.area) and permissions.can_keep_mediators(by, area))
    if hasattr(credential, "renewed_by"):
        refuse("elected_on", _("This credential was renewed already. Renew the newer one."))
    if elected_on <= credential.elected_on:
        refuse(
            "elected_on",
            _("The former credential is dated %(day)s: a renewal is later.") % {"day": dotted(credential.elected_on)},
        )
    _end_before(credential, elected_on)
    renewed = _of_card(
        credential.membership, kind or credential.kind, area, issues, offered_in, elected_on, valid_to, document
    )
    renewed.renews = credential
    _check(renewed, by)
    renewed.save(force_insert=True)
    _record("registry.mediator_renewed", renewed, by, former=credential.pk)
    return renewed


@transaction.atomic
def correct_credential(
    *,
    credential: MediatorCredential,
    kind: str,
    area: Area,
    offered_in: list[str],
    elected_on: date,
    document: str,
    reason: str,
    by,
    issues: list[str] = (),
    valid_to: date | None = None,
    version: int | None = None,
) -> MediatorCredential:
    """Mend what was entered wrongly; the reason and the former values stay in the history."""
    credential = _locked(credential)
    allow(permissions.can_keep_mediators(by, credential.area) and permissions.can_keep_mediators(by, area))
    need_reason(reason)
    take_version(credential, version)
    before = _card(credential)
    mended = _of_card(credential.membership, kind, area, issues, offered_in, elected_on, valid_to, document)
    for name in CARD:
        setattr(credential, name, getattr(mended, name))
    _check(credential, by)
    credential.save()
    now = _card(credential)
    changed = {name: [before[name], now[name]] for name in before if before[name] != now[name]}
    _record("registry.mediator_corrected", credential, by, reason=reason, changed=changed)
    return credential


@transaction.atomic
def end_credential(*, credential: MediatorCredential, ended_on: date, reason: str, by) -> MediatorCredential:
    """The last day of a credential before its term, and why."""
    credential = _locked(credential)
    allow(permissions.can_keep_mediators(by, credential.area))
    need_reason(reason)
    if ended_on < credential.elected_on:
        refuse("ended_on", _("The last day is before the first day."))
    last = min(filter(None, [credential.ended_on, credential.valid_to]), default=None)
    if last and last <= ended_on:
        refuse("ended_on", _("This ends on %(day)s already.") % {"day": dotted(last)})
    credential.ended_on, credential.end_reason = ended_on, reason.strip()
    credential.version += 1
    credential.save(update_fields=["ended_on", "end_reason", "version"])
    _record("registry.mediator_ended", credential, by, reason=reason, end=ended_on)
    return credential


def _held(membership: Membership) -> Membership:
    """The term as it is now, held until the deed is done."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organization__area", "person")
    return rows.get(pk=membership.pk)


def _locked(credential: MediatorCredential) -> MediatorCredential:
    rows = MediatorCredential.objects.select_for_update(of=("self",))
    return rows.select_related("area", "membership__organization__area", "membership__person").get(pk=credential.pk)


def _of_card(membership, kind, area, issues, offered_in, elected_on, valid_to, document) -> MediatorCredential:
    return MediatorCredential(
        membership=membership, kind=kind, area=area, issues=as_list(issues), offered_in=as_list(offered_in),
        elected_on=elected_on, valid_to=valid_to, document=document.strip(),
    )  # fmt: skip


def _end_before(credential: MediatorCredential, day: date) -> None:
    last = min(filter(None, [credential.ended_on, credential.valid_to]), default=None)
    if last is None or last >= day:
        credential.ended_on = day - timedelta(days=1)
        credential.version += 1
        credential.save(update_fields=["ended_on", "version"])


def _check(credential: MediatorCredential, by) -> None:
    body, term = credential.membership.organization, credential.membership
    no_personal_numbers(document=credential.document)
    if credential.kind not in MediatorCredential.Kind.values:
        refuse("kind", _("Choose the kind of mediator."))
    if not credential.offered_in:
        refuse("offered_in", _("Say in which languages mediation is offered: people are called by it."))
    if not set(credential.language_codes) <= set(dict(mediation.language_choices())):
        refuse("offered_in", _("Choose languages from the list."))
    if not set(credential.issue_codes) <= set(dict(mediation.issue_choices())):
        refuse("issues", _("Choose issues from the list."))
    if not credential.document:
        refuse("document", _("Write the minutes of the election or the certificate: the register refers to it."))
    if body.area.level != 0 and credential.area.region_code != body.area.region_code:
        refuse("area", _("Choose a place of the region in which the mediator's body works."))
    not_in_future("elected_on", credential.elected_on)
    if term.end_date and term.end_date < credential.elected_on:
        refuse("elected_on", _("The term in the post ended on %(day)s.") % {"day": dotted(term.end_date)})
    if credential.valid_to and credential.valid_to <= credential.elected_on:
        refuse("valid_to", _("A credential runs out later than it begins."))
    _alone(credential)


def _alone(credential: MediatorCredential) -> None:
    """One credential of a kind for one territory at a time: a second one is a renewal."""
    others = credential.membership.credentials.filter(kind=credential.kind, area=credential.area)
    terms = [
        (other.elected_on, min(filter(None, [other.valid_to, other.ended_on]), default=None))
        for other in others.exclude(pk=credential.pk)
    ]
    last = min(filter(None, [credential.valid_to, credential.ended_on]), default=None)
    if most_at_once(terms, (credential.elected_on, last)):
        refuse("elected_on", _("There is a credential of this kind for this place in that time. Renew or correct it."))


def _card(credential: MediatorCredential) -> dict:
    """The card as plain values, for the history."""
    return {
        "kind": str(credential.kind), "area": credential.area_id, "issues": credential.issue_codes,
        "offered_in": credential.language_codes, "elected_on": credential.elected_on,
        "valid_to": credential.valid_to, "document": credential.document,
    }  # fmt: skip


def _record(verb: str, credential: MediatorCredential, by, reason: str = "", **data) -> None:
    given = {"post": credential.membership.post_id, "to": credential.valid_to, "offered_in": credential.language_codes}
    journal.record(verb, credential, by=by, area=credential.area_id, reason=reason, **given | data)
