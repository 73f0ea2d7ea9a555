"""What happens by itself: each app registers its jobs at start-up; ``run_due`` is called several times a minute.

A job is ``job(today, now) -> int`` (how many things it did) and may be run twice without harm.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from shanyraq.places.calendar import local_date

from .models import JobRun

Job = Callable[[date, datetime], int]
HOURLY = timedelta(hours=1)
log = logging.getLogger("shanyraq.schedule")


@dataclass(frozen=True, slots=True)
class Ran:
    """One job's run: how many things it did, or what stopped it."""

    name: str
    done: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    job: Job
    every: timedelta


_planned: dict[str, Planned] = {}


def register(name: str, job: Job, every: timedelta = HOURLY) -> None:
    """``name`` says what is done ("directives.reminders"); ``every`` how often at most."""
    _planned[name] = Planned(job, every)


def registered() -> tuple[str, ...]:
    return tuple(_planned)


def run_due(now: datetime) -> list[Ran]:
    """Run the jobs whose pause is over. A failed job is logged and tried again at the next call; the others run on."""
    return [_run(name, planned, now) for name, planned in _planned.items() if _claim(name, planned.every, now)]


def _claim(name: str, every: timedelta, now: datetime) -> bool:
    """Two workers never run one job at a time: who writes the hour first has it. A clock set back is no pause."""
    JobRun.objects.get_or_create(name=name)
    ready = Q(started_at=None) | Q(started_at__lte=now - every) | Q(started_at__gt=now)
    return bool(JobRun.objects.filter(ready, name=name).update(started_at=now))


def _run(name: str, planned: Planned, now: datetime) -> Ran:
    try:
        ran = Ran(name, planned.job(local_date(now), now))
    except Exception as problem:
        log.exception("The job %s failed; it is tried again at the next tick.", name)
        JobRun.objects.filter(name=name).update(started_at=None, error=f"{type(problem).__name__}: {problem}"[:300])
        return Ran(name, 0, error=str(problem))
    JobRun.objects.filter(name=name).update(done=ran.done, error="")
    return ran
