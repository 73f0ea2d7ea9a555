"""Fields of forms for days of the country."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .calendar import today

FIRST = date(2000, 1, 1)
YEARS_AHEAD = 10


class DayField(forms.DateField):
    """A day that a page may speak of: from 2000 to ten years from now; anything else gets a sentence."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}))
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if value is not None and not FIRST <= value <= last_day():
            raise ValidationError(
                _("Give a day from %(first)s to %(last)s.")
                % {"first": FIRST.strftime("%d.%m.%Y"), "last": last_day().strftime("%d.%m.%Y")}
            )


def last_day() -> date:
    return date(today().year + YEARS_AHEAD, 12, 31)
