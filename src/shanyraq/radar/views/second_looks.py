"""Doors to the centre's second look at what was relabelled or closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..forms import ReasonForm
from ..permissions import reviews_changes
from ..queries import second_looks
from .finding import done, posted

SHOWN = 50


def waiting(request):
    """Changes that wait for somebody of the centre other than the one who made them."""
    if not reviews_changes(request.user):
        raise PermissionDenied(_("The second look is the centre's."))
    found = list(second_looks(request.user).order_by("opened_at", "pk")[: SHOWN + 1])
    return render(request, "radar/second_looks.html", {"looks": found[:SHOWN], "more": len(found) > SHOWN})


def look(request, pk):
    """One change: agree with it, or take it back with a reason."""
    review = get_object_or_404(second_looks(request.user), pk=pk)
    form = ReasonForm(posted(request))
    agrees = request.POST.get("verdict") == "agree"
    form.fields["reason"].required = request.method == "POST" and not agrees
    deed = actions.agree_with_change if agrees else actions.reverse_change
    if done(request, form, lambda: deed(review=review, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Agreed.") if agrees else _("The change is taken back."))
        return redirect("radar:second_looks")
    page = {"look": review, "signal": review.signal, "form": form}
    return render(request, "radar/second_look.html", page, status=422 if form.errors else 200)
