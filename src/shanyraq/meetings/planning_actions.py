"""Deeds before an event: plan, edit, invite, answer."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import echo, letters, settling, validity
from .draft import draft_event, put_agenda, put_seats
from .models import Event, Participation
from .permissions import can_answer, can_record, recording_side
from .queries import bound_head_posts
from .seats import Attending, Role

EDITABLE = (
    "classification",
    "name_kk",
    "name_ru",
    "name_en",
    "area",
    "start",
    "end",
    "all_day",
    "location",
    "online_url",
    "others_count",
)


class StaleVersion(Exception):
    """Somebody else changed the event since the form was opened; ``event`` is what stands now."""

    def __init__(self, event):
        super().__init__(_("The event was changed by somebody else in the meantime."))
        self.event = event


@transaction.atomic
def plan_event(
    *,
    organizer,
    classification,
    start,
    by,
    end=None,
    all_day=False,
    area=None,
    name_kk="",
    name_ru="",
    name_en="",
    location="",
    online_url="",
    agenda=(),
    invited=(),
    chair=None,
    tentative=False,
    once=None,
) -> Event:
    """Put an event in the calendar and invite people.

    ``agenda``: titles, or ``(title, is_situation)`` pairs; ``invited``: posts or ``Attending``; ``chair``: a post;
    ``area``: the organizer's by default; ``start``, ``end``: aware moments; ``once``: see ``draft_event``.
    Raises ``PermissionDenied``, or ``ValidationError`` in a sentence for people.
    """
    if recording_side(by, organizer) is None:
        raise PermissionDenied(_("You may plan events only for the bodies you act for, or as the secretariat."))
    validity.can_be_planned(start)
    event = draft_event(
        once=once,
        organizer=organizer,
        classification=classification,
        area=area or organizer.area,
        start=start,
        end=end,
        all_day=all_day,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        location=location,
        online_url=online_url,
        status=Event.Status.TENTATIVE if tentative else Event.Status.CONFIRMED,
        planned_by=by,
    )
    put_agenda(event, agenda)
    put_seats(event, [*([Attending(post=chair, role=Role.CHAIR)] if chair else []), *invited])
    journal.record("meetings.event_planned", event, by=by, area=event.area, start=event.start, kind=classification)
    letters.invite(event, by=by)
    return event


@transaction.atomic
def edit_event(*, event, by, version, agenda=None, **changes) -> Event:
    """Change a planned or held event; ``version`` is the one the editor saw.

    Raises ``StaleVersion`` when somebody was quicker. The old values go to the journal.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record change it."))
    if event.version != version:
        raise StaleVersion(event)
    validity.still_open(event)
    day_before = event.day
    old = {name: getattr(event, name) for name in EDITABLE if name in changes and getattr(event, name) != changes[name]}
    bodies_before = echo.concerned(event)
    if event.is_held:
        _may_mend(event, by, set(old), agenda)
    for name in old:
        setattr(event, name, changes[name])
    _makes_sense(event, moved="start" in old, regrouped="area" in old)
    if agenda is not None:
        put_agenda(event, agenda)
    event.sequence += 1
    event.version += 1
    event.save()
    if event.is_held and event.day != day_before:
        _on_another_day(event)
    journal.record("meetings.event_edited", event, by=by, area=event.area, old={key: str(old[key]) for key in old})
    echo.refresh(event, bodies_before)
    if event.is_planned and old.keys() & {"start", "end", "location", "online_url"}:
        letters.changed(event, by=by)
    return event


@transaction.atomic
def invite(*, event, by, invited) -> int:
    """Invite more posts (or ``Attending``); whoever is invited already is left as he is. Returns how many are new."""
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record invite to it."))
    validity.still_planned(event)
    added = put_seats(event, invited)
    if added:
        event.sequence += 1
        event.save(update_fields=["sequence"])
        journal.record("meetings.people_invited", event, by=by, area=event.area, seats=[str(seat.pk) for seat in added])
        letters.invite(event, by=by, seats=added)
    return len(added)


@transaction.atomic
def withdraw_invitation(*, participation, by, reason="") -> None:
    """Take a seat off a planned event; a bound head's seat stays while the event is key."""
    event = participation.event
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record invite to it."))
    validity.still_planned(event)
    if event.is_key and participation.for_post in bound_head_posts(event):
        raise ValidationError(
            _("%(post)s is bound by this key event and stays invited.") % {"post": participation.for_post.label}
        )
    journal.record(
        "meetings.invitation_withdrawn", event, by=by, area=event.area, reason=reason, seat=participation.seat
    )
    participation.delete()


@transaction.atomic
def answer_invitation(*, participation, partstat, by, note="") -> Participation:
    """Say for an invited post whether its holder will come, will not, or sends a deputy."""
    if not can_answer(by, participation):
        raise PermissionDenied(_("Only those who act for the invited post answer its invitation."))
    if partstat not in Participation.PartStat.values:
        raise ValidationError(_("There is no answer '%(value)s'.") % {"value": partstat})
    event = participation.event
    validity.still_planned(event)
    if event.start <= timezone.now():
        raise ValidationError(_("The event has begun: what counts now is who is there."))
    old = participation.partstat
    participation.partstat = partstat
    participation.answered_by, participation.answered_at = by, timezone.now()
    participation.save(update_fields=["partstat", "answered_by", "answered_at"])
    journal.record(
        "meetings.invitation_answered", event, by=by, area=event.area, reason=note, seat=str(participation.pk),
        old=old, new=partstat,
    )  # fmt: skip
    return participation


def _makes_sense(event, *, moved: bool, regrouped: bool) -> None:
    validity.known_kind(event.classification)
    validity.end_after_start(event.start, event.end)
    validity.in_region_of(event.organizer, event.area)
    validity.body_exists(event.organizer, event.day)
    validity.area_exists(event.area, event.day)
    if event.is_held:
        validity.already_begun(event.start, timezone.now())
    elif moved:
        validity.can_be_planned(event.start)
    if event.is_key and event.is_planned and (moved or regrouped):
        validity.enough_notice(event.day)
    if moved or regrouped:
        for seat in event.participations.select_related("for_post__organization__area"):
            if seat.for_post_id:
                validity.post_of_region(seat.for_post, event.area)


def _may_mend(event, by, changed: set[str], agenda) -> None:
    """A held event is mended by the side that recorded it; what a fact says, before the other side has confirmed it."""
    if recording_side(by, event.organizer) != event.recorded_side:
        raise ValidationError(_("The other side recorded this event. If something is wrong, dispute it with a reason."))
    if event.is_key and changed & {"start", "area"}:
        raise ValidationError(
            _("This event was key and has been held: its day and area stay. Record excuses for those who need them.")
        )
    if changed & {"start", "classification", "area"} or agenda is not None:
        echo.not_yet_confirmed(echo.own_facts(event))


def _on_another_day(event) -> None:
    """A held event was on another day than recorded: its papers must fit, and who was a head that day is asked anew."""
    first = event.minutes.order_by("revision").first()
    if first is not None and first.date < event.day:
        raise ValidationError(
            _("The minutes are dated %(minutes)s, before the new day of the event, %(day)s. Check both dates.")
            % {"minutes": first.date.strftime("%d.%m.%Y"), "day": event.day.strftime("%d.%m.%Y")}
        )
    settling.settle_anew(event.participations.all())
