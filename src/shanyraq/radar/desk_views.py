"""Doors of intake for people of the house: what a body reports, what a desk writes down, where each door is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from shanyraq.places.queries import emergency_number

from .desk_forms import BodyReportForm, CallForm
from .desk_intake import report_as_body, write_down_call
from .doubt_pieces import pieces
from .intake_queries import in_plain_words
from .intake_views import new_key
from .known_reporters import bodies_reporting
from .models import Signal, SignalNote
from .scoping import WATCHERS
from .views.finding import attempt, posted

SHOWN = 25


def doors(request):
    """By which doors this user takes reports in."""
    is_watcher = request.user.has_role(*WATCHERS)
    reports = bodies_reporting(request.user).exists()
    if not is_watcher and not reports:
        raise PermissionDenied(_("Reports are taken in by the desks and by the bodies that report."))
    return render(request, "radar/intake/doors.html", {"is_watcher": is_watcher, "reports": reports})


@sensitive_post_parameters()
def tell(request):
    """A body reports what worries people."""
    if not bodies_reporting(request.user).exists():
        raise PermissionDenied(_("Only those who act for a body report in its name."))
    form = BodyReportForm(posted(request), user=request.user, initial={"key": new_key()})
    page = {
        "heading": _("Report what worries people"),
        "text": _("Your body is named as the source; the people it speaks of are not. The answer comes to the bell."),
    }
    return _asked(request, form, _tell, page, then="radar:told")


@sensitive_post_parameters()
def write_down(request):
    """A call or a visitor: what was said, written down while he speaks."""
    if not request.user.has_role(*WATCHERS):
        raise PermissionDenied(_("A call is written down by the centre or by the secretariat of its region."))
    form = CallForm(posted(request), user=request.user, initial={"key": new_key()})
    page = {
        "heading": _("Write down a call"),
        "text": _("Write what happened, never who called. Give the caller the code: with it the answer can be read."),
    }
    return _asked(request, form, _write_down, page, then="radar:signals")


def told(request):
    """What the user's bodies reported, how far it has come, and the answers."""
    if not bodies_reporting(request.user).exists():
        raise PermissionDenied(_("Only those who act for a body report in its name."))
    mine = Signal.objects.reported_by(request.user).select_related("area", "reporter", "hotspot__merged_into")
    page = Paginator(mine.order_by("-received_at", "-id"), SHOWN).get_page(request.GET.get("page"))
    answers = SignalNote.objects.filter(signal__in=[signal.pk for signal in page], kind=SignalNote.Kind.ANSWER)
    by_signal: dict = {}
    for note in answers:
        by_signal.setdefault(note.signal_id, []).append(note)
    rows = [(signal, in_plain_words(signal), by_signal.get(signal.pk, [])) for signal in page]
    return render(request, "radar/intake/told.html", {"page_obj": page, "rows": rows})


def _asked(request, form, deed, page, *, then):
    """Ask; hint at what will be removed; take it in and show the code."""
    shown = {"form": form, "emergency": emergency_number(), "back": then, **page}
    if request.method != "POST":
        return render(request, "radar/intake/desk.html", shown)
    if not form.is_valid():
        return render(request, "radar/intake/desk.html", shown, status=422)
    if not form.cleaned_data["seen"]:
        shown["doubts"] = attempt(form, lambda: pieces(form.cleaned_data["text"]))
        if shown["doubts"]:
            return render(request, "radar/intake/desk.html", shown)
    received = attempt(form, lambda: deed(form, request.user))
    if received is None:
        return render(request, "radar/intake/desk.html", shown, status=422)
    messages.success(request, _("Received. Code for the answer: %(code)s") % {"code": received.code})
    return redirect(then)


def _tell(form, user):
    return report_as_body(report=form.report(), body=form.cleaned_data["body"], key=form.cleaned_data["key"], by=user)


def _write_down(form, user):
    given = form.cleaned_data
    return write_down_call(report=form.report(), source_kind=given["source_kind"], key=given["key"], by=user)
