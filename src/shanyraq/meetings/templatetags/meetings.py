"""How meetings are shown: presence as letter, colour and word; the state of an event."""

from django import template
from django.utils.html import format_html

from shanyraq.meetings import kinds
from shanyraq.meetings.models import Participation
from shanyraq.meetings.register import LETTERS

register = template.Library()


@register.simple_tag
def event_status(event):
    """The event's own status as a small word in a frame; never a verdict."""
    return format_html('<span class="event-status event-{}">{}</span>', event.status, event.get_status_display())


@register.simple_tag
def presence_badge(presence):
    """A presence in letter, colour and word."""
    value = Participation.Presence(presence)
    return format_html(
        '<span class="presence presence-{}"><span aria-hidden="true">{}</span> {}</span>',
        value.value,
        LETTERS[value],
        value.label,
    )


@register.simple_tag
def presence_letter(cell):
    """A cell of the register: colour and letter, with the words for those who do not see it."""
    if not cell.presence:
        return format_html('<span aria-hidden="true">{}</span>', cell.letter)
    return format_html(
        '<span class="presence presence-{}{}" title="{}"><span aria-hidden="true">{}{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        cell.presence,
        " presence-coming" if cell.is_coming else "",
        cell.words,
        cell.letter,
        "*" if cell.has_times else "",
        cell.words,
    )


@register.filter
def kind_label(code) -> str:
    return kinds.label(code)
