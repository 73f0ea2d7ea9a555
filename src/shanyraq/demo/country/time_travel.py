"""The demo country lives through its history day by day: each deed is done at its own moment, by the same actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.utils import timezone


@contextmanager
def at(day: date, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
    """Within the block it is that local moment for everything that asks Django's clock."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    clock = timezone.now
    timezone.now = lambda: moment
    try:
        yield moment
    finally:
        timezone.now = clock
