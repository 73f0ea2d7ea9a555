"""Where all the bodies that a reader may see stand."""

from datetime import timedelta

import pytest

from factories import meetings as m
from factories.directives import rule
from shanyraq.directives.duty_sight import standings_seen
from shanyraq.directives.models import Standing
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db

MEETING = [{"check": "event_held", "classification": "interethnic_meeting"}]


@pytest.fixture
def regions(places):
    return [m.region("KZ-19"), m.region("KZ-61")]


@pytest.fixture
def duty(regions):
    return rule("meet", since=today() - timedelta(days=70), checks=MEETING)


def told(rows):
    return {(row.organization.area_id, row.rule.code): row.state for row in rows}


def test_the_centre_sees_every_body_and_a_secretary_the_own_region(regions, duty):
    assert told(standings_seen(m.controller(), [duty], today())) == {
        ("KZ-19", "meet"): "overdue",
        ("KZ-61", "meet"): "overdue",
    }
    assert told(standings_seen(regions[0].secretary, [duty], today())) == {("KZ-19", "meet"): "overdue"}


def test_a_row_past_its_day_is_computed_anew(regions, duty):
    Standing.objects.update(state="open", computed_on=today() - timedelta(days=40), holds_until=today() - timedelta(1))

    assert set(told(standings_seen(m.controller(), [duty], today())).values()) == {"overdue"}


def test_another_day_is_computed(regions, duty):
    early = duty.since + timedelta(days=10)

    assert set(told(standings_seen(m.controller(), [duty], early)).values()) == {"open"}


def test_today_is_one_question(regions, duty, django_assert_num_queries):
    controller = m.controller()
    assert controller.sees_country

    with django_assert_num_queries(1):
        rows = standings_seen(controller, [duty], today())
        assert {row.organization.area.region_code for row in rows} == {"KZ-19", "KZ-61"}
