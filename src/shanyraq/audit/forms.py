from django import forms
from django.utils.translation import gettext_lazy as _

from . import labels, queries, verbs


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class JournalFilter(forms.Form):
    verb = forms.ChoiceField(label=_("Deed"), required=False)
    actor = forms.CharField(label=_("Who"), required=False)
    area = forms.ChoiceField(label=_("Region"), required=False)
    since = _day(_("From"))
    until = _day(_("Until"))
    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    object_id = forms.CharField(label=_("Number of the thing"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        deeds = sorted(((verb, str(label)) for verb, label in verbs.declared().items()), key=lambda pair: pair[1])
        self.fields["verb"].choices = every + deeds
        self.fields["area"].choices = every + labels.areas().regions()
        self.fields["kind"].choices = every + queries.kinds()
