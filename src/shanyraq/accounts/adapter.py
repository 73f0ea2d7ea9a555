"""The login library, made to speak and to behave as this house does."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ClosedHouseAdapter(DefaultAccountAdapter):
    """Nobody signs himself up: an administrator invites."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is wrong. Check both and try again."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is wrong."),
        "incorrect_code": _("The code is wrong or used already. Wait for the next one."),
        "enter_current_password": _("The present password is wrong."),
    }

    def is_open_for_signup(self, request):
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count per account and network: a stranger's failures elsewhere never lock the owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:profile")

    def get_logout_redirect_url(self, request):
        return reverse("account_login")

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("By password"),
            "mfa_reauthenticate": _("By a code from the telephone or a spare code"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or used already. Wait for the next one."),
        "cannot_delete_authenticator": _("The second step cannot be switched off."),
        "cannot_generate_recovery_codes": _("Spare codes need the second step: set it up first."),
    }

    def get_totp_label(self, user):
        return user.username
