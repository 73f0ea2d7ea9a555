"""The four questions, asked of people of the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .intake_forms import ReportForm
from .known_reporters import bodies_reporting
from .scales import SourceKind, Status
from .scoping import watched_regions, watches_country


class BodyReportForm(ReportForm):
    """A report in the name of a body the user acts for."""

    body = forms.ModelChoiceField(label=_("In the name of"), queryset=None, empty_label=None)
    first = ["body"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies_reporting(user)


class CallForm(ReportForm):
    """A call written down at the desk; the places are those of its region."""

    source_kind = forms.ChoiceField(label=_("Who called, as a kind"), choices=SourceKind.choices)
    is_drill = forms.BooleanField(label=_("This is a drill"), required=False)
    first = ["source_kind", "is_drill"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not watches_country(user):
            mine = watched_regions(user)
            offered = [(code, name) for code, name in self.fields["region"].choices if code in mine]
            self.fields["region"].choices = offered
            self.fields["region"].required = True

    @property
    def status(self):
        return Status.EXERCISE if self.cleaned_data.get("is_drill") else Status.ACTUAL
