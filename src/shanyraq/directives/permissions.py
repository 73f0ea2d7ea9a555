"""Who speaks for which side of a duty, and who may do what to it. Nobody may set a state: there is no such right."""

from datetime import date

from shanyraq.accounts.roles import RoleName
from shanyraq.places import calendar
from shanyraq.registry.kinds import kind
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for, successor_on

from .models import Side


def side_of(user, organization: Organization, on: date | None = None) -> Side | None:
    """The side for which a user may speak about a body's duties on a day; None: he is a stranger to them.

    Whoever acts for the bearer is the bearer's side, whatever else he is: the akim who also chairs the regional
    assembly does not confirm his own meeting. For a body that has ended its successor speaks.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    day = on or calendar.today()
    return side_among(user, successor_on(organization, day), bodies_of(user, day))


def bodies_of(user, on: date | None = None) -> list[Organization]:
    """The bodies a user acts for on a day, with their areas; asked once for a page that needs many sides."""
    return list(bodies_acted_for(user, on or calendar.today()).select_related("area"))


def side_among(user, organization: Organization, bodies: list[Organization]) -> Side | None:
    """``side_of`` for a user whose bodies are known already."""
    if any(body.pk == organization.pk for body in bodies):
        return Side.BEARER
    if user.has_role(RoleName.HQ_CONTROLLER, RoleName.HQ_ANALYST):
        return Side.ASSEMBLY
    if any(_same_service(body, organization) for body in bodies):
        return None
    if _region(organization) in _secretary_regions(user):
        return Side.ASSEMBLY
    return Side.ASSEMBLY if any(_speaks(body, organization) for body in bodies) else None


def can_give_word(user, organization: Organization, recorded_side: Side | None, on: date | None = None) -> bool:
    """May the user confirm or dispute a fact that a side has recorded? Only the other side may."""
    side = side_of(user, organization, on)
    return recorded_side is not None and side is not None and side != recorded_side


def can_waive(user, organization: Organization, on: date | None = None) -> bool:
    """Controllers of the centre act for the issuer of the directive; the bearer never excuses himself."""
    return _is_issuer(user, organization, on)


def can_decide_extension(user, organization: Organization, on: date | None = None) -> bool:
    """An extension is granted by the side that gave the directive, never by the one who asks."""
    return _is_issuer(user, organization, on)


def can_request_extension(user, organization: Organization, on: date | None = None) -> bool:
    return side_of(user, organization, on) is Side.BEARER


def is_issuer(user, side: Side | None) -> bool:
    """Does a user whose side is known already act for the issuer of the directive?"""
    return side is Side.ASSEMBLY and user.has_role(RoleName.HQ_CONTROLLER)


def _is_issuer(user, organization: Organization, on: date | None) -> bool:
    return user.has_role(RoleName.HQ_CONTROLLER) and is_issuer(user, side_of(user, organization, on))


def _speaks(body: Organization, organization: Organization) -> bool:
    """Does a body stand on the assembly's side of another body's duties?

    An association speaks about the akimat of its region; about another association only the assembly itself speaks.
    """
    if not _is_assembly_side(body) or (_is_assembly_side(organization) and not _is_assembly_itself(body)):
        return False
    if body.area.level == 0:
        return _is_assembly_itself(body)
    return _region(body) == _region(organization)


def _same_service(body: Organization, organization: Organization) -> bool:
    """An akimat does not vouch for another akimat, even when its akim chairs an assembly."""
    return not _is_assembly_side(organization) and _family(body) == _family(organization)


def _is_assembly_side(body: Organization) -> bool:
    known = kind(body.classification)
    return known is not None and known.side == "assembly"


def _is_assembly_itself(body: Organization) -> bool:
    known = kind(body.classification)
    return known is not None and known.side == "assembly" and (known.of_area or known.founded_by == "centre")


def _family(body: Organization) -> str:
    return body.classification.split(".")[0]


def _region(organization: Organization) -> str:
    return organization.area.region_code


def _secretary_regions(user) -> frozenset[str]:
    return frozenset(role.area_id for role in user.held_roles if role.name == RoleName.REGIONAL_SECRETARY)
