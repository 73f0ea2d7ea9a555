"""Doors to decisions on directives. A refusal is shown on the card it concerns; two editors get both versions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shanyraq.places.calendar import today

from .act_actions import (
    add_directive,
    choose_bearer,
    confirm_directive,
    edit_directive,
    merge_directives,
    reject_directive,
    reopen_directive,
)
from .act_errors import ActError, StaleVersion
from .act_forms import DirectiveForm, HandDirectiveForm
from .act_pages import compared
from .act_permissions import can_decide
from .act_queries import DECIDED, directives_for, outline_of, suggested_bearers
from .act_reader import sheet_at, sheets_of
from .act_views import reader, visible_act
from .models import Directive


def decided_directive(request, pk) -> Directive:
    """A directive of an act this reader sees, for somebody who may decide on it."""
    directive = get_object_or_404(directives_for(request.user, today()), pk=pk)
    if not can_decide(request.user):
        raise PermissionDenied
    return directive


@require_POST
def confirm(request, pk):
    return _decide(request, pk, confirm_directive, _("Accepted."))


@require_POST
def reject(request, pk):
    return _decide(request, pk, reject_directive, _("Rejected."), reason=request.POST.get("reason", ""))


@require_POST
def bearer(request, pk):
    """The answer to "who owes it": a name, a suggestion taken, or "the text names no one"."""
    said = request.POST.get("suggestion") or request.POST.get("bearer", "")
    is_open = request.POST.get("open") == "1"
    if not said.strip() and not is_open:
        directive = decided_directive(request, pk)
        empty = _("Write who owes it, take a suggestion, or say that the text names no one.")
        return reader(request, directive.act, errors={directive.pk: empty}, status=400)
    return _decide(
        request, pk, choose_bearer, _("The bearer is chosen; now the directive can be accepted."), stay=True,
        bearer="" if is_open else said,
    )  # fmt: skip


@require_POST
def reopen(request, pk):
    return _decide(
        request, pk, reopen_directive, _("The decision is undone."), stay=True, reason=request.POST.get("reason", "")
    )


def edit(request, pk):
    """Correct a directive; a conflict shows both versions and keeps what was typed."""
    directive = decided_directive(request, pk)
    if directive.state in DECIDED:
        messages.error(request, _("This directive is decided already. Undo that decision first, then edit."))
        return redirect(_place(directive))
    form = DirectiveForm(request.POST or None, directive=directive)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                edited = edit_directive(
                    directive=directive, by=request.user, version=form.cleaned_data["version"], **form.changes()
                )
                messages.success(request, _("The directive is saved; it is not accepted yet."))
                return redirect(_place(edited))
            except StaleVersion as stale:
                return _edit_conflict(request, stale.current, form)
            except ActError as wrong:
                form.add_error(None, str(wrong))
    context = {"form": form, "directive": directive, "act": directive.act, "back": _place(directive)}
    context["suggestions"] = suggested_bearers(directive.start, outline_of(directive.act, request.user))
    return render(request, "acts/directive.html", context, status=status)


def add(request, pk):
    """A directive from a sentence the reading did not claim, or from any words of the text."""
    act = visible_act(request, pk)
    if not can_decide(request.user):
        raise PermissionDenied
    form = HandDirectiveForm(request.POST or None, act=act, initial=_sentence(request, act))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in ("start", "end", "force", "bearer", "bearer_is_open")}
            new = add_directive(act=act, by=request.user, **words)
            messages.success(request, _("The directive is added; it is not accepted yet."))
            return redirect(_place(new))
    context = {"form": form, "act": act, "back": reverse("acts:act", args=[act.pk])}
    return render(request, "acts/add_directive.html", context, status=status)


def merge(request, pk):
    """Two steps: the selected directives side by side, then one of them stays."""
    act = visible_act(request, pk)
    if not can_decide(request.user):
        raise PermissionDenied
    asked = request.POST.getlist("directive") or request.GET.getlist("directive")
    selected = _selected(act, asked)
    error = "" if len(selected) > 1 else _("Select at least two directives of this act to merge.")
    if request.method == "POST" and not error:
        into = next((each for each in selected if str(each.pk) == request.POST.get("into")), None)
        try:
            if into is None:
                raise ActError(_("Choose which of them stays."))
            kept = merge_directives(
                into=into,
                others=selected,
                by=request.user,
                reason=request.POST.get("reason", ""),
                versions={each.pk: _number(request.POST.get(f"version-{each.pk}")) for each in selected},
            )
            messages.success(request, _("Merged: %(count)s into one.") % {"count": len(selected)})
            return redirect(_place(kept))
        except StaleVersion as stale:
            return _conflict(request, stale.current, _("merge it with others"))
        except ActError as wrong:
            error = str(wrong)
    context = {"act": act, "selected": selected, "error": error, "back": reverse("acts:act", args=[act.pk])}
    return render(request, "acts/merge.html", context, status=400 if error else 200)


def _decide(request, pk, deed, said: str, stay: bool = False, **words):
    directive = decided_directive(request, pk)
    try:
        directive = deed(directive=directive, by=request.user, version=_number(request.POST.get("version")), **words)
    except StaleVersion as stale:
        return _conflict(request, stale.current, said)
    except ActError as refused:
        return reader(request, directive.act, errors={directive.pk: str(refused)}, status=400)
    messages.success(request, said)
    return redirect(_place(directive if stay else _next(directive)))


def _next(directive: Directive) -> Directive:
    """The undecided directive after this one, so that the work goes on; itself at the end."""
    waiting = directive.act.directives.filter(state=Directive.State.PROPOSED).order_by("start", "end", "pk")
    return waiting.filter(start__gte=directive.start).first() or waiting.first() or directive


def _place(directive: Directive) -> str:
    """Where a directive's card stands."""
    sheet = sheet_at(sheets_of(directive.act.text), directive.start).number
    asked = f"?sheet={sheet}" if sheet > 1 else ""
    return f"{reverse('acts:act', args=[directive.act_id])}{asked}#card-{directive.pk}"


def _conflict(request, current: Directive, tried: str):
    """409: what stands now, and what this person tried to do."""
    rows = [(label, now, "") for label, now in compared(current)]
    context = {"rows": rows, "tried": tried, "back": _place(current), "title": current.act.title, "current": current}
    return render(request, "acts/conflict.html", context, status=409)


def _edit_conflict(request, current: Directive, form: DirectiveForm):
    """409 with both versions; the typed one may be saved over the other."""
    typed = Directive(act=current.act, state=current.state, **form.changes())
    typed.quote = current.act.text[typed.start : typed.end]
    pairs = zip(compared(current), compared(typed), strict=True)
    data = form.data.copy()
    data["version"] = current.version
    context = {
        "rows": [(label, now, mine) for (label, now), (_label, mine) in pairs],
        "form": None if current.state in DECIDED else DirectiveForm(data, directive=current),
        "action": reverse("acts:edit_directive", args=[current.pk]),
        "back": _place(current),
        "title": current.act.title,
        "current": current,
    }
    return render(request, "acts/conflict.html", context, status=409)


def _sentence(request, act) -> dict:
    """The sentence a person clicked, as the start of a directive."""
    start, end = _number(request.GET.get("start")), _number(request.GET.get("end"))
    if start is None or end is None or not 0 <= start < end <= len(act.text):
        return {}
    return {"quote": act.text[start:end], "near": start}


def _selected(act, asked: list[str]) -> list[Directive]:
    known = {str(each.pk): each for each in act.directives.order_by("start", "end")}
    return [known[pk] for pk in known if pk in asked]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
