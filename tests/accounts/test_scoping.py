"""Rows of another region do not exist for the reader."""

import pytest
from django.contrib.auth.models import AnonymousUser

from factories.accounts import user, with_role
from factories.places import district
from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.places.queries import country
from shanyraq.registry.models import Organization

pytestmark = pytest.mark.django_db

EVERYWHERE = {"country", "almaty", "almaty-district", "akmola"}


@pytest.fixture(autouse=True)
def bodies(places):
    """A body of the country, one of a region, one of its district, one of another region."""
    areas = {"country": country().code, "almaty": "KZ-19", "almaty-district": district("KZ-19").code, "akmola": "KZ-11"}
    for name, area in areas.items():
        Organization.objects.create(classification="council.mothers", area_id=area, name_en=name)


def regional_rows() -> RegionalQuerySet:
    """Bodies as plain regional rows, without what the registry adds to its own scope."""
    return RegionalQuerySet(Organization)


def seen(someone) -> set[str]:
    return set(regional_rows().visible_to(someone).values_list("name_en", flat=True))


@pytest.mark.parametrize("role", ["hq_analyst", "hq_controller", "support_officer"])
def test_the_centre_sees_every_region(role):
    assert seen(user(role)) == EVERYWHERE


@pytest.mark.parametrize(
    "role", ["regional_secretary", "post_assistant", "association_head", "mediator", "expert", "deputy"]
)
def test_a_region_sees_itself_and_its_districts(role):
    assert seen(user(role, "KZ-19")) == {"almaty", "almaty-district"}


def test_two_regions_are_seen_by_two_roles():
    assert seen(with_role(user("deputy", "KZ-19"), "deputy", "KZ-11")) == {"almaty", "almaty-district", "akmola"}


def test_a_district_sees_itself_alone():
    assert seen(user("association_head", district("KZ-19"))) == {"almaty-district"}


def test_who_serves_a_national_body_sees_national_rows_not_the_regions():
    assert seen(user("association_head", country())) == {"country"}


@pytest.mark.parametrize("nobody", [AnonymousUser(), None])
def test_a_stranger_sees_nothing(nobody):
    assert seen(nobody) == set()


def test_without_a_role_nothing_is_seen():
    assert seen(user()) == set()


def test_an_administrator_sees_no_content():
    assert seen(user("administrator")) == set()


def test_rows_of_one_region_are_chosen_by_area_or_code():
    area = district("KZ-19").parent

    chosen = [set(regional_rows().in_region(given).values_list("name_en", flat=True)) for given in (area, "KZ-19")]

    assert chosen == [{"almaty", "almaty-district"}] * 2
