from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import body_rules, permissions
from .asking import allow, dotted, need_reason, no_personal_numbers, refuse, soon_enough
from .changes import announce
from .locking import take_version
from .models import Membership, Organization, Person, Post
from .people_actions import new_person
from .terms import most_at_once


@transaction.atomic
def appoint(
    *,
    post: Post,
    person: Person | str,
    start_date: date,
    by,
    end_date: date | None = None,
    acting: bool = False,
    document: str = "",
    on_behalf_of: Organization | None = None,
) -> Membership:
    """Put a person in a post; ``person`` may be the name of somebody the register does not know yet.

    A post has at most ``max_holders`` holders at one time and one acting holder; where an acting holder serves beside
    a holder, the holder is away and the acting one answers for those days.
    """
    allow(permissions.can_appoint(by, post))
    soon_enough("start_date", start_date)
    no_personal_numbers(document=document)
    post = Post.objects.select_for_update().select_related("organization").get(pk=post.pk)
    membership = Membership(
        person=person if isinstance(person, Person) else new_person(person),
        organization=post.organization,
        post=post,
        on_behalf_of=on_behalf_of,
        start_date=start_date,
        end_date=end_date,
        acting=acting,
        document=document.strip(),
        end_reason=Membership.EndReason.TERM if end_date else "",
    )
    _check(membership)
    membership.save(force_insert=True)
    _record("registry.appointed", membership, by, start=start_date, end=end_date, acting=acting)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, end_date: date, reason: str, by, document: str = "") -> Membership:
    """End a term on its last day; ``reason`` is one of ``Membership.EndReason``."""
    allow(permissions.can_appoint(by, membership.post))
    no_personal_numbers(document=document)
    membership = locked(membership)
    if membership.end_date and membership.end_date <= end_date:
        refuse(
            "end_date",
            _("This term ends on %(day)s already. To mend a wrong date, correct the term.")
            % {"day": dotted(membership.end_date)},
        )
    membership.end_date, membership.end_reason = end_date, reason
    membership.document = document.strip() or membership.document
    membership.clean_fields(exclude=["person", "organization", "post", "on_behalf_of"])
    _check(membership)
    membership.save()
    _record("registry.membership_ended", membership, by, end=end_date, why=reason)
    return membership


@transaction.atomic
def correct_membership(
    *,
    membership: Membership,
    start_date: date,
    end_date: date | None,
    acting: bool,
    reason: str,
    by,
    document: str | None = None,
    version: int | None = None,
) -> Membership:
    """Mend what was entered wrongly about a term; the reason and the former dates stay in the history."""
    allow(permissions.can_appoint(by, membership.post))
    need_reason(reason)
    soon_enough("start_date", start_date)
    no_personal_numbers(reason=reason, document=document or "")
    membership = locked(membership)
    take_version(membership, version)
    before = [membership.start_date, membership.end_date, membership.acting]
    membership.start_date, membership.end_date, membership.acting = start_date, end_date, acting
    if document is not None:
        membership.document = document.strip()
    membership.end_reason = (membership.end_reason or Membership.EndReason.TERM) if end_date else ""
    _check(membership)
    membership.save()
    now = [start_date, end_date, acting]
    _record("registry.membership_corrected", membership, by, reason=reason, before=before, now=now)
    return membership


@transaction.atomic
def annul_membership(*, membership: Membership, reason: str, by) -> None:
    """Take back an appointment that never was; the history keeps that it was entered and why it was taken back."""
    allow(permissions.can_appoint(by, membership.post))
    need_reason(reason)
    membership = locked(membership)
    if membership.credentials.exists():
        refuse("reason", _("A mediator's credential hangs on this term. End the term instead of taking it back."))
    body = membership.organization
    journal.record(
        "registry.membership_annulled",
        membership.post,
        by=by,
        area=body.area_id,
        reason=reason,
        membership=membership.pk,
        person=membership.person_id,
        dates=[membership.start_date, membership.end_date],
    )
    membership.delete()
    announce({body.pk})


def locked(membership: Membership) -> Membership:
    """The term as it is now, its post held until the deed is done."""
    Post.objects.select_for_update().get(pk=membership.post_id)
    rows = Membership.objects.select_for_update(of=("self",))
    return rows.select_related("post__organization", "person").get(pk=membership.pk)


def _record(verb: str, membership: Membership, by, reason: str = "", **data) -> None:
    body = membership.organization
    journal.record(
        verb, membership, by=by, area=body.area_id, reason=reason, post=membership.post_id, body=body.pk, **data
    )
    announce({body.pk})


def _check(membership: Membership) -> None:
    post, start, end = membership.post, membership.start_date, membership.end_date
    if end and end < start:
        refuse("end_date", _("The last day %(end)s is before the first day %(start)s.") % _days(membership))
    for field, day in (("start_date", start), ("end_date", end)):
        body_rules.within_body(field, day, post.organization)
        _within_post(field, day, post)
    if end is None and (last := post.end_date or post.organization.dissolution_date):
        refuse("end_date", _("The post ends on %(day)s: give the last day of the term.") % {"day": dotted(last)})
    _check_seats(membership)


def _within_post(field: str, day: date | None, post: Post) -> None:
    if day and post.start_date and day < post.start_date:
        refuse(
            field,
            _("The post exists since %(begun)s, but the date is %(day)s. Check the date.")
            % {"begun": dotted(post.start_date), "day": dotted(day)},
        )
    if day and post.end_date and day > post.end_date:
        refuse(
            field,
            _("The post was abolished on %(end)s, but the date is %(day)s. Check the date.")
            % {"end": dotted(post.end_date), "day": dotted(day)},
        )


def _check_seats(membership: Membership) -> None:
    post, term = membership.post, (membership.start_date, membership.end_date)
    others = list(post.memberships.exclude(pk=membership.pk).select_related("person").order_by("start_date"))
    overlapping = [other for other in others if most_at_once([(other.start_date, other.end_date)], term)]
    if any(other.person_id == membership.person_id for other in overlapping):
        refuse("start_date", _("%(person)s already holds this post in that time.") % {"person": membership.person})
    rivals = [other for other in overlapping if other.acting == membership.acting]
    seats = 1 if membership.acting else post.max_holders
    if most_at_once([(other.start_date, other.end_date) for other in rivals], term) >= seats:
        raise ValidationError({"start_date": [_taken(membership, rivals, seats)]})


def _taken(membership: Membership, rivals: list[Membership], seats: int) -> str:
    if membership.acting:
        return _("%(person)s is acting in this post since %(day)s. End that first.") % _who(rivals[-1])
    if seats == 1:
        return _(
            "%(person)s holds this post since %(day)s. End that term first, or mark the new holder as acting."
        ) % _who(rivals[-1])
    return _("All %(seats)s seats of this post are taken in that time.") % {"seats": seats}


def _who(other: Membership) -> dict[str, str]:
    return {"person": str(other.person), "day": dotted(other.start_date)}


def _days(membership: Membership) -> dict[str, str]:
    return {"start": dotted(membership.start_date), "end": dotted(membership.end_date)}
