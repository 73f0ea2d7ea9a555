"""Duties in a calendar program: windows as tasks, due dates as days, a private address that can be renewed."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from factories.accounts import user
from factories.directives import akim_of, akimat, rule
from shanyraq.directives import duty_actions, duty_links
from shanyraq.directives.models import CalendarKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


@pytest.fixture
def duty(told):
    host = akimat(name_en="Akimat of the valley", name_ru="Акимат долины", name_kk="Алқап әкімдігі")
    rule("two-monthly", since=date(2025, 12, 1))
    told.meeting(host, date(2026, 1, 20), side=None)
    return host


def components(answer, kind):
    return list(Calendar.from_ical(answer.content).walk(kind))


def test_windows_are_tasks_from_their_first_day_to_their_due_date(duty, enter):
    answer = enter(akim_of(duty)).get(reverse("duties:own_feed"), {"kind": "tasks"})

    tasks = [
        (
            one["SUMMARY"],
            one["DTSTART"].dt,
            one["DUE"].dt,
            one["STATUS"],
            one.get("COMPLETED") and one["COMPLETED"].dt.date(),
        )
        for one in components(answer, "VTODO")
    ]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert tasks == [
        (
            "Two-monthly meeting · Akimat of the valley",
            date(2025, 12, 1),
            date(2026, 2, 1),
            "COMPLETED",
            date(2026, 1, 20),
        ),
        ("Two-monthly meeting · Akimat of the valley", date(2026, 1, 20), date(2026, 3, 20), "NEEDS-ACTION", None),
    ]


def test_due_dates_are_days_and_the_open_one_rings_a_week_before(duty, enter):
    answer = enter(akim_of(duty)).get(reverse("duties:own_feed"))

    days = [(one["DTSTART"].dt, one["DTEND"].dt, len(one.walk("VALARM"))) for one in components(answer, "VEVENT")]
    assert days == [(date(2026, 2, 1), date(2026, 2, 2), 0), (date(2026, 3, 20), date(2026, 3, 21), 1)]


def test_an_identity_stays_the_same_from_day_to_day(duty, enter, at):
    akim = akim_of(duty)

    def names():
        return {str(one["UID"]) for one in components(enter(akim).get(reverse("duties:own_feed")), "VEVENT")}

    before = names()
    at(2026, 3, 15)

    assert (len(before), names()) == (2, before)


@pytest.mark.parametrize(
    ("language", "summary", "state"),
    [
        ("kk", "Екі айлық жиын · Алқап әкімдігі", "Күйі: мерзімі таяу"),
        ("ru", "Двухмесячное совещание · Акимат долины", "Состояние: срок близко"),
        ("en", "Two-monthly meeting · Akimat of the valley", "State: due soon"),
    ],
)
def test_a_calendar_speaks_its_owner_s_language(duty, enter, language, summary, state):
    answer = enter(akim_of(duty, language=language)).get(reverse("duties:own_feed"))

    last = components(answer, "VEVENT")[-1]
    assert (last["SUMMARY"], last["DESCRIPTION"]) == (summary, state)


def test_a_secretary_sees_the_obligations_of_his_region_and_nothing_of_another(duty, enter, told):
    akimat("KZ-31", name_en="Akimat of elsewhere")
    rule("soft", force="should", since=date(2025, 12, 1))

    answer = enter(user("regional_secretary", "KZ-19")).get(reverse("duties:own_feed"))

    assert {str(one["SUMMARY"]) for one in components(answer, "VEVENT")} == {
        "Two-monthly meeting · Akimat of the valley"
    }


def test_who_acts_for_nobody_has_an_empty_calendar(duty, enter):
    answer = enter(user("association_head", "KZ-19")).get(reverse("duties:own_feed"))

    assert components(answer, "VEVENT") == []


def test_a_link_leads_to_the_window(duty, enter):
    answer = enter(akim_of(duty)).get(reverse("duties:own_feed"))

    assert components(answer, "VEVENT")[-1]["URL"] == (
        f"http://testserver/duties/two-monthly/{duty.pk}/?window=2026-01-20"
    )


class TestPrivateAddress:
    def test_a_calendar_program_reads_by_the_address_alone(self, duty, client):
        key = duty_actions.make_calendar_key(by=akim_of(duty))

        answer = client.get(duty_links.feed_path(key))

        assert len(components(answer, "VEVENT")) == 2
        assert "no-store" in answer["Cache-Control"]

    def test_a_new_address_makes_the_old_one_void(self, duty, client):
        akim = akim_of(duty)
        old = duty_links.feed_path(duty_actions.make_calendar_key(by=akim))

        new = duty_links.feed_path(duty_actions.make_calendar_key(by=akim))

        assert [client.get(path).status_code for path in (old, new)] == [404, 200]

    def test_a_closed_user_s_address_is_closed(self, duty, client):
        akim = akim_of(duty)
        path = duty_links.feed_path(duty_actions.make_calendar_key(by=akim))
        akim.state = "closed"
        akim.save()

        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("token", ["x", "a:b:c"])
    def test_a_forged_address_does_not_exist(self, client, token):
        assert client.get(reverse("duties:calendar_feed", args=[token])).status_code == 404

    def test_the_page_shows_the_address_and_renews_it(self, duty, enter):
        akim = akim_of(duty)
        client = enter(akim)
        first = client.get(reverse("duties:calendar"))

        answer = client.post(reverse("duties:calendar_renew"), follow=True)

        key = CalendarKey.objects.get(user=akim)
        assert "calendar program cannot log in" in first.content.decode()
        assert f"http://testserver{duty_links.feed_path(key)}" in answer.content.decode()

    def test_the_address_shows_no_more_than_its_owner_sees(self, duty, client):
        key = duty_actions.make_calendar_key(by=user("regional_secretary", "KZ-31"))

        assert components(client.get(duty_links.feed_path(key)), "VEVENT") == []
