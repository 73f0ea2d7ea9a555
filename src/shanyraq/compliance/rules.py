"""A rule: how binding, since when, how often, and which checks must all pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .checks import Check
from .demands import Demand, demands_of
from .durations import Duration
from .errors import ScenarioError

FORCES = ("must", "should", "proposed")
MODES = ("rolling", "calendar", "once", "per_event")


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: `rolling` and `calendar` repeat `every` term, `once` has a `due` date or none."""

    mode: str
    every: str | None = "P2M"
    due: date | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ScenarioError("mode", f"{self.mode!r} is not a cadence; known: {', '.join(MODES)}.")
        if self.repeats:
            step = Duration.parse(self.every, "every")
            if not step:
                raise ScenarioError("every", f"{self.every!r} is no time at all; give at least one day.")
            if self.mode == "calendar" and step.months and step.days:
                raise ScenarioError(
                    "every", f"{self.every!r} mixes months and days; a calendar period is one or the other."
                )
        else:
            _set(self, "every", None)
        if self.due is not None and self.mode != "once":
            raise ScenarioError("due", f"only a duty of mode 'once' has a due date, this one is {self.mode}.")

    @property
    def repeats(self) -> bool:
        return self.mode in ("rolling", "calendar")


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule for one bearer, in force from `since` (to `until`, the day it was closed or replaced).

    `accept_late` is how long after the due date a late fact is still accepted; None means for ever.
    A rule is compiled once, when it is made: evaluating it reads no text again. `lasting` says that it asks
    for a state that lasts (a filled post) and is read on the day asked about.
    """

    force: str
    since: date
    cadence: Cadence
    checks: tuple[Check, ...]
    accept_late: str | None = None
    until: date | None = None
    demands: tuple[Demand, ...] = field(init=False, repr=False, compare=False)
    step: Duration | None = field(init=False, repr=False, compare=False)
    grace: Duration | None = field(init=False, repr=False, compare=False)
    lasting: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.force not in FORCES:
            raise ScenarioError("force", f"{self.force!r} is not a force; known: {', '.join(FORCES)}.")
        late = None if self.accept_late is None else Duration.parse(self.accept_late, "accept_late")
        _set(self, "checks", tuple(self.checks))
        _set(self, "demands", demands_of(self.checks))
        _set(self, "lasting", any(demand.lasting for demand in self.demands))
        _set(self, "step", Duration.parse(self.cadence.every) if self.cadence.repeats else None)
        _set(self, "grace", late)
        self._verify_dates()
        self._verify_checks()

    def _verify_dates(self) -> None:
        if self.cadence.due is not None and self.cadence.due < self.since:
            raise ScenarioError("cadence.due", f"due {self.cadence.due} is before since {self.since}.")
        if self.until is not None and self.until < self.since:
            raise ScenarioError("until", f"until {self.until} is before since {self.since}.")

    def _verify_checks(self) -> None:
        if not self.checks:
            raise ScenarioError("checks", "a rule needs at least one check.")
        held = {str(check.args["classification"]) for check in self.checks if check.name == "event_held"}
        if len(held) > 1:
            raise ScenarioError("checks", "two event_held ask one event to be of two classifications.")
        if self.cadence.mode == "rolling" and self.lasting:
            raise ScenarioError(
                "checks", "post_filled lasts, nothing restarts its term; use the mode 'once' or 'calendar'."
            )
        if self.cadence.mode == "per_event" and any(demand.kind != "event" for demand in self.demands):
            raise ScenarioError("checks", "a rule per event can only list checks about the event itself.")


_set = object.__setattr__
