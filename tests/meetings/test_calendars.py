"""Events in people's own calendars: one identity, a growing sequence, a private address."""

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from factories.meetings import controller, event, held, in_days, key, moment, region
from shanyraq.directives.duty_actions import make_calendar_key
from shanyraq.meetings import actions, feed, ics

pytestmark = pytest.mark.django_db


def entries(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def one(client, event_):
    return entries(client.get(reverse("meetings:ics", args=[event_.pk])).content)[0]


def test_an_invitation_says_what_when_where_and_who(enter):
    home = region()
    planned = event(home, name_en="Talk", chair=home.akim, invited=[home.association_head])
    actions.answer_invitation(
        participation=planned.participations.get(for_post=home.association_head),
        partstat="DELEGATED",
        by=home.association_user,
    )
    answer = enter(home.assistant).get(reverse("meetings:ics", args=[planned.pk]))

    calendar = Calendar.from_ical(answer.content)
    entry = entries(answer.content)[0]

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (calendar["METHOD"], entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == (
        "REQUEST",
        planned.uid,
        0,
        "CONFIRMED",
    )
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Talk", "Hall 1")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (planned.start, planned.end)
    assert entry["DESCRIPTION"] == "1. The interethnic situation in the region"
    assert [(a.params["CN"], a.params["ROLE"], a.params["PARTSTAT"]) for a in entry["ATTENDEE"]] == [
        ("Akim of the region", "CHAIR", "NEEDS-ACTION"),
        ("Head of the association", "REQ-PARTICIPANT", "DELEGATED"),
    ]


def test_the_identity_stays_and_the_sequence_grows(enter):
    home = region()
    planned = event(home)
    client = enter(home.assistant)
    before = one(client, planned)

    actions.edit_event(event=planned, version=1, start=moment(in_days(11)), end=None, by=home.assistant)
    after = one(client, planned)

    assert (before["UID"], before["SEQUENCE"]) == (planned.uid, 0)
    assert (after["UID"], after["SEQUENCE"]) == (planned.uid, 1)


def test_a_cancelled_event_takes_itself_out_of_the_calendar(enter):
    home = region()
    planned = event(home)
    actions.cancel_event(event=planned, reason="Snow", by=home.assistant)

    calendar = Calendar.from_ical(enter(home.assistant).get(reverse("meetings:ics", args=[planned.pk])).content)

    entry = calendar.walk("VEVENT")[0]
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_a_moved_event_leaves_its_old_place_and_takes_a_new_one(enter):
    home = region()
    planned = event(home)
    moved = actions.move_event(event=planned, start=moment(in_days(20)), reason="Snow", by=home.assistant)
    client = enter(home.assistant)

    assert one(client, planned)["STATUS"] == "CANCELLED"
    assert (one(client, moved)["STATUS"], one(client, moved)["UID"]) == ("CONFIRMED", moved.uid)


def test_how_people_came_does_not_leave_the_house():
    home = region()
    happened = held(home)

    data = ics.invitation(happened, happened.participations.all())

    assert b"in_person" not in data
    assert b"by_deputy" not in data


def test_a_private_address_opens_the_calendar_of_its_owner_and_of_nobody_else(client):
    home, other = region("KZ-19"), region("KZ-31")
    event(home, name_kk="Біздікі", chair=home.akim)
    event(other, name_kk="Олардікі", chair=other.akim)
    key(name_kk="Мереке")
    make_calendar_key(by=home.assistant)

    answer = client.get(reverse("meetings:feed", args=[feed.token_of(home.assistant)]))

    assert answer.status_code == 200
    assert [str(entry["SUMMARY"]) for entry in entries(answer.content)] == ["Біздікі", "Мереке"]


def test_the_feed_of_a_region_shows_no_seats_of_another(client):
    home, other = region("KZ-19"), region("KZ-31")
    key()
    make_calendar_key(by=home.secretary)

    answer = client.get(reverse("meetings:feed", args=[feed.token_of(home.secretary)]))

    seats = entries(answer.content)[0].get("ATTENDEE")
    assert str(seats).count("urn:uuid") == 1
    assert str(other.akim.pk) not in answer.content.decode()


def test_a_renewed_or_forged_address_opens_nothing(client):
    home = region()
    make_calendar_key(by=home.assistant)
    old = feed.token_of(home.assistant)
    make_calendar_key(by=home.assistant)

    for token in (old, old[:-2] + "xx", "nonsense"):
        assert client.get(reverse("meetings:feed", args=[token])).status_code == 404


def test_a_closed_account_loses_its_address(client):
    home = region()
    make_calendar_key(by=home.assistant)
    token = feed.token_of(home.assistant)
    home.assistant.state = "closed"
    home.assistant.save()

    assert client.get(reverse("meetings:feed", args=[token])).status_code == 404


def test_events_long_past_leave_the_feed(client):
    home = region()
    make_calendar_key(by=home.assistant)
    held(home)

    with time_machine.travel(moment(in_days(120))):
        answer = client.get(reverse("meetings:feed", args=[feed.token_of(home.assistant)]))

    assert entries(answer.content) == []


def test_the_page_makes_an_address_on_demand(enter):
    someone = controller()
    client = enter(someone)
    assert feed.token_of(someone) == ""

    client.post(reverse("meetings:calendar"))

    assert feed.token_of(someone) in client.get(reverse("meetings:calendar")).content.decode()
