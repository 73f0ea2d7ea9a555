"""A report by hand on a telephone, in three languages: online, offline, and when the network returns."""

import pytest
from django.utils import timezone

from browser.checks import check_page, first_view_is_light, press
from factories import accounts, radar
from shanyraq.radar import throttling
from shanyraq.radar.models import Feed, Signal

pytestmark = [pytest.mark.usefixtures("places")]
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def open_form(look):
    """The form, kept in the telephone."""

    def opened(language="en"):
        page = look(f"/radar/report/{language}/", phone=True)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return page

    return opened


def fill(page, place="Масанчи", text="Арықта су жоқ"):
    page.locator("select[name=region]").select_option("KZ-31")
    page.locator("input[name=place]").fill(place)
    for name, value in {"issue": "T2", "stage": "dispute", "need": "talk"}.items():
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("textarea[name=text]").fill(text)


def send(page):
    press(page.locator("form[data-report] button"))


def queued(page, state):
    return page.locator(f".queued.{state}")


def return_of_network(page):
    page.context.set_offline(False)
    page.evaluate("() => window.dispatchEvent(new Event('online'))")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_reports_by_hand_and_sees_with_the_code_what_was_done(look, language):
    page = look(f"/radar/report/{language}/", phone=True)
    check_page(page)

    fill(page)
    send(page)
    code = page.locator("output.code").inner_text()
    check_page(page)
    page.goto(f"/radar/receipt/{language}/")
    check_page(page)
    page.locator("input[name=code]").fill(code.lower())
    press(page.locator("main form button"))
    check_page(page)

    assert page.locator("blockquote").inner_text() == "Арықта су жоқ"
    assert Signal.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_back_is_a_page_for_everybody(look, language):
    page = look(f"/radar/report/{language}/", phone=True)
    fill(page, place="Быркылдақ", text="Звоните Серику: 8 701 000 00 00")

    send(page)
    check_page(page)
    page.locator("input[name=where][value='314800000']").check()
    send(page)
    check_page(page)
    marked = page.locator("mark").all_inner_texts()
    send(page)

    assert "8 701 000 00 00" in marked
    assert Signal.objects.get().text == "Звоните [person]: [phone]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_once_opened_opens_offline_and_the_report_waits_and_is_sent_once(open_form, language):
    page = open_form()
    page.context.set_offline(True)

    page.goto(f"/radar/report/{language}/")
    assert page.locator("html").get_attribute("lang") == language
    fill(page)
    send(page)
    page.wait_for_url(f"**/radar/report/{language}/waiting/")
    queued(page, "waiting").wait_for()
    check_page(page)
    assert Signal.objects.count() == 0

    return_of_network(page)
    queued(page, "sent").wait_for()
    check_page(page)
    page.reload()
    queued(page, "sent").wait_for()

    assert Signal.objects.count() == 1
    assert len(page.locator(".queued.sent output.code").inner_text()) == 14


def test_two_forms_opened_offline_are_two_reports(open_form):
    page = open_form()
    page.context.set_offline(True)
    for text in ("Арықта су жоқ", "Жолда шұңқыр бар"):
        page.goto("/radar/report/en/")
        fill(page, text=text)
        send(page)
        page.wait_for_url("**/waiting/")

    return_of_network(page)
    page.wait_for_function("() => document.querySelectorAll('.queued.sent').length === 2")

    assert sorted(Signal.objects.values_list("text", flat=True)) == ["Арықта су жоқ", "Жолда шұңқыр бар"]


def test_what_waits_may_be_deleted(open_form):
    page = open_form()
    page.context.set_offline(True)
    page.goto("/radar/report/en/")
    fill(page)
    send(page)
    queued(page, "waiting").wait_for()

    page.get_by_role("button", name="Delete from this telephone").click()

    page.locator("[data-queue-empty]").wait_for()
    return_of_network(page)
    page.reload()
    assert Signal.objects.count() == 0


def test_a_question_that_is_left_is_answered_when_the_network_returns(open_form):
    page = open_form()
    page.context.set_offline(True)
    page.goto("/radar/report/en/")
    fill(page, place="Быркылдақ")
    send(page)
    queued(page, "waiting").wait_for()
    return_of_network(page)
    queued(page, "asked").wait_for()

    press(page.get_by_role("button", name="Answer the question"))
    page.locator("input[name=where][value='314800000']").check()
    send(page)
    page.locator("output.code").wait_for()
    page.goto("/radar/report/en/waiting/")

    queued(page, "sent").wait_for()
    assert Signal.objects.get().area_id == "314800000"


def test_a_conflict_is_shown_with_both_versions_and_replaces_nothing(open_form):
    page = open_form()
    fill(page, text="Арықта су жоқ")
    key = page.locator("input[name=key]").input_value()
    send(page)
    page.locator("output.code").wait_for()
    page.context.set_offline(True)
    page.goto("/radar/report/en/")
    fill(page, text="Арықта су бар")
    page.locator("input[name=key]").evaluate("(field, key) => { field.value = key }", key)
    send(page)
    queued(page, "waiting").wait_for()

    return_of_network(page)
    queued(page, "conflict").wait_for()
    shown = queued(page, "conflict").inner_text()
    check_page(page)
    assert "Арықта су жоқ" in shown
    assert "Арықта су бар" in shown
    assert Signal.objects.get().text == "Арықта су жоқ"

    page.get_by_role("button", name="Send as a new report").click()
    queued(page, "sent").wait_for()

    assert sorted(Signal.objects.values_list("text", flat=True)) == ["Арықта су бар", "Арықта су жоқ"]


@pytest.mark.parametrize("path", ["/radar/report/kk/", "/radar/receipt/ru/"])
def test_the_first_view_is_light(look, path):
    first_view_is_light(look(None), path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desks_doors_are_for_everybody(look, language):
    desk = accounts.user("regional_secretary", "KZ-31", language=language)
    body = radar.council(voice=accounts.user("association_head", "KZ-19", language=language))
    radar.signal(reporter=body)

    for someone, path in [
        (desk, "/radar/intake/"),
        (desk, "/radar/intake/write-down/"),
        (body.voice, "/radar/intake/tell/"),
        (body.voice, "/radar/intake/told/"),
    ]:
        check_page(look(path, as_=someone))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_looked_at_and_taken_in_by_hand(look, language):
    page = look("/radar/import/", as_=accounts.user("regional_secretary", "KZ-31", language=language))
    day = timezone.localdate().isoformat()
    file = {
        "name": "signals.csv",
        "mimeType": "text/csv",
        "buffer": f"date,place,issue,stage,text\n{day},Масанчи,T2,dispute,Су жоқ\n{day},Быркылдақ,T2,dispute,".encode(),
    }

    check_page(page)
    page.locator("#id_file").set_input_files(file)
    press(page.locator("main form").last.locator("button"))
    check_page(page)
    page.locator("#again").set_input_files(file)
    press(page.locator("form[action='/radar/import/take/'] button"))
    check_page(page)

    assert Signal.objects.get().settlement == "Масанчи"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_made_and_closed_by_hand(look, language):
    page = look("/radar/keys/", as_=accounts.user("regional_secretary", "KZ-31", language=language))

    check_page(page)
    page.locator("#id_name").fill("Crawler")
    press(page.locator("main form").last.locator("button"))
    check_page(page)
    words = page.locator("[data-key]").inner_text()
    press(page.locator("td form button"))
    check_page(page)

    assert words.startswith("shq_")
    assert page.locator("td form button").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_feeds_is_for_everybody(look, language):
    Feed.objects.create(name="News", url="https://news.example/rss", area_id="KZ-31", error="x")

    check_page(look("/radar/feeds/", as_=accounts.user("regional_secretary", "KZ-31", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_will_not_be_read_is_not_sent_and_stays_in_the_form(look, language):
    page = look(f"/radar/report/{language}/", phone=True)
    text = "Арық бойында су дауы шықты. " * 1_000

    fill(page, text=text)
    page.locator("form[data-report] button").click()
    page.locator("[data-too-large]").wait_for()
    check_page(page)

    assert page.locator("textarea[name=text]").input_value() == text
    assert page.locator("output.code").count() == 0
    assert Signal.objects.count() == 0
