"""What the house tells of how it listens: to everybody, and, in full, to those who run it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..intake_views import open_door, shown
from ..openness.failures import failures
from ..openness.measured import measurement
from ..openness.record import record
from ..permissions import sees_redaction


@login_not_required
def transparency_here(request):
    """The record in the reader's language."""
    return redirect("radar:transparency_in", get_language())


@open_door
def transparency(request, language):
    """How it listens, what it never asks, by which numbers it decides, how often it errs."""
    return shown(request, "radar/openness/transparency.html", "radar:transparency_in", **record())


def redaction(request):
    """How well personal data is removed, figure by figure."""
    if not sees_redaction(request.user):
        raise PermissionDenied(_("These figures are for the administrator and for those who watch over signals."))
    measured = [found for name in ("redaction", "locating") if (found := measurement(name))]
    known = [each for each in failures() if any(each.is_about(found) for found in measured)]
    return render(request, "radar/openness/redaction.html", {"measurements": measured, "failures": known})
