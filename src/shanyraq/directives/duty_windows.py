"""Windows of the engine as the cache keeps them, and which of them speaks for the duty on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from shanyraq.compliance import State, Window

SETTLED_SOFT = frozenset({State.FOLLOWED, State.EXCUSED, State.VOID})


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
    """The window that speaks for the duty on a day: the unsettled one that is due first, else the last one begun.

    Before anything has begun it is the first to come; without any window there is nothing to say.
    """
    begun = [window for window in windows if window.start <= on]
    waiting = [window for window in begun if window.closed_on is None]
    if waiting:
        return min(waiting, key=lambda window: (window.due or date.max, window.start))
    return begun[-1] if begun else next(iter(windows), None)


def covering(windows: Iterable[Window], day: date) -> Window | None:
    """The window in which a day lies: the last that began by then."""
    found = None
    for window in windows:
        if window.start > day:
            break
        found = window
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
