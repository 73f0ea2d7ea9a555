from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import anchors, journal, queries
from .forms import JournalFilter
from .permissions import can_read_journal, can_read_whole_journal

PAGE = 50


def _readers(asked, words):
    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not asked(request.user):
                raise PermissionDenied(words())
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _no_journal():
    return _("The journal is read by the centre, by administrators and, for their region, by regional secretaries.")


def _no_proof():
    return _("The whole journal is checked by the centre and by administrators.")


readers_only = _readers(can_read_journal, _no_journal)
whole_readers_only = _readers(can_read_whole_journal, _no_proof)


@readers_only
def entries(request):
    form = JournalFilter(request.GET or None)
    found = queries.entries_visible_to(request.user)
    if form.is_bound and form.is_valid():
        found = queries.filter_entries(found, **form.cleaned_data)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.in_words(page.object_list)
    context = {"form": form, "page_obj": page, "can_verify": can_read_whole_journal(request.user)}
    return render(request, "audit/journal.html", context)


@readers_only
def entry(request, seq):
    found = get_object_or_404(queries.entries_visible_to(request.user), pk=seq)
    context = {"entry": queries.in_words([found])[0], "stands": journal.stands(found)}
    return render(request, "audit/entry.html", context)


@whole_readers_only
def proof(request):
    """The head of the journal; on POST the whole chain is walked."""
    context = {"head": journal.anchor()}
    if request.method == "POST":
        context |= {"breaks": journal.verify(), "checked": True}
    return render(request, "audit/proof.html", context)


@whole_readers_only
@require_POST
def anchor_file(request):
    """The head as a line to keep outside this system."""
    head = journal.anchor()
    response = HttpResponse(anchors.line(head), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="journal-{head.seq}.jsonl"'
    return response
