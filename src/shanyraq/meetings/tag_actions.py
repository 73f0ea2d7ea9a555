"""One event may serve several duties: it is said what else it was, and the other side confirms that too."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives.permissions import side_of
from shanyraq.places.calendar import today

from . import echo, kinds, validity
from .models import AgendaItem, Event, EventTag
from .permissions import recording_side


@transaction.atomic
def tag_event(*, event, classification, by, organization=None, situation_item="") -> EventTag:
    """Say that the event also served as another kind of event: a planned visit was the two-monthly meeting too.

    ``organization``: the body it counts for, the organizer by default. ``situation_item``: the agenda item to add
    where the kind needs one and the agenda has none. The other side confirms the tag like any record.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    body = organization or event.organizer
    _may_tag(event, by, body)
    validity.known_kind(classification)
    validity.body_exists(body, event.day)
    validity.in_region_of(body, event.area)
    if body == event.organizer and classification == event.classification:
        raise ValidationError(_("The event already is a «%(kind)s».") % {"kind": kinds.label(classification)})
    _speaks_of_the_situation(event, classification, situation_item)
    tag, created = EventTag.objects.get_or_create(
        event=event, classification=classification, organization=body, defaults={"by": by}
    )
    if created:
        journal.record(
            "meetings.event_tagged", event, by=by, area=event.area, kind=classification, body=str(body.pk)
        )  # fmt: skip
        echo.refresh(event)
    return tag


@transaction.atomic
def untag_event(*, tag, by, reason) -> None:
    """Take a tag back, before the other side has confirmed it."""
    event = tag.event
    _may_tag(event, by, tag.organization)
    validity.reason_given(reason)
    echo.not_yet_confirmed([echo.tag_fact(tag)])
    bodies = echo.concerned(event)
    journal.record("meetings.event_untagged", event, by=by, area=event.area, reason=reason, kind=tag.classification)
    tag.delete()
    echo.refresh(event, bodies)


def _may_tag(event, by, body) -> None:
    side = recording_side(by, event.organizer)
    if side is None or side_of(by, body, today()) is None:
        raise PermissionDenied(_("Only those who keep this event's record say what else it served as."))
    if event.is_gone or event.status == Event.Status.CLOSED:
        validity.still_open(event)
    if event.is_held and side != event.recorded_side:
        raise PermissionDenied(_("The side that recorded the event says what else it served as; you may confirm it."))


def _speaks_of_the_situation(event, classification, item: str) -> None:
    if not kinds.kinds()[classification].needs_situation or event.agenda.filter(is_situation=True).exists():
        return
    if not item.strip():
        raise ValidationError(
            _("The agenda has no item on the interethnic situation. Add it: without it this is no such meeting.")
        )
    last = event.agenda.order_by("-order").first()
    AgendaItem.objects.create(
        event=event, order=last.order + 1 if last else 1, title=item.strip()[:300], is_situation=True
    )
