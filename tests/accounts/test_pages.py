"""The administrator's pages, the profile, the language."""

import re

import pytest
from django.core import mail
from django.test import Client

from factories.accounts import PASSWORD, user
from factories.places import region
from shanyraq.accounts import actions, invitations
from shanyraq.accounts.models import User
from shanyraq.accounts.roles import RoleName, needs_area
from shanyraq.audit import journal
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db

OTHERS = [name for name in RoleName.values if name != RoleName.ADMINISTRATOR]
NEW = "a new long sentence"


@pytest.fixture
def admin(enter, places):
    return enter(user("administrator", name="Ada Administrator"))


def names(answer) -> list[str]:
    return [someone.name for someone in answer.context["page_obj"]]


def link_of(answer) -> str:
    return re.search(r"http://testserver(/invitation/[^<\s]+)", answer.content.decode()).group(1)


def invite(admin, **fields):
    return admin.post("/users/invite/", {"name": "Aigul", "username": "aigul", "language": "kk", **fields})


# the list


def test_users_are_found_by_name_role_region_and_state(admin):
    user("regional_secretary", "KZ-19", name="Bolat")
    user("deputy", "KZ-11", name="Saule", email="saule@example.org")
    user("deputy", "KZ-19", name="Marat", state=User.State.CLOSED)

    found = {
        query: names(admin.get(f"/users/?{query}"))
        for query in (
            "q=bol",
            "q=saule@",
            "role=deputy",
            "area=KZ-19",
            "role=deputy&area=KZ-11",
            "state=closed",
            "q=nobody",
        )
    }

    assert found == {
        "q=bol": ["Bolat"],
        "q=saule@": ["Saule"],
        "role=deputy": ["Marat", "Saule"],
        "area=KZ-19": ["Bolat", "Marat"],
        "role=deputy&area=KZ-11": ["Saule"],
        "state=closed": ["Marat"],
        "q=nobody": [],
    }


def test_a_list_of_many_costs_as_many_questions_as_a_list_of_one(admin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        admin.get("/users/")
    for _ in range(30):
        user("deputy", "KZ-19")

    with django_assert_num_queries(len(one)):
        admin.get("/users/")
    assert len(one) <= 15


# inviting


def test_an_invitation_shows_its_link_once(admin):
    answer = invite(admin)

    someone = User.objects.get(username="aigul")
    assert invitations.invited_user(*link_of(answer).split("/")[2:4]) == someone
    assert "no-store" in answer["Cache-Control"]
    assert "/invitation/" not in admin.get(f"/users/{someone.pk}/").content.decode()


def test_the_link_lets_its_owner_set_a_password_and_enter(admin):
    link = link_of(invite(admin))
    guest = Client()

    page = guest.get(link)
    answer = guest.post(link, {"password": NEW, "again": NEW})
    guest.post("/login/", {"login": "aigul", "password": NEW})

    assert "aigul" in page.content.decode()
    assert answer["Location"] == "/login/"
    assert guest.get("/profile/").status_code == 200


def test_the_link_works_once(admin):
    link = link_of(invite(admin))
    guest = Client()
    guest.post(link, {"password": NEW, "again": NEW})

    answers = [guest.get(link), guest.post(link, {"password": "another long one", "again": "another long one"})]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert User.objects.get(username="aigul").check_password(NEW)


def test_a_newer_link_ends_the_older(admin):
    older = link_of(invite(admin))
    someone = User.objects.get(username="aigul")

    newer = link_of(admin.post(f"/users/{someone.pk}/link/", {"reason": "lost"}))

    assert [Client().get(link).status_code for link in (older, newer)] == [410, 200]


def test_a_closed_account_ends_its_link(admin):
    link = link_of(invite(admin))
    actions.close_user(user=User.objects.get(username="aigul"), reason="mistake", by=journal.SYSTEM)

    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("link", ["/invitation/x/y/", "/invitation/AAAA/c0-1/", "/invitation/MQ/set/"])
def test_a_link_that_never_was_is_dead(db, link):
    assert Client().get(link).status_code == 410


def test_two_different_passwords_are_refused_with_words(admin):
    link = link_of(invite(admin))

    answer = Client().post(link, {"password": NEW, "again": NEW + "x"})

    assert answer.context["form"].errors["again"]
    assert not User.objects.get(username="aigul").has_usable_password()


def test_a_weak_password_is_refused_with_words_and_the_link_lives(admin):
    link = link_of(invite(admin))

    answer = Client().post(link, {"password": "aigul", "again": "aigul"})

    assert answer.context["form"].non_field_errors()
    assert Client().get(link).status_code == 200


def test_with_an_address_the_link_is_sent_in_the_persons_language(admin):
    answer = invite(admin, email="aigul@example.org", language="ru")

    (letter,) = mail.outbox
    assert (letter.to, link_of(answer) in letter.body) == (["aigul@example.org"], True)


def test_without_an_address_nothing_is_sent(admin):
    invite(admin)

    assert mail.outbox == []


def test_a_letter_that_would_not_go_is_said_to_the_administrator(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = invite(admin, email="aigul@example.org")

    assert "could not be sent" in answer.content.decode()
    assert User.objects.filter(username="aigul").exists()


def test_a_wrong_invitation_is_shown_again_as_typed(admin):
    answer = invite(admin, username="Айгүл", email="no address")

    assert set(answer.context["form"].errors) == {"username", "email"}
    assert 'value="Aigul"' in answer.content.decode()
    assert not User.objects.filter(name="Aigul").exists()


# one user


def test_a_role_is_given_and_ended_with_a_reason(admin):
    someone = user(name="Bolat")

    given = admin.post(
        f"/users/{someone.pk}/roles/", {"name": "regional_secretary", "area": "KZ-19", "started_on": "2026-01-10"}
    )
    role = someone.roles.get()
    without_reason = admin.post(f"/roles/{role.pk}/end/", {"reason": ""})
    ended = admin.post(f"/roles/{role.pk}/end/", {"reason": "moved"})

    role.refresh_from_db()
    assert (given.status_code, without_reason.status_code, ended.status_code) == (302, 200, 302)
    assert (role.area_id, str(role.started_on), bool(role.ended_on)) == ("KZ-19", "2026-01-10", True)


def test_a_role_that_cannot_be_is_refused_on_the_form_as_typed(admin):
    someone = user()

    answer = admin.post(f"/users/{someone.pk}/roles/", {"name": "regional_secretary", "started_on": "2026-01-10"})

    assert answer.context["role_form"].non_field_errors() == ["This role works in an area: choose one."]
    assert 'value="2026-01-10"' in answer.content.decode()
    assert not someone.roles.exists()


def test_closing_and_reopening_ask_a_reason(admin):
    someone = user()

    admin.post(f"/users/{someone.pk}/close/", {"reason": "left"})
    closed = User.objects.get(pk=someone.pk).state
    admin.post(f"/users/{someone.pk}/reopen/", {"reason": "came back"})

    assert (closed, User.objects.get(pk=someone.pk).state) == ("closed", "invited")
    assert list(Entry.objects.values_list("verb", "reason")) == [
        ("accounts.closed", "left"),
        ("accounts.reopened", "came back"),
    ]


def test_the_last_administrator_is_kept_with_words_on_the_page(admin):
    role = User.objects.get(name="Ada Administrator").roles.get()

    answer = admin.post(f"/roles/{role.pk}/end/", {"reason": "tired"})

    assert answer.context["form"].non_field_errors() == [
        "This is the last administrator. Give the role to somebody else first."
    ]


def test_the_page_of_a_user_shows_what_was_done_to_the_account(admin):
    someone = user(name="Bolat")
    actions.give_role(user=someone, name="deputy", area=region(), by=journal.SYSTEM)

    page = admin.get(f"/users/{someone.pk}/").content.decode()

    assert "Role given" in page
    assert "Almaty Region" in page


def test_details_are_changed(admin):
    someone = user(name="Bolat")

    admin.post(f"/users/{someone.pk}/edit/", {"name": "Bolat Omarov", "email": "b@example.org"})

    someone.refresh_from_db()
    assert (someone.name, someone.email) == ("Bolat Omarov", "b@example.org")


@pytest.mark.parametrize("role", OTHERS)
def test_the_pages_of_users_are_the_administrators_alone(enter, places, role):
    someone = user("deputy", "KZ-19")
    visitor = enter(user(role, "KZ-19" if needs_area(role) else None))
    pages = ["/users/", "/users/invite/", f"/roles/{someone.roles.get().pk}/end/"]
    pages += [
        f"/users/{someone.pk}/{page}" for page in ("", "edit/", "link/", "close/", "reopen/", "second-step/", "roles/")
    ]

    assert {visitor.get(page).status_code for page in pages} == {403}
    assert {visitor.post(page, {"reason": "x"}).status_code for page in pages} == {403}


# the profile and the language


def test_the_profile_says_ones_roles_in_words(enter, places):
    answer = enter(user("regional_secretary", "KZ-19", language="en")).get("/profile/")

    assert "regional secretary, Almaty Region" in answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_language_of_the_profile_wins_over_the_browsers(enter, language):
    answer = enter(user(language=language)).get("/profile/", HTTP_ACCEPT_LANGUAGE="en")

    assert f'<html lang="{language}">' in answer.content.decode()
    assert answer["Content-Language"] == language


def test_the_switch_is_kept_in_the_profile_and_keeps_the_page(enter):
    someone = user(language="kk")
    reader = enter(someone)

    answer = reader.post("/language/", {"language": "ru", "next": "/notices/?page=2"})

    someone.refresh_from_db()
    assert (answer["Location"], someone.language) == ("/notices/?page=2", "ru")


def test_a_stranger_switches_the_language_of_the_entrance(client):
    client.post("/language/", {"language": "ru", "next": "/login/"})

    assert '<html lang="ru">' in client.get("/login/").content.decode()


def test_a_strangers_choice_does_not_change_the_profile_he_enters(client):
    someone = user(username="aigul", password=PASSWORD, language="kk")
    client.post("/language/", {"language": "en"})
    client.post("/login/", {"login": "aigul", "password": PASSWORD})

    someone.refresh_from_db()
    assert someone.language == "kk"
    assert '<html lang="kk">' in client.get("/profile/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_the_switch_leads_to_no_other_site(client, elsewhere):
    assert client.post("/language/", {"language": "ru", "next": elsewhere})["Location"] == "/"


def test_an_unknown_language_changes_nothing(enter):
    someone = user(language="kk")

    enter(someone).post("/language/", {"language": "xx"})

    someone.refresh_from_db()
    assert someone.language == "kk"
