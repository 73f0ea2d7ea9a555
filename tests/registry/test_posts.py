from datetime import date

import pytest

from factories.registry import appointed, body, post, youth_post
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions
from shanyraq.registry.models import Membership, Post

pytestmark = pytest.mark.django_db


def test_a_post_exists_before_anybody_holds_it():
    seat = post(label_ru="Председатель")

    assert (seat.label, seat.memberships.count()) == ("Председатель", 0)


def test_a_post_is_not_older_than_its_body(refused):
    association = body(founding_date=date(2018, 1, 1), name_en="Birlik")

    assert refused(post, organization=association, start_date=date(2017, 12, 31)) == {
        "start_date": ['"Birlik" exists since 01.01.2018, but the date is 31.12.2017. Check the date.']
    }


def test_an_ended_body_opens_no_post(refused):
    closed = actions.dissolve_body(organization=body(), last_day=date(2024, 12, 31), reason="decree", by=SYSTEM)

    assert list(refused(post, organization=closed, start_date=date(2025, 1, 1))) == ["start_date"]


def test_a_post_of_a_body_whose_end_is_known_ends_with_it():
    closing = actions.dissolve_body(organization=body(), last_day=date(2030, 12, 31), reason="decree", by=SYSTEM)

    assert post(closing).end_date == date(2030, 12, 31)


def test_a_body_has_one_head_at_a_time(refused):
    first = post()

    assert refused(post, organization=first.organization) == {"role": ["This body already has a post of its head."]}
    assert list(refused(post, max_holders=2)) == ["max_holders"]


def test_a_new_head_post_follows_the_abolished_one():
    first = post()
    actions.abolish_post(post=first, last_day=date(2022, 12, 31), reason="new charter", by=SYSTEM)

    assert post(first.organization, start_date=date(2023, 1, 1)).pk != first.pk


def test_the_youth_seat_is_one_and_a_deputys(refused):
    association = body()
    youth_post(association)

    assert refused(youth_post, organization=association) == {
        "role": ["This body already has a seat for a youth deputy."]
    }
    assert list(refused(post, organization=body(), role="member", reserved_for="youth")) == ["role"]


def test_fewer_seats_than_holders_are_refused(refused):
    council = post(role="member", max_holders=3)
    appointed(council)
    appointed(council)

    assert refused(actions.edit_post, post=council, max_holders=1, by=SYSTEM) == {
        "max_holders": ["More people than that hold the post at the same time."]
    }


def test_a_post_does_not_begin_after_its_first_holder(refused):
    holder = appointed(start_date=date(2020, 1, 1))

    sentences = refused(
        actions.edit_post, post=holder.post, start_date=date(2021, 1, 1), reason="typing mistake", by=SYSTEM
    )

    assert sentences == {
        "start_date": [f"{holder.person} holds the post since 01.01.2020; it cannot begin later. Correct that first."]
    }


def test_an_abolished_post_ends_its_holder_and_an_undone_end_gives_him_back():
    holder = appointed()
    actions.abolish_post(post=holder.post, last_day=date(2024, 12, 31), reason="new charter", by=SYSTEM)
    ended = Membership.objects.values_list("end_date", "end_reason").get(pk=holder.pk)

    actions.undo_abolition(post=holder.post, reason="entered by mistake", by=SYSTEM)

    assert ended == (date(2024, 12, 31), "post_abolished")
    assert Membership.objects.values_list("end_date", "end_reason").get(pk=holder.pk) == (None, "")
    assert Post.objects.get(pk=holder.post_id).end_date is None


def test_an_end_is_not_undone_when_a_new_head_post_stands_there(refused):
    first = post()
    actions.abolish_post(post=first, last_day=date(2022, 12, 31), reason="new charter", by=SYSTEM)
    post(first.organization, start_date=date(2023, 1, 1))

    assert list(refused(actions.undo_abolition, post=first, reason="mistake", by=SYSTEM)) == ["role"]


def test_an_edit_of_an_old_version_is_told():
    seat = post()
    actions.edit_post(post=seat, version=1, label_en="Chair", by=SYSTEM)

    with pytest.raises(actions.StaleVersion):
        actions.edit_post(post=seat, version=1, label_en="President", by=SYSTEM)
