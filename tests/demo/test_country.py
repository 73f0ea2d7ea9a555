"""A demo country comes out of its seed, and never over a real one."""

from collections import Counter

import pytest
from django.db import connection

from shanyraq.demo.country import CountryExists, build
from shanyraq.meetings.models import Event
from shanyraq.registry.models import Membership, Organization


def quietly(words: str) -> None:
    """The builder tells how far it is; a test need not hear it."""


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def test_one_seed_gives_one_country(folder, db):
    def picture():
        return (
            list(Organization.objects.order_by("name_ru").values_list("name_ru", flat=True)),
            list(Membership.objects.order_by("person__name").values_list("person__name", "start_date")),
            Counter(Event.objects.values_list("classification", "start", "area")),
        )

    build(months=3, seed=11, say=quietly)
    first = picture()
    # Both builds share the test's transaction: PostgreSQL empties no table whose rows it has still to check.
    connection.check_constraints()
    build(months=3, seed=11, fresh=True, say=quietly)

    assert picture() == first


def test_a_real_country_is_never_touched(folder, places):
    with pytest.raises(CountryExists, match="not a demo"):
        build(months=3, fresh=True, say=quietly)
