"""Events as iCalendar (RFC 5545, 5546): one identity for ever, a growing sequence, a cancelled event stays cancelled.

The calendar says who was asked and what he promised; how he came is ours alone and does not leave.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from .models import Event, Participation

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
STATUS = {
    Event.Status.TENTATIVE: "TENTATIVE",
    Event.Status.CANCELLED: "CANCELLED",
    Event.Status.MOVED: "CANCELLED",
}


def calendar(events: Iterable[Event], *, method: str = PUBLISH, seats=None, base: str = "", name: str = "") -> bytes:
    """A calendar of events; ``seats`` by event id, ``base`` the address of the site, ``name`` as people see it."""
    made = Calendar()
    made.add("prodid", "-//Shanyraq//Meetings//KK")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("x-wr-calname", name)
    for event in events:
        made.add_component(_entry(event, (seats or {}).get(event.pk, ()), base))
    return made.to_ical()


def invitation(event: Event, seats: Iterable[Participation], base: str = "") -> bytes:
    """One event as an invitation, or, when it is off, as its cancellation."""
    return calendar([event], method=CANCEL if event.is_gone else REQUEST, seats={event.pk: list(seats)}, base=base)


def _entry(event: Event, seats, base: str) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.planned_at)
    entry.add("summary", event.title)
    entry.add("status", STATUS.get(event.status, "CONFIRMED"))
    entry.add("categories", [event.kind_label])
    if event.all_day:
        entry.add("dtstart", event.day)
        entry.add("dtend", _last_day(event) + timedelta(days=1))
    else:
        entry.add("dtstart", event.start)
        if event.end:
            entry.add("dtend", event.end)
    if event.location or event.online_url:
        entry.add("location", event.location or event.online_url)
    agenda = "\n".join(f"{item.order}. {item.title}" for item in event.agenda.all())
    if agenda:
        entry.add("description", agenda)
    if base:
        entry.add("url", f"{base}/meetings/{event.pk}/")
    entry.add("organizer", _address(event.organizer.pk, event.organizer_name, event.organizer.email))
    for seat in seats:
        entry.add("attendee", _attendee(seat))
    return entry


def _last_day(event: Event):
    return timezone.localtime(event.end).date() if event.end else event.day


def _attendee(seat: Participation) -> vCalAddress:
    """Seats, not people: the calendar names the post; a person's own address stays in the registry."""
    address = _address(seat.pk, seat.seat, "")
    address.params["ROLE"] = vText(seat.ical_role)
    address.params["PARTSTAT"] = vText(seat.partstat)
    address.params["RSVP"] = vText("TRUE" if seat.partstat == Participation.PartStat.NEEDS_ACTION else "FALSE")
    return address


def _address(pk, name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}" if email else f"urn:uuid:{pk}")
    address.params["CN"] = vText(name)
    return address
