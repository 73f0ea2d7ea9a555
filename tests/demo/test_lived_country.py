"""The demo country: real deeds, one seed, one country; built once for all who look at it."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from shanyraq.accounts.models import User
from shanyraq.audit import journal
from shanyraq.demo.country import CountryExists, build
from shanyraq.demo.country.signals_past import WEEKS, hidden_rises, weeks_until
from shanyraq.directives.models import Directive, Standing
from shanyraq.meetings.models import Event, Participation
from shanyraq.places.models import Area
from shanyraq.radar import looking_back
from shanyraq.radar.models import Hotspot, Line, Review, Scan, Signal
from shanyraq.registry.models import Organization

TODAY = "2026-11-25 06:00+05:00"
"""The seed and the day make the country: another day brings other weeks, and chance may raise another question."""


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    stopped = time_machine.travel(TODAY)
    with stopped, django_db_blocker.unblock(), override_settings(DATA=folder), transaction.atomic():
        build(months=8, seed=7, say=lambda words: None)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def country(built, db, settings):
    settings.DATA = built


def test_the_country_has_lived(country):
    windows = Counter(window["state"] for row in Standing.objects.filter(rule__force="must") for window in row.windows)

    assert Organization.objects.filter(classification="akimat").count() == 20
    assert windows["met"] > 20
    assert {"met", "met_late", "partly_met"} <= set(windows)
    assert Event.objects.filter(is_key=True).exists()
    assert len(set(Participation.objects.values_list("presence", flat=True))) >= 5


def test_every_deed_stands_in_the_journal_on_its_own_day(country):
    days = {entry.at.date() for entry in journal.Entry.objects.all()}

    assert journal.verify() == []
    assert len(days) > 60


def test_there_is_somebody_to_enter_as_in_every_region(country):
    names = set(User.objects.values_list("username", flat=True))

    assert {"demo-hq-controller", "demo-hq-analyst", "demo-administrator"} <= names
    assert sum(name.startswith("demo-assistant-") for name in names) == 20
    assert sum(name.startswith("demo-regional-secretary-") for name in names) == 20
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_an_invented_address_waits_to_be_read(country):
    proposed = Directive.objects.filter(state=Directive.State.PROPOSED)

    assert proposed.filter(act__language="ru").count() >= 10
    assert {d.act.language for d in proposed} == {"kk", "ru", "en"}


def test_the_last_weekly_list_asks_about_the_three_rises_and_nothing_else(country):
    rises = hidden_rises(Area.objects.districts().order_by("pk"))
    lines = Scan.objects.first().lines.all()

    about = [rise.name for line in lines for rise in rises if rise.is_in(line.members, line.issue, WEEKS - 1)]
    assert sorted(about) == ["slow", "spreading", "sudden"]
    assert [line.state for line in lines] == ["new", "new", "new"]


def test_the_silent_region_is_listed_as_silent(country):
    assert "KZ-47" in Scan.objects.first().silences.values_list("area", flat=True)


def test_a_flood_is_one_voice_and_stays_unverified(country):
    flood = Signal.objects.filter(cluster__flood=True)

    assert flood.count() == 25
    assert flood.filter(counted=True).count() == 1
    assert set(flood.values_list("state", flat=True)) <= {"held", "screened"}


def test_nothing_was_heard_in_hours_to_come(country):
    assert not Signal.objects.filter(received_at__gt=datetime.fromisoformat(TODAY) + timedelta(hours=1)).exists()


def test_hotspots_were_answered_and_one_was_reviewed(country):
    assert [hotspot.state for hotspot in Hotspot.objects.order_by("number")] == ["calming", "closed"]
    assert Review.objects.filter(days=30).values_list("effect", flat=True)[0] == "calmer"


def test_a_country_is_not_overwritten_unasked(country):
    with pytest.raises(CountryExists, match="--fresh"):
        build(months=3, say=lambda words: None)

    assert Event.objects.exists()


def test_every_rise_was_on_the_list_of_its_time_and_nothing_false_was(country):
    rises = hidden_rises(Area.objects.districts().order_by("pk"))
    rows = {week: row for row, week in enumerate(weeks_until(Scan.objects.first().week)) if row >= WEEKS - 9}

    first: dict[str, int] = {}
    false = []
    for week, lines in looking_back.lists(rows):
        for line in lines:
            about = [rise for rise in rises if rise.is_in(line.areas, line.issue, rows[week])]
            for rise in about:
                first.setdefault(rise.name, rows[week] - rise.onset)
            false += [] if about else [line]

    assert (first, false) == ({"slow": 1, "spreading": 0, "sudden": 0}, [])


SEARCHES = [
    "",
    "?q=воды",
    "?q=жоқсөз&level=3",
    "?region=KZ-61",
    "?issue=T12",
    "?sort=level",
    "?state=refuted",
    "?drill=yes",
]


THINGS = {Signal: "region", Line: "area__parent", Hotspot: "area__parent"}


@pytest.mark.parametrize("username", ["demo-hq-analyst", "demo-regional-secretary-kz-61"])
def test_no_list_or_page_of_the_loop_asks_more_than_fifteen_questions(
    country, client, username, django_assert_max_num_queries
):
    client.force_login(User.objects.get(username=username))
    here = {"area__parent": "KZ-61"}
    things = [
        Signal.objects.filter(region="KZ-61")[0],
        Line.objects.filter(**here)[0],
        Hotspot.objects.filter(**here)[0],
    ]
    lists = [f"/radar/{asked}" for asked in SEARCHES] + [
        "/radar/list/",
        "/radar/list/?region=KZ-61",
        "/radar/hotspots/",
    ]

    for address in [*lists, *(thing.get_absolute_url() for thing in things)]:
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
