"""Doors to the human glance: texts that wait for somebody to look at their doubtful words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..forms import GlanceForm
from ..models import Quarantine
from ..queries import glances, pressing_glances
from ..scoping import WATCHERS
from .finding import posted

SHOWN = 50


def waiting(request):
    """Sealed texts the reader may open; no word of them stands here."""
    if not request.user.has_role(*WATCHERS):
        raise PermissionDenied(_("Sealed texts are opened by those who watch over a region."))
    found = pressing_glances(request.user)
    return _never_kept(render(request, "radar/glances.html", {"glances": found[:SHOWN], "more": len(found) > SHOWN}))


def glance(request, pk):
    """Open one sealed text, and say of each doubtful word whether it stays."""
    quarantine = get_object_or_404(glances(request.user), pk=pk)
    sealed = actions.open_glance(quarantine=quarantine, by=request.user)
    form = GlanceForm(posted(request), words=_in_sight(sealed))
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_glance(quarantine=quarantine, kept=form.kept, by=request.user)
        except Quarantine.DoesNotExist:
            messages.info(request, _("Somebody has looked at this text just before you."))
        else:
            messages.success(request, _("Done: the text is kept as you decided, the sealed one is destroyed."))
        return redirect("radar:glances")
    page = {"signal": quarantine.signal, "quarantine": quarantine, "form": form, "pieces": _pieces(sealed)}
    return _never_kept(render(request, "radar/glance.html", page, status=422 if form.errors else 200))


def _pieces(sealed) -> list[tuple[str, int]]:
    """The text in pieces, each with the number of its doubtful word (0: none of them)."""
    if sealed.text is None:
        return []
    pieces, place = [], 0
    for number, (start, end) in enumerate(sealed.spans, 1):
        pieces += [(sealed.text[place:start], 0), (sealed.text[start:end], number)]
        place = end
    return [*pieces, (sealed.text[place:], 0)]


def _in_sight(sealed) -> list[str]:
    """Each doubtful word as the form asks about it."""
    if sealed.text is None:
        return []
    return [sealed.text[start:end] for start, end in sealed.spans]


def _never_kept(response):
    response.headers["Cache-Control"] = "no-store, private"
    return response
