"""States of duties in templates: colour and letter, words, dates of windows."""

from django import template
from django.utils.html import format_html, format_html_join

from shanyraq.directives import duty_words, rule_words

register = template.Library()


@register.simple_tag
def state_badge(state, flags=()):
    """The state as colour, letter and word; flags follow in words."""
    if not state:
        return ""
    mark = duty_words.mark(state)
    badge = format_html(
        '<span class="state state-{}"><span class="state-letter" aria-hidden="true">{}</span>{}</span>',
        mark.state,
        mark.letter,
        mark.name,
    )
    if not flags:
        return badge
    words = format_html_join(" ", '<span class="state-flag">{}</span>', ((duty_words.flag_name(f),) for f in flags))
    return format_html("{} {}", badge, words)


@register.simple_tag
def state_letter(state, label=""):
    """Colour and letter alone, with the word for those who do not see it."""
    mark = duty_words.mark(state)
    return format_html(
        '<span class="state state-{} state-small" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        mark.state,
        label or mark.name,
        mark.letter,
        label or mark.name,
    )


@register.simple_tag
def state_mark(state):
    """``{% state_mark state as mark %}``: letter, name and meaning, for a template that lays them out itself."""
    return duty_words.mark(state)


@register.simple_tag
def state_words(state) -> str:
    return duty_words.mark(state).name if state else ""


@register.simple_tag
def state_meaning(state) -> str:
    return duty_words.mark(state).meaning


@register.simple_tag
def control_words(window, force) -> str:
    return duty_words.control_word(window, force) if window else ""


@register.simple_tag
def state_legend(force):
    return duty_words.legend(force)


@register.filter
def flag_words(flag) -> str:
    return duty_words.flag_name(flag)


@register.filter
def source_words(rule) -> str:
    return rule_words.source_words(rule)


@register.filter
def force_heading(force):
    return duty_words.HEADINGS[force]
