import pytest

from factories.accounts import user, with_role
from factories.places import district, load_places, region
from shanyraq.places.models import Area

pytestmark = pytest.mark.django_db


def test_places_are_the_whole_country():
    load_places()

    assert (Area.objects.filter(level=1).count(), Area.objects.filter(level=2).count()) == (20, 224)


def test_a_user_holds_the_role_asked_for():
    secretary = user("regional_secretary", "KZ-19")

    assert (secretary.has_role("regional_secretary"), secretary.region_codes, secretary.sees_country) == (
        True,
        {"KZ-19"},
        False,
    )


def test_a_user_may_hold_two_roles():
    someone = with_role(user("regional_secretary", "KZ-19"), "hq_analyst")

    assert someone.sees_country


def test_a_district_lies_in_its_region():
    assert district().parent == region()
