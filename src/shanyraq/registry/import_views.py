from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import actions, permissions
from .export import COLUMNS
from .importing import BYTES_AT_MOST, decoded, read_plan
from .kinds import kinds

SHOWN_AT_MOST = 200


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV file in UTF-8"), widget=forms.FileInput(attrs={"accept": ".csv"}))

    def clean_file(self):
        return decoded(self.cleaned_data["file"].read(BYTES_AT_MOST + 1))


class ConfirmForm(forms.Form):
    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=BYTES_AT_MOST)


def upload(request):
    """First the file is read and shown as it would be entered; a second click enters it, whole or not at all."""
    if not permissions.can_import(request.user):
        raise PermissionDenied(_("Bodies are imported by the centre and by regional secretaries."))
    if "text" in request.POST:
        return _enter(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    plan = confirm = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        try:
            plan = read_plan(text, request.user)
        except ValidationError as wrong:
            form.add_error("file", wrong.messages)
        else:
            confirm = ConfirmForm(initial={"text": text}) if not plan.mistakes and (plan.new or plan.changed) else None
    return _page(request, form, plan, confirm)


def _enter(request):
    confirm = ConfirmForm(request.POST)
    form = UploadForm()
    if not confirm.is_valid():
        return _page(request, form, None, None, [_("The file was lost on the way. Choose it again.")])
    try:
        plan = actions.import_bodies(text=confirm.cleaned_data["text"], by=request.user)
    except ValidationError as wrong:
        return _page(request, form, None, None, wrong.messages)
    done = ngettext("%(count)s body entered", "%(count)s bodies entered", plan.new) % {"count": plan.new}
    mended = ngettext("%(count)s card changed", "%(count)s cards changed", plan.changed) % {"count": plan.changed}
    messages.success(request, f"{done}, {mended}.")
    return redirect("registry:bodies")


def _page(request, form, plan, confirm, refusals=()):
    context = {
        "form": form,
        "plan": plan,
        "lines": plan.lines[:SHOWN_AT_MOST] if plan else [],
        "mistakes": plan.mistakes[:SHOWN_AT_MOST] if plan else [],
        "confirm": confirm,
        "refusals": refusals,
        "columns": COLUMNS,
        "kinds": kinds().values(),
    }
    return render(request, "registry/import.html", context, status=422 if refusals else 200)
