"""Doors to acts: the list, a new act, its card, its state, its links. Directives: ``act_directive_views``."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from shanyraq.places.calendar import today
from shanyraq.reading import detect_language

from . import act_text
from .act_actions import add_act, edit_act, link_acts, propose_directives, put_in_force, repeal_act, unlink_acts
from .act_errors import ActError, SameText, StaleVersion
from .act_filters import ActFilter
from .act_forms import ActForm, CardForm, LinkForm, ReasonForm
from .act_pages import reader_page
from .act_permissions import can_decide, can_read_drafts
from .act_queries import acts_for, links_for, with_progress
from .models import SourceAct

PAGE_SIZE = 25


def acts(request):
    """Acts with how far their directives are decided."""
    found = acts_for(request.user, today())
    search = ActFilter(request.GET or {}, queryset=found)
    page = Paginator(_listed(search.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": search,
        "page": page,
        "may_add": can_decide(request.user),
        "reads_drafts": can_read_drafts(request.user),
        "is_asked": any(request.GET.get(name) for name in search.form.fields),
    }
    return render(request, "acts/list.html", context)


def _listed(found):
    return with_progress(found).defer("text", "unclaimed").order_by("-added_at", "-pk")


def act(request, pk):
    """The act reader."""
    return reader(request, visible_act(request, pk))


def reader(request, act: SourceAct, *, errors=None, status: int = 200):
    """The reader page; ``errors`` are sentences for single cards, by the directive's id."""
    sheet = request.GET.get("sheet", "")
    page = reader_page(request.user, act, sheet=int(sheet) if sheet.isdecimal() else None, errors=errors)
    page["link_form"] = LinkForm(act=act, user=request.user) if page["may_decide"] else None
    return render(request, "acts/act.html", page, status=status)


def visible_act(request, pk) -> SourceAct:
    """The act, or 404 when it does not exist for this reader."""
    return get_object_or_404(acts_for(request.user, today()), pk=pk)


@csrf_exempt
def add(request):
    """A text comes in. A request too large to be read at all gets a sentence, not a blank refusal."""
    if not can_decide(request.user):
        raise PermissionDenied
    try:
        if request.method == "POST":
            len(request.POST)
    except RequestDataTooBig:
        return render(request, "acts/add.html", {"form": ActForm.refused(_too_big())}, status=413)
    return _add(request)


@csrf_protect
def _add(request):
    form = ActForm(request.POST or None, request.FILES or None)
    same, status = None, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                new = add_act(text=form.cleaned_data["text"], by=request.user, **form.card())
                propose_directives(new, by=request.user)
                return redirect("acts:act", new.pk)
            except SameText as known:
                same, status = known.act, 409
            except (ActError, act_text.UnreadableText) as wrong:
                form.add_error(None, str(wrong))
    return render(request, "acts/add.html", {"form": form, "same": same}, status=status)


def _too_big() -> str:
    return _(
        "The request is larger than the house accepts, so nothing of it was read. At most %(limit)s MB of text are "
        "accepted: go back (your text is still there) and split it into parts."
    ) % {"limit": act_text.LIMIT // 1_000_000}


def edit(request, pk):
    """The card of an act."""
    act = visible_act(request, pk)
    if not can_decide(request.user):
        raise PermissionDenied
    form = CardForm(request.POST or None, instance=act, initial={"version": act.version})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            card = form.card()
            card["language"] = card["language"] or detect_language(act.text)
            try:
                edited = edit_act(act=act, by=request.user, version=form.cleaned_data["version"], **card)
                propose_directives(edited, by=request.user)
                messages.success(request, _("The card is saved."))
                return redirect("acts:act", pk)
            except StaleVersion as stale:
                return _card_conflict(request, stale.current, form)
            except ActError as wrong:
                form.add_error(None, str(wrong))
    return render(request, "acts/card.html", {"form": form, "act": act}, status=status)


def _card_conflict(request, current: SourceAct, form: CardForm):
    """Both versions side by side; the person's own stays in the form and may be saved over the other."""
    theirs = CardForm(instance=current)
    rows = [
        (field.label, _shown(field, field.initial), _shown(field, form.cleaned_data.get(field.name)))
        for field in theirs
        if field.name != "version"
    ]
    data = form.data.copy()
    data["version"] = current.version
    mine = CardForm(data, instance=current)
    context = {"rows": rows, "form": mine, "back": reverse("acts:act", args=[current.pk]), "title": current.title}
    return render(request, "acts/conflict.html", context, status=409)


def _shown(field, value) -> str:
    choices = dict(getattr(field.field, "choices", []))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "strftime"):
        return value.strftime("%d.%m.%Y")
    return str(choices.get(value, value) or "—")


@require_POST
def in_force(request, pk):
    return _deed(request, pk, put_in_force, _("The act is in force: everybody in the house may read it now."))


@require_POST
def reread(request, pk):
    act = visible_act(request, pk)
    added = propose_directives(act, by=request.user)
    messages.success(request, _("Read again: %(count)s new proposals. What was decided stays.") % {"count": len(added)})
    return redirect("acts:act", pk)


def repeal(request, pk):
    """Repealing asks for the reason on a page of its own."""
    act = visible_act(request, pk)
    if not can_decide(request.user):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, initial={"version": act.version})
    if request.method == "POST" and form.is_valid():
        return _deed(request, pk, repeal_act, _("The act is repealed."), **form.cleaned_data)
    context = {
        "form": form,
        "title": act.title,
        "heading": _("Repeal the act"),
        "text": _("Its rules stay as they are: close or replace each of them by a decision of its own."),
        "submit": _("Repeal"),
        "back": reverse("acts:act", args=[pk]),
    }
    return render(request, "acts/reason.html", context)


@require_POST
def link(request, pk):
    act = visible_act(request, pk)
    form = LinkForm(request.POST, act=act, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("acts:act", pk)
    return _deed(request, pk, link_acts, _("The acts are linked."), key="source", **form.cleaned_data)


@require_POST
def unlink(request, pk):
    found = get_object_or_404(links_for(request.user, today()), pk=pk)
    try:
        unlink_acts(link=found, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The link is removed."))
    except ActError as wrong:
        messages.error(request, str(wrong))
    return redirect("acts:act", found.source_id)


def _deed(request, pk, deed, said: str, key: str = "act", **words):
    act = visible_act(request, pk)
    try:
        deed(**{key: act}, by=request.user, **words)
        messages.success(request, said)
    except ActError as wrong:
        messages.error(request, str(wrong))
    except StaleVersion:
        messages.error(request, _("Somebody else changed this act meanwhile. Look at it again, then repeat."))
    return redirect("acts:act", pk)
