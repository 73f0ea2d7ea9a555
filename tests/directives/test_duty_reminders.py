"""Reminders: each exactly once, to those who can act, none once nothing is owed, none without a date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from factories.accounts import user
from factories.directives import akim_of, akimat, rule
from factories.registry import assisting
from shanyraq.compliance import State, Window
from shanyraq.directives import duty_actions, duty_links
from shanyraq.directives.duty_reminders import OFFSETS, offset_on, remind, remind_confirmers, update_standings
from shanyraq.notices.models import Notice
from shanyraq.notices.schedule import registered
from shanyraq.places import calendar

pytestmark = pytest.mark.django_db


def live_through(at, first, days, *, ticks=1):
    """Run the jobs on every day (``ticks`` times); the day of each new reminder: {(day, user, key)}."""
    seen = []
    for number in range(days):
        day = first + timedelta(days=number)
        at(day.year, day.month, day.day)
        for _ in range(ticks):
            before = set(Notice.objects.values_list("pk", flat=True))
            update_standings(calendar.today(), timezone.now())
            remind(calendar.today(), timezone.now())
            remind_confirmers(calendar.today(), timezone.now())
            seen += [(day, one.user, one.key) for one in Notice.objects.exclude(pk__in=before).order_by("key")]
    return seen


def offsets(seen, someone):
    """(day, due date, offset) of the duty reminders of one user."""
    found = []
    for day, who, key in seen:
        if who == someone and key.startswith("duty:"):
            due, offset = key.split(":")[-2:]
            found.append((day, date.fromisoformat(due), int(offset)))
    return found


@pytest.fixture
def duty(at):
    at(2026, 1, 1)
    host = akimat()
    rule("two-monthly", since=date(2026, 1, 1), accept_late="P14D")
    return host


def test_three_months_bring_each_reminder_exactly_once(duty, at):
    akim, secretary = akim_of(duty), user("regional_secretary", "KZ-19")

    seen = live_through(at, date(2026, 1, 1), 92, ticks=2)

    expected = [(date(2026, 3, 1) + timedelta(days=offset), date(2026, 3, 1), offset) for offset in OFFSETS]
    assert offsets(seen, akim) == offsets(seen, secretary) == expected
    assert len(seen) == 2 * len(expected)


def test_the_next_window_has_reminders_of_its_own(duty, at):
    akim = akim_of(duty)

    seen = live_through(at, date(2026, 1, 1), 130)

    assert [(due, offset) for _day, due, offset in offsets(seen, akim)] == [
        *((date(2026, 3, 1), offset) for offset in OFFSETS),
        *((date(2026, 5, 1), offset) for offset in OFFSETS),
    ]


def test_nothing_is_said_once_the_duty_is_met(duty, told, at):
    akim = akim_of(duty)
    first = live_through(at, date(2026, 1, 1), 45)
    told.meeting(duty, date(2026, 2, 14), side=None)

    later = live_through(at, date(2026, 2, 15), 30)

    assert [offset for _day, _due, offset in offsets(first, akim)] == [-21]
    assert offsets(later, akim) == []


def test_the_bearer_is_not_hurried_while_his_fact_waits_for_the_other_side(duty, told, at):
    akim, secretary = akim_of(duty), user("regional_secretary", "KZ-19")
    at(2026, 2, 1)
    fact = told.meeting(duty, date(2026, 1, 30))
    waiting = live_through(at, date(2026, 2, 2), 20)

    duty_actions.dispute_fact(fact_id=fact, organization=duty, reason="Nobody was asked", by=secretary)
    disputed = live_through(at, date(2026, 2, 22), 2)

    assert offsets(waiting, akim) == []
    assert [offset for _day, _due, offset in offsets(disputed, akim)] == [-7]


def test_no_reminder_without_a_due_date(at):
    at(2026, 1, 1)
    host = akimat()
    rule(cadence={"mode": "once"}, since=date(2026, 1, 1), accept_late="")
    akim_of(host), user("regional_secretary", "KZ-19")

    assert live_through(at, date(2026, 1, 1), 40) == []


@pytest.mark.parametrize("force", ["should", "proposed"])
def test_recommendations_and_proposals_nag_nobody(at, force):
    at(2026, 1, 1)
    host = akimat()
    rule(force=force, since=date(2026, 1, 1))
    akim_of(host), user("regional_secretary", "KZ-19")

    assert live_through(at, date(2026, 1, 1), 92) == []


def test_a_due_date_put_off_is_reminded_of_anew_and_the_old_one_no_more(duty, at):
    akim, controller = akim_of(duty), user("hq_controller")
    at(2026, 2, 9)
    extension = duty_actions.request_extension(
        rule=duty_rule(), organization=duty, due=date(2026, 3, 1), new_due=date(2026, 4, 10), reason="Hall", by=akim
    )
    duty_actions.decide_extension(extension=extension, granted=True, by=controller)

    seen = live_through(at, date(2026, 2, 10), 60)

    assert [(due, offset) for _day, due, offset in offsets(seen, akim)] == [
        (date(2026, 4, 10), -21),
        (date(2026, 4, 10), -7),
        (date(2026, 4, 10), -1),
    ]


def duty_rule():
    from shanyraq.directives.models import Rule

    return Rule.objects.get(code="two-monthly")


def test_an_excused_window_is_not_reminded_of_after_its_date(duty, at):
    akim = akim_of(duty)
    at(2026, 2, 25)
    duty_actions.grant_waiver(
        rule=duty_rule(),
        organization=duty,
        start=date(2026, 2, 20),
        end=date(2026, 3, 10),
        reason="Flood",
        document="Order 1",
        by=user("hq_controller"),
    )

    seen = live_through(at, date(2026, 3, 1), 12)

    assert offsets(seen, akim) == []


def test_assistants_of_the_post_are_reminded_and_people_of_other_regions_are_not(duty, at):
    helper, other = user("post_assistant", "KZ-19"), user("regional_secretary", "KZ-31")
    assisting(helper, duty.posts.get(), start_date=date(2025, 1, 1))

    seen = live_through(at, date(2026, 2, 8), 1)

    assert {who for _day, who, _key in seen} == {helper}
    assert other not in {who for _day, who, _key in seen}


def test_a_tick_that_was_stopped_says_the_latest_reminder_only(duty, at):
    akim = akim_of(duty)
    live_through(at, date(2026, 1, 1), 3)

    seen = live_through(at, date(2026, 2, 26), 1)

    assert offsets(seen, akim) == [(date(2026, 2, 26), date(2026, 3, 1), -7)]


def test_a_long_forgotten_window_is_not_dug_up(at):
    at(2026, 6, 1)
    host = akimat()
    rule(since=date(2026, 1, 1), accept_late="")
    akim = akim_of(host)

    assert offsets(live_through(at, date(2026, 6, 1), 30), akim) == []


def test_a_reminder_is_said_in_the_reader_s_language(duty, at):
    english, russian = akim_of(duty, language="en"), user("regional_secretary", "KZ-19", language="ru")

    live_through(at, date(2026, 2, 28), 1)

    titles = {one.user: one.title for one in Notice.objects.all()}
    assert titles[english] == "1 day left: Two-monthly meeting"
    assert titles[russian].endswith(": Двухмесячное совещание")
    assert titles[russian].startswith("остался 1 день")


def test_a_reminder_leads_to_the_window(duty, at):
    akim = akim_of(duty)

    live_through(at, date(2026, 2, 28), 1)

    assert Notice.objects.get(user=akim).url == f"/duties/two-monthly/{duty.pk}/?window=2026-01-01"


@pytest.mark.parametrize(
    ("left", "offset"),
    [
        (22, None),
        (21, -21),
        (8, -21),
        (7, -7),
        (2, -7),
        (1, -1),
        (0, -1),
        (-1, 1),
        (-6, 1),
        (-7, 7),
        (-13, 7),
        (-14, None),
    ],
)
def test_whose_turn_it_is(left, offset):
    today = date(2026, 3, 1)
    window = Window(date(2026, 1, 1), today + timedelta(days=left), State.OPEN)

    assert offset_on(window, today) == offset


class TestWords:
    @pytest.fixture
    def waiting(self, duty, told, at):
        """A meeting recorded on 2 February; a word is expected by 16 February 2026."""
        at(2026, 2, 2)
        return told.meeting(duty, date(2026, 1, 30), title="Meeting in the hall")

    def words(self, seen, someone):
        return [(day, key.rsplit(":", 1)[1]) for day, who, key in seen if who == someone and key.startswith("word:")]

    def test_the_other_side_is_asked_once_reminded_once_and_told_once_that_it_is_late(self, duty, waiting, at):
        secretary, akim = user("regional_secretary", "KZ-19"), akim_of(duty)

        seen = live_through(at, date(2026, 2, 2), 40, ticks=2)

        assert self.words(seen, secretary) == [
            (date(2026, 2, 2), "new"),
            (date(2026, 2, 13), "soon"),
            (date(2026, 2, 17), "late"),
        ]
        assert self.words(seen, akim) == []

    def test_nobody_is_asked_for_a_word_given(self, duty, waiting, at):
        secretary = user("regional_secretary", "KZ-19")
        first = live_through(at, date(2026, 2, 2), 1)
        duty_actions.confirm_fact(fact_id=waiting, organization=duty, by=secretary)

        later = live_through(at, date(2026, 2, 3), 40)

        assert (len(self.words(first, secretary)), self.words(later, secretary)) == (1, [])

    def test_where_there_is_no_secretary_the_centre_is_asked(self, duty, waiting, at):
        controller = user("hq_controller")

        seen = live_through(at, date(2026, 2, 2), 1)

        assert self.words(seen, controller) == [(date(2026, 2, 2), "new")]

    def test_the_akim_is_asked_for_a_fact_of_the_assembly_s_side(self, duty, told, at):
        akim, secretary = akim_of(duty), user("regional_secretary", "KZ-19")
        at(2026, 2, 2)
        told.meeting(duty, date(2026, 1, 30), side="assembly")

        seen = live_through(at, date(2026, 2, 2), 1)

        assert (self.words(seen, akim), self.words(seen, secretary)) == ([(date(2026, 2, 2), "new")], [])

    def test_the_letter_holds_the_one_tap_link_of_its_reader(self, duty, waiting, at):
        secretary = user("regional_secretary", "KZ-19", email="secretary@example.org")

        live_through(at, date(2026, 2, 2), 1)

        notice = Notice.objects.get(user=secretary)
        asked = duty_links.read_word(notice.url.removeprefix("/duties/word/").rstrip("/"))
        assert asked == duty_links.WordAsked(waiting, duty.pk, secretary.pk)
        assert notice.letter.address == "secretary@example.org"


def test_the_tick_knows_the_jobs():
    assert {"directives.standings", "directives.reminders", "directives.words"} <= set(registered())
