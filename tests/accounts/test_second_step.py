"""The second step of entry: set up, asked, never gone around."""

import time
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from factories.accounts import PASSWORD, user
from shanyraq.accounts import actions, invitations
from shanyraq.audit import journal
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db

LOCKED = ["/profile/", "/notices/", "/audit/", "/users/", "/second-step/", "/second-step/codes/", "/password/"]


def code_for(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def noon():
    """A clock that a test moves by hand: codes live for thirty seconds of it."""
    with time_machine.travel(datetime(2026, 11, 25, 7, 0, tzinfo=UTC), tick=False) as clock:
        yield clock.shift


@pytest.fixture
def secured(client, noon, django_capture_on_commit_callbacks):
    """A user with the second step on and out of the house again: (user, secret, spare codes)."""
    someone = user("hq_analyst", username="aigul", password=PASSWORD)
    by_password(client)
    confirm(client)
    secret = client.get("/second-step/set-up/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/second-step/set-up/", {"code": code_for(secret)})
    codes = client.get("/second-step/codes/").context["unused_codes"]
    client.post("/logout/")
    noon(60)
    return someone, secret, codes


def entered(client) -> bool:
    return "_auth_user_id" in client.session


def by_password(client):
    return client.post("/login/", {"login": "aigul", "password": PASSWORD})


def confirm(client):
    return client.post("/confirm/", {"password": PASSWORD})


def test_setting_up_asks_first_who_it_is(client, noon):
    user(username="aigul", password=PASSWORD)
    by_password(client)

    asked = client.get("/second-step/set-up/")
    wrong = client.post(asked["Location"], {"password": "somebody else"})
    right = client.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"] == "/confirm/?next=%2Fsecond-step%2Fset-up%2F"
    assert wrong.context["form"].errors["password"] == ["The password is wrong."]
    assert right["Location"] == "/second-step/set-up/"


def test_setting_up_shows_a_picture_and_the_same_key_in_letters(client, noon):
    user(username="aigul", password=PASSWORD)
    by_password(client)
    confirm(client)

    answer = client.get("/second-step/set-up/")

    page = answer.content.decode()
    assert answer.context["form"].secret in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_setting_up_gives_ten_spare_codes_and_is_journalled(client, secured):
    someone, _secret, codes = secured

    assert len(set(codes)) == 10
    assert list(Authenticator.objects.values_list("type", flat=True).order_by("type")) == ["recovery_codes", "totp"]
    added = Entry.objects.filter(verb="accounts.factor_added", object_id=str(someone.pk))
    assert sorted(entry.data["kind"] for entry in added) == ["recovery_codes", "totp"]


def test_a_wrong_code_sets_nothing_up(client, noon):
    user(username="aigul", password=PASSWORD)
    by_password(client)
    confirm(client)
    client.get("/second-step/set-up/")

    answer = client.post("/second-step/set-up/", {"code": "000000"})

    assert answer.context["form"].errors["code"] == ["The code is wrong or used already. Wait for the next one."]
    assert not Authenticator.objects.exists()


def test_password_and_code_open(client, secured):
    _someone, secret, _codes = secured

    first = by_password(client)
    half_way = entered(client)
    second = client.post("/login/code/", {"code": code_for(secret)})

    assert (first["Location"], half_way) == ("/login/code/", False)
    assert (second["Location"], entered(client)) == ("/", True)


@pytest.mark.parametrize("door", LOCKED)
def test_half_an_entry_opens_no_door(client, secured, door):
    by_password(client)

    answer = client.get(door)

    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] in ("/login/", "/login/code/")


def test_the_code_page_alone_leads_back_to_the_password(client, secured):
    _someone, secret, _codes = secured

    answer = client.post("/login/code/", {"code": code_for(secret)})

    assert (answer["Location"], entered(client)) == ("/login/", False)


def test_a_code_works_once(client, secured):
    _someone, secret, _codes = secured
    by_password(client)
    client.post("/login/code/", {"code": code_for(secret)})
    client.post("/logout/")
    by_password(client)

    answer = client.post("/login/code/", {"code": code_for(secret)})

    assert answer.context["form"].errors["code"]
    assert not entered(client)


def test_an_old_code_is_refused(client, secured, noon):
    _someone, secret, _codes = secured
    by_password(client)

    client.post("/login/code/", {"code": code_for(secret, steps=-2)})

    assert not entered(client)


def test_a_spare_code_works_once(client, secured):
    _someone, _secret, codes = secured
    by_password(client)
    client.post("/login/code/", {"code": codes[0]})
    first = entered(client)
    client.post("/logout/")
    by_password(client)
    client.post("/login/code/", {"code": codes[0]})

    assert (first, entered(client)) == (True, False)


def test_guessing_codes_is_stopped_even_through_a_new_password_step(client, secured):
    _someone, secret, _codes = secured
    by_password(client)
    for _ in range(5):
        client.post("/login/code/", {"code": "000000"})
    by_password(client)

    answer = client.post("/login/code/", {"code": code_for(secret)})

    assert answer.context["form"].errors["code"] == ["Too many failed attempts. Wait five minutes and try again."]
    assert not entered(client)


def test_a_new_link_sets_a_password_and_leaves_the_second_step(client, secured):
    someone, secret, _codes = secured
    someone.refresh_from_db()
    actions.issue_link(user=someone, reason="forgotten", by=journal.SYSTEM)

    answer = client.post(
        invitations.link_path(someone), {"password": "a new long sentence", "again": "a new long sentence"}
    )

    assert (answer["Location"], entered(client)) == ("/login/", False)
    client.post("/login/", {"login": "aigul", "password": "a new long sentence"})
    assert not entered(client)
    client.post("/login/code/", {"code": code_for(secret)})
    assert entered(client)


def test_after_a_lost_telephone_the_administrator_removes_the_step_with_a_reason(client, secured):
    someone, _secret, _codes = secured
    actions.remove_second_factor(user=someone, reason="telephone lost", by=user("administrator"))

    by_password(client)

    assert entered(client)
    assert Entry.objects.get(verb="accounts.factor_removed").reason == "telephone lost"


def test_switching_off_asks_who_it_is_again(client, secured, noon):
    _someone, secret, _codes = secured
    by_password(client)
    client.post("/login/code/", {"code": code_for(secret)})
    noon(600)

    asked = client.get("/second-step/remove/")
    confirm(client)
    client.post("/second-step/remove/")

    assert asked["Location"].startswith("/confirm/")
    assert not Authenticator.objects.exists()


def test_an_account_without_a_password_has_nothing_to_set_up(enter):
    reader = enter(user("hq_analyst"))

    answers = [
        reader.get(door)["Location"] for door in ("/second-step/", "/second-step/set-up/", "/password/", "/confirm/")
    ]

    assert answers == ["/profile/"] * 4
