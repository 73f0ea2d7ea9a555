"""Who is who changed: floors above listen and bring what they keep up to date, inside the same transaction."""

from collections.abc import Callable, Iterable
from uuid import UUID

Listener = Callable[[set[UUID]], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> None:
    """Called once at start-up; ``listener`` gets the ids of the bodies whose posts, holders or dates changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(organization_ids: Iterable[UUID]) -> None:
    """Tell every listener. An error of a listener undoes the deed: nothing is half-known."""
    ids = {pk for pk in organization_ids if pk}
    for listener in _listeners if ids else ():
        listener(ids)
