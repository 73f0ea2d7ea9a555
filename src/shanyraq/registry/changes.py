"""Who is who changed: floors above listen and bring what they keep up to date, inside the same transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Listener = Callable[[set[UUID]], None]
_listeners: list[Listener] = []
_held: ContextVar[set[UUID] | None] = ContextVar("held", default=None)


def subscribe(listener: Listener) -> None:
    """Called once at start-up; ``listener`` gets the ids of the bodies whose posts, holders or dates changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(organization_ids: Iterable[UUID | None]) -> None:
    """Tell every listener. An error of a listener undoes the deed: nothing is half-known."""
    ids, held = {pk for pk in organization_ids if pk}, _held.get()
    if held is not None:
        held.update(ids)
        return
    for listener in _listeners if ids else ():
        listener(ids)


@contextmanager
def together() -> Iterator[None]:
    """Many deeds, one announcement at their end; nothing is announced when they fail."""
    token = _held.set(set())
    try:
        yield
        ids = _held.get()
    finally:
        _held.reset(token)
    announce(ids)
