from shanyraq.audit.journal import SYSTEM


def can_move_days(user) -> bool:
    """The centre's controllers keep the calendar (asked by role name: roles live a floor above)."""
    return user == SYSTEM or user.has_role("hq_controller")
