"""How signals are shown: what was taken out of a text, levels and states as word and colour."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.marks import TAKEN_OUT
from shanyraq.audit.templatetags.marks import said
from shanyraq.places.models import Area
from shanyraq.radar import vocabulary
from shanyraq.radar.models import Signal
from shanyraq.radar.scales import Level, Stage

register = template.Library()
register.filter(said)


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


@register.filter
def kind_taken_out(kind: str) -> str:
    """What would be taken out, in words."""
    return str(TAKEN_OUT[kind])
