"""The key mark: it binds heads, so it is set strictly before the day of the event."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.calendar import today

from . import echo, kinds, letters, validity
from .draft import put_seats
from .models import Event
from .permissions import can_flag
from .queries import bound_head_posts
from .seats import Attending, Role


@transaction.atomic
def flag_key(*, event, by) -> Event:
    """Mark a planned event as key, before its day and with the country's notice; the heads it binds are invited."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_flag(by, event):
        raise PermissionDenied(_("The centre, or the secretariat of the region, marks an event as key."))
    validity.enough_notice(event.day)
    validity.still_planned(event)
    if event.is_key:
        return event
    if not kinds.policy().key_binds.get(event.area.level):
        raise ValidationError(
            _("An event of %(area)s binds no head of a region. Choose the region or the country as its area.")
            % {"area": event.area.name}
        )
    event.is_key, event.flagged_on, event.flagged_by = True, today(), by
    event.sequence += 1
    event.version += 1
    event.save()
    added = put_seats(event, [Attending(post=post, role=_expected(post)) for post in bound_head_posts(event)])
    journal.record("meetings.event_flagged_key", event, by=by, area=event.area, flagged_on=event.flagged_on)
    echo.refresh(event)
    letters.invite(event, by=by, seats=added)
    return event


@transaction.atomic
def unflag_key(*, event, by, reason) -> Event:
    """Take the key mark back before the day of the event; after it, the mark stays."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_flag(by, event):
        raise PermissionDenied(_("The centre, or the secretariat of the region, marks an event as key."))
    validity.reason_given(reason)
    validity.still_planned(event)
    if event.day <= today():
        raise ValidationError(_("The day of the event has come: the mark stays, and excuses are given one by one."))
    bodies = echo.concerned(event)
    event.is_key, event.flagged_on, event.flagged_by = False, None, None
    event.version += 1
    event.save()
    journal.record("meetings.event_unflagged", event, by=by, area=event.area, reason=reason)
    echo.refresh(event, bodies)
    return event


def _expected(post) -> str:
    obliged = post.organization.classification in kinds.policy().shown_first
    return Role.REQUIRED if obliged else Role.OPTIONAL
