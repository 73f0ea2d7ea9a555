"""The signal loop in a real browser: no barrier, readable on a phone, in three languages."""

import pytest

from browser.checks import check_page, first_view_is_light, press
from factories import radar
from shanyraq.radar import actions
from shanyraq.radar.models import SecondReview, Signal
from shanyraq.radar.scales import Channel, Stage, Status

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = "На площади собираются люди, звоните 8 701 000 00 00. Тақтада «45-12-33» жазылған, су үшін дау."


@pytest.fixture
def home():
    """A region with signals of every kind, and those who work on them."""
    home = type("Home", (), {})()
    home.secretary, home.analyst, home.council = radar.secretary(), radar.analyst(), radar.council()
    for number in range(3):
        home.low = radar.signal(text="Арық басында су үшін дау шықты, ел жиналды", source=f"s{number}")
    radar.signal(status=Status.EXERCISE, stage=Stage.MOBILISATION)
    home.high = radar.signal(text=CROWD, stage=Stage.MOBILISATION, settlement="Қызылтоғай", witness=True)
    home.sealed = radar.signal(text=radar.DOUBTFUL)
    home.own = radar.signal(text="Мектеп автобусы келмейді", reporter=home.council, channel=Channel.REPORTER)
    found = {"how": "Ауылға бардық", "certainty": "Likely", "reliability": "B", "by": home.secretary}
    actions.record_finding(signal=home.high, outcome="verified", second_channel=Channel.DESK, **found)
    actions.answer_reporter(signal=home.own, text="Автобус шықты", by=home.secretary)
    actions.write_note(signal=home.high, text="Кестені өзгерту керек", by=home.secretary)
    home.high.refresh_from_db()
    actions.correct_signal(
        signal=home.high,
        labels=actions.Labels.of(home.high, issue="T5"),
        reason="Себебі жол",
        version=home.high.version,
        by=home.secretary,
    )
    return home


def speaking(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_open_to_everybody(look, home, language):
    high = f"/radar/signals/{home.high.pk}/"
    paths = ["/radar/", "/radar/?sort=level&region=KZ-19", "/radar/?q=жоқ", f"/radar/signals/{home.low.pk}/", high]
    paths += [high + part for part in ("finding/", "correct/", "answer/", "note/", "close/")]
    paths += ["/radar/glances/", f"/radar/glances/{home.sealed.quarantine.pk}/", "/desk/"]
    paths += ["/radar/second-looks/", f"/radar/second-looks/{SecondReview.objects.get().pk}/"]
    page = look(as_=speaking(home.analyst, language))

    for path in paths:
        assert page.goto(path).status == 200, path
        check_page(page)
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_called_and_reporting_body_has_pages_of_its_own(look, home, language):
    page = look(as_=speaking(home.council.voice, language))

    for path in (
        f"/radar/calls/{home.high.call_outs.get().pk}/",
        "/radar/",
        f"/radar/signals/{home.own.pk}/",
        "/desk/",
    ):
        assert page.goto(path).status == 200, path
        check_page(page)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_a_first_visit_is_light(look, home):
    first_view_is_light(look(None, as_=home.analyst), f"/radar/signals/{home.high.pk}/")


def test_the_second_person_agrees_in_one_tap(look, home):
    page = look(f"/radar/signals/{home.high.pk}/", as_=home.analyst, phone=True)

    press(page.get_by_role("button", name="I agree with this finding"))

    assert page.get_by_text("Two people agree now").count() == 1
    assert Signal.objects.get(pk=home.high.pk).state == "verified"


def test_a_glance_is_given_with_the_keyboard_alone(look, home):
    page = look(f"/radar/glances/{home.sealed.quarantine.pk}/", as_=home.secretary)

    page.get_by_label("mask it").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/radar/glances/")

    assert Signal.objects.get(pk=home.sealed.pk).text == radar.DOUBTFUL


def test_a_council_says_on_a_phone_that_it_comes(look, home):
    page = look(f"/radar/calls/{home.high.call_outs.get().pk}/", as_=home.council.voice, phone=True)

    page.get_by_label("We are coming").check()
    press(page.get_by_role("button", name="Answer"))

    assert page.get_by_text("Thank you").count() == 1
    assert home.high.call_outs.get().answer == "coming"
