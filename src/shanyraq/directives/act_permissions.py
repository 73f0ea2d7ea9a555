"""Who may read acts and who decides on them. The centre's controller decides; rules may also come from the pack."""

from shanyraq.accounts.roles import RoleName
from shanyraq.audit.journal import SYSTEM

READERS = (RoleName.HQ_CONTROLLER, RoleName.HQ_ANALYST, RoleName.REGIONAL_SECRETARY)


def can_decide(user) -> bool:
    """May add acts, confirm or reject directives, make, replace and close rules."""
    return _is_person(user) and user.has_role(RoleName.HQ_CONTROLLER)


def can_prepare(user) -> bool:
    """May bring in a text and have it read; the machine may, since a person decides afterwards."""
    return user == SYSTEM or can_decide(user)


def can_read_drafts(user) -> bool:
    """Sees acts before they are in force, and proposed and rejected directives."""
    return user == SYSTEM or (_is_person(user) and user.has_role(*READERS))


def _is_person(user) -> bool:
    return user != SYSTEM and getattr(user, "is_authenticated", False)
