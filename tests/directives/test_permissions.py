"""Who speaks for which side; nobody confirms what his own side recorded."""

from datetime import date

import pytest

from factories.accounts import user, with_role
from factories.directives import akim_of, akimat
from factories.registry import appointed, assisting, body, post
from shanyraq.accounts.roles import RoleName
from shanyraq.directives.models import Side
from shanyraq.directives.permissions import can_give_word, can_request_extension, can_waive, side_of
from shanyraq.registry import actions as registry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


def acting_for(organization, role=RoleName.ASSOCIATION_HEAD):
    """A user who heads a body."""
    someone = user(role, organization.area.region_code or None)
    appointed(post(organization), someone.name, user=someone)
    return someone


def test_the_holder_of_the_post_is_the_bearer_s_side():
    host = akimat()

    assert side_of(akim_of(host), host) is Side.BEARER


def test_an_assistant_of_the_post_is_the_bearer_s_side_while_he_assists():
    host, helper = akimat(), user("post_assistant", "KZ-19")
    assistance = assisting(helper, host.posts.get())
    during = side_of(helper, host)

    registry.end_assistance(assistant=assistance, end_date=date(2026, 3, 1), by="system")

    assert (during, side_of(helper, host), side_of(helper, host, date(2026, 2, 1))) == (Side.BEARER, None, Side.BEARER)


@pytest.mark.parametrize(
    ("role", "region", "side"),
    [
        (RoleName.HQ_CONTROLLER, None, Side.ASSEMBLY),
        (RoleName.HQ_ANALYST, None, Side.ASSEMBLY),
        (RoleName.REGIONAL_SECRETARY, "KZ-19", Side.ASSEMBLY),
        (RoleName.REGIONAL_SECRETARY, "KZ-31", None),
        (RoleName.POST_ASSISTANT, "KZ-19", None),
        (RoleName.ASSOCIATION_HEAD, "KZ-19", None),
        (RoleName.SUPPORT_OFFICER, None, None),
        (RoleName.DEPUTY, "KZ-19", None),
        (RoleName.ADMINISTRATOR, None, None),
    ],
)
def test_a_role_alone_gives_a_side_only_to_the_assembly_s_own_people(role, region, side):
    assert side_of(user(role, region), akimat("KZ-19")) is side


def test_a_stranger_has_no_side():
    from django.contrib.auth.models import AnonymousUser

    assert side_of(AnonymousUser(), akimat()) is None


def test_a_closed_user_has_no_side():
    someone = user(RoleName.HQ_CONTROLLER, state="closed")

    assert side_of(someone, akimat()) is None


@pytest.mark.parametrize("kind", ["association.ethnocultural", "council.mothers", "assembly.regional"])
def test_an_assembly_body_of_the_region_speaks_for_the_assembly(kind):
    speaker = acting_for(body(kind, "KZ-19"))

    assert (side_of(speaker, akimat("KZ-19")), side_of(speaker, akimat("KZ-31"))) == (Side.ASSEMBLY, None)


def test_the_akim_who_chairs_the_assembly_does_not_vouch_for_himself():
    host = akimat("KZ-19")
    akim = akim_of(host)
    chair = post(body("assembly.regional", "KZ-19"))
    registry.appoint(post=chair, person=akim.person, start_date=date(2024, 1, 1), by="system")

    assert side_of(akim, host) is Side.BEARER


def test_the_akim_who_chairs_the_assembly_does_not_vouch_for_a_district_akimat():
    akim = akim_of(akimat("KZ-19"))
    chair = post(body("assembly.regional", "KZ-19"))
    registry.appoint(post=chair, person=akim.person, start_date=date(2024, 1, 1), by="system")
    from factories.places import district

    assert side_of(akim, body("akimat.district", district("KZ-19"))) is None


def test_a_secretary_who_also_works_for_the_akimat_is_the_akimat_s_side():
    host, someone = akimat("KZ-19"), user(RoleName.REGIONAL_SECRETARY, "KZ-19")
    assisting(someone, host.posts.get())

    assert side_of(someone, host) is Side.BEARER


def test_one_association_does_not_vouch_for_another():
    speaker = acting_for(body("association.ethnocultural", "KZ-19"))

    assert side_of(speaker, body("association.ethnocultural", "KZ-19")) is None


def test_the_regional_assembly_vouches_for_its_associations():
    speaker = acting_for(body("assembly.regional", "KZ-19"))

    assert side_of(speaker, body("association.ethnocultural", "KZ-19")) is Side.ASSEMBLY


def test_the_national_assembly_speaks_everywhere_and_a_national_association_does_not():
    hosts = [akimat("KZ-19"), akimat("KZ-31")]
    centre, association = acting_for(body("assembly", "KZ")), acting_for(body("association.ethnocultural", "KZ"))

    assert [side_of(centre, host) for host in hosts] == [Side.ASSEMBLY] * 2
    assert [side_of(association, host) for host in hosts] == [None] * 2


def test_a_ministry_speaks_for_nobody_else():
    assert side_of(acting_for(body("ministry", "KZ")), akimat()) is None


def test_a_word_is_given_by_the_other_side_only():
    host = akimat()
    akim, secretary = akim_of(host), user(RoleName.REGIONAL_SECRETARY, "KZ-19")

    may = {
        (side, who): can_give_word(someone, host, side)
        for side in (Side.BEARER, Side.ASSEMBLY, None)
        for who, someone in (("akim", akim), ("secretary", secretary))
    }

    assert [key for key, allowed in may.items() if allowed] == [(Side.BEARER, "secretary"), (Side.ASSEMBLY, "akim")]


def test_a_controller_excuses_but_never_his_own_body():
    host, other = akimat("KZ-19"), akimat("KZ-31")
    controller = with_role(akim_of(host), RoleName.HQ_CONTROLLER)

    assert (can_waive(controller, other), can_waive(controller, host)) == (True, False)


@pytest.mark.parametrize("role", [RoleName.HQ_ANALYST, RoleName.REGIONAL_SECRETARY, RoleName.ADMINISTRATOR])
def test_nobody_else_excuses(role):
    assert not can_waive(user(role, "KZ-19" if role == RoleName.REGIONAL_SECRETARY else None), akimat("KZ-19"))


def test_more_time_is_asked_for_by_the_bearer_only():
    host = akimat()

    assert can_request_extension(akim_of(host), host)
    assert not can_request_extension(user(RoleName.HQ_CONTROLLER), host)


def test_the_successor_speaks_for_a_body_that_has_ended():
    old = akimat("KZ-19")
    new = body("akimat", "KZ-19", founding_date=date(2026, 1, 1), name_en="New akimat")
    post(new)
    akim = akim_of(new)

    registry.dissolve_body(organization=old, last_day=date(2025, 12, 31), successor=new, reason="Reform", by="system")
    old.refresh_from_db()

    assert (side_of(akim, old), side_of(akim, old, date(2025, 6, 1))) == (Side.BEARER, None)
