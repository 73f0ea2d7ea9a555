"""Pages for reading: the list of signals and one signal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from .. import calling, ladder, searching
from ..forms import SearchForm
from ..models import Echo, Signal, SignalNote
from ..permissions import can_second, has_signals, reviews_changes, watches
from ..queries import glances, listed, second_looks
from ..scoping import WATCHERS
from .finding import signal_of

HISTORY = 60


def signals(request):
    """Signals the reader may see, the newest or the highest level first."""
    if not has_signals(request.user):
        raise PermissionDenied(_("Signals are read by those who watch over a region and by the bodies that report."))
    form = SearchForm(request.GET or {}, user=request.user)
    walked, narrowed = form.narrow(listed(request.user))
    after = searching.Place.read(request.GET.get("from", ""))
    is_watcher = request.user.has_role(*WATCHERS)
    return render(
        request,
        "radar/list.html",
        {
            "form": form,
            "found": searching.page(walked, narrowed, order=form.order, after=after),
            "is_first": after is None,
            "is_watcher": is_watcher,
            "has_glances": is_watcher and glances(request.user).exists(),
            "has_reviews": reviews_changes(request.user) and second_looks(request.user).exists(),
            "searched_from": timezone.localdate() - searching.WORDS_BACK,
        },
    )


def signal(request, pk):
    """One signal: what was said, where it stands, who found what. A body that reported it sees what concerns it."""
    shown = signal_of(request, pk)
    if not watches(request.user, shown):
        answers = shown.notes.exclude(kind=SignalNote.Kind.INNER)
        return render(request, "radar/reported.html", {"signal": shown, "notes": answers})
    waiting = ladder.waiting_finding(shown)
    if waiting:
        waiting.signal = shown
    return render(
        request,
        "radar/signal.html",
        {
            "signal": shown,
            "findings": shown.verifications.select_related("by", "seconded_by"),
            "waiting": waiting,
            "may_second": waiting is not None and can_second(request.user, waiting),
            "standing": ladder.standing_finding(shown),
            "sealed": glances(request.user).filter(signal=shown).first(),
            "echo": Echo.objects.filter(signal=shown).select_related("measure__plan__hotspot", "by").first(),
            "calls": _calls(shown),
            "language": calling.language_in_words(shown),
            "notes": shown.notes.select_related("by"),
            "looks": shown.second_reviews.select_related("changed_by", "by"),
            "entries": journal.history(shown)[:HISTORY],
            "is_closed": shown.state in (Signal.State.CLOSED, Signal.State.REJECTED),
            "is_open": shown.state not in ladder.ENDED,
        },
    )


def _calls(shown: Signal) -> list:
    """Who was called out; beside a body its mediators who offer the language of the report."""
    calls = list(shown.call_outs.select_related("organization", "answered_by"))
    speakers = calling.speakers_of(shown, timezone.localdate(calls[0].called_at)) if calls else {}
    for call in calls:
        call.speakers = speakers.get(call.organization_id, [])
    return calls
