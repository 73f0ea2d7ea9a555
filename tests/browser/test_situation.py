"""The situation room, the region card and the desk in a browser: three languages, desk and phone."""

from datetime import timedelta

import pytest

from browser.checks import check_page, first_view_is_light, press
from factories import meetings as m
from factories.accounts import user
from factories.directives import rule
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db(transaction=True)
MEETING = [{"check": "event_held", "classification": "interethnic_meeting"}]


@pytest.fixture
def home(places):
    """One region with an overdue duty, a recorded meeting, a planned one and a vacant post."""
    home = m.region("KZ-19")
    other = m.region("KZ-61")
    rule("meet", since=today() - timedelta(days=70), checks=MEETING)
    rule("advice", force="should", since=today() - timedelta(days=70), checks=MEETING)
    m.held(other)
    m.event(home, invited=[home.association_head])
    return home


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["/", "/regions/KZ-19/", "/desk/"])
def test_the_page_is_for_everybody(look, home, path, language):
    page = look(path, as_=user("hq_controller", language=language))

    assert page.locator("html").get_attribute("lang") == language
    check_page(page)


def test_the_first_view_of_the_room_is_light(look, home):
    first_view_is_light(look(None, as_=m.controller()), "/")


def test_a_region_is_one_click_from_the_map_and_its_duty_a_second(look, home):
    page = look("/", as_=m.controller())

    page.locator("svg a[href='/regions/KZ-19/']").press("Enter")
    page.wait_for_url("**/regions/KZ-19/")
    press(page.get_by_role("link", name="Two-monthly meeting").first)
    page.wait_for_url("**/duties/meet/**")


def test_another_day_is_chosen_by_keyboard(look, home):
    page = look("/", as_=m.controller())

    day = (today() - timedelta(days=60)).isoformat()
    page.get_by_label("As of").fill(day)
    page.get_by_role("button", name="Show").press("Enter")

    page.wait_for_url(f"**on={day}")
    assert page.get_by_role("link", name="Today").is_visible()


def test_an_empty_desk_is_for_everybody_too(look, places):
    check_page(look("/desk/", as_=user("expert", language="kk")))
