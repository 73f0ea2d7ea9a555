"""The diary of the demo country: deeds by their moment, done in order, each on its own day."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from .time_travel import at

Deed = Callable[[], None]


@dataclass(slots=True)
class Diary:
    """Deeds by their moment; what a deed leads to is written into the same diary."""

    until: date
    _entries: list = field(default_factory=list)
    _order: count = field(default_factory=count)

    def note(self, day: date, deed: Deed, hour: int = 11) -> None:
        if day <= self.until:
            heapq.heappush(self._entries, (day, hour, next(self._order), deed))

    def live(self, say: Callable[[date], None]) -> int:
        """Do every deed in order; returns how many were done."""
        done = 0
        while self._entries:
            day, hour, _n, deed = heapq.heappop(self._entries)
            with at(day, hour):
                deed()
            done += 1
            say(day)
        return done
