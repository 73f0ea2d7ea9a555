"""The long past of the reports: what people of every district told in a hundred and fifty weeks, week by week.

A country of a given size is drawn from one seed: so many people live in a region, so often an issue is spoken of
there, with seasons and with weeks in which everybody speaks more. Three rises are hidden in its last weeks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import pi, sqrt
from random import Random
from uuid import UUID

import numpy as np
from django.utils import timezone

from shanyraq.places.borders import neighbours
from shanyraq.places.models import Area, Population
from shanyraq.radar.models import Signal
from shanyraq.radar.scales import Channel, Route, SourceKind, Stage
from shanyraq.radar.vocabulary import POSITIVE
from shanyraq.radar.weeks import WEEK

from . import reports

WEEKS = 150
A_WEEK = 140.0
"""Reports a week of a country of scale 1."""
UNEVEN_DISTRICTS, UNEVEN_ISSUES, UNEVEN_PLACES = 0.6, 0.4, 0.7
SEASON = 0.35
MOOD = 20.0
"""Weeks differ more than chance has it: the variance of a count is mean + mean² / MOOD."""
STORY = "314800000"
"""Kordai district: a sudden quarrel about water."""
SLOW = "KZ-61"
SPREADING = "KZ-33"
SILENT = "KZ-47"
SILENT_WEEKS = 9
SERVED = "KZ-35"
SERVED_WEEKS = 2
TRUSTED = (SourceKind.MOTHERS, SourceKind.AKSAKALS, SourceKind.ASSOCIATION, SourceKind.SCHOOL)
_LEVELS = {Stage.GRIEVANCE: 1, Stage.DISPUTE: 2, Stage.INCIDENT: 3}


@dataclass(frozen=True, slots=True)
class Rise:
    """A true rise: its ``issue``, and for each of its districts the row of the week in which it begins there."""

    name: str
    issue: str
    onsets: dict[str, int]

    @property
    def onset(self) -> int:
        """The row of its first week."""
        return min(self.onsets.values())

    def is_in(self, places: Sequence[str], issue: str, row: int) -> bool:
        """Has it begun by that week in any of these districts, and is it about this issue?"""
        return issue == self.issue and any(self.onsets.get(place, WEEKS) <= row for place in places)

    def adds(self, place: str, row: int, usual: float, scale: float) -> int:
        """Reports it brings to a district in a week where ``usual`` are usual; none before its onset.

        As far above chance in a large country as in a small one: chance grows with the root of what is told.
        """
        age = row - self.onsets.get(place, WEEKS)
        if age < 0:
            return 0
        size = {"sudden": 9, "slow": 3 + age // 2, "spreading": 5}[self.name]
        return round(size * sqrt(scale) + usual / 2)


class Past:
    """The reports of ``WEEKS`` weeks, the week of ``last`` (a Monday) among them; ``scale`` 1 is some 21,000 of them.

    ``until`` is today: nothing was received later. One ``random`` gives one past.
    """

    def __init__(self, districts: Sequence[Area], random: Random, *, last: date, until: date, scale: float = 1.0):
        self._districts, self._random, self._until = list(districts), random, until
        self._chance = np.random.default_rng(random.randrange(2**32))
        self.weeks = weeks_until(last)
        self.issues = tuple(code for code in reports.CALM if code != POSITIVE)
        self.scale = scale
        self._means = self._usual()
        self._phases = self._chance.uniform(0, 52, len(self.issues))
        self.rises = hidden_rises(self._districts)

    def signals(self) -> Iterator[Signal]:
        """Everything that was reported, the oldest week first; nothing is saved."""
        for row, week in enumerate(self.weeks):
            for place, issue, many in self._told(row):
                for _report in range(many):
                    yield self._old(self._districts[place], self.issues[issue], week)
            yield from self._beside(row, week)

    def first_of(self, region: str) -> Area:
        """The first district of a region."""
        return first_of(self._districts, region)

    # ------------------------------------------------------------------ how much is told

    def _usual(self) -> np.ndarray:
        """Reports a week of each district [D] and issue [I]: as many as people live there, and as places differ."""
        people = _people(self._districts)
        districts = people * self._chance.lognormal(0, UNEVEN_DISTRICTS, len(people))
        issues = self._chance.lognormal(0, UNEVEN_ISSUES, len(self.issues))
        means = np.outer(districts, issues) * self._chance.lognormal(0, UNEVEN_PLACES, (len(people), len(issues)))
        return means * (A_WEEK * self.scale / means.sum())

    def _told(self, row: int) -> Iterator[tuple[int, int, int]]:
        """(place, issue, how many) of a week, without the rises."""
        season = 1 + SEASON * np.cos(2 * pi * (row - self._phases) / 52)
        mood = self._chance.gamma(MOOD, 1 / MOOD, self._means.shape)
        counts = self._chance.poisson(self._means * season * mood)
        for place, issue in zip(*counts.nonzero(), strict=True):
            if not self._is_silent(self._districts[place], row):
                yield int(place), int(issue), int(counts[place, issue])

    def _beside(self, row: int, week: date) -> Iterator[Signal]:
        """The three rises, a wave of complaints about a service, and good news."""
        for rise in self.rises:
            for code in rise.onsets:
                yield from self._risen(rise, code, row, week)
        if row >= WEEKS - SERVED_WEEKS:
            served = self.first_of(SERVED)
            for _report in range(round(15 * sqrt(self.scale))):
                yield self._old(served, "T2", week, route=Route.SERVICE, stage=Stage.GRIEVANCE, text=reports.SERVICE)
        for _report in range(self._good_news(row)):
            area = self._random.choice(self._districts)
            if not self._is_silent(area, row):
                yield self._old(area, POSITIVE, week, route=Route.POSITIVE, stage=Stage.GRIEVANCE)

    def _risen(self, rise: Rise, code: str, row: int, week: date) -> Iterator[Signal]:
        area = next(area for area in self._districts if area.pk == code)
        for number in range(rise.adds(code, row, self._mean(code, rise.issue), self.scale)):
            words = {"text": reports.WATER[number % len(reports.WATER)]} if rise.issue == "T2" else {}
            yield self._old(area, rise.issue, week, stage=Stage.DISPUTE, **words)

    def _good_news(self, row: int) -> int:
        """One in three weeks in a small country, a twentieth of all reports in a large one."""
        return max(int(row % 3 == 0), round(0.05 * A_WEEK * (self.scale - 1)))

    def _mean(self, code: str, issue: str) -> float:
        place = next(number for number, area in enumerate(self._districts) if area.pk == code)
        return float(self._means[place, self.issues.index(issue)])

    def _is_silent(self, area: Area, row: int) -> bool:
        return area.parent_id == SILENT and row >= WEEKS - SILENT_WEEKS

    # ------------------------------------------------------------------ one report

    def _old(self, area: Area, issue: str, week: date, **fields) -> Signal:
        day = week + timedelta(days=self._random.randrange(7))
        # Most reports come on their day or the next; a few are days on their way.
        delay = min(12, int(self._random.expovariate(0.9)))
        received = timezone.make_aware(datetime.combine(day + timedelta(days=delay), time(8 + day.day % 12)))
        recent = (self._until - day).days < 21
        given = {
            "stage": self._random.choices([Stage.GRIEVANCE, Stage.DISPUTE, Stage.INCIDENT], [6, 3, 1])[0],
            "route": Route.TENSION,
            "text": self._random.choice(reports.CALM[issue]),
            "state": Signal.State.SCREENED if recent else self._random.choice([Signal.State.VERIFIED, Signal.State.CLOSED]),
        } | fields  # fmt: skip
        unique = f"{self._random.getrandbits(128):032x}"
        return Signal(
            id=UUID(int=self._random.getrandbits(128), version=4),
            area=area, region_id=area.region_code, occurred_on=day, week=week, received_at=min(received, timezone.now()),
            issue=issue, level=_LEVELS[given["stage"]], urgency="Expected", severity="Minor", certainty="Possible",
            channel=self._random.choice([Channel.FORM, Channel.DESK, Channel.REPORTER]),
            source_kind=self._random.choice([SourceKind.RESIDENT, *TRUSTED]), language="kk",
            submission=unique, request_digest=unique, receipt=unique, form_version="1",
            first_action_at=None if recent else received + timedelta(hours=self._random.randrange(2, 70)),
            expires_on=day + timedelta(days=1_200), **given,
        )  # fmt: skip


def hidden_rises(districts: Sequence[Area]) -> tuple[Rise, ...]:
    """The three true rises of every demo country: where they are, and in which row of its weeks they begin."""
    centre = first_of(districts, SPREADING).pk
    near = sorted(neighbours()[centre])[:3]
    return (
        Rise("sudden", "T2", {STORY: WEEKS - 1}),
        Rise("slow", "T3", {first_of(districts, SLOW).pk: WEEKS - 8}),
        Rise("spreading", "T5", {centre: WEEKS - 3} | {code: WEEKS - 3 + n for n, code in enumerate(near)}),
    )


def weeks_until(last: date) -> tuple[date, ...]:
    """The weeks of the past (their Mondays), the week of ``last`` at their end."""
    return tuple(last - (WEEKS - 1 - row) * WEEK for row in range(WEEKS))


def first_of(districts: Sequence[Area], region: str) -> Area:
    return next(area for area in districts if area.parent_id == region)


def _people(districts: Sequence[Area]) -> np.ndarray:
    """People of each district [D]: a region's newest figure in equal parts, for the figures stop at regions."""
    told = Population.objects.filter(area__in={area.parent_id for area in districts}).order_by("date")
    people = dict(told.values_list("area_id", "value"))
    usual = float(np.median(list(people.values()))) if people else 1.0
    sharing: dict[str, int] = {}
    for area in districts:
        sharing[area.parent_id] = sharing.get(area.parent_id, 0) + 1
    return np.array([people.get(area.parent_id, usual) / sharing[area.parent_id] for area in districts])
