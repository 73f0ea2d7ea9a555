"""Excuses and later dates: one form a page, one question at a time."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.places import calendar
from shanyraq.registry.models import Organization

from . import duty_actions, permissions
from .duty_forms import DecisionForm, ExtensionForm, WaiverForm, WithdrawForm
from .duty_queries import rule_on
from .models import Extension, Rule, Waiver

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SEND
def waive(request, code, organization):
    """A controller excuses a bearer for some days, by a document."""
    rule, body = _duty(request, code, organization)
    if not permissions.can_waive(request.user, body):
        raise PermissionDenied(_("Only a controller of the centre excuses a bearer, and never his own body."))
    form = WaiverForm(request.POST or None)
    if form.is_valid() and _done(
        form, duty_actions.grant_waiver, rule=rule, organization=body, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Kept. Windows due on these days are excused."))
        return redirect("duties:duty", rule.code, body.pk)
    return render(request, "duties/waive.html", {"form": form, "rule": rule, "body": body})


@READ_OR_SEND
def withdraw(request, pk):
    """A controller takes an excuse back, with a reason."""
    waivers = Waiver.objects.visible_to(request.user).select_related("rule", "organization__area")
    waiver = get_object_or_404(waivers, pk=pk)
    if not permissions.can_waive(request.user, waiver.organization):
        raise PermissionDenied(_("Only a controller of the centre withdraws an excuse."))
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and _done(
        form, duty_actions.withdraw_waiver, waiver=waiver, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Withdrawn. The excuse stays readable with your reason."))
        return redirect("duties:duty", waiver.rule.code, waiver.organization_id)
    return render(request, "duties/withdraw.html", {"form": form, "waiver": waiver})


@READ_OR_SEND
def extend(request, code, organization):
    """The bearer's side asks for a later date, before the date has passed."""
    rule, body = _duty(request, code, organization)
    if not permissions.can_request_extension(request.user, body):
        raise PermissionDenied(_("Only the side that bears the duty asks for more time."))
    due = _due(request)
    form = ExtensionForm(request.POST or None, due=due)
    if form.is_valid() and _done(
        form,
        duty_actions.request_extension,
        rule=rule,
        organization=body,
        due=due,
        by=request.user,
        **form.cleaned_data,
    ):
        messages.success(request, _("Asked. The date stands until the centre has decided."))
        return redirect("duties:duty", rule.code, body.pk)
    return render(request, "duties/extend.html", {"form": form, "rule": rule, "body": body, "due": due})


@READ_OR_SEND
def decide(request, pk):
    """A controller grants or refuses a later date."""
    asked = Extension.objects.visible_to(request.user).select_related("rule", "organization__area", "requested_by")
    extension = get_object_or_404(asked, pk=pk)
    if not permissions.can_decide_extension(request.user, extension.organization):
        raise PermissionDenied(_("Only a controller of the centre decides on more time, and never for his own body."))
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        granted = form.cleaned_data["decision"] == DecisionForm.GRANT
        reason = form.cleaned_data["reason"]
        if _done(
            form, duty_actions.decide_extension, extension=extension, granted=granted, reason=reason, by=request.user
        ):
            messages.success(request, _("Decided. The old date stays visible beside the new one."))
            return redirect("duties:duty", extension.rule.code, extension.organization_id)
    return render(request, "duties/decide.html", {"form": form, "extension": extension})


def _duty(request, code: str, organization) -> tuple[Rule, Organization]:
    bodies = Organization.objects.visible_to(request.user).select_related("area__parent")
    body, rule = get_object_or_404(bodies, pk=organization), rule_on(code, calendar.today())
    if rule is None:
        raise Http404
    return rule, body


def _due(request) -> date:
    try:
        return date.fromisoformat(request.POST.get("due") or request.GET.get("due") or "")
    except ValueError as wrong:
        raise Http404 from wrong


def _done(form, deed, **said) -> bool:
    """Do the deed; a refusal becomes a sentence on the form, and nothing typed is lost."""
    try:
        deed(**said)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True
