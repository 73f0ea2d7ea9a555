"""The country's own days: its local date, its working days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import timezone

from .models import DayOverride


def today() -> date:
    """The date now in the country's time zone."""
    return local_date(timezone.now())


def local_date(moment: datetime) -> date:
    """The country's date at a moment: a window closes by it, whatever the date is in UTC."""
    return timezone.localtime(moment).date()


def is_working_day(day: date) -> bool:
    """Official calendar (PyPI ``holidays``), then what the government moved."""
    override = DayOverride.objects.filter(date=day).first()
    return override.is_working if override else _official(day)


def add_working_days(day: date, count: int) -> date:
    """The working day that is ``count`` working days after ``day``; the day itself is not counted (count >= 0)."""
    return add_working_days_each([day], count)[day]


def add_working_days_each(days: Iterable[date], count: int) -> dict[date, date]:
    """``add_working_days`` for many days with one question to the database."""
    asked = set(days)
    if not asked:
        return {}
    span = timedelta(days=count * 2 + 30)
    moved = dict(
        DayOverride.objects.filter(date__range=(min(asked), max(asked) + span)).values_list("date", "is_working")
    )
    return {day: _later(day, count, moved) for day in asked}


def _later(day: date, count: int, moved: dict[date, bool]) -> date:
    left = count
    while left:
        day += timedelta(days=1)
        left -= moved.get(day, _official(day))
    return day


def _official(day: date) -> bool:
    return _calendar().is_working_day(day)


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays(settings.COUNTRY.upper())
