from allauth.account.adapter import DefaultAccountAdapter


class ClosedHouseAdapter(DefaultAccountAdapter):
    """Nobody signs himself up: an administrator invites."""

    def is_open_for_signup(self, request):
        return False
