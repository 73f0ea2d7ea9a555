"""Which function reads which shape of the trigger table."""

from shanyraq.reading.english.found import Found, Setting, Shape
from shanyraq.reading.english.impersonals import assigned, charged, impersonal, nominal
from shanyraq.reading.english.modals import future, habitual, modal, task
from shanyraq.reading.english.orders import (
    directed,
    directed_with,
    doing,
    imperative,
    inverted,
    own_decision,
    that_clause,
)
from shanyraq.reading.english.triggers import Match


def build(setting: Setting, match: Match) -> Found | None:
    """The directive this trigger makes, or None."""
    return _SHAPES[match.trigger.shape](setting, match)


_SHAPES: dict[str, Shape] = {
    "modal": modal,
    "task": task,
    "future": future,
    "habitual": habitual,
    "directed": directed,
    "directed_with": directed_with,
    "that": that_clause,
    "doing": doing,
    "self": own_decision,
    "impersonal": impersonal,
    "nominal": nominal,
    "assigned": assigned,
    "charged": charged,
    "imperative": imperative,
    "inverted": inverted,
}
