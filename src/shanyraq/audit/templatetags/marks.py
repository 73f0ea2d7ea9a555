from django import template
from django.utils.html import conditional_escape, format_html, format_html_join

from shanyraq.audit import marks

register = template.Library()


@register.filter
def said(text):
    """A kept text: in place of every mark a small box that says what stood there."""
    shown = (
        format_html('<span class="house-taken">{}</span>', marks.TAKEN_OUT[kind]) if kind else conditional_escape(words)
        for words, kind in marks.pieces(str(text or ""))
    )
    return format_html_join("", "{}", ((piece,) for piece in shown))


@register.filter
def said_plainly(text) -> str:
    """The same as plain words, where no box can stand: in an attribute, a title, a line that is cut."""
    return marks.in_words(str(text or ""))
