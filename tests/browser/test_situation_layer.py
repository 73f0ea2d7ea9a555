"""The situation layer in a browser: three languages, desk and phone, with and without the right to read signals."""

from datetime import timedelta

import pytest

from browser.checks import check_page, first_view_is_light, press
from factories import hotspots as hot
from factories import radar as make
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import reach
from shanyraq.radar.models import Signal, Silence
from shanyraq.radar.weeks import WEEK, monday

pytestmark = pytest.mark.django_db(transaction=True)
ROOM, CARD = "/?layer=situation", "/regions/KZ-19/?layer=situation"


@pytest.fixture
def home(places):
    """A hotspot with a plan, a question of the week, silent places, a channel that went quiet."""
    home = hot.Home()
    hot.answered(home, measures=2)
    hot.line(home.district, issue="T3")
    near = Area.objects.filter(parent="KZ-19", level=2).last()
    Silence.objects.create(scan=hot.scan(), area=near, weeks=4, observed=0, expected=12, p=0.001)
    Silence.objects.create(scan=hot.scan(), area_id="KZ-61", weeks=6, observed=0, expected=20, p=0.001)
    signal = make.signal(home.district)
    Signal.objects.filter(pk=signal.pk).update(week=monday(today()) - 9 * WEEK)
    reach.recount(monday(today()) - WEEK)
    return home


def speaking(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", [ROOM, CARD])
def test_the_layer_is_for_everybody(look, home, path, language):
    page = look(path, as_=speaking(home.analyst, language))

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("svg.country-map").count() == 1
    page.locator(".room-table summary").click()
    check_page(page)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_layer_of_whoever_reads_no_signals_is_for_everybody_too(look, home, language):
    page = look(CARD, as_=speaking(home.voice, language))

    assert page.locator("svg.country-map").count() == 0
    check_page(page)


@pytest.mark.parametrize("path", [ROOM, CARD])
def test_the_first_view_is_light(look, home, path):
    first_view_is_light(look(None, as_=home.analyst), path)


def test_from_the_map_to_the_districts_to_the_signals_of_a_place(look, home):
    page = look("/", as_=home.analyst)

    press(page.get_by_role("link", name="Situation", exact=True).last)
    page.locator("svg a[href*='/regions/KZ-19/']").press("Enter")
    page.wait_for_url("**/regions/KZ-19/?layer=situation**")
    page.locator(f"svg a[href*='district={home.district.pk}']").press("Enter")
    page.wait_for_url("**/radar/**")


def test_another_day_stays_in_the_layer(look, home):
    page = look(ROOM, as_=home.analyst)

    day = (today() - timedelta(days=60)).isoformat()
    page.get_by_label("As of").fill(day)
    press(page.get_by_role("button", name="Show"))

    assert f"on={day}" in page.url
    assert "layer=situation" in page.url
    assert page.get_by_text("shown as it was known on").is_visible()


def test_silence_is_drawn_as_heavily_as_a_hotspot(look, home):
    """The hatching is a real picture and no empty fill: it is another pattern than the pale one of "no data"."""
    page = look(ROOM, as_=home.analyst)

    fills = page.evaluate(
        "() => ['KZ-61', 'KZ-19'].map(code => getComputedStyle("
        "document.querySelector(`svg a[href*='/regions/${code}/'] path`)).fill)"
    )

    assert ["hatch-dark" in fills[0], "hatch-red" in fills[1]] == [True, True]
    assert page.locator("#hatch-dark line, #hatch-red line").count() == 2
