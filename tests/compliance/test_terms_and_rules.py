"""Terms of the calendar, rules made in Python, and what lies ahead."""

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.compliance import (
    CHECKS,
    Cadence,
    Check,
    Duration,
    Extension,
    Fact,
    FactBook,
    Rule,
    ScenarioError,
    State,
    Waiver,
    Window,
    add_months,
    changes_on,
    deadline,
    evaluate,
    holds_until,
    upcoming,
)

MEETING = (Check("event_held", {"classification": "meeting"}),)


def rule(mode="rolling", every="P2M", since=date(2025, 1, 1), checks=MEETING, **more):
    return Rule("must", since, Cadence(mode, every), checks, **more)


def meeting(day, id="m"):
    return Fact(id, "event", day, {"classification": "meeting"})


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 2, 28), 2, date(2025, 4, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -2, date(2024, 11, 15)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 31), -1, date.min),
    ],
)
def test_trap_5_months_are_added_and_the_end_of_a_month_clamps(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("every", "day", "end"),
    [
        ("P2M", date(2024, 1, 31), date(2024, 2, 29)),
        ("P2M", date(2025, 12, 1), date(2025, 12, 31)),
        ("P3M", date(2025, 5, 5), date(2025, 6, 30)),
        ("P6M", date(2025, 7, 1), date(2025, 12, 31)),
        ("P1Y", date(2025, 7, 1), date(2025, 12, 31)),
        ("P1W", date(2025, 1, 1), date(2025, 1, 5)),
        ("P7D", date(2025, 1, 6), date(2025, 1, 12)),
        ("P1D", date(2025, 1, 6), date(2025, 1, 6)),
        ("P2M", date(9999, 12, 5), date.max),
    ],
)
def test_trap_5_periods_are_aligned_to_the_calendar(every, day, end):
    assert Duration.parse(every).period_end(day) == end


@settings(deadline=None)
@given(
    st.sampled_from(["P1M", "P2M", "P5M", "P7M", "P1Y", "P3Y", "P1W", "P2W", "P10D"]),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_trap_2_every_day_belongs_to_one_period(every, day):
    step = Duration.parse(every)
    end = step.period_end(day)

    assert day <= end
    assert step.period_end(end) == end
    assert step.period_end(end + timedelta(1)) > end


@pytest.mark.parametrize("text", ["", "P", "PT5H", "P1.5M", "-P2M", "P-2M", "2M", "p2m", "P2M ", "P٢M", 2, None])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ScenarioError, match="is not a duration; write it as P2M, P1Y, P14D or P2W"):
        Duration.parse(text)


def test_a_duration_may_name_years_months_weeks_and_days_together():
    assert Duration.parse("P1Y2M3W4D") == Duration(months=14, days=25)


def test_the_registry_knows_every_check_of_the_contract():
    arguments = {name: {one.name: one.required for one in spec.arguments} for name, spec in CHECKS.items()}

    assert arguments == {
        "event_held": {"classification": True},
        "with_participant": {"group": True, "outside_host": False, "min": False},
        "chaired_by_bearer": {},
        "minutes_within": {"within": True},
        "present_in_person": {},
        "post_filled": {"role": True, "reserved_for": False},
        "document_accepted": {"classification": True},
        "support_awarded": {"classification": True, "min": False},
        "recommendations_answered": {},
        "measure_done": {},
    }


def test_a_check_may_accept_one_of_several_classifications():
    either = (Check("event_held", {"classification": ["meeting", "session"]}),)

    (window, _) = evaluate(rule(checks=either), [meeting(date(2025, 2, 1))], date(2025, 2, 1))

    assert window.state is State.MET


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Check("event"), "check: 'event' is not a check; known checks: event_held, "),
        (lambda: Check("event_held"), "classification: event_held needs 'classification'"),
        (lambda: Check("chaired_by_bearer", {"by": "akim"}), "by: chaired_by_bearer has no argument 'by'"),
        (lambda: Cadence("often"), "mode: 'often' is not a cadence"),
        (lambda: Cadence("rolling", None), "every: None is not a duration"),
        (lambda: rule(accept_late="soon"), "accept_late: 'soon' is not a duration"),
        (lambda: Waiver(date(2025, 2, 2), date(2025, 2, 1)), "to: the waiver ends on 2025-02-01"),
        (lambda: Extension(date(2025, 2, 2), date(2025, 2, 1)), "new_due: 2025-02-01 is not later"),
        (
            lambda: rule(mode="per_event", checks=(Check("measure_done"),)),
            "checks: a rule per event can only list checks about the event itself",
        ),
        (
            lambda: rule(checks=(*MEETING, Check("event_held", {"classification": "session"}))),
            "checks: two event_held ask one event to be of two classifications",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_when_it_is_made(make, said):
    with pytest.raises(ScenarioError) as refused:
        make()

    assert str(refused.value).startswith(said)


def test_two_different_facts_cannot_share_an_id():
    with pytest.raises(ScenarioError, match="two different facts have the id 'm'"):
        FactBook([meeting(date(2025, 2, 1)), meeting(date(2025, 2, 2))])


def test_rules_and_windows_can_be_kept_in_a_cache():
    windows = evaluate(rule(), [meeting(date(2025, 2, 1))], date(2025, 3, 1))

    assert pickle.loads(pickle.dumps(windows)) == windows
    assert copy.deepcopy(windows) == windows


def test_a_window_of_the_engine_is_like_one_made_by_hand_and_cannot_be_changed():
    window = evaluate(rule(), [], date(2025, 1, 10))[0]

    assert type(window) is Window
    assert window == Window(date(2025, 1, 1), date(2025, 3, 1), State.OPEN)
    assert hash(window) == hash(Window(date(2025, 1, 1), date(2025, 3, 1), State.OPEN))
    with pytest.raises(FrozenInstanceError):
        window.state = State.MET


def test_a_rule_and_its_copy_from_a_cache_share_their_demands():
    kept = rule()

    assert pickle.loads(pickle.dumps(kept)).demands[0] is kept.demands[0]


def test_trap_3_the_due_date_is_the_same_on_every_day_it_is_asked():
    days = [date(2025, 1, 1) + timedelta(after) for after in range(400)]

    assert {evaluate(rule(), [], day)[0].due for day in days} == {date(2025, 3, 1)}


def test_the_deadline_is_the_due_date_that_waits_and_a_what_if_is_a_fact_more():
    imagined = meeting(date(2025, 2, 10))

    assert deadline(rule(), [], date(2025, 2, 10)) == date(2025, 3, 1)
    assert deadline(rule(), [imagined], date(2025, 2, 10)) == date(2025, 4, 10)


def test_in_a_kept_calendar_period_the_deadline_is_the_end_of_the_next():
    kept = rule("calendar")

    assert deadline(kept, [meeting(date(2025, 2, 10))], date(2025, 2, 11)) == date(2025, 4, 30)


def test_a_duty_of_one_window_that_is_met_has_no_deadline():
    once = Rule("must", date(2025, 1, 1), Cadence("once", due=date(2025, 3, 1)), MEETING)

    assert deadline(once, [meeting(date(2025, 2, 1))], date(2025, 2, 2)) is None


def test_trap_17_the_next_window_is_visible_before_it_begins():
    coming = upcoming(rule("calendar"), [], date(2025, 1, 15))

    assert (coming.start, coming.due, coming.state) == (date(2025, 3, 1), date(2025, 4, 30), State.UPCOMING)


def test_a_rule_that_was_closed_has_nothing_to_come():
    assert upcoming(rule(until=date(2025, 2, 1)), [], date(2025, 3, 1)) is None


def test_an_open_window_holds_until_it_becomes_due_soon():
    on = date(2025, 1, 10)
    windows = evaluate(rule(), [], on)

    assert changes_on(rule(), windows, on) == date(2025, 2, 8)
    assert holds_until(windows[0], on) == date(2025, 2, 7)


def test_an_overdue_window_without_an_end_of_lateness_holds_for_good():
    on = date(2025, 3, 10)
    windows = evaluate(rule(), [], on)

    assert changes_on(rule(), windows, on) is None
    assert holds_until(windows[0], on) is None


def test_a_window_lost_in_part_changes_once_more_when_its_minutes_turn_out_missing():
    minuted = (*MEETING, Check("chaired_by_bearer"), Check("minutes_within", {"within": "P10D"}))
    lost = rule(checks=minuted, accept_late="P0D")
    by_deputy = Fact("m", "event", date(2025, 2, 27), {"classification": "meeting", "chair": "deputy"})
    on = date(2025, 3, 2)

    windows = evaluate(lost, [by_deputy], on)

    assert windows[0].flags == ("by_deputy",)
    assert changes_on(lost, windows, on) == date(2025, 3, 10)
    assert evaluate(lost, [by_deputy], date(2025, 3, 10))[0].flags == ("by_deputy", "no_minutes")
