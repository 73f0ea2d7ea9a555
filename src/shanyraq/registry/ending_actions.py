"""Bodies end and have successors: what lasted in the body ends with it, and can be brought back as it was."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import permissions
from .asking import allow, dotted, need_reason, refuse
from .body_actions import found_body
from .changes import announce
from .locking import take_version
from .models import Assistant, Membership, Organization, Post
from .terms import begins_later, close, reopen

DISSOLVED = "registry.body_dissolved"


@transaction.atomic
def dissolve_body(
    *,
    organization: Organization,
    last_day: date,
    reason: str,
    by,
    successor: Organization | None = None,
    version: int | None = None,
) -> Organization:
    """End a body after ``last_day``: its posts are abolished, its holders' and assistants' terms end that day.

    ``successor`` carries its open duties on from the next day (``queries.successor_on``); old documents keep the name.
    """
    allow(permissions.can_end_body(by, organization))
    need_reason(reason)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    take_version(body, version)
    _check_end(body, last_day)
    if successor:
        successor = Organization.objects.get(pk=successor.pk)
        _check_successor(body, successor, last_day)
    ended = {
        "posts": close(Post.objects.filter(organization=body), last_day),
        "memberships": close(
            Membership.objects.filter(organization=body), last_day, end_reason=Membership.EndReason.DISSOLVED
        ),
        "assistants": close(Assistant.objects.filter(post__organization=body), last_day),
    }
    body.dissolution_date, body.successor = last_day, successor
    body.save(update_fields=["dissolution_date", "successor"])
    journal.record(
        DISSOLVED,
        body,
        by=by,
        area=body.area_id,
        reason=reason,
        last_day=last_day,
        successor=successor and successor.pk,
        ended=ended,
    )
    announce({body.pk, successor.pk if successor else None})
    return body


@transaction.atomic
def dissolve_into_new_body(*, organization: Organization, last_day: date, reason: str, by, version=None, **successor):
    """End a body and found its successor for the next day in one deed; ``successor`` as for ``found_body``."""
    successor.setdefault("founding_date", last_day + timedelta(days=1))
    new = found_body(by=by, reason=reason, **successor)
    dissolve_body(organization=organization, last_day=last_day, reason=reason, by=by, successor=new, version=version)
    return new


@transaction.atomic
def undo_dissolution(*, organization: Organization, reason: str, by) -> Organization:
    """Take back an end entered by mistake: every term gets back the end it had before. A successor stays as it is."""
    allow(permissions.can_end_body(by, organization))
    need_reason(reason)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    if body.dissolution_date is None:
        refuse("reason", _("This body is not dissolved."))
    take_version(body, None)
    last_day = body.dissolution_date
    body.dissolution_date = body.successor = None
    body.save(update_fields=["dissolution_date", "successor"])
    entry = journal.history(body).filter(verb=DISSOLVED).first()
    ended = entry.data["ended"] if entry else {}
    reopen(Post, ended.get("posts", {}), last_day)
    reopen(Membership, ended.get("memberships", {}), last_day, end_reason="")
    reopen(Assistant, ended.get("assistants", {}), last_day)
    journal.record("registry.dissolution_undone", body, by=by, area=body.area_id, reason=reason, last_day=last_day)
    announce({body.pk})
    return body


def _check_end(body: Organization, last_day: date) -> None:
    if body.dissolution_date:
        refuse("last_day", _("This body ended on %(day)s already.") % {"day": dotted(body.dissolution_date)})
    if body.founding_date and last_day < body.founding_date:
        refuse(
            "last_day",
            _("The body is founded on %(begun)s; it cannot end before that.") % {"begun": dotted(body.founding_date)},
        )
    later = (
        begins_later(Membership.objects.filter(organization=body), last_day)
        or begins_later(Post.objects.filter(organization=body), last_day)
        or begins_later(Assistant.objects.filter(post__organization=body), last_day)
    )
    if later:
        refuse(
            "last_day",
            _('"%(what)s" begins on %(day)s, after the last day of the body. Correct or take it back first.')
            % {"what": later, "day": dotted(later.start_date)},
        )


def _check_successor(body: Organization, successor: Organization, last_day: date) -> None:
    next_day = last_day + timedelta(days=1)
    seen, heir = {body.pk}, successor
    while heir is not None:
        if heir.pk in seen:
            refuse("successor", _("A body cannot be carried on by itself."))
        seen.add(heir.pk)
        heir = heir.successor
    if not successor.exists_on(next_day):
        refuse(
            "successor",
            _('"%(successor)s" does not exist on %(day)s, the day after the end: nobody would carry the duties.')
            % {"successor": successor, "day": dotted(next_day)},
        )
