"""Doors to the keys of programs."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .key_actions import close_key, make_key
from .models import ApiKey
from .scales import SourceKind
from .scoping import WATCHERS, watched_regions, watches_country
from .views.finding import posted


class KeyForm(forms.Form):
    """A key for a program of one area."""

    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=200)
    area = forms.ModelChoiceField(label=gettext_lazy("Signals of"), queryset=Area.objects.none(), empty_label=None)
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of source"), choices=SourceKind.choices, initial=SourceKind.OTHER
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.on(today()).filter(level__in=(0, 1))
        if not watches_country(user):
            areas = areas.filter(pk__in=watched_regions(user))
        self.fields["area"].queryset = areas.order_by("level", "code")


def keys(request):
    """Keys of programs; a new one is shown once, in the answer that made it."""
    if not request.user.has_role(*WATCHERS):
        raise PermissionDenied(_("Keys are kept by the centre and by the secretariat of a region."))
    form, words = KeyForm(posted(request), user=request.user), None
    if request.method == "POST" and form.is_valid():
        made, words = make_key(by=request.user, **form.cleaned_data)
        form = KeyForm(user=request.user)
    known = ApiKey.objects.visible_to(request.user).select_related("area", "made_by")
    page = {"form": form, "keys": known.order_by("-state", "name"), "words": words, "made": words and made}
    answer = render(request, "radar/intake/keys.html", page, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@require_POST
def close(request, pk):
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), pk=pk)
    close_key(key=key, by=request.user)
    messages.success(request, _("The key is closed: it opens nothing any more."))
    return redirect("radar:keys")
