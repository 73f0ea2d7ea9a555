"""How soon hotspots were answered, and which came back: plain figures over plain values, no database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from uuid import UUID

YEAR = timedelta(days=365)
TO_TELL_MEDIAN, TO_TELL_NINETIETH = 5, 10
"""How many hotspots there must be before a figure says anything."""


@dataclass(frozen=True, slots=True)
class Course:
    """A real hotspot as it was known on a day: what the figures need, and no word of it.

    ``first_signal`` and ``first_done`` are days or None; ``reopened_on`` the last day it was opened again; ``void``: it
    was a false alarm or was joined with another, so that nothing was owed.
    """

    pk: UUID
    number: str
    area: str
    issue: str
    level: int
    areas: frozenset[str]
    opened_on: date
    state: str
    is_live: bool
    void: bool = False
    closed_on: date | None = None
    first_signal: date | None = None
    first_done: date | None = None
    reopened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days; ``at_least``: some of the unanswered may make it longer."""

    days: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """How long ``n`` hotspots waited, ``answered`` of them until an answer; a figure of too few is None."""

    n: int
    answered: int
    median: Days | None
    ninetieth: Days | None

    @property
    def unanswered(self) -> int:
        return self.n - self.answered


@dataclass(frozen=True, slots=True)
class FirstResponse:
    """From the first signal and from the confirmation to the first measure done or the first call answered."""

    from_signal: Waits
    from_confirmation: Waits


@dataclass(frozen=True, slots=True)
class Repeat:
    """A hotspot that came back: opened again itself on a day, or after an earlier one of the same place and issue."""

    course: Course
    earlier: Course | None
    reopened_on: date | None

    @property
    def day(self) -> date:
        return self.reopened_on or self.course.opened_on


@dataclass(frozen=True, slots=True)
class Repeats:
    """``of``: how many hotspots were opened, or opened again, within the year; ``found``: the newest first."""

    of: int
    found: tuple[Repeat, ...]


def first_response(courses: Iterable[Course], on: date) -> FirstResponse:
    """Over the hotspots confirmed in the twelve months up to a day, void ones left out."""
    counted = [one for one in courses if not one.void and on - YEAR < one.opened_on <= on]
    return FirstResponse(
        from_signal=waits([_wait(one, one.first_signal, on) for one in counted if one.first_signal]),
        from_confirmation=waits([_wait(one, one.opened_on, on) for one in counted]),
    )


def waits(each: Sequence[tuple[int, bool]]) -> Waits:
    """Of (days, answered) for each hotspot. An unanswered one waits on: it counts with the days it has waited so far.

    >>> waits([(1, True), (2, True), (4, True), (9, True), (3, False)]).median
    Days(days=3, at_least=True)
    """
    ordered = sorted(each)
    return Waits(
        n=len(ordered),
        answered=sum(answered for _days, answered in ordered),
        median=_quantile(ordered, 0.5) if len(ordered) >= TO_TELL_MEDIAN else None,
        ninetieth=_quantile(ordered, 0.9) if len(ordered) >= TO_TELL_NINETIETH else None,
    )


def repeats(courses: Iterable[Course], on: date) -> Repeats:
    """Hotspots opened within twelve months after another of the same issue that shares a place, or opened again."""
    known = sorted((one for one in courses if not one.void), key=lambda one: (one.opened_on, one.number))
    before: dict[tuple[str, str], Course] = {}
    found, many = [], 0
    for course in known:
        earlier = _latest(before.get((place, course.issue)) for place in course.areas)
        is_recent = on - YEAR < course.opened_on <= on
        is_again = course.reopened_on is not None and on - YEAR < course.reopened_on <= on
        many += is_recent or is_again
        if is_again:
            found.append(Repeat(course, None, course.reopened_on))
        elif is_recent and earlier and course.opened_on - earlier.opened_on <= YEAR:
            found.append(Repeat(course, earlier, None))
        before |= dict.fromkeys(((place, course.issue) for place in course.areas), course)
    return Repeats(many, tuple(sorted(found, key=lambda one: one.day, reverse=True)))


def by_place(courses: Iterable[Course]) -> dict[str, list[Course]]:
    """Hotspots that still go on, by the code of each area they concern."""
    found: dict[str, list[Course]] = defaultdict(list)
    for course in courses:
        if course.is_live:
            for place in course.areas:
                found[place].append(course)
    return found


def _wait(course: Course, since: date, on: date) -> tuple[int, bool]:
    until = course.first_done or min(course.closed_on or on, on)
    return max(0, (until - since).days), course.first_done is not None


def _quantile(ordered: Sequence[tuple[int, bool]], part: float) -> Days:
    """The smallest number of days within which that part of the hotspots was answered (nearest rank)."""
    place = ceil(part * len(ordered)) - 1
    return Days(ordered[place][0], not all(answered for _days, answered in ordered[: place + 1]))


def _latest(courses: Iterable[Course | None]) -> Course | None:
    return max((one for one in courses if one), key=lambda one: one.opened_on, default=None)
