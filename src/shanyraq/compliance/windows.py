"""What the engine answers with: windows, each with its state and the grounds for it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from .evidence import Finding
from .facts import Waiver
from .rules import Rule


class State(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    DUE_SOON = "due_soon"
    UNCONFIRMED = "unconfirmed"
    MET = "met"
    MET_LATE = "met_late"
    PARTLY_MET = "partly_met"
    OVERDUE = "overdue"
    NOT_MET = "not_met"
    EXCUSED = "excused"
    VOID = "void"
    FOLLOWED = "followed"
    NOT_YET = "not_yet"


# Members of an Enum are slow to look up, and the engine names them for every window.
UPCOMING, OPEN, DUE_SOON, UNCONFIRMED, MET, MET_LATE, PARTLY_MET = list(State)[:7]
OVERDUE, NOT_MET, EXCUSED, VOID, FOLLOWED, NOT_YET = list(State)[7:]


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a duty as of a day: from `start` to `due` (None: no term), both days included.

    `facts` are the ids the state rests on, `flags` what they lack (sorted), `closed_on` the day that settled it.
    `next_change` is the first later day on which the state could differ though nothing new is recorded.
    The fields after it are the grounds that `because` puts into words.
    """

    start: date
    due: date | None
    state: State
    facts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    closed_on: date | None = None
    extended_from: date | None = None
    next_change: date | None = field(default=None, compare=False)
    verdict: State | None = field(default=None, compare=False, repr=False)
    rule: Rule | None = field(default=None, compare=False, repr=False)
    on: date | None = field(default=None, compare=False, repr=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False, repr=False)
    waiver: Waiver | None = field(default=None, compare=False, repr=False)


# A frozen dataclass spends most of its making on its own guard. A country has a million windows, so each is put
# together as an unguarded twin with the same slots, and becomes a Window before anybody sees it.
_Draft = make_dataclass("_Draft", [one.name for one in fields(Window)], slots=True, eq=False)


def quick_window(*values: Any) -> Window:
    """A window from the values of all its fields in their order."""
    draft = _Draft(*values)
    draft.__class__ = Window
    return cast(Window, draft)
