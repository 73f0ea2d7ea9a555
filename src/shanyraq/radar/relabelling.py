"""Other labels for a signal: place, issue, stage, level. The text is never changed, only what it is filed under."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.places.models import Area

from . import alarms, assessing, clustering, echoes, ladder, routing, vocabulary
from .models import Signal
from .scales import Level, Stage
from .scoping import watches_country

MOVING = ("area", "issue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What may be corrected: the area, a settlement of the gazetteer, issue, stage and level."""

    area: Area
    settlement: str
    issue: str
    stage: str
    level: int

    @classmethod
    def of(cls, signal: Signal, **others) -> "Labels":
        """The labels a signal has, with some of them replaced."""
        return cls(**{field.name: getattr(signal, field.name) for field in fields(cls)} | others)


def check(labels: Labels, signal: Signal, by) -> None:
    """Raises ``ValidationError`` by field for labels this user may not give."""
    problems = {}
    if labels.area.level not in (1, 2):
        problems["area"] = _("Choose a district or a region.")
    elif labels.area.region_code != signal.region_id and not watches_country(by):
        problems["area"] = _("Only the centre moves a signal to another region. Write a note and ask it to.")
    if labels.issue not in vocabulary.issue_codes():
        problems["issue"] = _("Choose what it is about from the list.")
    if labels.stage not in Stage.values:
        problems["stage"] = _("Choose one of the answers.")
    if labels.level not in Level.values:
        problems["level"] = _("Choose one of the answers.")
    if problems:
        raise ValidationError(problems)


def put(labels: Labels, signal: Signal) -> dict[str, list]:
    """Give a signal other labels, and everything that follows from them; it is not saved yet.

    Returns what changed: ``{"level": [2, 1]}``, an area by its code.
    """
    before, heard = Labels.of(signal), signal.level >= Level.NOW
    changes = {
        field.name: [_plain(getattr(before, field.name)), _plain(getattr(labels, field.name))]
        for field in fields(Labels)
        if getattr(before, field.name) != getattr(labels, field.name)
    }
    for name in changes:
        setattr(signal, name, getattr(labels, name))
    signal.region_id = signal.area.region_code
    if "level" in changes:
        signal.urgency, signal.severity = assessing.urgency_of(signal.level), assessing.severity_of(signal.level)
    routing.route(signal)
    if any(name in changes for name in MOVING):
        clustering.move(signal)
    if changes.keys() & {*MOVING, "stage", "level"}:
        echoes.weigh_again(signal)
    ladder.settle(signal)
    if changes.keys() & {"level", "area"} and not (heard and "area" not in changes):
        alarms.sound(signal, at=timezone.now())
    return changes


def _plain(value):
    return value.pk if isinstance(value, Area) else value if isinstance(value, int) else str(value)
