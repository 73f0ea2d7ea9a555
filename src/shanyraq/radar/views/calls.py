"""Doors for a called body: where, about what, how urgent, what is needed. Never a text."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import actions, calling
from ..forms import AnswerCallForm
from ..queries import calls_to
from .finding import done, posted


def call(request, pk):
    """A call, for those who act for the called body: say whether you come."""
    shown = get_object_or_404(calls_to(request.user), pk=pk)
    form = AnswerCallForm(posted(request), initial={"answer": shown.answer})
    if done(request, form, lambda: actions.answer_call(call=shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you: the region and the centre see your answer."))
        return redirect("radar:call", shown.pk)
    signal = shown.signal
    speakers = calling.speakers_of(signal, timezone.localdate(shown.called_at))
    page = {
        "call": shown, "signal": signal, "form": form, "language": calling.language_in_words(signal),
        "speakers": speakers.get(shown.organization_id, []),
    }  # fmt: skip
    return render(request, "radar/call.html", page, status=422 if form.errors else 200)
