"""Windows of the engine as the cache keeps them, and which of them speaks for the duty on a day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from shanyraq.compliance import Duration, State, Window


def to_json(window: Window) -> dict:
    """A window without its grounds and texts; ``from_json`` gives an equal one back."""
    return {
        "start": window.start.isoformat(),
        "due": _iso(window.due),
        "state": window.state.value,
        "facts": list(window.facts),
        "flags": list(window.flags),
        "closed_on": _iso(window.closed_on),
        "extended_from": _iso(window.extended_from),
    }


def from_json(kept: dict) -> Window:
    return Window(
        start=date.fromisoformat(kept["start"]),
        due=_day(kept["due"]),
        state=State(kept["state"]),
        facts=tuple(kept["facts"]),
        flags=tuple(kept["flags"]),
        closed_on=_day(kept["closed_on"]),
        extended_from=_day(kept["extended_from"]),
    )


def leading(windows: Sequence[Window], on: date) -> Window | None:
    """The window that speaks for the duty on a day: the one that runs, or that was settled last.

    The one before it speaks first while it still waits for the other side's word; what is disputed or waits longer is
    history. Of several that run (key events) the nearest speaks. Before anything has begun it is the first to come.
    """
    begun = [window for window in windows if window.start <= on]
    if not begun:
        return next(iter(windows), None)
    if len(begun) > 1 and _waits_for_word(begun[-2]):
        return begun[-2]
    running = [window for window in begun if window.closed_on is None and (window.due is None or window.due >= on)]
    return min(running, key=lambda window: (window.due or date.max, window.start)) if running else begun[-1]


def _waits_for_word(window: Window) -> bool:
    return window.state is State.UNCONFIRMED and "disputed" not in window.flags and window.closed_on is None


def covering(windows: Iterable[Window], day: date) -> Window | None:
    """The window in which a day lies: the last that began by then."""
    found = None
    for window in windows:
        if window.start > day:
            break
        found = window
    return found


def foreseen(rule, windows: Sequence[Window], on: date) -> Window | None:
    """The window after the running one, if that is met on its last day; None when nothing repeats or it is late."""
    cadence = rule.cadence
    running = windows[-1] if windows else None
    if running is None or running.due is None or running.due < on or cadence["mode"] not in ("rolling", "calendar"):
        return None
    term = Duration.parse(cadence["every"])
    if cadence["mode"] == "rolling":
        start, due = running.due, term.after(running.due)
    else:
        start = running.due + timedelta(days=1)
        due = term.period_end(start)
    if rule.valid_to and start > rule.valid_to:
        return None
    return Window(start=start, due=due, state=State.UPCOMING)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
