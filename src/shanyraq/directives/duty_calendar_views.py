"""Calendar feeds: one's own behind the entrance, a private address for calendar programs, renewed at will."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shanyraq.places import calendar

from . import duty_actions, duty_links
from .duty_calendar import DAYS, TASKS, duty_calendar


@require_safe
def calendar_page(request):
    """The reader's private addresses, or the way to make them."""
    key = duty_links.key_of(request.user)
    address = request.build_absolute_uri(duty_links.feed_path(key)) if key else ""
    return render(request, "duties/calendar.html", {"key": key, "address": address})


@require_POST
def renew(request):
    duty_actions.make_calendar_key(by=request.user)
    messages.success(request, _("A new private address is ready. The old one does not work any more."))
    return redirect("duties:calendar")


@require_safe
def own_feed(request):
    return _feed(request, request.user)


@login_not_required
@never_cache
@require_safe
def calendar_feed(request, token):
    """For calendar programs, which cannot log in: the address is the key, and its owner may renew it."""
    key = duty_links.read_feed(token)
    if key is None:
        raise Http404
    return _feed(request, key.user)


def _feed(request, user) -> HttpResponse:
    kind = TASKS if request.GET.get("kind") == TASKS else DAYS
    address = request.build_absolute_uri("/").rstrip("/")
    content = duty_calendar(user, calendar.today(), kind=kind, address=address)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="duties.ics"'
    return answer
