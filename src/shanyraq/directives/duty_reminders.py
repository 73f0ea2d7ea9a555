"""What the tick does for duties: brings the cache up to the day and reminds people, each reminder exactly once."""

from datetime import date, datetime

from .standing import bring_up_to_date


def update_standings(today: date, now: datetime) -> int:
    return bring_up_to_date(today)
