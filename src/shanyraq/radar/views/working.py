"""Doors to the work on a signal: find out, correct, answer, close, open again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..forms import ClosingForm, CorrectForm, FindingForm, ReasonForm, WordsForm
from ..models import Verification
from .finding import ask, attempt, back_to, done, own_signal_of, posted


def finding(request, pk):
    """Write down what a check found."""
    signal = own_signal_of(request, pk)
    initial = {"certainty": signal.certainty, "reliability": signal.reliability}
    form = FindingForm(posted(request), signal=signal, initial=initial)
    if done(request, form, lambda: actions.record_finding(signal=signal, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The finding is written down."))
        return back_to(signal)
    return ask(
        request,
        form,
        signal,
        heading=_("What a check found"),
        text=_("On level 3 and 4 the finding stands when a second person agrees with it."),
        submit=_("Write it down"),
    )


@require_POST
def second(request, pk):
    """Agree with the finding of somebody else."""
    found = get_object_or_404(Verification.objects.visible_to(request.user).select_related("signal"), pk=pk)
    try:
        actions.second_finding(finding=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Two people agree now: the finding stands."))
    return redirect("radar:signal", found.signal_id)


def correct(request, pk):
    """Other labels for a signal. If somebody was quicker, both versions are shown and nothing typed is lost."""
    signal = own_signal_of(request, pk)
    form = CorrectForm(posted(request), signal=signal, user=request.user, initial=CorrectForm.of(signal))
    if request.method == "POST" and form.is_valid():
        try:
            made = attempt(form, lambda: _correct(form, signal, request.user), request.user)
        except actions.StaleVersion as stale:
            return _both_versions(request, form, stale.signal)
        if made:
            messages.success(request, _("The signal is corrected."))
            return redirect("radar:signals") if made.region_id != signal.region_id else back_to(signal)
    return ask(
        request,
        form,
        signal,
        heading=_("Correct the signal"),
        text=_("The old values stay in the history, and the centre may take a second look."),
        submit=_("Save"),
    )


def close(request, pk):
    """End the work on a signal, with a reason."""
    signal = own_signal_of(request, pk)
    form = ClosingForm(posted(request))
    if done(request, form, lambda: actions.close_signal(signal=signal, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The signal is closed. It stays readable and can be opened again."))
        return back_to(signal)
    return ask(
        request,
        form,
        signal,
        heading=_("Close the signal"),
        text=_("Nothing is deleted; the centre may take a second look."),
        submit=_("Close"),
    )


def reopen(request, pk):
    """Open a closed signal again."""
    signal = own_signal_of(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.reopen_signal(signal=signal, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The signal is open again."))
        return back_to(signal)
    return ask(request, form, signal, heading=_("Open the signal again"), submit=_("Open again"))


def independent(request, pk):
    """Say that a report has nothing to do with the answer it came after: it counts in full."""
    signal = own_signal_of(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.count_in_full(signal=signal, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The report counts in full now."))
        return back_to(signal)
    return ask(
        request,
        form,
        signal,
        heading=_("Count the report in full"),
        text=_("Say by what one sees that it would have come without the answer, too."),
        submit=_("Count it in full"),
    )


def answer(request, pk):
    """Say to the reporter what was done."""
    return _say(
        request,
        pk,
        actions.answer_reporter,
        heading=_("Answer the reporter"),
        text=_("The reporter reads it with the code of the receipt. Say what was done, or what will be done and when."),
        said=_("The answer is written; the reporter sees it now."),
    )


def note(request, pk):
    """Write a note for those who work on the signal."""
    return _say(
        request,
        pk,
        actions.write_note,
        heading=_("Write a note"),
        text=_("For those who work on the signal; the reporter does not see it."),
        said=_("The note is written."),
    )


def _say(request, pk, deed, *, heading, text, said):
    signal = own_signal_of(request, pk)
    form = WordsForm(posted(request))
    if done(request, form, lambda: deed(signal=signal, by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        return back_to(signal)
    return ask(request, form, signal, heading=heading, text=text, submit=_("Save"))


def _correct(form, signal, user):
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    return actions.correct_signal(signal=signal, labels=form.labels(), reason=reason, version=version, by=user)


def _both_versions(request, form, signal):
    """Somebody was quicker: what stands and what was typed, side by side; saving again replaces the other."""
    stands = CorrectForm(signal=signal, user=request.user, initial=CorrectForm.of(signal))
    names = [name for name in stands.fields if name not in ("version", "reason")]
    changes = [
        {"label": form[name].label, "stored": _word(stands, name, stands[name].value()), "typed": _word(form, name)}
        for name in names
        if str(stands[name].value()) != str(form[name].value())
    ]
    again = CorrectForm({**request.POST.dict(), "version": signal.version}, signal=signal, user=request.user)
    page = {"changes": changes, "form": again, "cancel": signal.get_absolute_url()}
    return render(request, "409.html", page, status=409)


def _word(form, name, value=None):
    """A value of a form as its reader chose it."""
    value = form[name].value() if value is None else value
    choices = getattr(form.fields[name], "choices", None)
    if choices is None:
        return value
    return next((label for key, label in choices if str(getattr(key, "value", key)) == str(value)), value)
