"""The cache of verdicts equals what the engine says live, after any history; nobody edits it."""

import json
import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.accounts import user
from factories.directives import SITUATION_CHECKS, akim_of, akimat, rule
from factories.registry import appointed, body, post
from shanyraq.directives import duty_actions, duty_queries, standing
from shanyraq.directives.duty_evaluation import cases
from shanyraq.directives.models import Rule, Side, Standing
from shanyraq.places import calendar
from shanyraq.registry import actions as registry

pytestmark = pytest.mark.django_db
SEEN = ("rule_id", "organization_id", "state", "start", "due", "flags", "windows", "waiting")


def values(rows):
    return {tuple(json.dumps(getattr(row, name), default=str, sort_keys=True) for name in SEEN) for row in rows}


def cached():
    return values(Standing.objects.all())


def live(on=None):
    day = on or calendar.today()
    return values(standing.row_of(case, day) for case in cases(Rule.objects.all(), day))


def repeated():
    """A word or an excuse given a second time is refused; nothing changes, and the cache must still be right."""
    return suppress(ValidationError)


class History:
    """People doing things in a random order, one day after another."""

    def __init__(self, told, at, seed):
        self.told, self.at, self.random = told, at, random.Random(seed)
        self.day = date(2026, 1, 5)
        self.at(2026, 1, 5)
        self.hosts = [akimat("KZ-19"), akimat("KZ-71")]
        self.rules = [
            rule(cadence={"mode": mode, "every": "P2M"}, accept_late=late, checks=SITUATION_CHECKS)
            for mode, late in (("rolling", "P14D"), ("rolling", ""), ("calendar", ""))
        ]
        self.rules.append(
            rule(
                force="should",
                cadence={"mode": "once"},
                checks=[{"check": "post_filled", "role": "head"}],
                selector={"bearer": "organization", "classifications": ["akimat"]},
            )
        )
        self.secretary, self.controller = user("regional_secretary", "KZ-19"), user("hq_controller")
        self.facts = []

    def step(self):
        host = self.random.choice(self.hosts)
        self.random.choice([self.meet, self.confirm, self.dispute, self.mend, self.excuse, self.fill, self.pass_time])(
            host
        )

    def meet(self, host):
        day = self.day - timedelta(days=self.random.randint(0, 90))
        side = self.random.choice([Side.BEARER, None])
        self.facts.append((host, self.told.meeting(host, day, side=side), side))

    def confirm(self, host):
        self.word(duty_actions.confirm_fact)

    def dispute(self, host):
        self.word(duty_actions.dispute_fact, reason=f"Not so, {self.random.random()}")

    def word(self, deed, **said):
        sided = [(host, fact) for host, fact, side in self.facts if side]
        if sided:
            host, fact = self.random.choice(sided)
            with repeated():
                deed(fact_id=fact, organization=host, by=self.controller, **said)

    def mend(self, host):
        if self.facts:
            host, fact, _side = self.random.choice(self.facts)
            self.told.mend(host, fact, chair=self.random.choice(["bearer", "deputy"]))

    def excuse(self, host):
        start = self.day + timedelta(days=self.random.randint(-30, 30))
        with repeated():
            duty_actions.grant_waiver(
                rule=self.random.choice(self.rules),
                organization=host,
                start=start,
                end=start + timedelta(days=20),
                reason="Flood",
                document="No. 5",
                by=self.controller,
            )

    def fill(self, host):
        head = host.posts.get()
        serving = head.memberships.filter(end_date=None).first()
        if serving and serving.start_date < self.day:
            registry.end_membership(membership=serving, end_date=self.day, reason="term", by="system")
        elif not serving and not head.memberships.filter(end_date__gte=self.day).exists():
            appointed(head, start_date=self.day)

    def pass_time(self, host):
        self.day += timedelta(days=self.random.randint(1, 40))
        self.at(self.day.year, self.day.month, self.day.day)
        standing.bring_up_to_date()


@pytest.mark.parametrize("seed", range(8))
def test_the_cache_says_what_the_engine_says_live_after_any_history(told, at, seed):
    history = History(told, at, seed)

    for _ in range(25):
        history.step()

        assert cached() == live()


@pytest.mark.parametrize("seed", range(4))
def test_a_row_holds_as_long_as_it_says_and_the_reader_mends_the_rest(told, at, seed):
    history = History(told, at, seed)
    for _ in range(12):
        history.step()

    for _ in range(60):
        history.day += timedelta(days=1)
        at(history.day.year, history.day.month, history.day.day)
        read = duty_queries.standings_for(history.hosts, history.day, rules=history.rules)

        assert values(read) == live()


def test_a_day_that_passes_is_written_down_by_the_tick(told, at):
    at(2026, 2, 20)
    host = akimat()
    two = rule(since=date(2026, 1, 1))
    before = Standing.objects.get(rule=two).state
    at(2026, 3, 5)
    stale = Standing.objects.get(rule=two).state

    rebuilt = standing.bring_up_to_date()

    after = Standing.objects.get(rule=two)
    assert (before, stale, rebuilt, after.state) == ("due_soon", "due_soon", 1, "overdue")
    assert after.organization == host


def test_reading_writes_nothing(told, at):
    at(2026, 2, 20)
    host, two = akimat(), rule(since=date(2026, 1, 1))
    kept = cached()
    at(2026, 3, 5)

    (read,) = duty_queries.standings_for([host], calendar.today(), rules=[two])

    assert (read.state, cached()) == ("overdue", kept)


def test_a_body_founded_later_owes_from_its_founding(at):
    at(2026, 3, 10)
    two = rule(since=date(2025, 1, 1))
    host = akimat("KZ-10", founding_date=date(2026, 2, 1))

    (window,) = duty_queries.windows_of(two, [host], date(2026, 3, 10))[host.pk]

    assert (window.start, window.due) == (date(2026, 2, 1), date(2026, 4, 1))


def test_a_body_founded_in_future_is_bound_when_its_day_has_come(at):
    at(2026, 3, 10)
    two = rule()
    host = akimat("KZ-10", founding_date=date(2026, 4, 1))
    before = Standing.objects.filter(rule=two).count()
    at(2026, 4, 1)

    standing.bring_up_to_date()

    assert (before, Standing.objects.get(rule=two).organization) == (0, host)


def test_a_body_that_ends_owes_no_more_from_the_next_day(at):
    at(2026, 3, 10)
    host, two = akimat(), rule()

    registry.dissolve_body(organization=host, last_day=date(2026, 3, 20), reason="Reform", by="system")

    at(2026, 3, 20)
    on_the_last_day = duty_queries.standings_for([host], calendar.today(), rules=[two])
    at(2026, 3, 21)
    afterwards = duty_queries.standings_for([host], calendar.today(), rules=[two])
    standing.bring_up_to_date()
    assert (len(on_the_last_day), len(afterwards), Standing.objects.count()) == (1, 0, 0)


def test_the_successor_takes_the_windows_over(told, at):
    at(2026, 3, 10)
    old, two = akimat(), rule(since=date(2025, 9, 1))
    told.meeting(old, date(2025, 10, 20), side=None)
    new = body("akimat", "KZ-19", founding_date=date(2026, 1, 1))
    post(new)
    registry.dissolve_body(organization=old, last_day=date(2025, 12, 31), successor=new, reason="Reform", by="system")

    told.meeting(new, date(2026, 1, 15), side=None)

    windows = duty_queries.windows_of(two, [old, new], date(2026, 3, 10))
    assert {pk: [(w.start, w.due, w.state.value) for w in found] for pk, found in windows.items()} == {
        new.pk: [
            (date(2025, 9, 1), date(2025, 11, 1), "met"),
            (date(2025, 10, 20), date(2025, 12, 20), "not_met"),
            (date(2025, 12, 20), date(2026, 2, 20), "met"),
            (date(2026, 1, 15), date(2026, 3, 15), "due_soon"),
        ]
    }


def test_a_body_that_was_there_before_keeps_its_own_windows(told, at):
    at(2026, 3, 10)
    old, heir, two = akimat("KZ-19"), akimat("KZ-31"), rule(since=date(2025, 9, 1))
    told.meeting(old, date(2025, 10, 20), side=None)

    registry.dissolve_body(organization=old, last_day=date(2025, 12, 31), successor=heir, reason="Reform", by="system")

    starts = [window.start for window in duty_queries.windows_of(two, [heir], date(2026, 3, 10))[heir.pk]]
    assert starts == [date(2025, 9, 1), date(2025, 11, 1), date(2026, 1, 1)]


def test_an_old_fact_mended_changes_the_row_of_the_successor(told, at):
    at(2026, 3, 10)
    old, _two = akimat(), rule(since=date(2025, 9, 1))
    fact = told.meeting(old, date(2025, 10, 20), side=None)
    new = body("akimat", "KZ-19", founding_date=date(2026, 1, 1))
    post(new)
    registry.dissolve_body(organization=old, last_day=date(2025, 12, 31), successor=new, reason="Reform", by="system")

    told.mend(old, fact, chair="deputy")

    assert cached() == live()


def test_a_vacant_post_still_owes(at):
    at(2026, 3, 10)
    host, two = akimat(), rule()

    assert list(duty_queries.bearers_of(two, date(2026, 3, 10))) == [host]


def test_a_body_without_the_post_owes_nothing(at):
    at(2026, 3, 10)
    body("akimat", "KZ-19")

    assert list(duty_queries.bearers_of(rule(), date(2026, 3, 10))) == []


def test_a_proposed_body_owes_nothing_yet(at):
    at(2026, 3, 10)
    body("council.mothers", "KZ-19", state="proposed")
    every = rule(selector={"bearer": "organization", "classifications": ["council.*"]})

    assert list(duty_queries.bearers_of(every, date(2026, 3, 10))) == []


@pytest.mark.parametrize(
    ("selector", "who"),
    [
        ({"classifications": ["akimat"]}, {"akimat KZ-19", "akimat KZ-75"}),
        ({"classifications": ["akimat"], "area_kinds": ["region"]}, {"akimat KZ-19"}),
        ({"classifications": ["akimat"], "area_kinds": ["city"]}, {"akimat KZ-75"}),
        ({"classifications": ["council.*"]}, {"council.mothers KZ-19", "council.aksakals KZ-31"}),
        ({"classifications": ["council.*", "akimat"], "areas": ["KZ-19"]}, {"akimat KZ-19", "council.mothers KZ-19"}),
        ({"areas": ["KZ-31"]}, {"council.aksakals KZ-31"}),
        ({"bearer": "post", "classifications": ["akimat", "council.*"]}, {"akimat KZ-19", "akimat KZ-75"}),
        ({"bearer": "post", "role": "deputy", "classifications": ["akimat"]}, set()),
    ],
)
def test_a_selector_means_the_same_in_the_database_and_in_memory(at, selector, who):
    at(2026, 3, 10)
    akimat("KZ-19")
    akimat("KZ-75")
    body("council.mothers", "KZ-19")
    body("council.aksakals", "KZ-31")
    one = rule(selector={"bearer": "organization", **selector})

    asked = {f"{found.classification} {found.area_id}" for found in duty_queries.bearers_of(one, calendar.today())}

    kept = {f"{row.organization.classification} {row.organization.area_id}" for row in Standing.objects.all()}
    assert (asked, kept) == (who, who)


def test_a_rebuild_gives_what_the_actions_gave(told, at):
    history = History(told, at, 3)
    for _ in range(15):
        history.step()
    kept, seen = cached(), []
    Standing.objects.update(state="met", windows=[])

    count = standing.rebuild_all(lambda done, whole: seen.append((done, whole)))

    assert (cached(), count, seen) == (kept, len(kept), [(2, 2)])


def test_a_rebuild_forgets_rows_of_nobody(at):
    at(2026, 3, 10)
    akimat()
    rule()
    stranger = body("ngo")
    Standing.objects.create(rule=Rule.objects.get(), organization=stranger, computed_on=date(2026, 3, 10), state="met")

    standing.rebuild_all()

    assert cached() == live()


def test_refreshing_asks_the_same_number_of_questions_for_one_body_and_for_many(told, at):
    at(2026, 3, 10)
    hosts = [akimat(code) for code in ("KZ-19", "KZ-31", "KZ-61")]
    for _ in range(3):
        rule()
    for host in hosts:
        told.meeting(host, date(2026, 2, 20))

    def questions(bodies):
        with CaptureQueriesContext(connection) as caught:
            standing.refresh(bodies)
        return len(caught)

    assert questions(hosts[:1]) == questions(hosts) <= 20


def test_a_register_change_refreshes_inside_the_same_transaction(at):
    at(2026, 3, 10)
    host = akimat()
    filled = rule(
        cadence={"mode": "once"}, checks=[{"check": "post_filled", "role": "head"}], accept_late="", force="should"
    )
    before = Standing.objects.get(rule=filled).state

    appointed(host.posts.get(), start_date=date(2026, 1, 1))

    assert (before, Standing.objects.get(rule=filled).state) == ("not_yet", "followed")


def test_nothing_is_rebuilt_while_much_is_brought_in(told, at):
    at(2026, 3, 10)
    host = akimat()
    rule()
    kept = cached()

    with standing.postponed():
        told.meeting(host, date(2026, 2, 20), side=None)
        inside = cached()
    standing.rebuild_all()

    assert (inside, cached()) == (kept, live())


def test_the_akim_s_user_is_found_through_the_post(at):
    at(2026, 3, 10)
    host = akimat()
    akim = akim_of(host)

    assert [line.organization for line in duty_queries.owed_by([host], calendar.today())] == []
    rule()
    assert [line.organization for line in duty_queries.owed_by([host], calendar.today())] == [host]
    assert akim.person.memberships.get().organization == host
