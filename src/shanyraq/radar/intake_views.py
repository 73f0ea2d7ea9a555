"""The open door: the form of four questions, the receipt, what was done.

Nothing of a session is used here, and nobody's rights: a stranger's report needs no cookie, and none can be misused.
"""

import hashlib
import secrets
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from shanyraq.places.queries import emergency_number

from . import actions, intake_queries, receipt_story, receipts, throttling, wording
from .adding_actions import add_line
from .doubt_pieces import pieces
from .intake_forms import STAGES, CodeForm, LineForm, ReportForm
from .scales import Channel, Need, Stage
from .views.finding import attempt

KEPT_FILES = ("radar/intake/intake.css", "radar/intake/queue.js", "radar/intake/pages.js", "site/mark.svg")
OTHER = object()
"""The key of a submission was used for another report."""


def open_door(view):
    """A page for anybody, in the language its address names, kept by nobody on the way."""

    @csrf_exempt
    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def spoken(request, language, **rest):
        if language not in dict(settings.LANGUAGES):
            raise Http404
        translation.activate(language)
        request.LANGUAGE_CODE = language
        try:
            response = view(request, language, **rest)
        except RequestDataTooBig:
            response = _too_large(request)
        response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "no-cache, private"
        return response

    return spoken


@login_not_required
def report_here(request):
    """The form in the reader's language."""
    return redirect("radar:report_in", translation.get_language())


@login_not_required
def receipt_here(request):
    return redirect("radar:receipt_in", translation.get_language())


@open_door
def report(request, language):
    """Four questions on one page. What cannot be taken is asked again, with everything typed still there."""
    if request.method != "POST":
        form = ReportForm(initial={"key": new_key()})
        return shown(request, "radar/intake/report.html", "radar:report_in", form=form, is_fresh=True)
    form = ReportForm(request.POST)
    if wait := throttling.seconds_to_wait(request, "report", throttling.REPORTS):
        return _too_often(request, form, wait)
    if not form.is_valid():
        return _again(request, form)
    if not _is_seen(request, form):
        doubts = attempt(form, lambda: pieces(form.cleaned_data["text"]))
        if doubts:
            return shown(request, "radar/intake/report.html", "radar:report_in", form=form, doubts=doubts)
    return _take(request, form)


@open_door
def waiting(request, language):
    """Reports that wait in this telephone for the network; the page itself knows nothing of them."""
    return shown(request, "radar/intake/waiting.html", "radar:waiting_in")


@login_not_required
def worker(request):
    """The script that keeps the form in the reader's telephone; another release is another script."""
    languages = dict(settings.LANGUAGES)
    doors = ("radar:report_in", "radar:waiting_in")
    page = {
        "pages": [reverse(door, args=[language]) for language in languages for door in doors],
        "files": [static(name) for name in KEPT_FILES],
    }
    page["version"] = hashlib.sha256(repr(page).encode()).hexdigest()[:12]
    answer = render(request, "radar/intake/worker.js", page, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@open_door
def receipt(request, language):
    """What was done with a report, for whoever holds its code; the code is never part of an address."""
    if request.method != "POST":
        return _ask_code(request, CodeForm())
    asked = CodeForm(request.POST)
    if wait := throttling.seconds_to_wait(request, "receipt", throttling.CODES):
        asked.add_error(None, _slowly(wait))
        return _ask_code(request, asked, status=429, wait=wait)
    signal = intake_queries.signal_of_code(asked.cleaned_data["code"]) if asked.is_valid() else None
    if signal is None:
        asked.errors.clear()
        asked.add_error("code", _("No report has this code. Compare it with your receipt, letter by letter."))
        return _ask_code(request, asked, status=404)
    code = asked.cleaned_data["code"]
    line = LineForm(request.POST if "text" in request.POST else None, initial={"code": code, "key": new_key()})
    is_added = line.is_bound and line.is_valid() and attempt(line, lambda: _add(signal, line)) is not None
    if is_added:
        line = LineForm(initial={"code": code, "key": new_key()})
    return shown(
        request,
        "radar/intake/state.html",
        "radar:receipt_in",
        signal=signal,
        state=intake_queries.in_plain_words(signal),
        story=receipt_story.story(signal),
        notes=intake_queries.notes_of(signal),
        line=line,
        code=receipts.code_for(signal.submission),
        is_added=is_added,
        status=422 if line.errors else 200,
    )


def new_key() -> str:
    """A name for one submission that nobody can guess."""
    return secrets.token_urlsafe(24)


def shown(request, template, door, *, status=200, **page):
    """A page for anybody: no word of it depends on who reads."""
    context = {
        "others": [(code, name, reverse(door, args=[code])) for code, name in settings.LANGUAGES],
        "language": translation.get_language(),
        "emergency": emergency_number(),
        **page,
    }
    return render(request, template, context, status=status)


def _take(request, form):
    """The deed and its answer: the receipt, or both versions when the key was used for something else."""
    given = form.cleaned_data
    received = attempt(form, lambda: _received(form))
    if received is OTHER:
        return _both(request, form)
    if received is None:
        return _again(request, form)
    if _wants_json(request):
        return JsonResponse({"code": received.code, "place": str(form.found)})
    page = {"received": received, "where": form.found, "key": given["key"], "is_urgent": received.signal.level == 4}
    return shown(request, "radar/intake/thanks.html", "radar:report_in", **page)


def _received(form):
    try:
        key = form.cleaned_data["key"]
        return actions.receive(report=form.report(), key=key, channel=Channel.FORM, source=key)
    except actions.OtherSubmission:
        return OTHER


def _add(signal, line):
    return add_line(signal=signal, text=line.cleaned_data["text"], key=line.cleaned_data["key"])


def _is_seen(request, form) -> bool:
    """Does nothing stand between the reporter and the desk: he has seen the hint, or it cannot wait?"""
    given = form.cleaned_data
    is_urgent = given["stage"] == Stage.MOBILISATION or given["need"] == Need.URGENT
    return given["seen"] or is_urgent or _wants_json(request)


def _again(request, form):
    if _wants_json(request):
        places = [{"code": each.code, "name": str(each)} for each in form.asked]
        errors = {field: [str(each) for each in problems] for field, problems in form.errors.items()}
        return JsonResponse({"errors": errors, "places": places}, status=422)
    return shown(request, "radar/intake/report.html", "radar:report_in", form=form, status=422)


def _both(request, form):
    """The key was used: what stands, and what came now. Neither replaces the other."""
    stored = intake_queries.stored_under(Channel.FORM, form.cleaned_data["key"])
    if _wants_json(request):
        return JsonResponse({"stored": intake_queries.as_lines(stored)}, status=409)
    page = {"stored": stored, "form": form, "where": form.found, "key": new_key(), "typed": _typed(form)}
    page["stage"] = dict(STAGES)[form.cleaned_data["stage"]]
    return shown(request, "radar/intake/conflict.html", "radar:report_in", status=409, **page)


def _typed(form) -> list[tuple[str, str]]:
    """Everything typed, as fields of a form that sends it anew."""
    given = form.cleaned_data | {"where": form.found.code, "occurred_on": form.report().occurred_on.isoformat()}
    return [(name, given[name]) for name in form.fields if name not in ("key", "seen") and given.get(name)]


def _too_often(request, form, wait):
    if _wants_json(request):
        response = JsonResponse({"errors": {"__all__": [_slowly(wait)]}}, status=429)
    else:
        form.is_valid()
        form.add_error(None, _slowly(wait))
        response = shown(request, "radar/intake/report.html", "radar:report_in", form=form, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _too_large(request):
    """More was sent than a form may carry: nothing was read, and the browser still holds what was typed."""
    words = _("The text is too large to be read. Keep what happened, where and when: at most %(most)s characters.") % {
        "most": wording.LONGEST
    }
    if _wants_json(request):
        return JsonResponse({"errors": {"text": [words]}, "places": []}, status=422)
    return shown(request, "radar/intake/too_large.html", "radar:report_in", words=words, status=413)


def _ask_code(request, form, *, status=200, wait=0):
    response = shown(request, "radar/intake/code.html", "radar:receipt_in", form=form, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _slowly(wait: int) -> str:
    return _("Too many were sent from this network. Nothing is lost: send it again in %(wait)s seconds.") % {
        "wait": wait
    }


def _wants_json(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
