"""A hundred and fifty weeks of reports, the rises hidden in them, and how some of them were answered.

The long past is written as one file read in, as a house brings its old records with it; the last days come in by the
doors, and whatever people decided was decided by the same deeds.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.utils import timezone

from shanyraq.audit import journal
from shanyraq.directives import duty_actions
from shanyraq.places.models import Area
from shanyraq.radar import actions, duties, reach, scanning, weeks
from shanyraq.radar.models import ImportBatch, Line, Signal
from shanyraq.radar.reports import Report
from shanyraq.radar.scales import Channel, Need, Reliability, SourceKind, Stage, Status
from shanyraq.registry.models import Post

from . import reports
from .cast import Country
from .entrants import Entrants
from .signals_past import SLOW, SPREADING, STORY, Past
from .time_travel import at

SCANNED = 6
FLOODED = "KZ-75"
PART, TOLD_EVERY = 5_000, 100_000


class Reports:
    """Writes the signals of the demo country; ``scale`` multiplies the long past (1: some 21,000 signals)."""

    def __init__(self, country: Country, people: Entrants, random: Random, until: date, scale: float = 1.0):
        self._country, self._people, self._random, self._until = country, people, random, until
        self._last = weeks.monday(until) - weeks.WEEK
        districts = Area.objects.districts().on(until).order_by("pk")
        self._past = Past(districts, random, last=self._last, until=until, scale=scale)

    def write(self, say: Callable[[str], None]) -> None:
        """The past, the doors, the weekly lists and what was decided on them."""
        many = self._bring_past(say)
        self._hear_today()
        weeks.recount_all()
        say(f"  {many:,} reports, {SCANNED} weekly lists")
        for number in range(SCANNED - 1, -1, -1):
            week = self._last - number * weeks.WEEK
            with at(week + weeks.WEEK, 7):
                scanning.scan(week, today=week + weeks.WEEK)
                reach.recount(week)
            self._decide_lines(week)
        scanning.expire(self._until)
        self._answer_old_hotspots()

    def _bring_past(self, say: Callable[[str], None]) -> int:
        country = Area.objects.get(level=0)
        signals, many = self._past.signals(), 0
        while rows := list(islice(signals, PART)):
            many += len(Signal.objects.bulk_create(rows))
            if many % TOLD_EVERY == 0:
                say(f"  {many:,} reports")
        batch = ImportBatch.objects.create(
            area=country,
            file_name="reports-of-earlier-years.csv",
            sha256="0" * 64,
            rows=many,
            taken=many,
            done=many + 1,
            finished_at=timezone.now(),
        )
        journal.record("radar.import_finished", batch, by=journal.SYSTEM, area=country, taken=many)
        return many

    # ------------------------------------------------------------------ by the doors

    def _hear_today(self) -> None:
        """The last days: some by the form, some by councils, a flood, a crowd, a drill, a doubtful word."""
        kordai = Area.objects.get(pk=STORY)
        for number, text in enumerate(reports.WATER):
            self._receive(kordai, "T2", Stage.DISPUTE, text, days=6 - number % 6, key=f"water-{number}")
        flooded = self._past.first_of(FLOODED)
        for number in range(25 if self._past.scale == 1 else 200):
            self._receive(flooded, "T8", Stage.DISPUTE, reports.FLOOD, days=1, key=f"flood-{number}")
        here = self._past.first_of(SLOW)
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
        day, minute = self._until - timedelta(days=days), self._random.randrange(60)
        given = {"channel": Channel.FORM} | sender
        # A country built before eight in the morning has heard today's reports at midnight, not in the hours to come.
        early = days == 0 and timezone.localtime().hour < 8
        with at(day, 0) if early else at(day, 7, minute):
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
        area = self._past.first_of(region)
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
