"""Who reads the journal. Roles are named by their codes: accounts live a floor above."""

WHOLE = ("administrator", "hq_controller", "hq_analyst")
REGIONAL = ("regional_secretary",)


def can_read_whole_journal(user) -> bool:
    return user.has_role(*WHOLE)


def can_read_journal(user) -> bool:
    """The whole of it, or the entries of one's own region."""
    return user.has_role(*WHOLE, *REGIONAL)
