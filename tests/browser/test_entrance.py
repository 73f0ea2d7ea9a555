"""Entering, leaving and keeping an account safe, by hand, in three languages."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from browser.checks import check_page, first_view_is_light, press
from factories.accounts import PASSWORD, user

LANGUAGES = ["kk", "ru", "en"]
WORDS = {
    "kk": {"user": "Пайдаланушы аты", "password": "Құпия сөз", "enter": "Кіру", "wrong": "қате", "out": "Шығу"},
    "ru": {"user": "Имя пользователя", "password": "Пароль", "enter": "Войти", "wrong": "неверны", "out": "Выйти"},
    "en": {"user": "User name", "password": "Password", "enter": "Enter", "wrong": "is wrong", "out": "Log out"},
}


def log_in(page, words, password=PASSWORD):
    page.get_by_label(words["user"]).fill("aigul")
    page.get_by_label(words["password"]).fill(password)
    press(page.get_by_role("button", name=words["enter"], exact=True))


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_enters_and_leaves_by_hand(look, language):
    user("hq_analyst", username="aigul", name="Aigul", password=PASSWORD, language=language)
    words = WORDS[language]
    page = look("/login/?next=/profile/", language=language)
    check_page(page)

    log_in(page, words)
    page.wait_for_url("**/profile/")
    page.locator("summary").filter(has=page.locator("svg path[d^='M4.5']")).click()
    press(page.get_by_role("button", name=words["out"]))

    page.wait_for_url("**/login/")
    assert page.get_by_label(words["user"]).is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_is_said_in_words_and_the_name_stays(look, language):
    user(username="aigul", password=PASSWORD)
    page = look("/login/", language=language)

    log_in(page, WORDS[language], password="something else")

    assert WORDS[language]["wrong"] in page.locator(".alert, .invalid-feedback").first.inner_text()
    assert page.get_by_label(WORDS[language]["user"]).input_value() == "aigul"
    check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_step_is_set_up_and_asked(look, language):
    user("hq_analyst", username="aigul", password=PASSWORD, language=language)
    words = WORDS[language]
    page = look("/login/?next=/second-step/set-up/", language=language)
    log_in(page, words)
    page.wait_for_url("**/confirm/**")
    check_page(page)
    page.get_by_label(words["password"]).fill(PASSWORD)
    press(page.locator("main form button").first)
    page.wait_for_url("**/set-up/")
    check_page(page)

    secret = page.locator(".house-secret").inner_text()
    page.locator("input[name=code]").fill(code_for(secret))
    press(page.locator("main form button").first)
    page.wait_for_url("**/codes/")
    check_page(page)
    codes = page.locator(".house-codes li").all_inner_texts()
    page.goto("/second-step/")
    check_page(page)

    fresh = look("/login/?next=/profile/", language=language)
    log_in(fresh, words)
    fresh.wait_for_url("**/login/code/**")
    check_page(fresh)
    fresh.locator("input[name=code]").fill(codes[0])
    press(fresh.locator("main form button").first)
    fresh.wait_for_url("**/profile/")


def test_the_picture_of_the_key_is_drawn(look):
    someone = user("hq_analyst", username="aigul", password=PASSWORD)
    page = look("/confirm/?next=/second-step/set-up/", as_=someone)
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Confirm"))
    page.wait_for_url("**/set-up/")

    assert page.evaluate("() => document.querySelector('.house-qr').naturalWidth") > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_is_for_everybody(look, places, language):
    page = look("/profile/", as_=user("regional_secretary", "KZ-19", password=PASSWORD, language=language))

    check_page(page)
    assert page.locator("html").get_attribute("lang") == language


def test_the_language_is_changed_from_the_header_and_stays(look):
    page = look("/profile/", as_=user("hq_analyst", language="en"))

    page.locator("summary", has_text="EN").click()
    press(page.get_by_role("button", name="Қазақша"))

    assert page.url.endswith("/profile/")
    assert page.locator("h1").inner_text() == "Профиль және қауіпсіздік"


def test_one_walks_a_page_with_the_keyboard_alone(look):
    page = look("/profile/", as_=user("hq_analyst", language="en"))

    page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("Enter")
    after = page.evaluate("() => document.activeElement.id")

    assert (first, after) == ("Skip to content", "main")


def test_menus_open_with_the_keyboard_and_without_a_script(look):
    page = look("/profile/", as_=user("hq_analyst", language="en"))
    page.locator("summary", has_text="EN").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.activeElement.textContent") == "Қазақша"
    assert page.locator("script").count() == 0


def test_the_rooms_are_behind_one_tap_on_a_phone(look):
    page = look("/profile/", as_=user("administrator", language="en"), phone=True)
    before = page.get_by_role("link", name="Users").is_visible()

    page.locator("summary[aria-label=Menu]").click()

    assert (before, page.get_by_role("link", name="Users").is_visible()) == (False, True)


@pytest.mark.parametrize("path", ["/login/", "/profile/"])
def test_the_first_view_is_light(look, path):
    someone = user("hq_controller") if path != "/login/" else None

    first_view_is_light(look(None, as_=someone), path)


def test_the_page_prints_without_its_controls(look):
    page = look("/profile/", as_=user("hq_analyst", language="en"))

    page.emulate_media(media="print")

    assert not page.locator(".house-header").is_visible()
    assert page.locator(".as-of").is_visible()
    assert re.match(r"As of \d\d\.", page.locator(".as-of").inner_text())
