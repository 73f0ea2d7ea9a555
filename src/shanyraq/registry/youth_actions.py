from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import permissions
from .asking import allow, need_reason, no_personal_numbers, not_in_future, refuse, soon_enough
from .changes import announce
from .holder_actions import appoint, locked
from .models import Membership, Organization, Person, Post
from .post_actions import open_post


@transaction.atomic
def attest_youth(*, membership: Membership, on: date, by, attested_by: str = "") -> Membership:
    """Somebody vouches on a day that the holder meets the age rule. No birth date is asked for or kept."""
    allow(permissions.can_appoint(by, membership.post))
    not_in_future("on", on)
    no_personal_numbers(attested_by=attested_by)
    membership = locked(membership)
    if membership.post.reserved_for != Post.ReservedFor.YOUTH:
        refuse("on", _("This seat is not reserved for a youth representative: there is nothing to vouch for."))
    membership.attested_kind, membership.attested_on = Post.ReservedFor.YOUTH, on
    membership.attested_by = (attested_by.strip() or str(by))[:200]
    membership.save(update_fields=["attested_kind", "attested_on", "attested_by"])
    journal.record("registry.youth_attested", membership, by=by, area=membership.organization.area_id, on=on)
    announce({membership.organization_id})
    return membership


@transaction.atomic
def withdraw_attestation(*, membership: Membership, reason: str, by) -> Membership:
    """Take back a word given by mistake."""
    allow(permissions.can_appoint(by, membership.post))
    need_reason(reason)
    membership = locked(membership)
    membership.attested_kind, membership.attested_on, membership.attested_by = "", None, ""
    membership.save(update_fields=["attested_kind", "attested_on", "attested_by"])
    area = membership.organization.area_id
    journal.record("registry.attestation_withdrawn", membership, by=by, area=area, reason=reason)
    announce({membership.organization_id})
    return membership


@transaction.atomic
def name_youth_deputy(
    *,
    organization: Organization,
    person: Person | str,
    start_date: date,
    by,
    document: str = "",
    meets_age_rule: bool = False,
) -> Membership:
    """In one deed: the seat is opened if there is none, the deputy appointed, the age rule vouched for if it is met."""
    allow(permissions.can_open_post(by, organization, Post.ReservedFor.YOUTH))
    soon_enough("start_date", start_date)
    seat = organization.posts.on(start_date).filter(reserved_for=Post.ReservedFor.YOUTH).first() or open_post(
        organization=organization,
        role=Post.RoleKind.DEPUTY,
        reserved_for=Post.ReservedFor.YOUTH,
        start_date=start_date,
        by=by,
    )
    membership = appoint(post=seat, person=person, start_date=start_date, document=document, by=by)
    return attest_youth(membership=membership, on=start_date, by=by) if meets_age_rule else membership
