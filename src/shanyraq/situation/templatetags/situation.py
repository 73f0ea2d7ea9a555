"""How figures of the situation are said: days, shares, how many came back."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.radar.line_words import share as in_per_cent
from shanyraq.radar.response import Days
from shanyraq.situation.layer import SMALLEST, Layer

register = template.Library()


@register.filter
def days(value: Days | None) -> str:
    """ "3 days", "at least 3 days", or that there are too few to tell."""
    if value is None:
        return _("too few to tell")
    said = ngettext("%(n)s day", "%(n)s days", value.days) % {"n": value.days}
    return _("at least %(days)s") % {"days": said} if value.at_least else said


@register.simple_tag
def share(part: int, whole: int) -> str:
    """A part of a whole in per cent; nothing where there is nothing to share."""
    return in_per_cent(part / whole) if part else ""


@register.simple_tag
def repeats_said(shown: Layer) -> str:
    """ "2 of 9 in twelve months"; for whoever reads no signals nothing below five is counted out."""
    found, of = len(shown.repeats.found), shown.repeats.of
    if not shown.watches and min(found, of) < SMALLEST:
        return _("Fewer than five are not counted out here.")
    return _("%(found)s of %(of)s hotspots of the last twelve months.") % {"found": found, "of": of}
