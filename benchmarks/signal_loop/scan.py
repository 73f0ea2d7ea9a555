"""What one weekly scan costs, from the counts in the database to the lines in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from . import house
from .figures import Figure

CPU_BAR = 1.0
RUNS = 3
LONGEST = 312
ISSUES = 10
"""So many make 2,240 series of 224 districts, for which the bar was set; the product itself scans all issues."""


def measure() -> Iterator[Figure]:
    """The newest week of the country as it is, and with a history of six years, the longest that is read."""
    from django.db import transaction

    from shanyraq.radar import history
    from shanyraq.radar.models import WeekCount
    from shanyraq.radar.weeks import WEEK

    week = house.last_week()
    past = history.read(week, week + WEEK)
    with transaction.atomic():
        yield Figure("scan_series", "series of a scan", len(past.series))
        yield Figure("scan_cpu_s", f"weekly scan, {len(past.weeks)} weeks, CPU s", _best(week), CPU_BAR)
        _lengthen(past.weeks[0], LONGEST - len(past.weeks))
        words = f"weekly scan, {LONGEST} weeks, CPU s"
        yield Figure("scan_cpu_s_six_years", words, _best(week))
        with _issues(ISSUES):
            series = len(history.read(week, week + WEEK).series)
            words = f"weekly scan, {LONGEST} weeks, {series:,} series, CPU s"
            yield Figure("scan_cpu_s_six_years_ten_issues", words, _best(week), CPU_BAR)
        yield Figure("scan_rows", "counts read for it", WeekCount.objects.count())
        transaction.set_rollback(True)


@contextmanager
def _issues(many: int):
    """The country as if it had so many issues."""
    from shanyraq.radar import vocabulary

    codes = [code for code in vocabulary.issue_codes() if not vocabulary.is_positive(code)][:many]
    with patch.object(vocabulary, "issue_codes", lambda: codes):
        yield


def _best(week) -> float:
    from shanyraq.radar import scanning

    spent = []
    for _run in range(RUNS):
        begun = time.process_time()
        scanning.scan(week, today=week + timedelta(days=7))
        spent.append(time.process_time() - begun)
    return min(spent)


def _lengthen(first, weeks: int) -> None:
    """Give the country a longer past: the counts of its own weeks again, before them."""
    from shanyraq.radar.models import WeekCount
    from shanyraq.radar.weeks import WEEK

    span = (WeekCount.objects.order_by("-week")[0].week - first) // WEEK + 1
    rows = list(WeekCount.objects.filter(week__gte=first).values("week", "area_id", "issue", "count", "weighted"))
    for times in range(1, weeks // span + 2):
        earlier = [row | {"week": row["week"] - times * span * WEEK} for row in rows]
        kept = [WeekCount(**row) for row in earlier if row["week"] >= first - weeks * WEEK]
        WeekCount.objects.bulk_create(kept, batch_size=5_000)
