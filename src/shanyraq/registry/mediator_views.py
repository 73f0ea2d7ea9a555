"""The register of mediators: the list, its file, one credential, and the doors to the deeds."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.audit.permissions import can_read_journal

from . import actions, mediator_forms, mediator_queries, permissions
from .asof import day_asked
from .deeds import Words, deed
from .filters import MediatorFilter
from .mediator_export import as_csv
from .models import MediatorCredential
from .post_forms import today_first

PAGE = 50
HISTORY = 20


def mediators(request):
    """Search and filters over the credentials the reader may see, on a day."""
    asked = day_asked(request)
    chosen = MediatorFilter(request.GET, mediator_queries.listed(request.user), day=asked.day)
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": chosen.form,
        "page_obj": page,
        "rows": mediator_queries.rows_of(page.object_list, asked.day),
        "asked": asked,
        "as_of": asked.day,
        "may_enter": permissions.can_keep_some_mediators(request.user),
    }
    return render(request, "registry/mediators.html", context)


def mediators_export(request):
    """The same list as a CSV file."""
    asked = day_asked(request)
    chosen = MediatorFilter(request.GET, mediator_queries.listed(request.user), day=asked.day)
    return as_csv(chosen.qs, asked.day)


def mediator(request, pk):
    found = get_object_or_404(mediator_queries.listed(request.user).select_related("renews"), pk=pk)
    asked = day_asked(request)
    row = mediator_queries.rows_of([found], asked.day)[0]
    may_keep = permissions.can_keep_mediators(request.user, found.area)
    sees_history = may_keep or can_read_journal(request.user)
    context = {
        "row": row,
        "credential": found,
        "renewed_by": getattr(found, "renewed_by", None),
        "asked": asked,
        "as_of": asked.day,
        "may_keep": may_keep,
        "may_end": may_keep and row.state in ("valid", "ends_soon"),
        "sees_history": sees_history,
        "entries": journal.history(found)[:HISTORY] if sees_history else [],
    }
    return render(request, "registry/mediator.html", context)


def enter(request):
    if not permissions.can_keep_some_mediators(request.user):
        raise PermissionDenied(_("Mediators are entered by the centre and by regional secretaries."))
    initial = today_first("elected_on") | {"membership": request.GET.get("term", "")}
    form = mediator_forms.EnterForm(request.POST or None, user=request.user, initial=initial)
    words = Words(_("Enter a mediator"), _("Enter the credential"), _("The credential is entered."))

    def do(**card):
        return actions.enter_credential(by=request.user, **card).get_absolute_url()

    return deed(request, form, do, words=words, back="/registry/mediators/")


def renew(request, pk):
    found = _kept(request, pk)
    form = mediator_forms.RenewForm(request.POST or None, user=request.user, initial=mediator_forms.renewed_card(found))
    words = Words(
        _("Renew the credential"),
        _("Renew"),
        _("The credential is renewed; the former one stays in the register."),
        _("A new election or a new certificate: give its day, its paper and until when it is valid."),
    )

    def do(**card):
        return actions.renew_credential(credential=found, by=request.user, **card).get_absolute_url()

    return _deed(request, found, form, do, words)


def correct(request, pk):
    found = _kept(request, pk)
    form = mediator_forms.CorrectForm(request.POST or None, user=request.user, initial=mediator_forms.card_of(found))
    words = Words(
        _("Correct the credential"),
        _("Correct the credential"),
        _("The credential is corrected; the former values stay in the history."),
    )
    do = partial(actions.correct_credential, credential=found, by=request.user)
    return _deed(request, found, form, do, words, initial_of=mediator_forms.card_of)


def end(request, pk):
    found = _kept(request, pk)
    form = mediator_forms.EndForm(request.POST or None, initial=today_first("ended_on"))
    words = Words(
        _("End the credential"),
        _("End the credential"),
        _("The credential has its last day."),
        _("For one that ends before its term: the mediator resigned, was recalled, moved away."),
    )
    return _deed(request, found, form, partial(actions.end_credential, credential=found, by=request.user), words)


def _kept(request, pk) -> MediatorCredential:
    """The credential when the reader may see it and keeps its territory: else 404, else 403."""
    found = get_object_or_404(mediator_queries.listed(request.user), pk=pk)
    if not permissions.can_keep_mediators(request.user, found.area):
        raise PermissionDenied(_("You may not change this in the register."))
    return found


def _deed(request, found, form, do, words, initial_of=None):
    return deed(request, form, do, words=words, back=found.get_absolute_url(), about=found, initial_of=initial_of)
