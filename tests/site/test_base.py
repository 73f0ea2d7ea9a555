"""What every page has: a way around, a language, a bell, a date."""

import re

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from factories.accounts import user, with_role

pytestmark = pytest.mark.django_db


def page(enter, someone) -> str:
    return enter(someone).get("/profile/").content.decode()


def doors(text: str) -> list[str]:
    nav = re.search(r'<nav class="house-nav".*?</nav>', text, re.DOTALL)
    return re.findall(r">([^<>]+)</a>", nav.group()) if nav else []


def test_who_works_with_content_finds_the_rooms(enter):
    rooms = doors(page(enter, user("hq_controller", language="en")))

    assert rooms == ["Situation", "My desk", "Signals", "Duties", "Acts", "Meetings", "Registry", "Journal"]


@pytest.mark.parametrize("role", ["post_assistant", "association_head", "mediator", "expert", "deputy"])
def test_who_is_led_to_his_desk_begins_with_it(enter, places, role):
    rooms = doors(page(enter, user(role, "KZ-19", language="en")))

    beside = {"association_head": ["Signals"], "post_assistant": ["Hotspots"], "deputy": ["Hotspots"]}
    assert rooms == ["My desk", *beside.get(role, []), "Duties", "Acts", "Meetings", "Registry"]


def test_an_administrator_finds_users_the_figures_of_redaction_and_the_journal_and_no_content(enter):
    assert doors(page(enter, user("administrator", language="en"))) == ["Users", "Redaction", "Journal"]


def test_an_administrator_with_another_role_finds_both(enter, places):
    someone = with_role(user("administrator", language="en"), "deputy", "KZ-19")

    assert doors(page(enter, someone)) == [
        "My desk",
        "Hotspots",
        "Duties",
        "Acts",
        "Meetings",
        "Registry",
        "Users",
        "Redaction",
        "Journal",
    ]


def test_without_a_role_there_is_no_room(enter):
    assert doors(page(enter, user(language="en"))) == []


def test_a_stranger_finds_the_entrance_only(client):
    assert doors(client.get("/login/").content.decode()) == []


def test_the_room_one_is_in_is_marked(enter):
    text = enter(user("administrator", language="en")).get("/users/").content.decode()

    assert re.search(r'href="/users/" aria-current="page">Users<', text)


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Мазмұнға өту"), ("ru", "К содержанию"), ("en", "Skip to content")]
)
def test_the_first_thing_on_a_page_leads_past_the_header(enter, language, word):
    text = page(enter, user(language=language))

    first_link = re.search(r"<body>\s*<a[^>]*>([^<]*)</a>", text)
    assert first_link.group(1) == word


def test_a_page_has_one_main_heading(enter):
    assert page(enter, user()).count("<h1") == 1


def test_a_page_says_of_what_moment_it_speaks(enter):
    assert re.search(r"As of \d\d\.\d\d\.\d{4} \d\d:\d\d", page(enter, user(language="en")))


def test_three_languages_are_offered_by_their_own_names(client):
    text = client.get("/login/").content.decode()

    assert re.findall(r'lang="(\w\w)" aria-pressed="\w+">([^<]*)<', text) == [
        ("kk", "Қазақша"),
        ("ru", "Русский"),
        ("en", "English"),
    ]


def test_a_page_costs_few_questions(enter, django_assert_max_num_queries):
    reader = enter(user("hq_controller"))

    with django_assert_max_num_queries(6):
        reader.get("/profile/")


def draw(template: str, query: str = "", **context) -> str:
    request = RequestFactory().get(f"/list/{query}")
    return Template(template).render(RequestContext(request, context))


def numbered(pages: int, page: int):
    from django.core.paginator import Paginator

    return Paginator(range(pages * 10), 10).get_page(page)


def test_one_page_has_no_pages():
    assert draw('{% include "site/pagination.html" %}', page_obj=numbered(1, 1)).strip() == ""


def test_a_page_in_the_middle_leads_both_ways_and_keeps_the_filter():
    text = draw('{% include "site/pagination.html" %}', "?q=akim&page=2", page_obj=numbered(3, 2))

    assert re.findall(r'href="([^"]*)"', text) == ["?q=akim", "?q=akim&amp;page=1", "?q=akim&amp;page=3"]


def test_the_pages_of_a_list_are_turned_in_the_readers_language():
    turned = {}
    for language in ("kk", "ru"):
        with translation.override(language):
            text = draw('{% include "site/pagination.html" %}', "?page=2", page_obj=numbered(3, 2))
            turned[language] = re.findall(r'rel="(?:prev|next)"[^>]*>([^<]*)<', text)

    assert turned == {"kk": ["Алдыңғы", "Келесі"], "ru": ["Назад", "Далее"]}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_thousands_stand_apart(language):
    with translation.override(language):
        text = draw("{% load humanize %}{{ people|intcomma }}", people=1234567)

    assert text == "1\xa0234\xa0567"


def test_an_empty_place_says_what_to_do():
    text = draw('{% include "site/empty.html" %}', title="Nothing", text="Plan it", action="/new/", action_label="Plan")

    assert ">Nothing<" in text
    assert 'href="/new/">Plan<' in text


def test_a_form_with_errors_shows_what_was_typed():
    from shanyraq.accounts.forms import InviteForm

    form = InviteForm({"name": "Aigul", "username": "БАД", "language": "kk"})
    text = draw('{% include "site/form.html" %}', form=form, submit="Invite", cancel="/back/", csrf_token="x")

    assert 'value="Aigul"' in text
    assert "invalid-feedback" in text
    assert 'href="/back/"' in text


def test_kazakh_comes_first():
    from shanyraq.site import settings

    assert (settings.LANGUAGE_CODE, [code for code, _name in settings.LANGUAGES]) == ("kk", ["kk", "ru", "en"])
