from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today
from shanyraq.places.fields import DayField


class AsOfForm(forms.Form):
    """The day a page speaks of; today where none or no real day is given."""

    on = DayField(label=_("As of"), required=False)

    def day(self):
        return (self.is_valid() and self.cleaned_data["on"]) or today()
