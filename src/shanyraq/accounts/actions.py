"""Deeds about accounts. Each asks permission first and is journalled; nothing here touches the content of a case."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places import calendar
from shanyraq.places.models import Area

from .models import Role, User, plain_name
from .permissions import can_manage_users
from .roles import REGION_ROLES, RoleName, needs_area


@transaction.atomic
def invite_user(*, username: str, name: str, by, email: str = "", language: str = "kk") -> User:
    """A new account that waits for its owner to set a password; ``invitations.link_path(user)`` gives the link."""
    _ask(by)
    plain_name(username)
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError(_("The user name '%s' is taken. Choose another one.") % username)
    user = User(username=username, name=name, email=email, language=language, state=User.State.INVITED)
    user.set_unusable_password()
    user.save()
    journal.record("accounts.invited", user, by=by, username=username)
    return user


@transaction.atomic
def issue_link(*, user: User, reason: str, by) -> User:
    """Take the old password away so that a fresh link can set a new one; the second step of entry stays."""
    _ask(by)
    if user.state == User.State.CLOSED:
        raise ValidationError(_("This account is closed. Reopen it first."))
    user.set_unusable_password()
    user.save(update_fields=["password"])
    journal.record("accounts.link_issued", user, by=by, reason=reason)
    return user


@transaction.atomic
def accept_invitation(*, user: User, password: str) -> User:
    """The owner sets a password by his one-time link. He still enters through the login page and its second step."""
    if user.state == User.State.CLOSED:
        raise PermissionDenied(_("This account is closed."))
    validate_password(password, user)
    user.set_password(password)
    user.state = User.State.ACTIVE
    user.save(update_fields=["password", "state"])
    journal.record("accounts.password_set", user, by=user)
    return user


@transaction.atomic
def edit_user(*, user: User, name: str, email: str, by) -> User:
    _ask(by)
    user.name, user.email = name, email
    user.save(update_fields=["name", "email"])
    # The journal keeps that details changed, not the details: it cannot be corrected when a person asks.
    journal.record("accounts.edited", user, by=by)
    return user


@transaction.atomic
def give_role(*, user: User, name: str, by, area: Area | None = None, started_on: date | None = None) -> Role:
    """Let the user do what a role does, in an area or (central roles) everywhere."""
    _ask(by)
    _check_role(user, name, area)
    role = Role.objects.create(user=user, name=name, area=area, started_on=started_on or calendar.today())
    journal.record("accounts.role_given", user, by=by, area=area, role=str(name), since=role.started_on)
    _forget_roles(user)
    return role


@transaction.atomic
def end_role(*, role: Role, reason: str, by) -> Role:
    """Works at once; the role stays in the user's past."""
    _ask(by)
    if role.ended_on:
        raise ValidationError(_("This role has ended already."))
    _keep_an_administrator(roles=[role])
    role.ended_on = max(calendar.today(), role.started_on)
    role.save(update_fields=["ended_on"])
    journal.record("accounts.role_ended", role.user, by=by, area=role.area_id, reason=reason, role=role.name)
    _forget_roles(role.user)
    return role


@transaction.atomic
def close_user(*, user: User, reason: str, by) -> User:
    """The user cannot enter any more and is out of every open session at once; his roles end."""
    _ask(by)
    if user == by:
        raise ValidationError(_("You cannot close your own account. Ask another administrator."))
    roles = list(user.roles.filter(ended_on=None))
    _keep_an_administrator(roles=roles)
    user.state = User.State.CLOSED
    user.save(update_fields=["state"])
    journal.record("accounts.closed", user, by=by, reason=reason)
    for role in roles:
        end_role(role=role, reason=reason, by=journal.SYSTEM)
    return user


@transaction.atomic
def reopen_user(*, user: User, reason: str, by) -> User:
    """The account waits for a new password again; roles are given anew."""
    _ask(by)
    if user.state != User.State.CLOSED:
        raise ValidationError(_("This account is not closed."))
    user.state = User.State.INVITED
    user.set_unusable_password()
    user.save(update_fields=["state", "password"])
    journal.record("accounts.reopened", user, by=by, reason=reason)
    return user


@transaction.atomic
def remove_second_factor(*, user: User, reason: str, by) -> int:
    """For a lost telephone: the user enters by password alone and sets the second step up anew."""
    _ask(by)
    if user == by:
        raise ValidationError(_("Remove your own second step in your profile."))
    removed, _models = user.authenticator_set.all().delete()
    journal.record("accounts.factor_removed", user, by=by, reason=reason)
    return removed


@transaction.atomic
def choose_language(*, user: User, language: str) -> User:
    """The user's own choice; the house and its letters speak it from now on."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        journal.record("accounts.language_chosen", user, by=user, language=language)
    return user


def _ask(by) -> None:
    if not can_manage_users(by):
        raise PermissionDenied(_("Only an administrator manages accounts."))


def _check_role(user: User, name: str, area: Area | None) -> None:
    if user.state == User.State.CLOSED:
        raise ValidationError(_("This account is closed. Reopen it first."))
    if not needs_area(name) and area:
        raise ValidationError(_("This role is for the whole country: leave the area empty."))
    if needs_area(name) and not area:
        raise ValidationError(_("This role works in an area: choose one."))
    if name in REGION_ROLES and area.level != 1:
        raise ValidationError(_("This role is for a region: choose a region, not a district."))
    if user.roles.filter(name=name, area=area, ended_on=None).exists():
        raise ValidationError(_("The user has this role already."))


def _keep_an_administrator(*, roles: list[Role]) -> None:
    """A house without an administrator could never let anybody in again."""
    going = [role.pk for role in roles if role.name == RoleName.ADMINISTRATOR]
    others = Role.objects.current().filter(name=RoleName.ADMINISTRATOR, user__state=User.State.ACTIVE)
    if going and not others.exclude(pk__in=going).exists():
        raise ValidationError(_("This is the last administrator. Give the role to somebody else first."))


def _forget_roles(user: User) -> None:
    for known in ("held_roles", "sees_country", "region_codes"):
        user.__dict__.pop(known, None)
