"""Meetings in a real browser: no barrier, readable on a phone, in three languages; a meeting recorded in one screen."""

import re

import pytest

from browser.checks import check_page, first_view_is_light, press
from factories import directives
from factories.meetings import SITUATION, controller, event, held, in_days, key, minuted, region
from shanyraq.meetings import actions
from shanyraq.meetings.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home():
    """A region with everything its pages may show."""
    made = region()
    directives.rule(since=in_days(-30))
    happened = minuted(held(made, others_count=40), by=made.assistant, text="# Хаттама\n\n1. Бір\n2. Екі")
    actions.decide(event=happened, text="Кестені жариялау", bearer=made.akimat, due=in_days(20), by=made.assistant)
    actions.tag_event(event=happened, classification="visit", by=made.assistant)
    made.happened = happened
    made.own = held(made, by=made.secretary)
    made.planned = event(made, chair=made.akim, invited=[made.association_head], agenda=[SITUATION, "Ауызсу"])
    made.key = key(by=controller())
    for days in range(11, 20):
        key(days=days, by=controller(), organizer=made.key.organizer)
    return made


def speaking(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_open_to_everybody(look, home, language):
    paths = [
        "/meetings/",
        "/meetings/month/",
        "/meetings/attendance/?last=2030-01-01",
        "/meetings/plan/",
        "/meetings/record/",
    ]
    paths += ["/meetings/calendar/"]
    paths += [f"/meetings/{home.happened.pk}/{part}" for part in ("", "minutes/", "decide/")]
    paths += [f"/meetings/{home.own.pk}/{part}" for part in ("presence/", "also/")]
    paths += [f"/meetings/{home.planned.pk}/{part}" for part in ("", "edit/", "invite/", "move/", "key/")]
    page = look(as_=speaking(home.secretary, language))

    for path in paths:
        assert page.goto(path).status == 200, path
        check_page(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_first_visit_is_light(look, home):
    first_view_is_light(look(None, as_=home.secretary), f"/meetings/{home.happened.pk}/")


def test_an_assistant_records_a_meeting_on_a_phone_without_a_keyboard(look, home):
    page = look(f"/meetings/record/?organization={home.akimat.pk}", as_=home.assistant, phone=True)
    page.get_by_label("Begins at").fill("00:00")

    page.get_by_label("Head of the association").check()
    press(page.get_by_role("button", name="Record"))

    newest = Event.objects.latest("planned_at")
    assert page.url.endswith(f"/meetings/{newest.pk}/")
    assert {seat.presence for seat in newest.participations.all()} == {"in_person"}


def test_the_secretary_confirms_in_one_tap(look, home):
    page = look(f"/meetings/{home.happened.pk}/", as_=home.secretary)

    press(page.get_by_role("button", name=re.compile("Confirm.*Meeting on the interethnic situation")))

    assert page.get_by_text("Confirmed by the other side").count() == 1
    assert page.locator(".state-met").count() == 1


def test_a_key_event_is_answered_from_the_list(look, home):
    page = look("/meetings/", as_=home.assistant, phone=True)

    press(page.get_by_role("link", name=re.compile(f"Answer.*Session of the Assembly, {home.key.day:%d.%m.%Y}")))
    page.get_by_label("will come", exact=True).check()
    press(page.get_by_role("button", name="Answer"))

    assert home.key.participations.get(for_post=home.akim).partstat == "ACCEPTED"


def test_the_forms_can_be_filled_in_with_the_keyboard_alone(look, home):
    page = look(f"/meetings/{home.planned.pk}/cancel/", as_=home.assistant)

    page.get_by_label("Reason").focus()
    page.keyboard.type("Flood")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/meetings/{home.planned.pk}/")

    home.planned.refresh_from_db()
    assert (home.planned.status, home.planned.status_reason) == ("cancelled", "Flood")
