"""The other side's word: what waits for it, one tap to confirm, a reason to dispute."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanyraq.places import calendar
from shanyraq.registry.models import Organization

from . import duty_actions, duty_links, duty_queries, facts
from .duty_forms import DisputeForm
from .permissions import can_give_word

PAGE_SIZE = 50


@require_safe
def to_confirm(request):
    """Facts that wait for the reader's word, the nearest deadline first."""
    today = calendar.today()
    page = Paginator(duty_queries.to_confirm(request.user, today), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "duties/to_confirm.html", {"page": page, "today": today})


@require_POST
def confirm(request):
    """One tap: the fact is confirmed."""
    body = _body(request, request.POST.get("organization"))
    try:
        duty_actions.confirm_fact(fact_id=request.POST.get("fact", ""), organization=body, by=request.user)
        messages.success(request, _("Confirmed. The fact counts by the day it happened."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(_back(request))


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request):
    """A dispute needs a reason; a refused form keeps what was typed."""
    given = request.POST if request.method == "POST" else request.GET
    body, fact_id = _body(request, given.get("organization")), given.get("fact", "")
    form = DisputeForm(request.POST or None)
    if form.is_valid():
        try:
            duty_actions.dispute_fact(fact_id=fact_id, organization=body, by=request.user, **form.cleaned_data)
            messages.success(request, _("Disputed. The other side sees your reason; you may change your word later."))
            return redirect(_back(request))
        except ValidationError as refused:
            form.add_error(None, refused)
    shown = _evidence(fact_id)
    context = {
        "form": form,
        "body": body,
        "fact_id": fact_id,
        "evidence": shown,
        "back": _back(request),
    }
    return render(request, "duties/dispute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_tap(request, token):
    """The page behind a letter's link: it shows the fact and one button, to the user the letter was written to."""
    asked = duty_links.read_word(token)
    if asked is None:
        return render(request, "duties/link_refused.html", {"why": "expired"}, status=410)
    if asked.user != request.user.pk:
        return render(request, "duties/link_refused.html", {"why": "other"}, status=403)
    body = _body(request, asked.organization)
    if request.method == "POST":
        try:
            duty_actions.confirm_fact(fact_id=asked.fact_id, organization=body, by=request.user)
            messages.success(request, _("Confirmed. The fact counts by the day it happened. Thank you."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("duties:to_confirm")
    shown = _evidence(asked.fact_id)
    may = can_give_word(request.user, body, shown.recorded_side)
    context = {"body": body, "fact_id": asked.fact_id, "evidence": shown, "may": may, "token": token}
    return render(request, "duties/one_tap.html", context)


def _body(request, pk) -> Organization:
    try:
        return get_object_or_404(Organization.objects.visible_to(request.user).select_related("area__parent"), pk=pk)
    except (ValidationError, ValueError) as wrong:
        raise Http404 from wrong


def _evidence(fact_id: str) -> facts.Evidence:
    try:
        return facts.evidence_of([fact_id])[fact_id]
    except (LookupError, ValidationError, ValueError) as gone:
        raise Http404 from gone


def _back(request) -> str:
    """Where the reader came from, if that is a page of this house."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else reverse("duties:to_confirm")
