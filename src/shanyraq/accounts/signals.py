"""What the login library does is journalled as our own deeds are."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver

from shanyraq.audit import journal


@receiver(account.user_logged_in)
def entered(request, user, **_extra):
    journal.record("accounts.logged_in", user, by=user)


@receiver(account.password_changed)
def password_changed(request, user, **_extra):
    journal.record("accounts.password_changed", user, by=user)


@receiver(mfa.authenticator_added)
def factor_added(request, user, authenticator, **_extra):
    journal.record("accounts.factor_added", user, by=user, kind=authenticator.type)


@receiver(mfa.authenticator_removed)
def factor_removed(request, user, authenticator, **_extra):
    journal.record("accounts.factor_removed", user, by=user, kind=authenticator.type)
