"""How lines and hotspots are shown: numbers of reports, states as word and colour, links to signals of a place."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

from shanyraq.radar import line_words
from shanyraq.radar.models import Hotspot, Line

register = template.Library()


@register.filter
def amount(value: float) -> str:
    return line_words.amount(value)


@register.simple_tag
def line_state(state: str):
    """A line's state as word and colour."""
    return format_html('<span class="radar-line radar-line-{}">{}</span>', state, Line.State(state).label)


@register.simple_tag
def hotspot_state(state: str):
    """A hotspot's state as word and colour."""
    return format_html('<span class="radar-line radar-hotspot-{}">{}</span>', state, Hotspot.State(state).label)


@register.simple_tag
def signals_of(area, issue: str = "") -> str:
    """Address of the signals of a district or region, of one issue if it is given."""
    place = {"region": area.region_code} | ({"district": area.pk} if area.level == 2 else {})
    return f"{reverse('radar:signals')}?{urlencode(place | ({'issue': issue} if issue else {}))}"
