"""Words of the journal about things of every floor: what kind it is, its present name, its page.

The journal lives at the bottom of the house and knows none of them; from the entrance all of them are in sight.
"""

from django.apps import apps
from django.utils.translation import pgettext_lazy

from shanyraq.audit import labels

KINDS = {
    "places.area": pgettext_lazy("kind of thing", "area"),
    "places.dayoverride": pgettext_lazy("kind of thing", "moved working day"),
    "meetings.event": pgettext_lazy("kind of thing", "meeting or event"),
    "meetings.minutes": pgettext_lazy("kind of thing", "minutes"),
    "meetings.decision": pgettext_lazy("kind of thing", "decision"),
    "meetings.participation": pgettext_lazy("kind of thing", "participation"),
    "directives.sourceact": pgettext_lazy("kind of thing", "act"),
    "directives.actlink": pgettext_lazy("kind of thing", "link between acts"),
    "directives.directive": pgettext_lazy("kind of thing", "directive"),
    "directives.rule": pgettext_lazy("kind of thing", "rule"),
    "directives.waiver": pgettext_lazy("kind of thing", "release from a duty"),
    "directives.extension": pgettext_lazy("kind of thing", "extension of a term"),
    "directives.confirmation": pgettext_lazy("kind of thing", "word on a fact"),
    "directives.calendarkey": pgettext_lazy("kind of thing", "calendar link"),
    "radar.signal": pgettext_lazy("kind of thing", "signal"),
    "radar.callout": pgettext_lazy("kind of thing", "call-out"),
    "radar.importbatch": pgettext_lazy("kind of thing", "file of signals"),
    "radar.apikey": pgettext_lazy("kind of thing", "key of a program"),
    "radar.feed": pgettext_lazy("kind of thing", "news feed"),
    "radar.line": pgettext_lazy("kind of thing", "line of the attention list"),
    "radar.hotspot": pgettext_lazy("kind of thing", "hotspot"),
}
PAGES = {
    "registry.organization": "registry:body",
    "registry.post": "registry:post",
    "meetings.event": "meetings:event",
    "directives.sourceact": "acts:act",
    "radar.signal": "radar:signal",
    "radar.importbatch": "radar:import_batch",
    "radar.line": "radar:line",
    "radar.hotspot": "radar:hotspot",
}
NAMED = {
    "registry.organization": ("note",),
    "meetings.event": (),
    "directives.sourceact": ("text",),
    "directives.rule": (),
    "places.area": ("border",),
}
"""Things that are called by name, with the long columns a name does not need. Persons are not among them."""


def register() -> None:
    labels.register_kinds(KINDS)
    labels.register_pages(PAGES)
    for object_type, heavy in NAMED.items():
        labels.register_names(object_type, _names(object_type, heavy))


def _names(object_type: str, heavy: tuple[str, ...]):
    def names(ids):
        things = apps.get_model(object_type)._default_manager.filter(pk__in=ids).defer(*heavy)
        return {str(thing.pk): str(thing) for thing in things}

    return names
