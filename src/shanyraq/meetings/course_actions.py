"""How an event ends: cancelled, moved, closed when all is on paper, reopened when something was wrong."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives.models import Confirmation
from shanyraq.places.calendar import local_date

from . import echo, letters, validity
from .draft import draft_event, put_agenda, put_seats
from .models import Event
from .permissions import can_close, can_record
from .planning_actions import EDITABLE
from .seats import Attending


@transaction.atomic
def cancel_event(*, event, by, reason) -> Event:
    """Call a planned event off; it stays visible with its reason, and binds nobody any more."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record cancel it."))
    validity.reason_given(reason)
    validity.still_planned(event)
    _leave(event, Event.Status.CANCELLED, reason)
    journal.record("meetings.event_cancelled", event, by=by, area=event.area, reason=reason)
    echo.refresh(event)
    letters.cancelled(event, by=by)
    return event


@transaction.atomic
def move_event(*, event, by, start, reason, end=None) -> Event:
    """Move a planned event to another time: a new event with the same people, linked with the old one."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record move it."))
    validity.reason_given(reason)
    validity.still_planned(event)
    validity.can_be_planned(start)
    if event.is_key:
        validity.enough_notice(local_date(start))
    moved = _copy(event, start, end, by)
    event.moved_to = moved
    _leave(event, Event.Status.MOVED, reason)
    journal.record(
        "meetings.event_moved", event, by=by, area=event.area, reason=reason, to=str(moved.pk), start=moved.start
    )
    echo.refresh(event, echo.concerned(moved))
    letters.moved(event, moved, by=by)
    return moved


@transaction.atomic
def close_event(*, event, by) -> Event:
    """The assembly's side closes a held event when its minutes are there and both sides agree on it."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_close(by, event):
        raise PermissionDenied(_("Events are closed by the assembly's side: the centre or the regional secretary."))
    if event.status != Event.Status.MINUTED:
        raise ValidationError(
            _("The event is %(status)s: it is closed after it was held and its minutes are entered.")
            % {"status": event.get_status_display()}
        )
    _both_agree(event)
    event.status = Event.Status.CLOSED
    event.version += 1
    event.save(update_fields=["status", "version"])
    journal.record("meetings.event_closed", event, by=by, area=event.area)
    return event


@transaction.atomic
def reopen_event(*, event, by, reason) -> Event:
    """Open a closed event again, so that its record can be corrected; the reason stays visible."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_close(by, event):
        raise PermissionDenied(_("Events are closed by the assembly's side: the centre or the regional secretary."))
    validity.reason_given(reason)
    if event.status != Event.Status.CLOSED:
        raise ValidationError(_("The event is not closed."))
    event.status, event.status_reason = Event.Status.MINUTED, reason
    event.version += 1
    event.save(update_fields=["status", "status_reason", "version"])
    journal.record("meetings.event_reopened", event, by=by, area=event.area, reason=reason)
    return event


def _both_agree(event) -> None:
    words = Confirmation.objects.filter(fact_id__in=echo.own_facts(event), replaced_by=None)
    if words.filter(stance=Confirmation.Stance.DISPUTED).exists():
        raise ValidationError(_("The record is disputed. It is closed after the dispute is settled."))
    if echo.awaited_facts(event):
        raise ValidationError(_("A duty waits for the other side's word on this record. It is closed after that word."))


def _copy(event, start, end, by) -> Event:
    agenda = [(item.title, item.is_situation) for item in event.agenda.all()]
    seats = list(event.participations.select_related("for_post__organization__area", "organization", "person"))
    length = (event.end - event.start) if event.end else None
    moved = draft_event(
        organizer=event.organizer,
        start=start,
        end=end or (start + length if length else None),
        status=event.status,
        planned_by=by,
        **{name: getattr(event, name) for name in EDITABLE if name not in ("start", "end")},
        **{name: getattr(event, name) for name in ("is_key", "flagged_on", "flagged_by")},
    )
    put_agenda(moved, agenda)
    put_seats(moved, [_again(seat) for seat in seats])
    for tag in event.tags.all():
        tag.pk, tag.event = None, moved
        tag.save(force_insert=True)
    return moved


def _again(seat) -> Attending:
    return Attending(
        post=seat.for_post,
        person=seat.person,
        name=seat.guest_name,
        organization=seat.organization,
        role=seat.ical_role,
    )


def _leave(event, status, reason) -> None:
    event.status, event.status_reason = status, reason
    event.sequence += 1
    event.version += 1
    event.save()
