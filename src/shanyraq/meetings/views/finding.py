"""Finding what an address names, or 404; asking again when a deed refuses."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ..models import Event, Participation
from ..permissions import can_record
from ..queries import made_of, seats_seen, whole


def event_of(request, pk) -> Event:
    """The event, if the reader may see it: another region's does not exist for him."""
    return get_object_or_404(whole(request.user), pk=pk)


def kept_event_of(request, pk) -> Event:
    """The event, if the reader keeps its record; whoever only may look finds no such page."""
    event = event_of(request, pk)
    if not can_record(request.user, event):
        raise Http404
    return event


def seat_of(request, event: Event, pk) -> Participation:
    return get_object_or_404(seats_seen(request.user), pk=pk, event=event)


def posted(request):
    """What was typed; None while the page is only being opened. An empty answer is an answer."""
    return request.POST if request.method == "POST" else None


def sent_before(request, form) -> Event | None:
    """What this very form has made already: a second tap, or a page sent again, makes nothing new."""
    return made_of(form.cleaned_data.get("once"), request.user)


def attempt(form, deed):
    """Do it; a refusal becomes a sentence above the form, which stays as it was typed. Returns the result or None."""
    try:
        return deed()
    except ValidationError as refused:
        form.add_error(None, refused)
    except IntegrityError:
        form.add_error(None, _("The same was sent a moment ago. Look at the list before you send it again."))
    return None


def ask(request, form, **page):
    """One question on a page of its own: heading, words, the form, the button, the way back."""
    return render(request, "meetings/ask.html", {"form": form, **page}, status=422 if form.errors else 200)
