"""Who may do what, role by role and region by region."""

from datetime import date

import pytest

from factories.accounts import user, with_role
from factories.places import region
from factories.registry import appointed, assisting, body, post
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, permissions
from shanyraq.registry.models import Organization, Post

pytestmark = pytest.mark.django_db
OWN, OTHER = "KZ-19", "KZ-31"
ROLES = [
    "hq_controller",
    "hq_analyst",
    "support_officer",
    "regional_secretary",
    "post_assistant",
    "association_head",
    "mediator",
    "expert",
    "deputy",
    "administrator",
]
COUNTRYWIDE = {"hq_controller", "hq_analyst", "support_officer", "administrator"}


def somebody(role):
    return user(role, None if role in COUNTRYWIDE else OWN)


def may(someone, organization) -> set[str]:
    seat = organization.posts.first()
    asked = {
        "found": permissions.can_found(someone, organization.classification, organization.area),
        "edit": permissions.can_edit_body(someone, organization),
        "end": permissions.can_end_body(someone, organization),
        "contacts": permissions.can_edit_contacts(someone, organization),
        "posts": permissions.can_keep_posts(someone, organization),
        "appoint": permissions.can_appoint(someone, seat),
        "youth": permissions.can_open_post(someone, organization, "youth"),
        "accredit": permissions.can_accredit(someone, organization),
        "apply": permissions.can_apply(someone, organization),
    }
    return {deed for deed, allowed in asked.items() if allowed}


EVERYTHING = {"found", "edit", "end", "contacts", "posts", "appoint", "youth", "accredit", "apply"}
HOLDERS = {"posts", "appoint", "youth", "accredit", "apply"}
MATRIX = {
    ("hq_controller", "association.ethnocultural", OWN): EVERYTHING,
    ("hq_controller", "akimat", OTHER): EVERYTHING,
    ("regional_secretary", "association.ethnocultural", OWN): EVERYTHING,
    ("regional_secretary", "council.mothers", OWN): EVERYTHING,
    ("regional_secretary", "assembly.regional", OWN): HOLDERS | {"edit", "contacts"},
    ("regional_secretary", "akimat", OWN): HOLDERS,
    ("regional_secretary", "maslikhat", OWN): HOLDERS,
}
KINDS = [
    ("association.ethnocultural", OWN),
    ("association.ethnocultural", OTHER),
    ("council.mothers", OWN),
    ("assembly.regional", OWN),
    ("akimat", OWN),
    ("akimat", OTHER),
    ("maslikhat", OWN),
    ("ministry", "KZ"),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("classification", "area"), KINDS)
def test_what_a_role_may_do_with_a_body(role, classification, area):
    seat = post(body(classification, area))

    allowed = may(somebody(role), seat.organization)

    whole_country = EVERYTHING if role == "hq_controller" else set()
    assert allowed == MATRIX.get((role, classification, area), whole_country)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_sees_of_the_register(role):
    own, other, country = (body(area=area) for area in (OWN, OTHER, "KZ"))

    seen = set(Organization.objects.visible_to(somebody(role)))

    sees_country = role in {"hq_controller", "hq_analyst", "support_officer"}
    regional = {own} if role not in COUNTRYWIDE else set()
    assert seen == ({own, other, country} if sees_country else {country} | regional)


def test_a_stranger_sees_nothing():
    from django.contrib.auth.models import AnonymousUser

    body(area="KZ")

    assert not Organization.objects.visible_to(AnonymousUser()).exists()


def test_the_head_of_an_association_keeps_its_contacts_and_names_his_youth_deputy():
    head, seat = user("association_head", OWN), post()
    appointed(seat, user=head)

    assert may(head, seat.organization) == {"contacts", "youth", "apply"}
    assert not permissions.can_appoint(head, seat)


def test_the_head_of_one_association_has_no_say_in_another():
    head = user("association_head", OWN)
    appointed(post(), user=head)

    assert may(head, post().organization) == set()


def test_an_assistant_of_an_akim_keeps_the_contacts_of_the_akimat_only():
    helper, seat = user("post_assistant", OWN), post(body("akimat", OWN))
    assisting(helper, seat)

    assert may(helper, seat.organization) == {"contacts"}


def test_an_ended_assistance_gives_no_say():
    helper, seat = user("post_assistant", OWN), post(body("akimat", OWN))
    assisting(helper, seat, end_date=date(2024, 6, 1))

    assert may(helper, seat.organization) == set()


def test_an_administrator_who_also_holds_a_post_changes_nothing():
    someone, seat = user("association_head", OWN), post()
    appointed(seat, user=someone)
    someone = with_role(someone, "administrator")

    assert may(someone, seat.organization) == set()


def test_a_secretary_cannot_found_an_akimat_even_at_home(places):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.found_body(
            classification="akimat", area=region(OWN), name_ru="Акимат", by=user("regional_secretary", OWN)
        )


def test_a_secretary_moves_no_body_into_another_region(places):
    from django.core.exceptions import PermissionDenied

    association = body(area=OWN)

    with pytest.raises(PermissionDenied):
        actions.edit_body(
            organization=association,
            area=region(OTHER),
            reason="moved",
            by=user("regional_secretary", OWN),
        )


def test_the_centre_moves_a_body_into_a_younger_region(places):
    association = body(area="KZ-63", founding_date=date(1999, 4, 1))

    moved = actions.edit_body(
        organization=association, area=region("KZ-10"), reason="region formed", by=user("hq_controller")
    )

    assert moved.area_id == "KZ-10"


def test_a_secretary_names_assistants_from_his_own_region_only():
    secretary, stranger = user("regional_secretary", OWN), user("post_assistant", OTHER)
    seat = post(body("akimat", OWN))

    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.assign_assistant(post=seat, user=stranger, start_date=date(2024, 1, 1), by=secretary)

    neighbour = user("post_assistant", OWN)
    actions.assign_assistant(post=seat, user=neighbour, start_date=date(2024, 1, 1), by=secretary)
    assert list(seat.assistants.values_list("user", flat=True)) == [neighbour.pk]


def test_a_district_secretary_keeps_the_bodies_of_his_district_only():
    from factories.places import district

    secretary = user("regional_secretary", district(OWN))

    assert permissions.keeps_region(secretary, district(OWN))
    assert not permissions.keeps_region(secretary, region(OWN))


def test_the_system_itself_is_not_a_user_and_may_everything():
    assert may(SYSTEM, post().organization) == EVERYTHING


def test_posts_of_another_region_are_not_visible():
    own, other = post(body(area=OWN)), post(body(area=OTHER))

    assert set(Post.objects.visible_to(user("regional_secretary", OWN))) == {own}
    assert set(Post.objects.visible_to(user("hq_analyst"))) == {own, other}
