from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from shanyraq.audit import journal

from . import actions, invitations, letters, queries
from .forms import EditForm, InviteForm, LanguageForm, NewPasswordForm, ReasonForm, RoleForm, UserFilter
from .models import User
from .permissions import can_manage_users

PAGE = 50


def administrators_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not can_manage_users(request.user):
            raise PermissionDenied(_("Only an administrator manages accounts."))
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@require_POST
def set_language(request):
    """Keep the page, change its language; who has entered keeps the choice in his profile."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe_next(request))
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=language)
    return response


def profile(request):
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if form.is_valid():
        actions.choose_language(user=request.user, **form.cleaned_data)
        return redirect("accounts:profile")
    context = {
        "form": form,
        "roles": queries.roles_of(request.user),
        "has_second_step": queries.has_second_step(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/profile.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def accept(request, uid, token):
    """The invited person sets a password; the page shows no more than the name he was invited under."""
    someone = invitations.invited_user(uid, token)
    if someone is None:
        return render(request, "accounts/link_dead.html", status=410)
    form = NewPasswordForm(request.POST or None, initial={"username": someone.username})
    if form.is_valid() and _did(form, actions.accept_invitation, user=someone, password=form.cleaned_data["password"]):
        messages.success(request, _("Your password is set. Enter with it now."))
        return redirect("account_login")
    return render(request, "accounts/accept.html", {"form": form, "someone": someone})


@administrators_only
def users(request):
    form = UserFilter(request.GET or None)
    found = queries.users_with_roles()
    if form.is_bound and form.is_valid():
        found = queries.filter_users(found, **form.cleaned_data)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/users.html", {"form": form, "page_obj": page})


@administrators_only
@never_cache
def invite(request):
    form = InviteForm(request.POST or None)
    if form.is_valid():
        someone = actions.invite_user(**form.cleaned_data, by=request.user)
        return _show_link(request, someone)
    return render(request, "accounts/invite.html", {"form": form})


@administrators_only
def user(request, pk):
    return _user_page(request, get_object_or_404(User, pk=pk))


@administrators_only
def edit(request, pk):
    someone = get_object_or_404(User, pk=pk)
    form = EditForm(request.POST or None, initial={"name": someone.name, "email": someone.email})
    if form.is_valid():
        actions.edit_user(user=someone, **form.cleaned_data, by=request.user)
        return redirect("accounts:user", pk)
    return render(request, "accounts/edit.html", {"form": form, "someone": someone})


@administrators_only
def give(request, pk):
    someone = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST or None)
    if form.is_valid() and _did(form, actions.give_role, user=someone, **form.cleaned_data, by=request.user):
        messages.success(request, _("The role is given."))
        return redirect("accounts:user", pk)
    return _user_page(request, someone, role_form=form)


@administrators_only
def end(request, pk):
    role = get_object_or_404(queries.roles(), pk=pk)
    words = {
        "heading": _("End a role"),
        "text": _("%(name)s loses at once what this role opens: %(role)s.") % {"name": role.user, "role": role},
        "submit": _("End the role"),
    }
    return _with_reason(request, role.user, words, actions.end_role, role=role)


@administrators_only
def close(request, pk):
    someone = get_object_or_404(User, pk=pk)
    words = {
        "heading": _("Close the account"),
        "text": _("%s cannot enter any more and is out of every open session at once; all roles end.") % someone,
        "submit": _("Close the account"),
    }
    return _with_reason(request, someone, words, actions.close_user, user=someone)


@administrators_only
def reopen(request, pk):
    someone = get_object_or_404(User, pk=pk)
    words = {
        "heading": _("Reopen the account"),
        "text": _("%s gets a new entry link from you and roles anew.") % someone,
        "submit": _("Reopen the account"),
    }
    return _with_reason(request, someone, words, actions.reopen_user, user=someone)


@administrators_only
def drop_second_step(request, pk):
    someone = get_object_or_404(User, pk=pk)
    words = {
        "heading": _("Remove the second step"),
        "text": _("For a lost telephone: %s enters by password alone until the second step is set up anew.") % someone,
        "submit": _("Remove the second step"),
    }
    return _with_reason(request, someone, words, actions.remove_second_factor, user=someone)


@administrators_only
@never_cache
def new_link(request, pk):
    someone = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _did(form, actions.issue_link, user=someone, **form.cleaned_data, by=request.user):
        return _show_link(request, someone)
    words = {
        "heading": _("New entry link"),
        "text": _("The present password of %s stops working; with the link a new one is set.") % someone,
        "submit": _("Make a link"),
    }
    return render(request, "accounts/reason.html", {"form": form, "someone": someone, **words})


def _user_page(request, someone, role_form=None):
    context = {
        "someone": someone,
        "roles": queries.roles_of(someone),
        "role_form": role_form or RoleForm(),
        "has_second_step": queries.has_second_step(someone),
        "entries": journal.history(someone)[:20],
    }
    return render(request, "accounts/user.html", context)


def _show_link(request, someone):
    """Shown once and kept nowhere: to see a link again, make a new one."""
    link = request.build_absolute_uri(invitations.link_path(someone))
    problem = letters.send_link(someone, link) if someone.email else None
    return render(request, "accounts/link.html", {"someone": someone, "link": link, "problem": problem})


def _with_reason(request, someone, words, deed, **named):
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _did(form, deed, **named, **form.cleaned_data, by=request.user):
        messages.success(request, _("Done."))
        return redirect("accounts:user", someone.pk)
    return render(request, "accounts/reason.html", {"form": form, "someone": someone, **words})


def _did(form, deed, **named) -> bool:
    """Do the deed; what it refuses is said on the form, and nothing typed is lost."""
    try:
        deed(**named)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _safe_next(request) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
