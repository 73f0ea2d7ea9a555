from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today


class AsOfForm(forms.Form):
    """The day a page speaks of; today where none or no real day is given."""

    on = forms.DateField(label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def day(self):
        return (self.is_valid() and self.cleaned_data["on"]) or today()
