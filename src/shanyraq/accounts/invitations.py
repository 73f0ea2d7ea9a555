"""The one-time link by which an invited user sets his first password; it dies when used, replaced or too old."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from .models import User


class InvitationTokens(PasswordResetTokenGenerator):
    """Bound to the password, the last entry and the state: whatever changes one of them ends every earlier link."""

    key_salt = "shanyraq.accounts.invitations"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.state}"


tokens = InvitationTokens()


def link_path(user: User) -> str:
    """The path of a fresh link for the user."""
    return reverse("accounts:accept", args=[urlsafe_base64_encode(force_bytes(str(user.pk))), tokens.make_token(user)])


def invited_user(uid: str, token: str) -> User | None:
    """Whom a link invites; None for a link that is used, replaced, too old or never was."""
    try:
        user = User.objects.get(pk=urlsafe_base64_decode(uid).decode())
    except (ValueError, ValidationError, User.DoesNotExist):
        return None
    return user if tokens.check_token(user, token) else None
