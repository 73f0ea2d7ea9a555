"""The login library's forms in this house's words: a label says it once, without a placeholder that repeats it."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def _say(form, labels: dict) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, {"login": _("User name"), "password": _("Password")})
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class ConfirmForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, {"password": _("Password")})


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"oldpassword": _("Present password"), "password1": _("New password"), "password2": _("The same again")}
        _say(self, words)
        self.fields["password1"].help_text = password_advice()


class CodeForm(second_step.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, {"code": _("Code or spare code")})
        self.fields["code"].widget.attrs |= CODE


class ConfirmCodeForm(second_step.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, {"code": _("Code or spare code")})
        self.fields["code"].widget.attrs |= CODE


class ActivateForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, {"code": _("Code from the telephone")})
        self.fields["code"].widget.attrs |= CODE


def password_advice() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())
