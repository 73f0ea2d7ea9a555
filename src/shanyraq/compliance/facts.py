"""What happened, and what was forgiven or put off: the evidence side of a duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import ScenarioError

KINDS = ("event", "appointment", "document", "answer", "award", "measure")
CHAIRS = ("bearer", "acting", "deputy", "other")
PRESENCES = ("not_recorded", "in_person", "remote", "by_deputy", "absent", "excused")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened on a local date. `attributes` depend on the kind (dates are `datetime.date`):

    event        classification, chair, participants [{group, outside_host, presence}], minutes,
                 is_key, flagged, bearer_presence
    appointment  role, reserved_for, from, to: these days decide, not `date`
    document     classification, accepted
    answer       recommendations, answered
    award        classification
    measure      done
    """

    id: str
    kind: str
    date: dt.date
    attributes: Mapping[str, Any] = field(default_factory=dict)
    confirmed: bool = True
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """Days on which the bearer is excused; it counts when it covers the due date."""

    start: dt.date
    end: dt.date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ScenarioError("to", f"the waiver ends on {self.end}, before it begins on {self.start}.")


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due date granted for the window that was due on `due`; the old one stays visible."""

    due: dt.date
    new_due: dt.date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.new_due <= self.due:
            raise ScenarioError("new_due", f"{self.new_due} is not later than the due date {self.due}.")


def begins(appointment: Fact) -> dt.date:
    """The first day of an appointment; without `from`, the day of the fact."""
    day: dt.date | None = appointment.attributes.get("from")
    return day or appointment.date


def in_force(appointment: Fact, day: dt.date) -> bool:
    """Does the appointment last on this day? Both its ends are included; without `to` it goes on."""
    ends = appointment.attributes.get("to")
    return begins(appointment) <= day and (ends is None or day <= ends)
