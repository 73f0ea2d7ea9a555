from datetime import date

import pytest

from factories.accounts import user
from factories.registry import appointed, body, post, youth_post
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """What the floors above hear."""
    heard = []
    monkeypatch.setattr(changes, "_listeners", [])
    changes.subscribe(heard.append)
    return heard


def test_floors_above_hear_of_every_change_of_posts_and_holders(told):
    association = body()
    seat = post(association)
    holder = appointed(seat)
    actions.end_membership(membership=holder, end_date=date(2025, 1, 1), reason="term", by=SYSTEM)
    actions.abolish_post(post=seat, last_day=date(2025, 6, 1), reason="charter", by=SYSTEM)

    assert told == [{association.pk}] * 5


def test_a_successor_is_told_of_too(told):
    old, new = body(), body()
    told.clear()

    actions.dissolve_body(
        organization=old, last_day=date(2025, 1, 1), successor=new, reason="merged", by=user("hq_controller")
    )

    assert told == [{old.pk, new.pk}]


def test_a_word_on_age_is_told(told):
    holder = appointed(youth_post())
    told.clear()

    actions.attest_youth(membership=holder, on=date(2025, 1, 1), by=SYSTEM)

    assert told == [{holder.organization_id}]


def test_a_listener_that_fails_undoes_the_deed(told):
    def fails(_ids):
        raise RuntimeError("no")

    seat = post()
    changes.subscribe(fails)

    with pytest.raises(RuntimeError):
        appointed(seat)

    assert seat.memberships.count() == 0


def test_many_deeds_together_are_announced_once(told):
    with changes.together():
        first, second = body(), body()

    assert told == [{first.pk, second.pk}]


def test_nothing_is_announced_when_deeds_together_fail(told):
    def fail():
        with changes.together():
            body()
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        fail()

    assert told == []


def test_a_listener_is_kept_once(told):
    def listener(ids):
        told.append(ids)

    changes.subscribe(listener)
    changes.subscribe(listener)
    association = body()

    assert told == [{association.pk}] * 2
