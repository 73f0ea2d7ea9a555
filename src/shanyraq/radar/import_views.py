"""Doors to files: look at one line by line, give it again to take it in, see what was taken in before."""

import csv
import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from shanyraq.places.models import Area
from shanyraq.places.queries import country

from . import import_lines, importing
from .doubts import keepable
from .import_forms import FileForm, TakeForm
from .models import ImportBatch
from .scoping import WATCHERS, watched_regions, watches_country
from .views.finding import attempt

SHOWN = 30
PAGE = 25


def desks_only(view):
    @sensitive_post_parameters()
    def guarded(request, *args, **kwargs):
        if not request.user.has_role(*WATCHERS):
            raise PermissionDenied(_("Files are read in by the centre and by the secretariat of a region."))
        return view(request, *args, **kwargs)

    return guarded


@desks_only
def files(request):
    """Look at a file before anything of it is taken in; below, the files taken in before."""
    form = FileForm(request.POST or None, request.FILES or None)
    seen = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file = given["file"]
        seen = attempt(form, lambda: importing.look(_bytes(file), encoding=given["encoding"], by=request.user))
    batches = ImportBatch.objects.visible_to(request.user).select_related("by", "area")
    page = {"form": form, "page_obj": Paginator(batches, PAGE).get_page(request.GET.get("page"))}
    if seen:
        again = TakeForm(initial={"sha256": seen.sha256, "encoding": given["encoding"]})
        page |= _preview(seen) | {"again": again, "file_name": file.name}
        page["broken_off"] = importing.broken_off(seen, _area_of(request.user))
    return render(request, "radar/intake/files.html", page, status=422 if form.errors else 200)


@desks_only
def take(request):
    """Take in the file that was looked at; another file is only looked at."""
    form = TakeForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        messages.error(request, _("Choose the file once more: it is not kept here between looking and taking in."))
        return redirect("radar:import")
    given = form.cleaned_data
    file = _bytes(given["file"])
    if hashlib.sha256(file).hexdigest() != given["sha256"]:
        messages.error(request, _("This is another file than the one you looked at. Look at it first."))
        return redirect("radar:import")
    seen = importing.look(file, encoding=given["encoding"], by=request.user)
    batch = importing.take_in(seen, file_name=given["file"].name, area=_area_of(request.user), by=request.user)
    messages.success(
        request,
        _("Taken in: %(taken)s. Known before: %(repeated)s. Not taken: %(refused)s.")
        % {"taken": batch.taken, "repeated": batch.repeated, "refused": len(batch.refused)},
    )
    return redirect("radar:import_batch", batch.pk)


@desks_only
def batch(request, pk):
    """What became of a file."""
    batches = ImportBatch.objects.visible_to(request.user).select_related("by", "area")
    return render(request, "radar/intake/batch.html", {"batch": get_object_or_404(batches, pk=pk)})


@desks_only
def template(request):
    """An empty table with its headings and one example, for any spreadsheet program."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="signals.csv"'
    answer.write("\ufeff")
    csv.writer(answer).writerows(import_lines.template())
    return answer


def _bytes(file) -> bytes:
    """What was given, up to one byte more than is taken."""
    return file.read(importing.import_files.LARGEST + 1)


def _preview(seen) -> dict:
    """The first lines as they would be kept, and every line that would not."""
    shown = [(line, keepable(line.report.text)) for line in seen.good[:SHOWN]]
    return {
        "seen": seen,
        "shown": shown,
        "bad": seen.bad[: 10 * SHOWN],
        "counts": {"good": len(seen.good), "bad": len(seen.bad)},
    }


def _area_of(user) -> Area:
    if watches_country(user):
        return country()
    return Area.objects.get(pk=min(watched_regions(user)))
