"""Pages for what goes wrong say what happened, why, and what to do."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from factories.accounts import user
from shanyraq.site import refusals

LANGUAGES = {
    404: {"kk": "Мұндай бет жоқ", "ru": "Такой страницы нет", "en": "There is no such page"},
    403: {"kk": "Бұл бет сізге қолжетімсіз", "ru": "Эта страница вам недоступна", "en": "This door is not yours"},
    500: {"kk": "Біздің жақта ақау шықты", "ru": "На нашей стороне сбой", "en": "Something broke on our side"},
    503: {"kk": "Дерекқор қолжетімсіз", "ru": "База данных недоступна", "en": "The database is away"},
    413: {"kk": "Файл тым үлкен", "ru": "Файл слишком большой", "en": "The file is too large"},
}

pytestmark = pytest.mark.urls("factories.troubles")


@pytest.fixture
def calm(client):
    """A client that sees the page of an error as a visitor does."""
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_address_that_leads_nowhere(client, language):
    answer = client.get("/nothing/", HTTP_ACCEPT_LANGUAGE=language)

    assert answer.status_code == 404
    assert LANGUAGES[404][language] in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_door_that_is_not_ones_own(enter, language):
    answer = enter(user(language=language)).get("/users/")

    assert answer.status_code == 403
    assert LANGUAGES[403][language] in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_of_the_house_says_its_reason(enter):
    page = enter(user(language="en")).get("/users/").content.decode()

    assert "Only an administrator manages accounts." in page


@pytest.mark.django_db
def test_a_refusal_of_a_library_is_said_in_words_of_the_house(enter):
    page = enter(user(language="en")).get("/test/refused/").content.decode()

    assert "not a word of ours" not in page
    assert "ask your administrator for the role" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_fault_of_ours_says_so_and_shows_no_trace(calm, enter, language):
    answer = enter(user(language=language)).get("/test/broken/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert LANGUAGES[500][language] in page
    assert "ZeroDivisionError" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_database_that_is_away_is_a_pause_not_a_fault(calm, enter, language):
    answer = enter(user(language=language)).get("/test/away/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert LANGUAGES[503][language] in answer.content.decode()


def test_the_page_of_a_fault_asks_nothing_of_the_database():
    """No database mark: a question to it would fail this test."""
    page = render_to_string("500.html", {"is_away": True, "code": 503})

    assert "<h1" in page


@pytest.mark.django_db
def test_a_visitor_gets_the_pause_page_when_even_his_session_cannot_be_read(monkeypatch):
    from django.contrib.sessions.backends.db import SessionStore

    def away(self):
        raise OperationalError("no server")

    monkeypatch.setattr(SessionStore, "load", away)
    client = Client(raise_request_exception=False)
    client.cookies["session"] = "x" * 32

    assert client.get("/profile/").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_request_that_says_it_is_too_large_is_refused_unread(enter, settings, language):
    settings.REQUEST_LIMIT = 1024 * 1024

    answer = enter(user(language=language)).post("/test/big/", {"x": "y" * (1024 * 1024 + 1)})

    page = answer.content.decode()
    assert answer.status_code == 413
    assert LANGUAGES[413][language] in page
    assert "1 MB" in page or "1 МБ" in page


@pytest.mark.django_db
def test_a_form_larger_than_the_house_keeps_in_memory_is_too_large(enter, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = enter(user()).post("/test/big/", "x=" + "y" * 200, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413


@pytest.mark.django_db
def test_a_request_nobody_understands(rf):
    request = rf.get("/")
    request.user = user()

    answers = [refusals.bad_request(request, ValueError()), refusals.bad_request(request, RequestDataTooBig())]

    assert [answer.status_code for answer in answers] == [400, 413]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "word"),
    [("kk", "Бет тым ұзақ ашық тұрды"), ("ru", "Страница была открыта слишком долго"), ("en", "open too long")],
)
def test_a_form_from_another_session_is_not_accepted(language, word):
    answer = Client(enforce_csrf_checks=True).post("/login/", {"login": "x"}, HTTP_ACCEPT_LANGUAGE=language)

    assert answer.status_code == 403
    assert word in answer.content.decode()


@pytest.mark.django_db
def test_two_editors_see_both_versions_and_lose_nothing():
    from shanyraq.accounts.forms import EditForm

    request = RequestFactory().get("/")
    request.user = user()
    page = render_to_string(
        "409.html",
        {
            "changed_by": "Bolat",
            "changes": [{"label": "Name", "stored": "theirs", "typed": "mine"}],
            "form": EditForm({"name": "mine", "email": ""}),
        },
        request=request,
    )

    assert "theirs" in page
    assert 'value="mine"' in page
    assert "Bolat" in page
