from shanyraq.audit.journal import SYSTEM

from .roles import RoleName


def can_manage_users(user) -> bool:
    """Accounts are the administrator's work; at the first start, the system's own."""
    return user == SYSTEM or user.has_role(RoleName.ADMINISTRATOR)
