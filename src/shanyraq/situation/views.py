from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from shanyraq.accounts.roles import RoleName
from shanyraq.directives.duty_words import legend
from shanyraq.directives.models import RuleForce
from shanyraq.places.calendar import today

from . import layer, queries, situation_map
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
    if _asks_for_situation(request):
        shown = layer.layer(request.user, form.day())
        return render(request, "situation/room_situation.html", _situation_page(form, shown))
    shown = queries.room(request.user, form.day())
    page = {"room": shown, "map": duties_map(shown), "legend": legend(RuleForce.MUST)}
    return render(request, "situation/room.html", page | _dated(form, shown.on))


@require_GET
def desk(request):
    """What waits for the reader."""
    return render(request, "situation/desk.html", {"desk": desk_of(request.user, today())})


@require_GET
def region(request, code):
    """One region on a day: its duties, or the situation in it."""
    area = get_object_or_404(queries.regions_for(request.user), pk=code)
    form = AsOfForm(request.GET or None)
    has_layers = layer.may_see(request.user)
    if has_layers and _asks_for_situation(request):
        shown = layer.layer(request.user, form.day(), area)
        page = {"card": shown, "has_layers": True}
        return render(request, "situation/region_situation.html", page | _situation_page(form, shown))
    card = queries.card(area, request.user, form.day())
    page = {"card": card, "legend": legend(RuleForce.MUST), "has_layers": has_layers}
    return render(request, "situation/region.html", page | _dated(form, card.on))


@require_GET
def brief(request, code):
    """The same figures on two pages of paper."""
    area = get_object_or_404(queries.regions_for(request.user), pk=code)
    on = AsOfForm(request.GET or None).day()
    card = queries.card(area, request.user, on)
    shown = layer.layer(request.user, on, area) if layer.may_see(request.user) else None
    answer = HttpResponse(brief_pdf(card, shown), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="shanyraq-{area.code}-{card.on.isoformat()}.pdf"'
    return answer


def _asks_for_situation(request) -> bool:
    return request.GET.get("layer") == "situation"


def _dated(form: AsOfForm, on) -> dict:
    is_answered = form.is_valid() or not form.is_bound
    return {"form": AsOfForm(initial={"on": on}) if is_answered else form, "is_today": on == today()}


def _rows(shown: layer.Layer, places) -> list[tuple]:
    return [(place, situation_map.cell(place, shown), shown.silence_of(place)) for place in places]


def _situation_page(form: AsOfForm, shown: layer.Layer) -> dict:
    return {
        "shown": shown,
        "map": situation_map.situation_map(shown),
        "rows": _rows(shown, shown.places),
        "quiet": _rows(shown, shown.quiet_places),
        "above": _rows(shown, shown.above),
        "marks": situation_map.legend(),
        "is_situation": True,
    } | _dated(form, shown.on)
