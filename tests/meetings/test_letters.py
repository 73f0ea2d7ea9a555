"""Everybody an event concerns is told once, in time, in his language."""

import pytest
import time_machine

from factories.meetings import event, held, in_days, moment, region
from shanyraq.meetings import actions, letters
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    notices = Notice.objects.filter(user=user, kind__startswith="meetings.").order_by("created_at")
    return list(notices.values_list("title", flat=True))


def tick(day) -> int:
    now = moment(day, 9)
    with time_machine.travel(now, tick=False):
        return letters.remind(today(), now)


def test_those_invited_are_reminded_seven_days_and_one_day_before_exactly_once():
    home = region()
    event(home, name_en="Talk", invited=[home.association_head])
    when = f"{in_days(10):%d.%m.%Y} 10:00"

    counts = [tick(in_days(days)) for days in (0, 1, 2, 3, 3, 4, 8, 9, 9, 10)]

    assert counts == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0]
    assert told(home.association_user) == [
        f"Invitation: Talk, {when}",
        f"In 7 days: Talk, {when}",
        f"In 1 day: Talk, {when}",
    ]


def test_who_declined_is_not_reminded():
    home = region()
    planned = event(home, invited=[home.association_head])
    actions.answer_invitation(participation=planned.participations.get(), partstat="DECLINED", by=home.association_user)

    assert tick(in_days(3)) == 0


def test_a_cancelled_event_reminds_nobody_and_says_so_once():
    home = region()
    planned = event(home, name_en="Talk", invited=[home.association_head])
    actions.cancel_event(event=planned, reason="Snow", by=home.assistant)

    assert tick(in_days(3)) == 0
    assert told(home.association_user)[1:] == [f"Cancelled: Talk, {in_days(10):%d.%m.%Y} 10:00"]


def test_a_moved_event_is_announced_and_reminded_by_its_new_day():
    home = region()
    planned = event(home, name_en="Talk", invited=[home.association_head])
    actions.move_event(event=planned, start=moment(in_days(20)), reason="Snow", by=home.assistant)

    assert [tick(in_days(day)) for day in (3, 9, 13)] == [0, 0, 1]
    assert told(home.association_user)[1] == f"Moved: Talk, now {in_days(20):%d.%m.%Y} 10:00"


def test_a_change_of_place_or_time_is_told_and_a_new_name_is_not():
    home = region()
    planned = event(home, name_en="Talk", invited=[home.association_head])

    planned = actions.edit_event(event=planned, version=1, name_en="Long talk", by=home.assistant)
    actions.edit_event(event=planned, version=2, location="Hall 2", by=home.assistant)

    assert told(home.association_user)[1:] == [f"Changed: Long talk, {in_days(10):%d.%m.%Y} 10:00"]


def test_the_organizer_is_asked_once_whether_it_took_place():
    home = region()
    event(home, name_en="Talk")

    counts = [tick(in_days(day)) for day in (10, 11, 11, 12)]

    assert counts == [0, 1, 0, 0]
    assert told(home.assistant) == [f"Did it take place? Talk, {in_days(10):%d.%m.%Y} 10:00"]
    assert Notice.objects.get(user=home.assistant, kind="meetings.record").url.endswith("/held/")


def test_nobody_is_asked_about_what_was_recorded():
    home = region()
    held(home, day=in_days(-1))

    assert tick(in_days(0)) == 0


def test_who_did_it_is_not_told_about_it():
    home = region()

    event(home, chair=home.akim)

    assert told(home.assistant) == []
