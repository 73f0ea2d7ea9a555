from django import forms
from django.utils.translation import gettext_lazy as _

from .import_files import ENCODINGS


class FileForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("At most 5 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of a CSV file"),
        choices=[("", _("find it")), *((name, name) for name in ENCODINGS)],
        required=False,
    )


class TakeForm(FileForm):
    """The same file again, to be taken in."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    encoding = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)
