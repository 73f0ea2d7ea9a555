"""Deeds about accounts: who may, what happens, what the journal keeps."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from factories.accounts import user, with_role
from factories.places import district, region
from shanyraq.accounts import actions
from shanyraq.accounts.models import Role, User
from shanyraq.accounts.roles import COUNTRY_ROLES, RoleName, needs_area
from shanyraq.audit import journal
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db

OTHERS = [name for name in RoleName.values if name != RoleName.ADMINISTRATOR]


@pytest.fixture
def admin(places):
    return user("administrator")


def entries() -> list[tuple]:
    return list(Entry.objects.values_list("verb", "area_code", "reason", "data"))


def test_an_invited_user_waits_for_a_password(admin):
    someone = actions.invite_user(username="a.serikova", name="Aigul Serikova", by=admin)

    assert (someone.state, someone.is_active, someone.has_usable_password()) == ("invited", False, False)
    assert entries() == [("accounts.invited", "", "", {"username": "a.serikova"})]


@pytest.mark.parametrize("name", ["A.Serikova", "Айгүл", "aigul serikova", ".hidden", "", "aigul\n", "аigul"])
def test_a_user_name_is_small_latin_letters_so_that_no_two_look_alike(admin, name):
    with pytest.raises(ValidationError):
        actions.invite_user(username=name, name="Aigul", by=admin)

    assert not User.objects.exclude(pk=admin.pk).exists()


def test_a_taken_user_name_is_refused_with_words(admin):
    actions.invite_user(username="aigul", name="Aigul", by=admin)

    with pytest.raises(ValidationError, match="The user name 'aigul' is taken"):
        actions.invite_user(username="aigul", name="Another", by=admin)


def test_the_owner_sets_the_password_and_is_let_in(admin):
    someone = actions.invite_user(username="aigul", name="Aigul", by=admin)

    actions.accept_invitation(user=someone, password="a quiet winter pasture")

    someone.refresh_from_db()
    assert (someone.state, someone.check_password("a quiet winter pasture")) == ("active", True)
    assert Entry.objects.last().actor == f"user:{someone.pk}"


def test_a_weak_password_changes_nothing(admin):
    someone = actions.invite_user(username="aigul", name="Aigul", by=admin)

    with pytest.raises(ValidationError):
        actions.accept_invitation(user=someone, password="aigul")

    someone.refresh_from_db()
    assert (someone.state, someone.has_usable_password()) == ("invited", False)


def test_a_role_opens_its_region_from_its_first_day(admin):
    someone = user()

    with time_machine.travel(date(2026, 3, 1)):
        actions.give_role(
            user=someone, name="regional_secretary", area=region("KZ-19"), started_on=date(2026, 3, 2), by=admin
        )
        before = User.objects.get(pk=someone.pk).region_codes
    with time_machine.travel(date(2026, 3, 2)):
        after = User.objects.get(pk=someone.pk).region_codes

    assert (before, after) == (frozenset(), {"KZ-19"})


def test_a_given_role_is_journalled_in_its_region(admin):
    someone = user()

    actions.give_role(
        user=someone, name="regional_secretary", area=region("KZ-19"), started_on=date(2026, 3, 2), by=admin
    )

    assert entries() == [("accounts.role_given", "KZ-19", "", {"role": "regional_secretary", "since": "2026-03-02"})]


def test_a_role_given_works_at_once_for_the_user_in_hand(admin):
    someone = user()
    assert not someone.sees_country

    actions.give_role(user=someone, name="hq_analyst", by=admin)

    assert someone.sees_country


@pytest.mark.parametrize("name", sorted(COUNTRY_ROLES | {"administrator"}))
def test_a_role_of_the_centre_takes_no_area(admin, name):
    with pytest.raises(ValidationError, match="whole country"):
        actions.give_role(user=user(), name=name, area=region(), by=admin)


@pytest.mark.parametrize("name", [name for name in RoleName.values if needs_area(name)])
def test_every_other_role_works_in_an_area(admin, name):
    with pytest.raises(ValidationError, match="choose one"):
        actions.give_role(user=user(), name=name, by=admin)


def test_a_regional_secretary_serves_a_region_not_a_district(admin):
    with pytest.raises(ValidationError, match="not a district"):
        actions.give_role(user=user(), name="regional_secretary", area=district(), by=admin)


def test_the_same_role_is_not_given_twice(admin):
    someone = user("deputy", "KZ-19")

    with pytest.raises(ValidationError, match="already"):
        actions.give_role(user=someone, name="deputy", area=region("KZ-19"), by=admin)


def test_an_ended_role_stays_in_the_past_and_opens_nothing(admin):
    someone = user("regional_secretary", "KZ-19")
    role = someone.roles.get()

    actions.end_role(role=role, reason="moved to another post", by=admin)

    fresh = User.objects.get(pk=someone.pk)
    assert (fresh.region_codes, fresh.roles.count()) == (frozenset(), 1)
    assert entries() == [("accounts.role_ended", "KZ-19", "moved to another post", {"role": "regional_secretary"})]


def test_a_role_ends_once(admin):
    role = user("deputy", "KZ-19").roles.get()
    actions.end_role(role=role, reason="first", by=admin)

    with pytest.raises(ValidationError, match="ended already"):
        actions.end_role(role=role, reason="second", by=admin)


def test_an_ended_role_may_be_given_again(admin):
    someone = user("deputy", "KZ-19")
    actions.end_role(role=someone.roles.get(), reason="leave", by=admin)

    actions.give_role(user=someone, name="deputy", area=region("KZ-19"), by=admin)

    assert Role.objects.filter(user=someone, ended_on=None).count() == 1


def test_closing_ends_the_roles_and_says_why(admin):
    someone = with_role(user("deputy", "KZ-19"), "expert", "KZ-11")

    actions.close_user(user=someone, reason="left the service", by=admin)

    someone.refresh_from_db()
    assert (someone.state, someone.roles.filter(ended_on=None).count()) == ("closed", 0)
    assert [(verb, reason) for verb, _area, reason, _data in entries()] == [
        ("accounts.closed", "left the service"),
        ("accounts.role_ended", "left the service"),
        ("accounts.role_ended", "left the service"),
    ]


def test_a_closed_account_gets_no_role_and_no_link(admin):
    someone = user(state=User.State.CLOSED)

    with pytest.raises(ValidationError, match="Reopen it first"):
        actions.give_role(user=someone, name="hq_analyst", by=admin)
    with pytest.raises(ValidationError, match="Reopen it first"):
        actions.issue_link(user=someone, reason="forgotten", by=admin)


def test_a_reopened_account_begins_with_a_new_password_and_without_roles(admin):
    someone = user("deputy", "KZ-19", password="an old password of years")
    actions.close_user(user=someone, reason="left", by=admin)

    actions.reopen_user(user=someone, reason="came back", by=admin)

    someone = User.objects.get(pk=someone.pk)
    assert (someone.state, someone.has_usable_password(), someone.held_roles) == ("invited", False, [])


def test_only_a_closed_account_is_reopened(admin):
    with pytest.raises(ValidationError, match="not closed"):
        actions.reopen_user(user=user(), reason="mistake", by=admin)


def test_the_last_administrator_stays(admin):
    other = user("administrator")
    actions.close_user(user=other, reason="left", by=admin)

    with pytest.raises(ValidationError, match="last administrator"):
        actions.end_role(role=admin.roles.get(), reason="tired", by=admin)
    with pytest.raises(ValidationError, match="last administrator"):
        actions.close_user(user=admin, reason="tired", by=journal.SYSTEM)


def test_an_administrator_does_not_close_himself(admin):
    user("administrator")

    with pytest.raises(ValidationError, match="your own account"):
        actions.close_user(user=admin, reason="tired", by=admin)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_an_administrator_manages_accounts(places, role):
    by = user(role, "KZ-19" if needs_area(role) else None)
    someone = user("deputy", "KZ-11")
    deeds = [
        lambda: actions.invite_user(username="aigul", name="Aigul", by=by),
        lambda: actions.issue_link(user=someone, reason="x", by=by),
        lambda: actions.edit_user(user=someone, name="x", email="", by=by),
        lambda: actions.give_role(user=by, name="administrator", by=by),
        lambda: actions.end_role(role=someone.roles.get(), reason="x", by=by),
        lambda: actions.close_user(user=someone, reason="x", by=by),
        lambda: actions.reopen_user(user=someone, reason="x", by=by),
        lambda: actions.remove_second_factor(user=someone, reason="x", by=by),
    ]

    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()

    assert entries() == []


def test_changed_details_are_journalled_without_the_details(admin):
    someone = user(name="Aigul", email="old@example.org")

    actions.edit_user(user=someone, name="Aigul Serikova", email="new@example.org", by=admin)

    someone.refresh_from_db()
    assert (someone.name, someone.email) == ("Aigul Serikova", "new@example.org")
    assert entries() == [("accounts.edited", "", "", {})]


def test_a_chosen_language_is_kept_and_said_once(db):
    someone = user(language="en")

    actions.choose_language(user=someone, language="kk")
    actions.choose_language(user=someone, language="kk")

    assert entries() == [("accounts.language_chosen", "", "", {"language": "kk"})]
