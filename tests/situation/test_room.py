import re
from datetime import timedelta

import pytest
from django.urls import reverse

from factories import meetings as m
from factories.accounts import user
from factories.directives import rule
from shanyraq.directives.duty_actions import confirm_fact
from shanyraq.places.calendar import today
from shanyraq.places.queries import regions_on
from shanyraq.situation import queries

pytestmark = pytest.mark.django_db

MINUTES = [{"check": "minutes_within", "within": "P10D"}]
MEETING = [{"check": "event_held", "classification": "interethnic_meeting"}]


@pytest.fixture
def home(places):
    return m.region("KZ-19")


@pytest.fixture
def duty(home):
    """A meeting every two months, due nine days ago and still accepted late."""
    return rule("meet", since=today() - timedelta(days=70), checks=MEETING)


def states(room):
    return {state.area.code: state.worst for state in room.regions if state.counts}


def test_an_overdue_region_is_seen_at_once(home, duty):
    room = queries.room(m.controller(), today())

    assert states(room) == {"KZ-19": "overdue"}
    assert room.totals == {"overdue": 1}
    assert [(line.body, line.state) for line in room.attention] == [(home.akimat, "overdue")]


def test_a_recorded_meeting_waits_for_the_other_side(home, duty):
    event = m.held(home)

    room = queries.room(home.secretary, today())

    assert states(room) == {"KZ-19": "unconfirmed"}
    assert [one.fact_id for one in room.to_confirm] == [f"meetings:{event.pk}"]


def test_what_changed_in_a_week_is_told(home, duty):
    event = m.held(home)
    confirm_fact(fact_id=f"meetings:{event.pk}", organization=home.akimat, by=home.secretary)

    room = queries.room(m.controller(), today())

    assert [(change.before, change.line.state) for change in room.changes] == [("overdue", "open")]


def test_a_region_without_a_duty_is_no_data_and_not_green(home, duty):
    room = queries.room(m.controller(), today())

    silent = [state for state in room.regions if state.area.code == "KZ-61"]
    assert [(state.worst, state.counts) for state in silent] == [("no_data", {})]


def test_the_day_asked_about_decides(home, duty):
    before_due = duty.since + timedelta(days=10)

    room = queries.room(m.controller(), before_due)

    assert states(room) == {"KZ-19": "open"}


def test_a_secretary_sees_the_own_region_alone(home, duty):
    m.region("KZ-61")

    room = queries.room(home.secretary, today())

    assert [state.area.code for state in room.regions] == ["KZ-19"]
    assert {line.body.area_id for line in room.attention} == {"KZ-19"}


def test_recommendations_are_counted_apart(home, duty):
    rule("advice", force="should", since=today() - timedelta(days=200), checks=MEETING)

    room = queries.room(m.controller(), today())

    assert room.totals == {"overdue": 1}
    assert room.soft == {"should": {"not_yet": 1}, "proposed": {}}


def test_the_room_asks_as_much_for_three_regions_as_for_one(home, duty, enter, django_assert_max_num_queries):
    client = enter(m.controller())
    m.held(home)
    client.get("/")
    with django_assert_max_num_queries(15) as one:
        client.get("/")
    for code in ("KZ-61", "KZ-31"):
        m.held(m.region(code))

    with django_assert_max_num_queries(15) as three:
        client.get("/")

    assert len(three) == len(one)


def test_the_map_leads_to_regions_and_has_a_table_beside_it(home, duty, enter):
    page = enter(m.controller()).get("/").content.decode()

    assert page.count('href="/regions/KZ-19/"') >= 2
    assert "overdue" in page


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31", "abc"])
@pytest.mark.parametrize("path", ["/", "/regions/KZ-19/"])
def test_a_day_that_cannot_be_is_said_and_today_is_shown(home, duty, enter, path, day):
    answer = enter(m.controller()).get(f"{path}?on={day}")

    assert answer.status_code == 200
    assert (answer.context.get("room") or answer.context["card"]).on == today()
    assert answer.context["form"].errors
    assert answer.context["form"].errors["on"][0] in answer.content.decode()


@pytest.mark.parametrize("role", ["post_assistant", "association_head", "expert", "administrator", "deputy"])
def test_others_are_led_to_their_desk(places, enter, role):
    region = None if role in {"expert", "administrator"} else "KZ-19"

    answer = enter(user(role, region)).get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_the_regions_of_the_map_are_a_list_of_links_below_it(home, duty, enter, places):
    page = enter(m.controller()).get("/").content.decode()

    below = re.search(r'<ul class="room-regions">.*?</ul>', page, re.DOTALL).group()
    led = re.findall(r'href="([^"]+)"', below)
    assert led == [reverse("situation:region", args=[area.code]) for area in regions_on(today())]
