"""Traps in which duty systems are known to fall, at the level where people meet them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from factories.accounts import user
from factories.directives import akimat, rule
from shanyraq.compliance import Fact
from shanyraq.directives import duty_actions, duty_queries
from shanyraq.directives.rule_actions import close_rule, replace_rule

pytestmark = pytest.mark.django_db
SINCE = date(2024, 4, 25)


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


def windows(two, host, on):
    return duty_queries.windows_of(two, [host], on)[host.pk]


def test_met_once_is_not_met_for_ever(told):
    host, two = akimat(), rule(since=date(2025, 1, 1))
    told.meeting(host, date(2025, 2, 10), side=None)

    states = [window.state.value for window in windows(two, host, date(2026, 3, 10))]

    assert states == ["met", *["not_met"] * 6, "open"]


@pytest.mark.parametrize("mode", ["rolling", "calendar"])
def test_windows_of_three_years_have_no_gap_and_no_overlap(told, mode):
    host, two = akimat(), rule(since=SINCE, cadence={"mode": mode, "every": "P2M"})
    day = date(2024, 5, 20)
    while day < date(2027, 4, 25):
        told.meeting(host, day, side=None)
        day += timedelta(days=53)

    found = windows(two, host, date(2027, 4, 25))

    assert found[0].start == SINCE
    assert found[-1].start <= date(2027, 4, 25) <= found[-1].due
    for before, after in pairwise(found):
        if mode == "calendar":
            assert after.start == before.due + timedelta(days=1)
        else:
            assert after.start == before.closed_on


def test_an_overdue_date_does_not_slide(told):
    host, two = akimat(), rule(since=date(2026, 1, 1), accept_late="")

    dues = {windows(two, host, date(2026, 3, 2) + timedelta(days=day))[-1].due for day in range(60)}

    assert dues == {date(2026, 3, 1)}


def test_a_new_frequency_leaves_the_past_as_it_was(told, at):
    host, two = akimat(), rule("two-monthly", since=date(2025, 1, 1))
    told.meeting(host, date(2025, 2, 10), side=None)
    before = windows(two, host, date(2026, 3, 9))

    newer = replace_rule(
        rule=two,
        since=date(2026, 3, 10),
        reason="Decision 7",
        by=user("hq_controller"),
        cadence={"mode": "rolling", "every": "P1M"},
    )

    two.refresh_from_db()
    after = windows(two, host, date(2026, 9, 1))
    assert after[:-1] == before[:-1]
    assert (after[-1].start, after[-1].due, after[-1].state.value) == (before[-1].start, before[-1].due, "void")
    assert [window.start for window in windows(newer, host, date(2026, 3, 10))] == [date(2026, 3, 10)]


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2024, 12, 31), date(2025, 2, 28)),
        (date(2025, 2, 28), date(2025, 4, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 4, 29)),
        (date(2025, 7, 31), date(2025, 9, 30)),
    ],
)
def test_the_end_of_a_month_clamps(told, held, due):
    host, two = akimat(), rule(since=held - timedelta(days=20))
    told.meeting(host, held, side=None)

    assert windows(two, host, held + timedelta(days=5))[-1].due == due


def test_rolling_and_calendar_may_disagree_and_both_are_shown(told, enter):
    host, _two = akimat(), rule("two-monthly", since=date(2025, 1, 1), accept_late="")
    told.meeting(host, date(2025, 1, 5), side=None)
    told.meeting(host, date(2025, 4, 28), side=None)

    page = (
        enter(user("hq_analyst"))
        .get(reverse("duties:duty", args=["two-monthly", host.pk]), {"on": "2025-05-01"})
        .context["page"]
    )

    assert [(line.window.due, line.mark.state) for line in page.lines] == [
        (date(2025, 3, 1), "met"),
        (date(2025, 3, 5), "met_late"),
        (date(2025, 6, 28), "open"),
    ]
    assert [(window.due, mark.state) for window, mark in page.periods] == [
        (date(2025, 2, 28), "met"),
        (date(2025, 4, 30), "met"),
        (date(2025, 6, 30), "open"),
    ]


def key_event(told, host, day, presence, flagged=None):
    attributes = {"is_key": True, "flagged": flagged or day - timedelta(days=10), "bearer_presence": presence}
    told.tell(host, Fact(f"tested:{day}-{presence}", "event", day, attributes), side=None)


@pytest.mark.parametrize(
    ("presence", "state", "flags"),
    [
        ("in_person", "met", ()),
        ("by_deputy", "partly_met", ("by_deputy",)),
        ("remote", "partly_met", ("remote",)),
        ("absent", "not_met", ()),
        ("excused", "excused", ()),
        ("not_recorded", "unconfirmed", ()),
    ],
)
def test_how_the_head_came_is_six_different_things(told, presence, state, flags):
    host = akimat()
    two = rule(
        since=date(2026, 1, 1), cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late=""
    )
    key_event(told, host, date(2026, 2, 20), presence)

    (window,) = windows(two, host, date(2026, 3, 10))

    assert (window.state.value, window.flags) == (state, flags)


def test_an_event_marked_after_its_day_binds_nobody(told):
    host = akimat()
    two = rule(
        since=date(2026, 1, 1), cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late=""
    )
    key_event(told, host, date(2026, 2, 20), "absent", flagged=date(2026, 2, 21))

    assert windows(two, host, date(2026, 3, 10)) == ()


def test_only_the_akimat_s_own_people_are_not_a_meeting_with_the_assembly(told):
    host, two = akimat(), rule(since=date(2026, 1, 20))
    own = [{"group": "assembly", "outside_host": False, "presence": "in_person"}]
    fact = told.meeting(host, date(2026, 3, 1), side=None, participants=own)
    alone = windows(two, host, date(2026, 3, 25))[0]

    told.mend(host, fact, participants=[*own, {"group": "assembly", "outside_host": True, "presence": "in_person"}])

    together = windows(two, host, date(2026, 3, 25))[0]
    assert (alone.state.value, alone.flags) == ("partly_met", ("no_assembly_rep",))
    assert (together.state.value, together.flags) == ("met", ())


def test_a_deputy_who_chairs_is_shown_apart_and_never_green(told):
    host, two = akimat(), rule(since=date(2026, 1, 5))
    told.meeting(host, date(2026, 2, 20), side=None, chair="deputy")

    window = windows(two, host, date(2026, 3, 10))[0]

    assert (window.state.value, window.flags) == ("partly_met", ("by_deputy",))


def test_every_open_window_has_somebody_who_can_close_it(told):
    """The bearer's side can say what happened, and the other side can always say its word on it."""
    host, two = akimat(), rule(since=date(2026, 1, 5))
    fact = told.meeting(host, date(2026, 2, 20))

    duty_actions.confirm_fact(fact_id=fact, organization=host, by=user("hq_controller"))

    assert windows(two, host, date(2026, 3, 10))[0].state == "met"


def test_what_is_coming_is_listed_before_it_is_late(told):
    host, two = akimat(), rule(since=date(2026, 3, 1))

    (line,) = duty_queries.owed_by([host], date(2026, 3, 10))

    assert (line.rule, line.due, line.state) == (two, date(2026, 5, 1), "open")


def test_a_closed_rule_owes_nothing_and_keeps_its_past(told, at):
    host, two = akimat(), rule("two-monthly", since=date(2025, 12, 1))
    told.meeting(host, date(2026, 1, 20), side=None)

    close_rule(rule=two, reason="Decision 8", by=user("hq_controller"))

    at(2026, 3, 11)
    assert duty_queries.owed_by([host], date(2026, 3, 11)) == []
    two.refresh_from_db()
    assert [window.state.value for window in windows(two, host, date(2026, 3, 11))] == ["met", "void"]


def test_a_word_cannot_be_given_on_a_fact_of_tomorrow(told):
    host, _two = akimat(), rule(since=date(2026, 3, 1))
    fact = told.meeting(host, date(2026, 3, 11))

    with pytest.raises(ValidationError):
        duty_actions.confirm_fact(fact_id=fact, organization=host, by=user("hq_controller"))


def test_what_is_settled_for_good_is_owed_no_more(told):
    host = akimat()
    rule(since=date(2026, 1, 1), cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late="")
    key_event(told, host, date(2026, 2, 20), "by_deputy")

    assert duty_queries.owed_by([host], date(2026, 3, 10)) == []
