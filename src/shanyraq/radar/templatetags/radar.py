"""How signals are shown: what was taken out of a text, levels and states as word and colour."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places.models import Area
from shanyraq.radar import vocabulary
from shanyraq.radar.doubts import DOUBTFUL
from shanyraq.radar.models import Signal
from shanyraq.radar.scales import Level, Stage
from shanyraq.reading.screening import MARKS

register = template.Library()

TAKEN_OUT = {
    "person": pgettext_lazy("taken out", "a name"),
    "phone": pgettext_lazy("taken out", "a phone number"),
    "iin": pgettext_lazy("taken out", "a personal number"),
    "email": pgettext_lazy("taken out", "an e-mail address"),
    "plate": pgettext_lazy("taken out", "a car number"),
    "handle": pgettext_lazy("taken out", "an account"),
    "link": pgettext_lazy("taken out", "a link"),
    "card": pgettext_lazy("taken out", "a card number"),
    "iban": pgettext_lazy("taken out", "a bank account"),
    "ethnonym": pgettext_lazy("taken out", "origin of a person"),
    "address": pgettext_lazy("taken out", "a home address"),
    "birth": pgettext_lazy("taken out", "a date of birth"),
    "doubtful": pgettext_lazy("taken out", "a doubtful word"),
}
_MARK = re.compile("|".join(re.escape(mark) for mark in (*MARKS.values(), DOUBTFUL)))
_KIND = {mark: kind for kind, mark in MARKS.items()} | {DOUBTFUL: "doubtful"}


@register.filter
def said(text: str):
    """A screened text: in place of every mark a small box that says what stood there."""
    pieces, place = [], 0
    for mark in _MARK.finditer(text):
        pieces.append(conditional_escape(text[place : mark.start()]))
        pieces.append(format_html('<span class="radar-mark">{}</span>', TAKEN_OUT[_KIND[mark.group()]]))
        place = mark.end()
    pieces.append(conditional_escape(text[place:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def excerpt(text: str, length: int = 120) -> str:
    """The beginning of a text, cut between words: a mark is never cut."""
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0]} …"


@register.filter
def taken_out(masked: dict) -> list[tuple[str, int]]:
    """What was taken out of a text and how often: ``[("a name", 2)]``."""
    return [(str(words), masked[kind]) for kind, words in TAKEN_OUT.items() if kind in masked]


@register.filter
def issue(code: str) -> str:
    return vocabulary.issue_name(code)


@register.simple_tag
def signal_title(signal) -> str:
    """What a signal is called: its issue and its place."""
    place = f"{signal.area.name}, {signal.settlement}" if signal.settlement else signal.area.name
    return f"{vocabulary.issue_name(signal.issue)} · {place}"


@register.simple_tag
def signal_level(level: int):
    """A level as number, word and colour."""
    return format_html('<span class="radar-level radar-level-{}">{}</span>', level, Level(level).label)


@register.simple_tag
def signal_state(state: str):
    return format_html('<span class="radar-state radar-{}">{}</span>', state, Signal.State(state).label)


LABELS = {
    "area": _("Place"),
    "settlement": _("Settlement"),
    "issue": _("Issue"),
    "stage": _("Stage"),
    "level": _("Level"),
    "state": _("State"),
}
_WORDS = {
    "issue": vocabulary.issue_name,
    "stage": lambda value: Stage(value).label,
    "level": lambda value: Level(value).label,
    "state": lambda value: Signal.State(value).label,
    "area": lambda value: Area.objects.get(pk=value).name,
    "settlement": lambda value: value or "–",
}


@register.filter
def changes(change: dict) -> list[tuple[str, str, str]]:
    """What a change did, in words: ``[("Level", "3, look the same day", "1, watch")]``."""
    return [
        (str(label), str(_WORDS[name](change[name][0])), str(_WORDS[name](change[name][1])))
        for name, label in LABELS.items()
        if name in change
    ]
