"""The attention list, a line, a hotspot and its plan in a browser: three languages, desk, phone and paper."""

import pytest

from browser.checks import check_page, first_view_is_light, press
from factories import accounts, hotspots, radar
from shanyraq.accounts.roles import RoleName
from shanyraq.radar.models import Hotspot, Plan, Silence
from shanyraq.radar.weeks import WEEK

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture
def home(places):
    """A line to decide, a silent place, a hotspot with a plan under way and one with a draft."""
    home = hotspots.Home()
    near, far, third = hotspots.Area.objects.districts().filter(parent=hotspots.REGION).order_by("pk")[1:4]
    radar.signal(far, text="Арық басында дау шықты", occurred_on=hotspots.week_ago())
    home.line = hotspots.line(far, members=[far.pk, near.pk], rank=2, region_rank=2)
    Silence.objects.create(
        scan=hotspots.scan(), area=near, weeks=8, observed=0, expected=11.4, p=0.001,
        last_heard=hotspots.week_ago() - 8 * WEEK,
    )  # fmt: skip
    home.hotspot = hotspots.answered(home)
    home.draft = hotspots.planned(home, hotspots.confirmed(home, line=hotspots.line(third, rank=3, region_rank=3)))
    return home


def paths(home) -> dict[str, str]:
    return {
        "list": "/radar/list/",
        "line": home.line.get_absolute_url(),
        "confirm": f"{home.line.get_absolute_url()}confirm/",
        "hotspots": "/radar/hotspots/",
        "hotspot": home.hotspot.get_absolute_url(),
        "draft": home.draft.hotspot.get_absolute_url(),
        "measure": f"/radar/plans/{home.draft.pk}/measures/?from=aksakals",
        "signals": f"{home.hotspot.get_absolute_url()}signals/",
        "close": f"{home.hotspot.get_absolute_url()}close/",
        "desk": "/desk/",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_for_everybody(look, home, language):
    secretary = accounts.user(RoleName.REGIONAL_SECRETARY, hotspots.REGION, language=language)

    for path in paths(home).values():
        page = look(path, as_=secretary)
        assert page.locator("html").get_attribute("lang") == language
        check_page(page)


def test_the_picture_has_its_table_and_a_name(look, home):
    page = look(home.line.get_absolute_url(), as_=home.secretary)

    assert page.get_by_role("img", name="reports by week").is_visible()
    page.get_by_text("The same as a table").click()
    assert page.get_by_role("table").first.locator("tbody tr").count() == len(hotspots.COUNTS)


def test_a_line_is_answered_by_hand_on_a_telephone(look, home):
    page = look("/radar/list/", as_=home.secretary, phone=True)

    press(page.get_by_role("link", name=home.line.area.name).first)
    press(page.get_by_role("link", name="Confirm as a hotspot"))
    page.get_by_label("What is seen").fill("Су кестесі бұзылды")
    press(page.get_by_role("button", name="Confirm as a hotspot"))
    press(page.get_by_role("link", name="Draft a plan"))
    press(page.get_by_role("button", name="Go on to the measures"))
    press(page.get_by_role("link", name="Go there, hear both sides"))
    page.get_by_label("By which body").select_option(str(home.akimat.pk))
    press(page.get_by_role("button", name="Add the measure"))

    plan = Plan.objects.get(hotspot=Hotspot.objects.get(line=home.line))
    assert plan.measures.get().bearer == home.akimat
    page = look(plan.hotspot.get_absolute_url(), as_=home.analyst, phone=True)
    press(page.get_by_role("button", name="Approve the plan"))
    assert page.get_by_text("its measures are duties now").is_visible()


def test_on_paper_stand_the_words_and_no_button(look, home):
    for path in (home.line.get_absolute_url(), home.hotspot.get_absolute_url()):
        page = look(path, as_=home.secretary)
        page.emulate_media(media="print")

        assert page.locator("h1").is_visible()
        assert [each for each in page.locator("main .btn").all() if each.is_visible()] == []


def test_the_first_view_is_light(look, home):
    first_view_is_light(look(None, as_=home.secretary), "/radar/list/")
