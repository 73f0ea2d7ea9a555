from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import hotspots, radar
from factories import meetings as m
from factories.accounts import user
from factories.directives import rule
from shanyraq.places.calendar import today
from shanyraq.radar.scales import Stage
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


class TestQuestions:
    @pytest.fixture
    def busy(self, home):
        """A fact to confirm, an invitation, a meeting past and one without minutes, signals, a line and a hotspot."""
        m.held(home)
        m.event(home, day=m.in_days(4), invited=[home.association_head])
        there = hotspots.Home()
        hotspots.line(there.district, issue="T5", rank=2)
        hotspots.confirmed(there)
        for _number in range(3):
            radar.signal(there.district, stage=Stage.MOBILISATION)
        return home

    @pytest.mark.parametrize(
        "role", ["hq_analyst", "hq_controller", "secretary", "assistant", "association_user", "administrator"]
    )
    def test_a_busy_desk_asks_fifteen_at_most(self, busy, enter, django_assert_max_num_queries, role):
        client = enter(getattr(busy, role) if hasattr(busy, role) else user(role))
        client.get("/desk/")

        with django_assert_max_num_queries(15):
            assert client.get("/desk/").status_code == 200

    def test_more_of_the_same_asks_no_more(self, busy, enter, django_assert_num_queries):
        client = enter(user("hq_analyst"))
        client.get("/desk/")
        with CaptureQueriesContext(connection) as few:
            client.get("/desk/")
        for _number in range(3):
            radar.signal(hotspots.Home().district, stage=Stage.MOBILISATION)

        with django_assert_num_queries(len(few)):
            client.get("/desk/")

    def test_what_a_role_never_has_is_not_asked_for(self, busy, enter, django_assert_max_num_queries):
        client = enter(user("administrator"))
        client.get("/desk/")

        with django_assert_max_num_queries(6):
            client.get("/desk/")
