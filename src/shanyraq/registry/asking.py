"""Small questions every deed asks before it is done; a refusal is a sentence beside the field it speaks of."""

import re
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from shanyraq.places import calendar

KNOWN_AHEAD = timedelta(days=366)
PERSONAL_NUMBER = re.compile(r"(?<!\d)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{6}(?!\d)")


def allow(may: bool, sentence: str = "") -> None:
    if not may:
        raise PermissionDenied(sentence or _("You may not change this in the register."))


def refuse(field: str, sentence: str):
    raise ValidationError({field: [sentence]})


def need_reason(reason: str) -> None:
    if not reason.strip():
        refuse("reason", _("Say why: the reason stays in the history."))
    no_personal_numbers(reason=reason)


def not_in_future(field: str, day: date | None) -> None:
    if day and day > calendar.today():
        refuse(field, _("%(day)s has not come yet: enter what has happened.") % {"day": dotted(day)})


def soon_enough(field: str, day: date) -> None:
    """A term is entered when it is decided on: its first day is near."""
    if day > calendar.today() + KNOWN_AHEAD:
        refuse(
            field,
            _("The first day %(day)s is more than a year ahead. Check the year, or enter it nearer to that day.")
            % {"day": dotted(day)},
        )


def no_personal_numbers(**texts: str) -> None:
    """A twelve-digit number that begins with a date is a person's: it may stand in no field."""
    for field, text in texts.items():
        if text and PERSONAL_NUMBER.search(text):
            refuse(field, _("This looks like a person's number (IIN). The register keeps none: take it out."))


def dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"
