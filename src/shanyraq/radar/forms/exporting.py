from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from ..exports.files import FILES, file_called
from ..scoping import watched_regions, watches_country
from .working import NO_NAMES

WEEKS = (4, 13, 26, 52, 156)


def _reason():
    return forms.CharField(
        label=_("For whom and what for"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, help_text=NO_NAMES
    )


class ExportForm(forms.Form):
    """Which file, of which region, how far back, and why it leaves the house."""

    file = forms.ChoiceField(
        label=_("File"), choices=[(file.key, file.name) for file in FILES], widget=forms.RadioSelect
    )
    region = forms.ModelChoiceField(label=_("Region"), queryset=Area.objects.none(), required=False)
    weeks = forms.TypedChoiceField(label=_("How far back (for weekly files)"), coerce=int)
    reason = _reason()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Area.objects.regions().on(today()).order_by("pk")
        self.fields["region"].queryset = (
            regions if watches_country(user) else regions.filter(pk__in=watched_regions(user))
        )
        self.fields["region"].empty_label = _("The whole country") if watches_country(user) else _("All my regions")
        self.fields["weeks"].choices = [
            (number, ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}) for number in WEEKS
        ]
        self.fields["weeks"].initial = 13

    def clean_file(self):
        return file_called(self.cleaned_data["file"])


class MessageForm(forms.Form):
    """Which message of a hotspot, and why it leaves the house."""

    message = forms.TypedChoiceField(label=_("Message"), coerce=int)
    reason = _reason()

    def __init__(self, *args, messages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].choices = [
            (each.number, f"{each.identifier} · {each.kind} · {each.sent:%d.%m.%Y %H:%M}")
            for each in reversed(messages)
        ]
