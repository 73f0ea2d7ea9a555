"""Doors to what remains on paper: minutes, their Word form, decisions and their report."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.places.calendar import today

from .. import actions, minutes_docx
from ..choosing import bearers_for
from ..forms import DecisionForm, DoneForm, MinutesForm, ReasonForm
from ..models import Decision
from ..permissions import can_complete, can_release
from ..queries import decisions_seen, participations_of
from .finding import ask, attempt, event_of, kept_event_of, posted

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes(request, pk):
    """Enter the minutes, or correct them by a new revision."""
    event = kept_event_of(request, pk)
    last = event.minutes.all()[0] if event.minutes.all() else None
    initial = {"date": last.date if last else min(today(), event.day), "number": last.number if last else ""}
    form = MinutesForm(posted(request), request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = attempt(form, lambda: actions.add_minutes(event=event, by=request.user, **form.paper()))
        if entered:
            messages.success(request, _("The minutes are entered."))
            return redirect("meetings:event", event.pk)
    return render(
        request,
        "meetings/minutes.html",
        {"form": form, "event": event, "last": last},
        status=422 if form.errors else 200,
    )


def revision(request, pk, number):
    """One revision of the minutes, also an old one."""
    event = event_of(request, pk)
    shown = get_object_or_404(event.minutes, revision=number)
    return render(request, "meetings/revision.html", {"event": event, "minutes": shown})


def file(request, pk, number):
    """The Word file from which a revision was taken, as it was uploaded."""
    event = event_of(request, pk)
    kept = get_object_or_404(event.minutes, revision=number)
    if not kept.file:
        raise Http404
    return FileResponse(
        kept.file.open("rb"), as_attachment=True, filename=kept.file_name or f"minutes-{number}.docx", content_type=DOCX
    )


def docx(request, pk):
    """The minutes as a Word file, filled in from the event, in the reader's language."""
    event = event_of(request, pk)
    seats = participations_of(event, request.user)
    data = minutes_docx.of(event, seats, list(event.decisions.all()), get_language())
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="minutes-{event.day:%Y-%m-%d}.docx"'
    return answer


def decide(request, pk):
    """Write a decision down; with a body and a term it is that body's duty."""
    event = kept_event_of(request, pk)
    form = DecisionForm(posted(request), bodies=bearers_for(event))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.decide(event=event, by=request.user, **form.decision()))
        if made:
            messages.success(request, _("The decision is written down."))
            return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Write down a decision"),
        text=_("With a body and a term it becomes a duty of that body and is followed like any other."),
        submit=_("Save"),
    )


def done(request, pk):
    """The bearer's side reports on a decision."""
    decision = _decision_of(request, pk)
    if not can_complete(request.user, decision):
        raise Http404
    form = DoneForm(posted(request), initial={"done_on": today(), "note": decision.done_note})
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: actions.complete_decision(decision=decision, by=request.user, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("Kept. It counts when the assembly's side confirms it."))
            return redirect("meetings:event", decision.event_id)
    return ask(
        request,
        form,
        event=decision.event,
        heading=_("The decision is carried out"),
        text=decision.text,
        submit=_("Report"),
    )


def release(request, pk):
    """The assembly's side ends the duty of a decision that lost its sense."""
    decision = _decision_of(request, pk)
    if not can_release(request.user, decision):
        raise Http404
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(
            form,
            lambda: actions.release_decision(decision=decision, reason=form.cleaned_data["reason"], by=request.user),
        )
        if not form.errors:
            messages.success(request, _("The duty of this decision is ended."))
            return redirect("meetings:event", decision.event_id)
    return ask(
        request,
        form,
        event=decision.event,
        heading=_("End the duty of this decision"),
        text=decision.text,
        submit=_("End the duty"),
    )


def _decision_of(request, pk) -> Decision:
    return get_object_or_404(decisions_seen(request.user), pk=pk)
