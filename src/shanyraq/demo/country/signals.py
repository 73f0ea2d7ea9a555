"""A hundred and fifty weeks of reports, the rises hidden in them, and how some of them were answered.

The long past is written as one file read in, as a house brings its old records with it; the last days come in by the
doors, and whatever people decided was decided by the same deeds.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from math import pi
from random import Random
from uuid import UUID

import numpy as np
from django.utils import timezone

from shanyraq.audit import journal
from shanyraq.directives import duty_actions
from shanyraq.places.borders import neighbours
from shanyraq.places.models import Area
from shanyraq.radar import actions, duties, reach, scanning, weeks
from shanyraq.radar.models import ImportBatch, Line, Signal
from shanyraq.radar.reports import Report
from shanyraq.radar.scales import Channel, Need, Reliability, Route, SourceKind, Stage, Status
from shanyraq.radar.vocabulary import POSITIVE
from shanyraq.registry.models import Post

from . import reports
from .cast import Country
from .entrants import Entrants
from .time_travel import at

WEEKS = 150
SCANNED = 6
STORY = "314800000"
"""Kordai district: a sudden quarrel about water."""
SLOW = "KZ-61"
SPREADING = "KZ-33"
SILENT = "KZ-47"
SILENT_WEEKS = 9
FLOODED = "KZ-75"
SERVED = "KZ-35"
TRUSTED = (SourceKind.MOTHERS, SourceKind.AKSAKALS, SourceKind.ASSOCIATION, SourceKind.SCHOOL)


class Reports:
    """Writes the signals of the demo country; ``scale`` multiplies the long past (1: some 25,000 signals)."""

    def __init__(self, country: Country, people: Entrants, random: Random, until: date, scale: float = 1.0):
        self._country, self._people, self._random, self._until = country, people, random, until
        self._chance = np.random.default_rng(random.randrange(2**32))
        self._scale = scale
        self._last = weeks.monday(until) - weeks.WEEK
        self._districts = list(Area.objects.districts().on(until).order_by("pk"))

    def write(self, say: Callable[[str], None]) -> None:
        """The past, the doors, the weekly lists and what was decided on them."""
        many = self._bring_past()
        self._hear_today()
        weeks.recount_all()
        say(f"  {many} reports, {SCANNED} weekly lists")
        for number in range(SCANNED - 1, -1, -1):
            week = self._last - number * weeks.WEEK
            with at(week + weeks.WEEK, 7):
                scanning.scan(week, today=week + weeks.WEEK)
                reach.recount(week)
            self._decide_lines(week)
        scanning.expire(self._until)
        self._answer_old_hotspots()

    # ------------------------------------------------------------------ the long past

    def _bring_past(self) -> int:
        country = Area.objects.get(level=0)
        rows, many = [], 0
        for row in self._past():
            rows.append(row)
            if len(rows) == 5_000:
                many += len(Signal.objects.bulk_create(rows))
                rows = []
        many += len(Signal.objects.bulk_create(rows))
        batch = ImportBatch.objects.create(
            area=country, file_name="reports-of-earlier-years.csv", sha256="0" * 64, rows=many, taken=many
        )
        journal.record("radar.import_finished", batch, by=journal.SYSTEM, area=country, taken=many)
        return many

    def _past(self) -> Iterator[Signal]:
        issues = [code for code in reports.CALM if code != POSITIVE]
        means = self._chance.lognormal(-3.2, 1.0, (len(self._districts), len(issues))) * self._scale
        phases = self._chance.uniform(0, 52, len(issues))
        for number in range(WEEKS):
            week = self._last - (WEEKS - 1 - number) * weeks.WEEK
            season = 1 + 0.35 * np.cos(2 * pi * (number - phases) / 52)
            counts = self._chance.poisson(means * season)
            for place, area in enumerate(self._districts):
                if area.parent_id == SILENT and number >= WEEKS - SILENT_WEEKS:
                    continue
                for column, issue in enumerate(issues):
                    for _report in range(int(counts[place, column])):
                        yield self._old(area, issue, week)
            yield from self._rises(number, week)

    def _rises(self, number: int, week: date) -> Iterator[Signal]:
        """Three true rises, a complaint about a service, and good news."""
        ago = WEEKS - 1 - number
        if ago == 0:
            yield from self._many(STORY, "T2", week, 9)
        if ago < 8:
            yield from self._many(self._first(SLOW), "T3", week, 3 + (8 - ago) // 2)
        if ago < 3:
            centre = self._first(SPREADING)
            near = sorted(code for code in neighbours()[centre])[: 3 - ago]
            for code in (centre, *near):
                yield from self._many(code, "T5", week, 5)
        if ago < 2:
            area = Area.objects.get(pk=self._first(SERVED))
            for _report in range(15):
                yield self._old(area, "T2", week, route=Route.SERVICE, stage=Stage.GRIEVANCE, text=reports.SERVICE)
        if number % 3 == 0:
            area = self._random.choice(self._districts)
            if not (area.parent_id == SILENT and number >= WEEKS - SILENT_WEEKS):
                yield self._old(area, POSITIVE, week, route=Route.POSITIVE, stage=Stage.GRIEVANCE)

    def _many(self, code: str, issue: str, week: date, many: int) -> Iterator[Signal]:
        area = Area.objects.get(pk=code)
        for number in range(many):
            text = reports.WATER[number % len(reports.WATER)] if issue == "T2" else ""
            yield self._old(area, issue, week, stage=Stage.DISPUTE, text=text)

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
        level = {Stage.GRIEVANCE: 1, Stage.DISPUTE: 2, Stage.INCIDENT: 3}[given["stage"]]
        unique = f"{self._random.getrandbits(128):032x}"
        return Signal(
            id=UUID(int=self._random.getrandbits(128), version=4),
            area=area, region_id=area.region_code, occurred_on=day, week=week, received_at=min(received, timezone.now()),
            issue=issue, level=level, urgency="Expected", severity="Minor", certainty="Possible",
            channel=self._random.choice([Channel.FORM, Channel.DESK, Channel.REPORTER]),
            source_kind=self._random.choice([SourceKind.RESIDENT, *TRUSTED]), language="kk",
            submission=unique, request_digest=unique, receipt=unique, form_version="1",
            first_action_at=None if recent else received + timedelta(hours=self._random.randrange(2, 70)),
            expires_on=day + timedelta(days=1_200), **given,
        )  # fmt: skip

    # ------------------------------------------------------------------ by the doors

    def _hear_today(self) -> None:
        """The last days: some by the form, some by councils, a flood, a crowd, a drill, a doubtful word."""
        kordai = Area.objects.get(pk=STORY)
        for number, text in enumerate(reports.WATER):
            self._receive(kordai, "T2", Stage.DISPUTE, text, days=6 - number % 6, key=f"water-{number}")
        flooded = Area.objects.get(pk=self._first(FLOODED))
        for number in range(25):
            self._receive(flooded, "T8", Stage.DISPUTE, reports.FLOOD, days=1, key=f"flood-{number}")
        here = Area.objects.get(pk=self._first(SLOW))
        self._receive(here, "T12", Stage.MOBILISATION, reports.GATHERING, days=0, key="crowd", need=Need.URGENT)
        self._receive(here, "T12", Stage.MOBILISATION, "", days=0, key="drill", status=Status.EXERCISE)
        self._receive(here, "T2", Stage.DISPUTE, reports.DOUBT, days=0, key="doubt")
        council = self._country.regions[SLOW].councils["council.mothers"]
        told = self._receive(
            here, "T5", Stage.DISPUTE, reports.CALM["T5"][0], days=1, key="mothers", channel=Channel.REPORTER,
            reporter=council, source=str(council.pk), source_kind=SourceKind.MOTHERS, reliability=Reliability.B,
        )  # fmt: skip
        actions.answer_reporter(signal=told, text=reports.ANSWER, by=self._people.secretaries[SLOW])

    def _receive(
        self, area, issue, stage, text, *, days, key, need=Need.TALK, status=Status.ACTUAL, **sender
    ) -> Signal:
        day = self._until - timedelta(days=days)
        given = {"channel": Channel.FORM} | sender
        with at(day, 7, self._random.randrange(60)):
            report = Report(
                area=area, occurred_on=day, issue=issue, stage=stage, text=text, need=need, status=status, witness=True
            )
            return actions.receive(report=report, key=f"demo-{key}", **given).signal

    # ------------------------------------------------------------------ what was decided

    def _answer_old_hotspots(self) -> None:
        """One that calms down under its plan, one that was closed and looked at after thirty days."""
        calming = self._hotspot(SLOW, "T2", reports.HOTSPOT, days=24)
        self._plan(calming, SLOW, reports.GOAL, reports.MEASURES, days=22)
        with at(self._until - timedelta(days=4), 12):
            actions.calm_hotspot(hotspot=calming, reason=reports.REASONS["calming"], by=self._people.secretaries[SLOW])
        old = self._hotspot(SPREADING, "T1", reports.CLOSED_HOTSPOT, days=60)
        self._plan(old, SPREADING, reports.PASTURE_GOAL, reports.PASTURE_MEASURES, days=58)
        secretary = self._people.secretaries[SPREADING]
        with at(self._until - timedelta(days=40), 12):
            actions.close_hotspot(hotspot=old, ending="resolved", reason=reports.REASONS["closed"], by=secretary)
        with at(self._until - timedelta(days=9), 12):
            actions.review_effect(
                review=old.reviews.get(days=30), effect="calmer", text=reports.REASONS["effect"], by=secretary
            )

    def _hotspot(self, region: str, issue: str, summary: str, *, days: int):
        area = Area.objects.get(pk=self._first(region))
        day = self._until - timedelta(days=days)
        signal = Signal.objects.filter(region=region, issue=issue, hotspot=None, occurred_on__lte=day).first()
        signal.area = area
        signal.save(update_fields=["area"])
        with at(day, 10):
            return actions.open_hotspot(
                signal=signal, level=3, summary=summary, owner=self._owner(region), by=self._people.secretaries[region]
            )

    def _plan(self, hotspot, region: str, goal: str, measures, *, days: int) -> None:
        akimat, day = self._country.regions[region].akimat, self._until - timedelta(days=days)
        assistant, secretary = self._people.assistants[region], self._people.secretaries[region]
        with at(day, 15):
            plan = actions.draft_plan(hotspot=hotspot, goal=goal, by=assistant)
            for kind, what, term in measures:
                actions.add_measure(
                    plan=plan, kind=kind, what=what, bearer=akimat, due=day + timedelta(days=term), by=assistant
                )
            actions.approve_plan(plan=plan, by=secretary)
        for measure in plan.measures.order_by("order"):
            with at(measure.due, 16):
                actions.report_measure(measure=measure, done_on=measure.due, note=reports.REASONS["done"], by=assistant)
                duty_actions.confirm_fact(fact_id=duties.fact_of(measure), organization=akimat, by=secretary)

    def _decide_lines(self, week: date) -> None:
        """Lines of earlier weeks are checked on the spot; those of the last one wait for the visitor."""
        if week == self._last:
            return
        for line in Line.objects.filter(state=Line.State.NEW, scan__week=week).select_related("area", "scan"):
            with at(week + timedelta(days=8), 11):
                actions.check_line(line=line, by=self._people.secretaries[line.area.region_code])

    def _owner(self, region: str) -> Post:
        return self._country.regions[region].akim.post

    def _first(self, region: str) -> str:
        return next(area.pk for area in self._districts if area.parent_id == region)
