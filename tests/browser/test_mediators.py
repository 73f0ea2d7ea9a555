"""The register of mediators, a call and the look at words of the desk in a browser: three languages, desk and phone."""

import pytest

from browser.checks import check_page, press
from factories import accounts, places, radar, registry
from shanyraq.accounts.roles import RoleName
from shanyraq.radar.models import SignalNote
from shanyraq.radar.scales import Stage
from shanyraq.registry.models import MediatorCredential

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["kk", "ru", "en"]
TEXT = f"{radar.DOUBTFUL} Серикке айтыңыз: 8 701 000 00 00"


@pytest.fixture
def house(transactional_db):
    """A credentialed mediator of a district, called about a report in Kazakh."""
    places.load_places()
    district = places.district(radar.HERE)
    voice = accounts.user(RoleName.MEDIATOR, radar.HERE)
    credential = registry.mediator(district, offered_in=("kk", "ru"), issues=("T1", "T2"), voice=voice)
    signal = radar.signal(district, stage=Stage.MOBILISATION, text="Базарда ел жиналып жатыр")
    return credential, signal


def reading(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_for_everybody(look, house, language):
    credential, signal = house
    secretary = reading(radar.secretary(), language)
    card = credential.get_absolute_url()
    doors = [
        "/registry/mediators/", "/registry/mediators/?region=KZ-31", card, f"{card}renew/", f"{card}correct/",
        f"{card}end/", "/registry/mediators/enter/", signal.get_absolute_url(),
    ]  # fmt: skip

    for path in doors:
        page = look(path, as_=secretary)
        assert page.locator("html").get_attribute("lang") == language
        check_page(page)
    called = reading(credential.membership.person.user, language)
    page = look(f"/radar/calls/{signal.call_outs.get().pk}/", as_=called, phone=True)
    check_page(page)
    assert credential.membership.person.name in page.locator("main").inner_text()


def test_a_mediator_is_entered_and_ended_by_hand_on_a_telephone(look, house):
    term = registry.appointed(registry.post(role="mediator"))
    page = look("/registry/mediators/enter/", as_=radar.secretary(), phone=True)

    page.get_by_label("Mediator", exact=False).first.select_option(str(term.pk))
    page.get_by_label("Territory").select_option(radar.HERE)
    page.locator("input[name=offered_in][value=kk]").check()
    page.locator("input[name=document]").fill("Minutes 7")
    press(page.get_by_role("button", name="Enter the credential"))
    page.locator("details.house-menu summary").last.click()
    press(page.get_by_role("link", name="End the credential"))
    page.get_by_label("Reason").fill("Moved away")
    press(page.get_by_role("button", name="End the credential"))

    assert page.get_by_text("Moved away").first.is_visible()
    assert MediatorCredential.objects.get(document="Minutes 7").end_reason == "Moved away"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_official_sees_what_would_be_taken_out_and_answers_for_a_word(look, house, language):
    _credential, signal = house
    page = look(f"{signal.get_absolute_url()}note/", as_=reading(radar.secretary(), language), phone=True)

    page.locator("textarea[name=text]").fill(TEXT)
    press(page.locator("main form.house-form button.btn-primary"))
    check_page(page)
    shown = page.locator(".radar-doubt, .radar-away").count()
    page.locator("input[name=no_person]").first.check()
    press(page.locator("main form.house-form button.btn-primary"))
    check_page(page)

    assert shown == 3
    assert SignalNote.objects.get().text.endswith("[person] айтыңыз: [phone]")
    assert "45-12-33" in SignalNote.objects.get().text
