from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shanyraq.audit import journal

from . import queries
from .forms import EnterForm


@login_not_required
@never_cache
def enter(request):
    """Whom would you like to be? Exists in the demo country only."""
    _demo_only()
    return render(request, "demo/enter.html", {"cards": queries.cards()})


@login_not_required
@require_POST
def enter_as(request):
    """Enter as an invented person, without a password or a second step."""
    _demo_only()
    form = EnterForm(request.POST)
    if not form.is_valid():
        raise Http404
    someone = get_object_or_404(queries.demo_users(), pk=form.cleaned_data["user"])
    login(request, someone, backend=settings.AUTHENTICATION_BACKENDS[0])
    journal.record("accounts.entered_demo", someone, by=someone)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _demo_only() -> None:
    # The route exists in demo mode only; this is the second lock.
    if not settings.DEMO:
        raise Http404
