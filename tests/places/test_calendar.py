from datetime import UTC, date, datetime

import pytest

from factories.accounts import user
from shanyraq.audit.models import Entry
from shanyraq.places.actions import move_day, restore_day
from shanyraq.places.calendar import add_working_days, is_working_day, local_date
from shanyraq.places.models import DayOverride

pytestmark = pytest.mark.django_db


def test_a_day_ends_at_the_country_s_midnight():
    assert local_date(datetime(2026, 2, 28, 21, 0, tzinfo=UTC)) == date(2026, 3, 1)
    assert local_date(datetime(2026, 2, 28, 18, 59, tzinfo=UTC)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 5, 1), False),  # a public holiday on a Friday
        (date(2026, 5, 2), False),  # a Saturday
        (date(2026, 5, 4), True),
        (date(2026, 12, 16), False),
    ],
)
def test_weekends_and_public_holidays_are_free(day, working):
    assert is_working_day(day) is working


def test_working_days_are_counted_from_the_next_day():
    assert add_working_days(date(2026, 4, 30), 0) == date(2026, 4, 30)
    assert add_working_days(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert add_working_days(date(2026, 4, 30), 10) == date(2026, 5, 19)


def test_a_moved_day_counts_as_the_government_said(places):
    controller = user("hq_controller")

    move_day(day=date(2026, 5, 2), is_working=True, reason="Decision 15 of 01.04.2026", by=controller)

    assert is_working_day(date(2026, 5, 2))
    assert add_working_days(date(2026, 4, 30), 1) == date(2026, 5, 2)
    entry = Entry.objects.get(verb="places.day_moved")
    assert (entry.reason, entry.data) == ("Decision 15 of 01.04.2026", {"is_working": True})


def test_a_restored_day_is_ordinary_again(places):
    controller = user("hq_controller")
    moved = move_day(day=date(2026, 5, 2), is_working=True, reason="Decision 15", by=controller)

    restore_day(override=moved, reason="Decision withdrawn", by=controller)

    assert not is_working_day(date(2026, 5, 2))
    assert not DayOverride.objects.exists()


@pytest.mark.parametrize("role", ["hq_analyst", "regional_secretary", "administrator", "post_assistant"])
def test_only_a_controller_moves_days(places, enter, role):
    someone = user(role, "KZ-19" if role in {"regional_secretary", "post_assistant"} else None)

    answer = enter(someone).post("/places/days/", {"day": "2026-05-02", "is_working": "yes", "reason": "no"})

    assert answer.status_code == 403
    assert not DayOverride.objects.exists()


def test_a_wrong_date_is_said_and_nothing_typed_is_lost(places, enter):
    answer = enter(user("hq_controller")).post(
        "/places/days/", {"day": "2026-02-31", "is_working": "yes", "reason": "Decision 15"}
    )

    assert answer.status_code == 200
    assert "day" in answer.context["form"].errors
    assert 'value="Decision 15"' in answer.content.decode()
    assert not DayOverride.objects.exists()
