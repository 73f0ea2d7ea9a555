from django import forms
from django.utils.translation import gettext_lazy as _


class AreaSearch(forms.Form):
    q = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("All")), ("1", _("regions and cities")), ("2", _("districts and towns"))],
    )


class MovedDayForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    is_working = forms.TypedChoiceField(
        label=_("That day is"),
        choices=[("yes", _("a working day")), ("no", _("a day off"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The decision that moved the day: number and date.")
    )


class RestoreDayForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
