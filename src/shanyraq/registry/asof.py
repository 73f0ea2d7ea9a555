"""The day a page speaks of: ``?on=2025-06-30``, today without it."""

from dataclasses import dataclass
from datetime import date

from shanyraq.places import calendar


@dataclass(frozen=True, slots=True)
class AsOf:
    """``day`` is what to show; ``is_today`` whether changes make sense; ``misread`` a date nobody can read."""

    day: date
    is_today: bool
    misread: str = ""

    @property
    def query(self) -> str:
        """What links keep of it."""
        return "" if self.is_today else f"?on={self.day.isoformat()}"


def day_asked(request) -> AsOf:
    """Read the address; a date nobody can read is told and today is shown."""
    today, text = calendar.today(), request.GET.get("on", "").strip()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        return AsOf(today, is_today=True, misread=text[:40])
    return AsOf(day, is_today=day == today)
