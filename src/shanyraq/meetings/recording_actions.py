"""Deeds after an event: it took place, who was there, what else it served as."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives.permissions import bodies_of
from shanyraq.places.calendar import today
from shanyraq.registry.models import Post

from . import echo, validity
from .draft import draft_event, fits, put_agenda, seat
from .models import Event, Participation
from .permissions import presence_side, recording_side
from .seats import Attending, Presence, Role, settled


@transaction.atomic
def record_held(
    *,
    by,
    event=None,
    organizer=None,
    classification=None,
    start=None,
    end=None,
    all_day=False,
    area=None,
    name_kk="",
    name_ru="",
    name_en="",
    location="",
    online_url="",
    agenda=None,
    chair=None,
    attended=(),
    others_count=None,
    once=None,
) -> Event:
    """Record that a planned ``event`` took place, or (without one) an event nobody had planned.

    ``chair``: a post (its holder chaired) or ``Attending``; ``attended``: ``Attending`` or posts (their holders came);
    for a planned event ``start``, ``end``, ``location``, ``agenda`` are given only where they differ from the plan.
    The side of ``by`` has spoken; the other side confirms or disputes.
    """
    body = event.organizer if event else organizer
    side = recording_side(by, body)
    if side is None:
        raise PermissionDenied(_("You may record events only of the bodies you act for, or as the secretariat."))
    if event is None:
        event = draft_event(
            once=once,
            organizer=body,
            classification=classification,
            area=area or body.area,
            start=start,
            end=end,
            all_day=all_day,
            name_kk=name_kk,
            name_ru=name_ru,
            name_en=name_en,
            location=location,
            online_url=online_url,
            planned_by=by,
        )
    else:
        event = _as_it_happened(event, start, end, location)
    validity.already_begun(event.start, timezone.now())
    if agenda is not None:
        put_agenda(event, agenda)
    event.status, event.others_count = Event.Status.PASSED, others_count
    event.recorded_side, event.recorded_by, event.recorded_at = side, by, timezone.now()
    event.sequence += 1
    event.version += 1
    event.save()
    seats = _seat_all(event, [*_as_chair(chair), *map(_came, attended)])
    changes = _write_presence(seats, by)
    journal.record(
        "meetings.event_held", event, by=by, area=event.area, side=side, start=event.start, seats=changes
    )  # fmt: skip
    echo.refresh(event)
    return event


@transaction.atomic
def set_presence(
    *, participation, presence, by, person=None, name="", reason="", arrived=None, left=None
) -> Participation:
    """Say how one seat was taken. The old value goes to the journal; the other side's word is never written over."""
    attending = Attending(
        post=participation.for_post,
        person=person or (None if participation.for_post_id else participation.person),
        name=name or participation.guest_name,
        presence=presence,
        reason=reason,
        arrived=arrived,
        left=left,
    )
    _record_all(participation.event, [(participation, attending)], by)
    participation.refresh_from_db()
    return participation


@transaction.atomic
def record_presence(*, event, attended: Iterable[Attending], by) -> int:
    """Say how many seats at once were taken, also new ones; seats that do not change stay. Returns how many changed."""
    return _record_all(event, _seat_all(event, map(_came, attended)), by)


@transaction.atomic
def name_chair(*, event, participation, by) -> None:
    """Say who chaired a held event: one of its seats, or (None) nobody; the side that recorded it corrects it."""
    if not event.is_held or recording_side(by, event.organizer) != event.recorded_side:
        raise PermissionDenied(_("Who chaired is said by the side that recorded the event."))
    validity.still_open(event)
    echo.not_yet_confirmed(echo.own_facts(event))
    if participation is not None and participation.presence in (Presence.ABSENT, Presence.EXCUSED):
        raise ValidationError(_("Who chaired the event cannot be absent from it. Choose another chair or presence."))
    before = list(event.participations.filter(ical_role=Role.CHAIR))
    event.participations.filter(ical_role=Role.CHAIR).update(ical_role=Role.REQUIRED)
    if participation is not None:
        event.participations.filter(pk=participation.pk).update(ical_role=Role.CHAIR)
    journal.record(
        "meetings.chair_named",
        event,
        by=by,
        area=event.area,
        old=[str(seat.pk) for seat in before],
        new=str(participation.pk) if participation else "",
    )
    echo.refresh(event)


def _as_it_happened(event, start, end, location) -> Event:
    event = Event.objects.select_for_update().get(pk=event.pk)
    validity.still_planned(event)
    planned_day = event.day
    event.start, event.location = start or event.start, location or event.location
    event.end = end or (event.end if event.end and event.end > event.start else None)
    if event.is_key and event.day != planned_day:
        raise ValidationError(
            _("A key event is recorded on the day for which it was marked, %(day)s. Move it first, with a reason.")
            % {"day": planned_day.strftime("%d.%m.%Y")}
        )
    validity.end_after_start(event.start, event.end)
    validity.body_exists(event.organizer, event.day)
    validity.area_exists(event.area, event.day)
    return event


def _as_chair(chair) -> list[Attending]:
    if chair is None:
        return []
    attending = replace(_came(chair), role=Role.CHAIR)
    if attending.presence in (Presence.ABSENT, Presence.EXCUSED):
        raise ValidationError(_("Who chaired the event cannot be absent from it. Choose another chair or presence."))
    return [attending]


def _came(one) -> Attending:
    return Attending(post=one) if isinstance(one, Post) else one


def _seat_all(event, attended: Iterable[Attending]) -> list[tuple[Participation, Attending]]:
    """Each ``Attending`` with its seat, found or added; the first word about a post is the one that counts."""
    known = {
        _place(s): s for s in event.participations.select_related("for_post__organization__area", "organization__area")
    }
    given: dict = {}
    for attending in attended:
        place = _place(attending)
        if place in given:
            continue
        if place not in known:
            if attending.post is not None:
                fits(event, attending.post)
            known[place] = seat(event, attending)
            known[place].save(force_insert=True)
        known[place].event = event
        given[place] = (known[place], attending)
    return list(given.values())


def _place(one) -> tuple:
    post = one.for_post_id if isinstance(one, Participation) else one.post and one.post.pk
    if post:
        return "post", post
    if one.person:
        return "person", one.person.pk
    return "guest", (one.guest_name if isinstance(one, Participation) else one.name).strip().casefold()


def _record_all(event, seats, by) -> int:
    if not (event.is_held or (event.is_key and event.is_planned and event.day <= today())):
        raise ValidationError(_("First record that the event took place; then say who was there."))
    if event.status == Event.Status.CLOSED:
        validity.still_open(event)
    changes = _write_presence(seats, by)
    if changes:
        journal.record("meetings.presence_recorded", event, by=by, area=event.area, seats=changes)
        echo.refresh(event)
    return len(changes)


def _write_presence(seats, by) -> list[dict]:
    """Write what changed and say it as old and new values; refuse to write over the other side's word."""
    changes, now, bodies = [], timezone.now(), bodies_of(by, today())
    for participation, attending in seats:
        exact = settled(attending, participation.event.day)
        old, new = _said(participation), _wanted(participation, exact)
        if old == new and (participation.recorded_by_id or exact.presence == Presence.NOT_RECORDED):
            continue
        side = _own_seat(participation, by, bodies)
        for name, value in new.items():
            setattr(participation, name, value)
        participation.recorded_by, participation.recorded_at, participation.recorded_side = by, now, side
        participation.save()
        if participation.ical_role == Role.CHAIR:
            _only_chair(participation)
        changes.append({"seat": str(participation.pk), "old": _plain(old), "new": _plain(new)})
    return changes


def _own_seat(participation, by, bodies) -> str:
    side = presence_side(by, participation, bodies)
    if side is None:
        raise PermissionDenied(
            _("Presence is recorded by the side that recorded the event, or by the bound post's own side.")
        )
    told = participation.presence != Presence.NOT_RECORDED
    if told and participation.recorded_side and participation.recorded_side != side:
        raise ValidationError(
            _("The other side recorded «%(value)s» for %(seat)s. If it is not right, dispute it with a reason.")
            % {"value": participation.get_presence_display(), "seat": participation.seat}
        )
    echo.not_yet_confirmed(echo.seat_facts(participation.event, participation))
    return side


SAID = ("presence", "person_id", "guest_name", "presence_reason", "arrived", "left", "ical_role")


def _said(participation) -> dict:
    return {name: getattr(participation, name) for name in SAID}


def _wanted(participation, exact: Attending) -> dict:
    absent = exact.presence not in Participation.CAME
    return {
        "presence": exact.presence,
        "person_id": None if absent and exact.post else (exact.person.pk if exact.person else None),
        "guest_name": "" if absent and exact.post else exact.name,
        "presence_reason": exact.reason.strip(),
        "arrived": None if absent else exact.arrived,
        "left": None if absent else exact.left,
        "ical_role": exact.role or participation.ical_role,
    }


def _plain(values: dict) -> dict:
    return {name: str(value) for name, value in values.items() if value}


def _only_chair(participation) -> None:
    others = Participation.objects.filter(event=participation.event, ical_role=Role.CHAIR).exclude(pk=participation.pk)
    others.update(ical_role=Role.REQUIRED)
