"""Pages for reading: the list of signals and one signal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ..permissions import has_signals
from ..queries import listed, whole

PAGE_SIZE = 25


def signals(request):
    """Signals the reader may see, the newest first."""
    if not has_signals(request.user):
        raise PermissionDenied(_("Signals are read by those who watch over a region and by the bodies that report."))
    return render(request, "radar/list.html", {"signals": listed(request.user)[:PAGE_SIZE]})


def signal(request, pk):
    """One signal, if the reader may see it: another region's does not exist for him."""
    return render(request, "radar/signal.html", {"signal": get_object_or_404(whole(request.user), pk=pk)})
