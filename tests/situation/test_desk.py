from datetime import timedelta

import pytest
import time_machine

from factories import meetings as m
from factories.accounts import user
from factories.directives import rule
from shanyraq.places.calendar import today
from shanyraq.situation.desk import desk

pytestmark = pytest.mark.django_db

MEETING = [{"check": "event_held", "classification": "interethnic_meeting"}]


@pytest.fixture
def home(places):
    home = m.region("KZ-19")
    rule("meet", since=today() - timedelta(days=70), checks=MEETING)
    return home


def test_an_assistant_sees_what_the_post_owes_and_by_when(home):
    shown = desk(home.assistant, today())

    assert [(line.rule.code, line.state, line.organization) for line in shown.must] == [
        ("meet", "overdue", home.akimat)
    ]
    assert shown.to_confirm == []


def test_a_secretary_sees_what_waits_for_the_word(home):
    event = m.held(home)

    assert [one.fact_id for one in desk(home.secretary, today()).to_confirm] == [f"meetings:{event.pk}"]
    assert desk(home.assistant, today()).to_confirm == []


def test_a_planned_meeting_whose_time_has_passed_is_asked_about(home):
    event = m.event(home, day=m.in_days(2))

    with time_machine.travel(m.moment(m.in_days(3)), tick=False):
        shown = desk(home.assistant, today())

    assert shown.to_record == [event]


def test_a_held_meeting_without_minutes_stays_on_the_desk(home):
    event = m.held(home)
    assert desk(home.assistant, today()).without_minutes == [event]

    m.minuted(event, by=home.assistant)

    assert desk(home.assistant, today()).without_minutes == []


def test_an_invited_head_finds_the_invitation(home):
    event = m.event(home, invited=[home.association_head])

    invited = desk(home.association_user, today()).invitations

    assert [(seat.event, seat.for_post) for seat in invited] == [(event, home.association_head)]


def test_a_clear_desk_says_so(places, enter):
    page = enter(user("expert")).get("/desk/")

    assert page.context["desk"].is_clear
    assert "Your desk is clear" in page.content.decode()


@pytest.mark.parametrize(
    "role", ["hq_analyst", "hq_controller", "regional_secretary", "post_assistant", "association_head", "administrator"]
)
def test_everybody_has_a_desk(home, enter, role):
    region = "KZ-19" if role in {"regional_secretary", "post_assistant", "association_head"} else None

    assert enter(user(role, region)).get("/desk/").status_code == 200
