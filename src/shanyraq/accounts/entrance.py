"""The doors of the login library that this house keeps open: entering, leaving, password, second step.

There is no door for signing oneself up and none for resetting a password by e-mail: an administrator gives a link.
"""

from functools import wraps

from allauth.account import views
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _


def with_password(view):
    """A demo account has no password to confirm, so it has nothing to do behind these doors."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, _("This account is entered without a password, so there is nothing to set up here."))
            return redirect("accounts:profile")
        return view(request, *args, **kwargs)

    return guarded


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("confirm/", with_password(views.reauthenticate), name="account_reauthenticate"),
    path("password/", with_password(views.password_change), name="account_change_password"),
    path("login/code/", second_step.authenticate, name="mfa_authenticate"),
    path("confirm/code/", with_password(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/", with_password(second_step.index), name="mfa_index"),
    path("second-step/set-up/", with_password(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/remove/", with_password(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/codes/", with_password(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", with_password(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("second-step/codes/file/", with_password(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
