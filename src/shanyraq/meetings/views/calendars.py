"""Doors to calendar programs: one event, and a private address for all of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shanyraq.directives.duty_actions import make_calendar_key

from .. import feed as private
from .. import ics
from ..queries import participations_of
from .finding import event_of

CONTENT = "text/calendar; charset=utf-8"


def one(request, pk):
    """One event for the reader's own calendar."""
    event = event_of(request, pk)
    data = ics.invitation(event, participations_of(event, request.user), base=_base(request))
    return _calendar(data, f"event-{event.day:%Y-%m-%d}.ics")


@login_not_required
def feed(request, token):
    """Everything in its owner's calendar, in his language; the address itself is the key."""
    owner = private.owner_of(token)
    if owner is None:
        raise Http404
    with translation.override(owner.language):
        events = list(private.events_of(owner))
        data = ics.calendar(
            events,
            seats=private.seats_by_event(events, owner),
            base=_base(request),
            name=_("Meetings"),
        )
    return _calendar(data, "meetings.ics")


def help_page(request):
    """How to see one's events in one's own calendar; makes a private address, or a new one."""
    if request.method == "POST":
        make_calendar_key(by=request.user)
        messages.success(request, _("Your address is ready. An older one does not work any more."))
        return redirect("meetings:calendar")
    token = private.token_of(request.user)
    address = request.build_absolute_uri(reverse("meetings:feed", args=[token])) if token else ""
    return render(request, "meetings/calendar.html", {"address": address})


def _calendar(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=CONTENT)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _base(request) -> str:
    return request.build_absolute_uri("/").rstrip("/")
