"""Who may change the register. The centre's controller may everything; a regional secretary in his own regions, within
what the kind of body leaves to the region; who acts for a body keeps its contacts. An administrator changes nothing."""

from shanyraq.accounts.roles import RoleName
from shanyraq.audit.journal import SYSTEM
from shanyraq.places import calendar

from .kinds import Kind, kind
from .models import Organization, Person, Post
from .queries import bodies_acted_for


def is_controller(user) -> bool:
    return user == SYSTEM or user.has_role(RoleName.HQ_CONTROLLER)


def keeps_region(user, area) -> bool:
    """A regional secretary whose role names this area or the region it lies in."""
    if user == SYSTEM:
        return True
    codes = {role.area_id for role in user.held_roles if role.name == RoleName.REGIONAL_SECRETARY}
    return area.pk in codes or (area.level == 2 and area.parent_id in codes)


def can_found(user, classification: str, area) -> bool:
    known = kind(classification)
    return is_controller(user) or (known is not None and known.founded_by == "region" and keeps_region(user, area))


def can_found_some(user) -> bool:
    """Whether it makes sense to offer the user a form for a new body."""
    return is_controller(user) or user.has_role(RoleName.REGIONAL_SECRETARY)


def can_end_body(user, organization: Organization) -> bool:
    """Rename, dissolve, bring back: the same hands that may found it."""
    return can_found(user, organization.classification, organization.area)


can_rename = can_end_body


def can_edit_body(user, organization: Organization) -> bool:
    return is_controller(user) or (_kept_by_region(organization.kind) and keeps_region(user, organization.area))


def can_move_body(user) -> bool:
    """Change a body's area or kind."""
    return is_controller(user)


def can_edit_contacts(user, organization: Organization) -> bool:
    return can_edit_body(user, organization) or acts_for(user, organization)


def can_keep_posts(user, organization: Organization) -> bool:
    """Posts and their holders: also those of akimats and maslikhats, which the region knows best."""
    return is_controller(user) or keeps_region(user, organization.area)


def can_open_post(user, organization: Organization, reserved_for: str = "") -> bool:
    return can_keep_posts(user, organization) or (reserved_for == Post.ReservedFor.YOUTH and leads(user, organization))


def can_appoint(user, post: Post) -> bool:
    """The head of an association or council names his youth deputy himself."""
    return can_open_post(user, post.organization, post.reserved_for)


def can_accredit(user, organization: Organization) -> bool:
    """Enter an application and the commission's decision."""
    return is_controller(user) or keeps_region(user, organization.area)


def can_apply(user, organization: Organization) -> bool:
    return can_accredit(user, organization) or leads(user, organization)


def can_keep_mediators(user, area) -> bool:
    """Enter, renew, correct and end the credentials of mediators of a territory."""
    return is_controller(user) or keeps_region(user, area)


def can_keep_some_mediators(user) -> bool:
    return is_controller(user) or user.has_role(RoleName.REGIONAL_SECRETARY)


def can_edit_person(user, person: Person) -> bool:
    """Who keeps the posts of a body in which the person serves or served."""
    bodies = Organization.objects.filter(memberships__person=person).select_related("area").distinct()
    return is_controller(user) or any(keeps_region(user, body.area) for body in bodies)


def can_name_user(user, named) -> bool:
    """A secretary gives posts to users who work in one of his regions; the centre to anybody."""
    return is_controller(user) or any(keeps_region(user, role.area) for role in named.held_roles if role.area)


def may_act_for_posts(named) -> bool:
    return named.is_active and not named.has_role(RoleName.ADMINISTRATOR)


def can_import(user) -> bool:
    return can_found_some(user)


def acts_for(user, organization: Organization) -> bool:
    """Holds a post of the body or assists one today."""
    if user == SYSTEM or user.has_role(RoleName.ADMINISTRATOR):
        return False
    return bodies_acted_for(user, calendar.today()).filter(pk=organization.pk).exists()


def leads(user, organization: Organization) -> bool:
    """Acts for the body as the head of an association or council."""
    if user == SYSTEM:
        return False
    return user.has_role(RoleName.ASSOCIATION_HEAD) and acts_for(user, organization)


def _kept_by_region(known: Kind | None) -> bool:
    return known is not None and known.kept_by == "region"
