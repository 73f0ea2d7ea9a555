"""The journal, the bell, the users and the demo entrance in a browser, in three languages."""

import pytest

from browser.checks import check_page, press
from factories.accounts import user
from shanyraq.accounts import actions
from shanyraq.audit import journal
from shanyraq.notices.actions import notify

LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_journal_is_read_searched_and_proved(look, places, language):
    reader = user("hq_controller", language=language)
    for number in range(3):
        someone = actions.invite_user(username=f"user.{number}", name=f"Person {number}", by=journal.SYSTEM)
    page = look("/audit/", as_=reader)
    check_page(page)

    page.locator("select[name=verb]").select_option("accounts.invited")
    page.locator("input[name=object_id]").fill(str(someone.pk))
    press(page.locator(".house-filter button"))
    found = page.locator("tbody tr").count()
    press(page.locator("tbody th a"))
    page.wait_for_url("**/audit/3/")
    check_page(page)
    page.goto("/audit/proof/")
    check_page(page)
    press(page.locator("main form button").first)
    check_page(page)

    assert found == 1
    assert page.locator(".house-message.success").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_are_read_one_by_one_and_all_at_once(look, language):
    someone = user("hq_analyst", language=language)
    for key in "abc":
        notify(user=someone, key=key, kind="reminder", title=f"Title {key}", body="Body", url="/profile/")
    page = look("/notices/", as_=someone)
    check_page(page)

    press(page.locator("li form button").first)
    page.wait_for_url("**/profile/")
    one_read = page.locator(".house-count").inner_text()
    page.goto("/notices/")
    press(page.locator("main form button").first)

    assert one_read == "2"
    assert page.locator(".house-count").count() == 0
    check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_bell_is_a_page_too(look, language):
    check_page(look("/notices/", as_=user("hq_analyst", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_invites_gives_a_role_and_closes(look, places, language):
    page = look("/users/", as_=user("administrator", language=language))
    check_page(page)
    press(page.locator("a[href='/users/invite/']").first)
    check_page(page)
    page.locator("input[name=name]").fill("Bolat Omarov")
    page.locator("input[name=username]").fill("b.omarov")
    press(page.locator("main form button"))
    check_page(page)
    link = page.locator(".house-secret").inner_text()

    press(page.locator("main a.btn-primary"))
    page.locator("select[name=name]").select_option("regional_secretary")
    press(page.locator("main form button"))
    check_page(page)
    page.locator("select[name=area]").select_option("KZ-19")
    press(page.locator("main form button"))
    given = page.locator("tbody tr").count()
    check_page(page)

    guest = look(link, language=language)
    check_page(guest)
    press(page.locator("main a.btn-outline-danger"))
    check_page(page)
    page.locator("textarea[name=reason]").fill("left the service")
    press(page.locator("main form button"))
    guest.reload()

    assert given == 1
    check_page(guest)
    check_page(page)


@pytest.mark.urls("demo.house_in_demo")
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_enters_the_demo_country_with_one_tap(look, places, settings, language):
    settings.DEMO = True
    user("hq_analyst", username="demo-analyst", language=language)
    for code in ("KZ-19", "KZ-11"):
        user("administrator", username=f"demo-{code.lower()}", language=language)
        user("regional_secretary", code, username=f"demo-secretary-{code.lower()}", language=language)
    settings.LOGIN_REDIRECT_URL = "/profile/"
    page = look("/demo/", language=language)
    check_page(page)

    page.locator("main form").nth(1).locator("select").select_option(index=1)
    press(page.locator("main form").nth(1).locator("button"))

    page.wait_for_url("**/profile/")
    assert "KZ-19".lower() in page.locator("main dl").inner_text()


@pytest.mark.urls("factories.troubles")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/nothing/", "/test/refused/", "/test/broken/", "/test/away/"])
def test_refusals_are_pages_for_everybody(look, path, language):
    check_page(look(path, as_=user("hq_analyst", language=language)))
