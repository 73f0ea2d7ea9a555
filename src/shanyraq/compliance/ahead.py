"""What comes next: the window to come, the deadline, and how long an answer stays true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .case import Case
from .durations import add_days, day_after
from .engine import evaluate
from .evidence import FactBook
from .facts import Extension, Fact, Waiver
from .rules import Rule
from .windows import State, Window

_FINISHED = frozenset({State.MET, State.MET_LATE, State.NOT_MET, State.EXCUSED, State.VOID})


def upcoming(
    rule: Rule,
    facts: Iterable[Fact] | FactBook,
    on: date,
    *,
    waivers: Sequence[Waiver] = (),
    extensions: Sequence[Extension] = (),
) -> Window | None:
    """The next window to come, in state `upcoming`, or None when none can be foreseen.

    A rolling one is foreseen as if the running window were met on its last day (today, if that has passed).
    Key events are foreseen when they are flagged for a later day.
    """
    book = facts if isinstance(facts, FactBook) else FactBook(facts)
    windows = evaluate(rule, book, on, waivers=waivers, extensions=extensions)
    first = next((window for window in windows if window.state is State.UPCOMING), None)
    if first is not None or not rule.cadence.repeats or not windows:
        return first
    start = _following(rule, windows[-1], on)
    if start is None or (rule.until is not None and start >= rule.until):
        return None
    case = Case(rule, book, on, waivers, extensions)
    return case.built(case.term(start, _end(rule, start), start, late=True), State.UPCOMING)


def _following(rule: Rule, running: Window, on: date) -> date | None:
    assert rule.step is not None
    if rule.cadence.mode == "rolling":
        return max(running.due or on, on)
    return day_after(rule.step.period_end(running.start))


def _end(rule: Rule, start: date) -> date:
    assert rule.step is not None
    return rule.step.after(start) if rule.cadence.mode == "rolling" else rule.step.period_end(start)


def deadline(
    rule: Rule,
    facts: Iterable[Fact] | FactBook,
    on: date,
    *,
    waivers: Sequence[Waiver] = (),
    extensions: Sequence[Extension] = (),
) -> date | None:
    """The day by which the bearer has to act next: the earliest due date that still waits, past or future.

    None when nothing waits or no term is set. For a what-if, add the imagined fact to the facts.
    """
    book = facts if isinstance(facts, FactBook) else FactBook(facts)
    windows = evaluate(rule, book, on, waivers=waivers, extensions=extensions)
    waiting = [window.due for window in windows if _waits(window) and window.due is not None]
    if waiting:
        return min(waiting)
    if any(_waits(window) for window in windows):
        return None
    following = upcoming(rule, book, on, waivers=waivers, extensions=extensions)
    return following.due if following is not None else None


def _waits(window: Window) -> bool:
    return window.verdict not in _FINISHED and window.closed_on is None


def holds_until(window: Window, on: date) -> date | None:
    """The last day on which this window, evaluated on `on`, stays as it is if nothing new is recorded.

    None: for good.
    """
    return None if window.next_change is None or window.next_change <= on else add_days(window.next_change, -1)


def changes_on(rule: Rule, windows: Iterable[Window], on: date) -> date | None:
    """The first day after `on` on which `windows`, the answer for `on`, may change with nothing new recorded.

    Until the day before, the same question has the same answer. None: for ever.
    """
    known = list(windows)
    days = [window.next_change for window in known if window.next_change is not None]
    if rule.cadence.mode == "calendar" and known:
        following = _following(rule, known[-1], on)
        if following is not None and (rule.until is None or following < rule.until):
            days.append(following)
    return min((day for day in days if day > on), default=None)
