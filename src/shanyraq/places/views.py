from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .actions import move_day, restore_day
from .calendar import today
from .forms import AreaSearch, MovedDayForm, RestoreDayForm
from .models import DayOverride
from .permissions import can_move_days
from .queries import latest_population, moved_days, search_areas

PAGE_SIZE = 50


def areas(request):
    """Regions and districts: names in three languages, codes, people."""
    form = AreaSearch(request.GET or None)
    found = search_areas("")
    if form.is_valid():
        found = search_areas(form.cleaned_data["q"])
        if form.cleaned_data["level"]:
            found = found.filter(level=form.cleaned_data["level"])
    page = Paginator(found.on(today()).select_related("parent").order_by("level", "code"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    people = latest_population([area.code for area in page], today())
    rows = [(area, people.get(area.code)) for area in page]
    return render(request, "places/areas.html", {"form": form, "page": page, "rows": rows})


def days(request):
    """Days the government moved; a controller of the centre adds and restores them."""
    may_change = can_move_days(request.user)
    form = MovedDayForm(request.POST or None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            moved = move_day(by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept: %(day)s.") % {"day": moved.date.strftime("%d.%m.%Y")})
            return redirect("places:days")
    moved = moved_days()
    return render(request, "places/days.html", {"form": form, "moved": moved, "may_change": may_change})


def restore(request, day):
    """Give a moved day back to the ordinary calendar, with a reason."""
    override = get_object_or_404(DayOverride, date=day)
    if not can_move_days(request.user):
        raise PermissionDenied
    form = RestoreDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        restore_day(override=override, by=request.user, **form.cleaned_data)
        messages.success(request, _("The day follows the ordinary calendar again."))
        return redirect("places:days")
    return render(request, "places/restore.html", {"form": form, "override": override})
