"""How soon hotspots were answered and which came back, over plain values."""

from datetime import date, timedelta
from uuid import UUID

from shanyraq.radar.response import Course, Days, FirstResponse, Repeat, Repeats, Waits, first_response, repeats, waits

ON = date(2026, 11, 25)


def course(number, *, opened=10, **fields) -> Course:
    """A hotspot about water in one district, opened some days ago, that still goes on."""
    given = {"issue": "T2", "areas": frozenset(["314800000"]), "state": "confirmed", "is_live": True} | fields
    return Course(
        pk=UUID(int=number), number=f"2026-{number:04d}", area="314800000", level=3,
        opened_on=ON - timedelta(days=opened), **given,
    )  # fmt: skip


def ago(days) -> date:
    return ON - timedelta(days=days)


def test_half_and_nine_of_ten_are_days_within_which_so_many_were_answered():
    told = waits([(days, True) for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30)])

    assert told == Waits(n=10, answered=10, median=Days(5), ninetieth=Days(9))


def test_too_few_say_nothing():
    assert waits([(1, True)] * 4) == Waits(n=4, answered=4, median=None, ninetieth=None)
    assert waits([(1, True)] * 9).median == Days(1)
    assert waits([(1, True)] * 9).ninetieth is None


def test_whoever_still_waits_makes_the_figure_a_lower_bound():
    told = waits([(1, True), (2, False), (3, True), (4, True), (5, True)])

    assert told == Waits(n=5, answered=4, median=Days(3, at_least=True), ninetieth=None)


def test_one_who_waits_longer_than_the_half_changes_nothing_of_the_half():
    assert waits([(1, True), (2, True), (3, True), (4, True), (90, False)]).median == Days(3)


def test_the_wait_runs_from_the_first_signal_and_from_the_confirmation():
    courses = [course(n, opened=20, first_signal=ago(25), first_done=ago(20 - n)) for n in range(1, 6)]

    told = first_response(courses, ON)

    assert told == FirstResponse(
        from_signal=Waits(5, 5, Days(8), None),
        from_confirmation=Waits(5, 5, Days(3), None),
    )


def test_a_call_answered_before_the_confirmation_is_no_wait():
    told = first_response([course(n, opened=10, first_done=ago(12)) for n in range(5)], ON)

    assert told.from_confirmation.median == Days(0)


def test_a_hotspot_closed_without_an_answer_waited_until_it_was_closed():
    closed = [course(n, opened=30, closed_on=ago(26), is_live=False) for n in range(5)]

    assert first_response(closed, ON).from_confirmation == Waits(5, 0, Days(4, at_least=True), None)


def test_false_alarms_and_hotspots_of_earlier_years_are_left_out():
    told = first_response([course(1, void=True), course(2, opened=366), course(3)], ON)

    assert told.from_confirmation.n == 1


def test_the_same_place_and_issue_within_a_year_is_a_repeat():
    first, second = course(1, opened=200), course(2, opened=20)

    assert repeats([second, first], ON) == Repeats(2, (Repeat(second, first, None),))


def test_a_shared_district_is_the_same_place():
    wide = course(1, opened=200, areas=frozenset(["314800000", "314000000"]))
    narrow = course(2, opened=20, areas=frozenset(["314000000"]))

    assert repeats([wide, narrow], ON).found == (Repeat(narrow, wide, None),)


def test_another_issue_another_place_or_a_longer_time_is_no_repeat():
    courses = [
        course(1, opened=300, issue="T3"),
        course(2, opened=300, areas=frozenset(["314000000"])),
        course(3, opened=390),
        course(4, opened=20),
    ]

    assert repeats(courses, ON) == Repeats(3, ())


def test_opened_again_is_a_repeat_of_the_year_in_which_it_was_opened_again():
    again = course(1, opened=500, reopened_on=ago(3))

    assert repeats([again], ON) == Repeats(1, (Repeat(again, None, ago(3)),))
    assert repeats([course(2, opened=800, reopened_on=ago(400))], ON) == Repeats(0, ())


def test_a_false_alarm_is_nothing_that_could_come_back():
    assert repeats([course(1, opened=200, void=True), course(2)], ON) == Repeats(1, ())


def test_the_newest_repeat_stands_first():
    courses = [course(1, opened=100), course(2, opened=50), course(3, opened=5)]

    assert [one.course.number for one in repeats(courses, ON).found] == ["2026-0003", "2026-0002"]
