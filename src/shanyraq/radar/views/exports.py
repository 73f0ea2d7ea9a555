"""Files for those beyond the house: counts, hotspots, one message."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import vocabulary
from ..export_actions import take_out_file, take_out_message
from ..exports import bands, cap, hotspots
from ..exports.files import FILES
from ..exports.weekly import ground
from ..forms.exporting import ExportForm, MessageForm
from ..permissions import can_take_out
from .finding import attempt, posted


def exports(request):
    """What may leave the house, and the door by which it leaves."""
    if not can_take_out(request.user):
        raise PermissionDenied(_("Files are taken out by the centre and, for its region, by the secretariat."))
    form = ExportForm(posted(request), user=request.user, initial={"file": FILES[0].key})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        attempt(form, lambda: take_out_file(**asked | {"file": asked["file"].key}, by=request.user))
        if not form.errors:
            return _file(request.user, asked["file"], asked["region"], asked["weeks"])
    shown = [(file, [(each.name, each.tagged(get_language())) for each in file.columns]) for file in FILES]
    page = {"form": form, "files": shown, "width": bands.WIDTH, "small": bands.SMALL}
    return render(request, "radar/exports/files.html", page, status=422 if form.errors else 200)


def message(request, pk):
    """One hotspot as a CAP message."""
    hotspot = get_object_or_404(hotspots.exportable(request.user), pk=pk)
    messages = cap.messages(hotspot)
    if not messages:
        raise Http404
    form = MessageForm(posted(request), messages=messages)
    if request.method == "POST" and form.is_valid():
        chosen = messages[form.cleaned_data["message"] - 1]
        reason = form.cleaned_data["reason"]
        attempt(
            form, lambda: take_out_message(hotspot=hotspot, message=chosen.identifier, reason=reason, by=request.user)
        )
        if not form.errors:
            return _message(chosen)
    page = {
        "form": form,
        "hotspot": hotspot,
        "about": f"{vocabulary.issue_name(hotspot.issue)} · {hotspot.area.name}",
        "messages_of": messages,
        "restriction": cap.restriction(get_language()),
    }
    return render(request, "radar/exports/message.html", page, status=422 if form.errors else 200)


def _file(user, file, region, weeks):
    here = ground(user, region, weeks)
    response = StreamingHttpResponse(file.lines(here, region, get_language()), content_type=file.kind)
    return _taken_home(response, file.named(here, region))


def _message(chosen):
    text = cap.as_xml(chosen, hotspots.concerned(chosen.hotspot))
    return _taken_home(HttpResponse(text, content_type="application/cap+xml"), f"cap-{chosen.identifier}.xml")


def _taken_home(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
