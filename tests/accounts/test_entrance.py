"""Entering: by password, throttled before the password is hashed, never telling a stranger who exists."""

from threading import Barrier, Thread

import pytest
from allauth.core.context import request_context
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from accounts.counting import CountingHasher
from factories.accounts import PASSWORD, user
from shanyraq.accounts.adapter import ClosedHouseAdapter
from shanyraq.accounts.models import User
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db

WRONG = "not the right one at all"


@pytest.fixture
def hashes(settings):
    """How many hashes a deed costs: ``hashes(deed)``."""
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.{CountingHasher.__qualname__}"]

    def cost(deed):
        before = CountingHasher.asked
        deed()
        return CountingHasher.asked - before

    return cost


def log_in(client, username, password=PASSWORD, network="192.0.2.1"):
    return client.post("/login/", {"login": username, "password": password}, REMOTE_ADDR=network)


def errors(answer) -> list[str]:
    return answer.context["form"].non_field_errors()


def entered(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens(client):
    someone = user(username="aigul", password=PASSWORD)

    answer = log_in(client, "aigul")

    assert (answer.status_code, answer["Location"], entered(client)) == (302, "/", True)
    assert list(Entry.objects.values_list("verb", "object_id")) == [("accounts.logged_in", str(someone.pk))]


def test_a_name_typed_with_a_capital_letter_is_the_same_name(client):
    user(username="aigul", password=PASSWORD)

    log_in(client, "Aigul")

    assert entered(client)


def test_one_goes_where_one_was_going(client):
    user(username="aigul", password=PASSWORD)

    answer = client.post("/login/?next=/profile/", {"login": "aigul", "password": PASSWORD, "next": "/profile/"})

    assert answer["Location"] == "/profile/"


def test_nobody_is_sent_to_another_site(client):
    user(username="aigul", password=PASSWORD)

    answer = client.post("/login/", {"login": "aigul", "password": PASSWORD, "next": "https://example.org/"})

    assert answer["Location"] == "/"


def test_leaving_needs_a_word_and_ends_the_session(client):
    user(username="aigul", password=PASSWORD)
    log_in(client, "aigul")

    asked, left = client.get("/logout/"), client.post("/logout/")

    assert (asked.status_code, left["Location"], entered(client)) == (200, "/login/", False)


def test_a_stranger_hears_the_same_for_every_name(client, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    user(username="aigul", password=PASSWORD)
    user(username="closed", password=PASSWORD, state=User.State.CLOSED)
    user(username="invited", state=User.State.INVITED)

    answers = [errors(log_in(client, name, WRONG)) for name in ("aigul", "closed", "invited", "nobody")]

    assert answers == [["The user name or the password is wrong. Check both and try again."]] * 4


def test_a_stranger_waits_for_one_hash_whatever_the_name(client, hashes, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    user(username="aigul", password=PASSWORD)
    user(username="closed", password=PASSWORD, state=User.State.CLOSED)
    user(username="invited", state=User.State.INVITED)

    costs = [hashes(lambda name=name: log_in(client, name, WRONG)) for name in ("aigul", "closed", "invited", "nobody")]

    assert costs == [1, 1, 1, 1]


@pytest.mark.parametrize("name", ["aigul", "nobody"])
def test_after_five_failures_no_password_is_hashed(client, hashes, name):
    user(username="aigul", password=PASSWORD)
    failures = [hashes(lambda: log_in(client, name, WRONG)) for _ in range(5)]

    throttled = hashes(lambda: log_in(client, name, PASSWORD))

    assert (failures, throttled, entered(client)) == ([1] * 5, 0, False)
    assert errors(log_in(client, name)) == ["Too many failed attempts. Wait five minutes and try again."]


def test_a_strangers_failures_lock_nobody_else_out(client, hashes):
    user(username="aigul", password=PASSWORD)
    for _ in range(6):
        log_in(client, "aigul", WRONG, network="203.0.113.7")

    log_in(client, "aigul", network="192.0.2.1")

    assert entered(client)


def test_one_network_tries_twenty_times_a_minute_over_all_names(client, hashes):
    for number in range(20):
        user(username=f"user-of-{number}", password=PASSWORD)

    costs = [hashes(lambda n=n: log_in(client, f"user-of-{n % 20}", WRONG)) for n in range(22)]

    assert costs == [1] * 20 + [0] * 2


def test_neighbours_in_one_large_network_of_the_new_kind_count_as_one(client, hashes):
    user(username="aigul", password=PASSWORD)
    for n in range(5):
        log_in(client, "aigul", WRONG, network=f"2001:db8:1:1::{n}")

    assert hashes(lambda: log_in(client, "aigul", network="2001:db8:1:1::99")) == 0


def test_success_does_not_pay_for_earlier_failures(client, hashes):
    user(username="aigul", password=PASSWORD)
    for _ in range(4):
        log_in(client, "aigul", WRONG)
    log_in(client, "aigul")
    client.post("/logout/")
    log_in(client, "aigul", WRONG)

    assert hashes(lambda: log_in(client, "aigul")) == 0


def test_a_flood_is_told_to_wait(client):
    answers = [log_in(client, f"name-{n}", WRONG).status_code for n in range(31)]

    assert answers[-1] == 429


def test_a_closed_account_is_told_so_to_its_owner(client):
    user(username="aigul", password=PASSWORD, state=User.State.CLOSED)

    answer = client.post("/login/", {"login": "aigul", "password": PASSWORD}, follow=True)

    assert "This account is closed" in answer.content.decode()
    assert not entered(client)


def test_an_account_closed_during_a_session_is_out_at_once(client):
    someone = user(username="aigul", password=PASSWORD)
    log_in(client, "aigul")
    User.objects.filter(pk=someone.pk).update(state=User.State.CLOSED)

    answer = client.get("/profile/")

    assert answer["Location"].startswith("/login/")


def test_a_session_ends_with_the_browser_and_after_twelve_hours(client, settings):
    user(username="aigul", password=PASSWORD)
    log_in(client, "aigul")

    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() <= settings.SESSION_COOKIE_AGE == 12 * 60 * 60


def test_the_session_cookie_is_out_of_reach_of_scripts(client):
    user(username="aigul", password=PASSWORD)
    log_in(client, "aigul")

    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize(
    "door", ["account_signup", "account_reset_password", "account_set_password", "account_email", "mfa_add_webauthn"]
)
def test_there_is_no_door_past_the_administrator(door):
    with pytest.raises(NoReverseMatch):
        reverse(door)


def test_a_changed_password_ends_the_other_sessions(client, django_user_model):
    from django.test import Client

    user(username="aigul", password=PASSWORD)
    elsewhere = Client()
    log_in(client, "aigul")
    log_in(elsewhere, "aigul")

    answer = client.post(
        "/password/",
        {"oldpassword": PASSWORD, "password1": "another long sentence", "password2": "another long sentence"},
    )

    assert answer["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/")["Location"].startswith("/login/")
    assert Entry.objects.filter(verb="accounts.password_changed").count() == 1


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaa", "password1234", "demo-assistant"])
def test_a_weak_password_is_refused_with_words(client, weak):
    user(username="demo-assistant", password=PASSWORD)
    log_in(client, "demo-assistant")

    answer = client.post("/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})

    assert answer.context["form"].errors["password1"]


def test_a_page_of_whoever_has_entered_is_kept_by_no_cache(enter):
    page = enter(user()).get("/profile/")

    assert page["Cache-Control"] == "no-store, private"


def test_of_twenty_attempts_at_one_moment_five_reach_the_hasher(rf):
    start, refused = Barrier(20), []

    def attempt():
        request = rf.post("/login/", REMOTE_ADDR="192.0.2.1")
        start.wait()
        with request_context(request):
            try:
                ClosedHouseAdapter(request).pre_authenticate(request, username="aigul")
            except ValidationError:
                refused.append(True)

    threads = [Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 15
