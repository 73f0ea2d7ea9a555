"""Finding what an address names, or 404; asking again when a deed refuses."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from ..models import Signal
from ..permissions import can_work_on
from ..queries import whole
from ..vouching_actions import vouch_for_words


def signal_of(request, pk) -> Signal:
    """The signal, if the reader may see it: another region's does not exist for him."""
    return get_object_or_404(whole(request.user), pk=pk)


def own_signal_of(request, pk) -> Signal:
    """The signal, if the reader works on it; whoever only reported it finds no such page."""
    signal = signal_of(request, pk)
    if not can_work_on(request.user, signal):
        raise Http404
    return signal


def posted(request):
    """What was typed; None while the page is only being opened."""
    return request.POST if request.method == "POST" else None


def attempt(form, deed, by=None):
    """Do it; a refusal becomes a sentence at its field or above the form, which stays as it was typed.

    ``by``: who answers for the words he vouched for in a form of the desk.
    """
    try:
        return _vouching(deed, len(form.vouched), by) if getattr(form, "vouched", ()) else deed()
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            for field, problems in refused.error_dict.items():
                form.add_error(field if field in form.fields else None, problems)
        else:
            form.add_error(None, refused)
    return None


@transaction.atomic
def _vouching(deed, number: int, by):
    made = deed()
    vouch_for_words(about=made, number=number, by=by)
    return made


def done(request, form, deed) -> bool:
    """Was something typed, could it be read, and did the deed happen?"""
    return request.method == "POST" and form.is_valid() and attempt(form, deed, request.user) is not None


def ask(request, form, signal, **page):
    """One question on a page of its own: heading, words, the form, the button, the way back."""
    shown = {"form": form, "signal": signal, **page}
    return render(request, "radar/ask.html", shown, status=422 if form.errors else 200)


def back_to(signal):
    return redirect("radar:signal", signal.pk)
