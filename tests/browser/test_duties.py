"""Duties in a browser: the grid, one duty with its evidence, a word in one tap; three languages, desk and phone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from browser.checks import check_page, first_view_is_light, press
from factories.accounts import user
from factories.directives import akim_of, akimat, registered_facts, rule
from factories.registry import body
from shanyraq.directives import duty_actions, duty_links, facts
from shanyraq.directives.models import Confirmation, Extension, Waiver
from shanyraq.places import calendar
from shanyraq.places.models import Area

LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture
def told():
    yield registered_facts()
    facts.forget("tested")


@pytest.fixture
def duty(places, told):
    """Akimats of three regions with two years of meetings, a waiting fact, an excuse: (rule, host, fact id)."""
    today = calendar.today()
    two = rule("two-monthly", since=today - timedelta(days=730))
    rule("soft", force="should", since=today - timedelta(days=730))
    for code in ("KZ-31", "KZ-75"):
        akimat(code)
    host = akimat("KZ-19")
    for number, days in enumerate(range(700, 60, -50)):
        told.meeting(host, today - timedelta(days=days), side=None, chair="deputy" if number % 4 == 0 else "bearer")
    fact = told.meeting(host, today - timedelta(days=3), title="Meeting in the hall")
    duty_actions.grant_waiver(
        rule=two,
        organization=host,
        start=today - timedelta(days=400),
        end=today - timedelta(days=380),
        reason="Flood",
        document="Order 12",
        by=user("hq_controller"),
    )
    return two, host, fact


def page_of(duty):
    return reverse("duties:duty", args=[duty[0].code, duty[1].pk])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/duties/", "/duties/?rule=all", "/duties/?span=36", "/duties/?state=void"])
def test_the_grid_has_no_barrier(look, duty, language, address):
    check_page(look(address, as_=user("hq_controller", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_duty_has_no_barrier(look, duty, language):
    check_page(look(page_of(duty), as_=user("hq_controller", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_about_a_duty_have_no_barrier(look, duty, language):
    _two, host, fact = duty
    akim, controller = akim_of(host, language=language), user("hq_controller", language=language)
    secretary = user("regional_secretary", "KZ-19", language=language)
    window = page_of(duty)
    addresses = {
        controller: [f"{window}waive/", f"/duties/waivers/{Waiver.objects.get().pk}/withdraw/", "/duties/calendar/"],
        secretary: [
            "/duties/to-confirm/",
            f"/duties/facts/dispute/?fact={fact}&organization={host.pk}",
            duty_links.word_path(fact_id=fact, organization=host, user=secretary),
            duty_links.word_path(fact_id=fact, organization=host, user=akim),
        ],
        akim: ["/duties/to-confirm/", f"{window}extend/?due={calendar.today().isoformat()}"],
    }

    for someone, paths in addresses.items():
        for path in paths:
            check_page(look(path, as_=someone))


def test_a_national_list_counted_by_region_has_no_barrier(look, places):
    for code in Area.objects.filter(level=1).values_list("code", flat=True):
        for _ in range(4):
            body("association.ethnocultural", code)
    rule("many", force="proposed", selector={"bearer": "organization", "classifications": ["association.*"]})

    check_page(look("/duties/?rule=many", as_=user("hq_analyst", language="kk")))


def test_from_a_cell_of_the_grid_to_the_evidence_in_two_clicks_then_a_word(look, duty):
    page = look("/duties/", as_=user("regional_secretary", "KZ-19"))

    page.locator(".duty-bar.state-unconfirmed").last.click()
    page.wait_for_url("**/two-monthly/**")
    press(page.get_by_role("button", name="Confirm"))

    assert page.locator(".house-message.success").inner_text() == "Confirmed. The fact counts by the day it happened."
    assert Confirmation.objects.get().fact_id == duty[2]
    check_page(page)


def test_a_dispute_is_given_with_the_keyboard_alone(look, duty):
    page = look("/duties/to-confirm/", as_=user("regional_secretary", "KZ-19"))

    page.get_by_role("link", name="Dispute").focus()
    page.keyboard.press("Enter")
    page.locator("textarea[name=reason]").focus()
    page.keyboard.type("Nobody of us was there")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/to-confirm/")

    assert Confirmation.objects.get().reason == "Nobody of us was there"


def test_a_letter_s_link_takes_one_tap(look, duty):
    secretary = user("regional_secretary", "KZ-19")
    page = look(duty_links.word_path(fact_id=duty[2], organization=duty[1], user=secretary), as_=secretary, phone=True)

    press(page.get_by_role("button", name="Yes, confirm"))
    page.wait_for_url("**/to-confirm/")

    assert Confirmation.objects.get().by == secretary


def test_more_time_is_asked_for_and_granted(look, duty, told):
    _two, host, _fact = duty
    akim, controller = akim_of(host), user("hq_controller")
    page = look(page_of(duty), as_=akim)
    press(page.get_by_role("link", name="Ask for more time"))
    page.locator("input[name=new_due]").fill((calendar.today() + timedelta(days=200)).isoformat())
    page.locator("textarea[name=reason]").fill("The hall is closed")
    press(page.locator("main form button"))
    page.wait_for_url(f"**{page_of(duty)}")

    page = look(page_of(duty), as_=controller)
    press(page.get_by_role("link", name="Decide"))
    page.get_by_label("Give more time").check()
    press(page.locator("main form button"))
    page.wait_for_url(f"**{page_of(duty)}")

    assert Extension.objects.get().state == "granted"
    check_page(page)


@pytest.mark.parametrize("address", ["/duties/", "/duties/to-confirm/"])
def test_the_first_view_is_light(look, duty, address):
    first_view_is_light(look(None, as_=user("hq_controller")), address)
