"""Exports and the public record in a real browser: no barrier, readable on a telephone, in three languages."""

import json

import pytest

from browser.checks import audit_page, check_page, first_view_is_light
from factories import accounts, hotspots, radar
from shanyraq.accounts.roles import RoleName
from shanyraq.audit.models import Entry
from shanyraq.radar import weeks

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["kk", "ru", "en"]
REASON = "For the council of the assembly"


@pytest.fixture
def home():
    home = hotspots.Home()
    for number in range(12):
        radar.signal(occurred_on=hotspots.week_ago(), source=f"s{number}")
    weeks.recount_all()
    home.hotspot = hotspots.confirmed(home)
    return home


def speaking(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_reads_on_a_telephone_how_the_house_listens(look, home, language):
    page = look(f"/radar/openness/{language}/", phone=True)

    check_page(page)
    for summary in page.locator("main details > summary").all():
        summary.click()
    check_page(page)


def test_the_record_is_light(look, home):
    first_view_is_light(look(None), "/radar/openness/kk/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_exports_and_figures_are_open_to_everybody_who_works_with_them(look, home, language):
    page = look(as_=speaking(home.analyst, language))

    for path in ("/radar/exports/", f"/radar/hotspots/{home.hotspot.pk}/message/", "/radar/redaction/"):
        assert page.goto(path).status == 200, path
        for summary in page.locator("main details > summary").all():
            summary.click()
        check_page(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_an_administrator_finds_the_figures_by_the_navigation(look, home):
    page = look("/users/", as_=accounts.user(RoleName.ADMINISTRATOR))

    page.get_by_role("link", name="Redaction").first.click()
    page.wait_for_url("**/radar/redaction/")

    assert page.get_by_role("heading", level=1).inner_text() == "How well personal data is removed"


def test_a_map_is_taken_out_on_a_telephone(look, home):
    page = look("/radar/exports/", as_=home.analyst, phone=True)

    page.get_by_label("Map of weekly counts").check()
    page.get_by_label("For whom and what for").fill(REASON)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    drawn = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert len(drawn["features"]) == 224
    assert download.value.suggested_filename == f"weekly-map-all-{hotspots.week_ago().isoformat()}.geojson"
    assert Entry.objects.get(verb="radar.file_taken_out").reason == REASON


def test_without_a_reason_the_page_asks_for_it_and_keeps_the_choice(look, home):
    page = look("/radar/exports/", as_=home.analyst)

    page.get_by_label("Map of hotspots").check()
    page.get_by_role("button", name="Download").click()
    page.wait_for_load_state()

    assert page.get_by_label("Map of hotspots").is_checked()
    audit_page(page)
    assert not Entry.objects.filter(verb="radar.file_taken_out").exists()


def test_a_message_is_taken_out_from_the_page_of_the_hotspot(look, home):
    page = look(home.hotspot.get_absolute_url(), as_=home.secretary)

    page.get_by_role("link", name="Message (CAP)").click()
    page.wait_for_url("**/message/")
    page.get_by_label("For whom and what for").fill(REASON)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    assert "<scope>Restricted</scope>" in download.value.path().read_text(encoding="utf-8")
