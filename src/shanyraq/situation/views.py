from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from shanyraq.accounts.roles import RoleName
from shanyraq.directives.duty_words import legend
from shanyraq.directives.models import RuleForce
from shanyraq.places.calendar import today

from . import queries
from .brief import brief_pdf
from .desk import desk as desk_of
from .forms import AsOfForm
from .map import duties_map

ROOM_ROLES = (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER, RoleName.REGIONAL_SECRETARY)


@require_GET
def home(request):
    """Everybody's first page: the room for those who watch over many duties, the desk for everybody else."""
    return room(request) if request.user.has_role(*ROOM_ROLES) else redirect("situation:desk")


def room(request):
    form = AsOfForm(request.GET or None)
    shown = queries.room(request.user, form.day())
    return render(
        request,
        "situation/room.html",
        {
            "form": AsOfForm(initial={"on": shown.on}) if form.is_valid() or not form.is_bound else form,
            "room": shown,
            "map": duties_map(shown),
            "legend": legend(RuleForce.MUST),
            "is_today": shown.on == today(),
        },
    )


@require_GET
def desk(request):
    """What waits for the reader."""
    return render(request, "situation/desk.html", {"desk": desk_of(request.user, today())})


@require_GET
def region(request, code):
    """One region on a day."""
    area = get_object_or_404(queries.regions_for(request.user), pk=code)
    form = AsOfForm(request.GET or None)
    card = queries.card(area, request.user, form.day())
    return render(
        request,
        "situation/region.html",
        {
            "form": AsOfForm(initial={"on": card.on}) if form.is_valid() or not form.is_bound else form,
            "card": card,
            "legend": legend(RuleForce.MUST),
            "is_today": card.on == today(),
        },
    )


@require_GET
def brief(request, code):
    """The same figures on two pages of paper."""
    area = get_object_or_404(queries.regions_for(request.user), pk=code)
    card = queries.card(area, request.user, AsOfForm(request.GET or None).day())
    answer = HttpResponse(brief_pdf(card), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="shanyraq-{area.code}-{card.on.isoformat()}.pdf"'
    return answer
