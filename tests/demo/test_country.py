"""The demo country: real deeds, one seed, one country."""

from collections import Counter

import pytest

from shanyraq.accounts.models import User
from shanyraq.audit import journal
from shanyraq.demo.country import CountryExists, build
from shanyraq.directives.models import Directive, Standing
from shanyraq.meetings.models import Event, Participation
from shanyraq.registry.models import Membership, Organization

MONTHS = 8


def quietly(words: str) -> None:
    """The builder tells how far it is; a test need not hear it."""


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def country(folder, db):
    build(months=MONTHS, seed=7, say=quietly)


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


def test_one_seed_gives_one_country(folder, db):
    def picture():
        return (
            list(Organization.objects.order_by("name_ru").values_list("name_ru", flat=True)),
            list(Membership.objects.order_by("person__name").values_list("person__name", "start_date")),
            Counter(Event.objects.values_list("classification", "start", "area")),
        )

    build(months=3, seed=11, say=quietly)
    first = picture()
    build(months=3, seed=11, fresh=True, say=quietly)

    assert picture() == first


def test_a_country_is_not_overwritten_unasked(country):
    with pytest.raises(CountryExists, match="--fresh"):
        build(months=3, say=quietly)

    assert Event.objects.exists()


def test_a_real_country_is_never_touched(folder, places):
    with pytest.raises(CountryExists, match="not a demo"):
        build(months=3, fresh=True, say=quietly)
