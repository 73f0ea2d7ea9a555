"""Thirty-six months of meetings, confirmed, disputed, late and missed, each deed done on its own day."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from shanyraq.compliance import add_months
from shanyraq.directives.duty_actions import confirm_fact, dispute_fact, grant_waiver, request_extension
from shanyraq.directives.duty_evaluation import cases
from shanyraq.directives.duty_windows import leading
from shanyraq.directives.models import Rule
from shanyraq.meetings import actions as meetings
from shanyraq.meetings.models import Event
from shanyraq.meetings.seats import Attending, Presence

from .cast import Cast, Country, Region
from .characters import STEADFAST, Temper
from .diary import Deed, Diary
from .entrants import Entrants
from .phrases import AGENDA, DECISIONS, EVENTS, MINUTES, REASONS

EXCUSED, ASKING, OVERDUE = 4, 7, (2, 15)
"""Places in the list of regions: who was excused, who asks for more time, who is a week over the term today."""


SILENCE = 68
"""Days since the last meeting of those who are over the term: two months and a week."""


def meeting_rule() -> Rule:
    """The two-monthly meeting of the akims of oblasts."""
    return Rule.objects.get(code="akims-meet-assembly", valid_to=None)


class History:
    def __init__(self, country: Country, people: Entrants, cast: Cast, tempers: dict[str, Temper], random: Random):
        self.country, self.people, self.cast, self.tempers, self.random = country, people, cast, tempers, random

    def write(self, diary: Diary, since: date, until: date) -> None:
        for number, (code, region) in enumerate(self.country.regions.items()):
            silent = timedelta(days=SILENCE if number in OVERDUE else 0)
            self._meetings(diary, region, self.tempers[code], since, until - silent)
            self._change_of_akim(diary, code, region, since, until)
        for number, day in enumerate(_yearly(since, until, (4, 24), (5, 1), (11, 14))):
            self._key_event(diary, day, EVENTS["country"][number % len(EVENTS["country"])])
        for number, code in enumerate(self.country.regions):
            self._regional_session(diary, code, until - (until - since) * (number + 2) / 60)
        self._excuse(diary, max(since + timedelta(days=40), until - timedelta(days=230)))
        self._planned(diary, until)
        self._ask_for_time(diary, until)

    # The two-monthly meeting

    def _meetings(self, diary: Diary, region: Region, temper: Temper, since: date, until: date) -> None:
        """Meetings of one akimat; where it falls silent before today, the last one is held in full on that day."""
        if until < diary.until:
            diary.note(until, self._meeting(diary, region, STEADFAST, until), hour=15)
            until -= timedelta(days=45)
        day = since + timedelta(days=self.random.randint(5, 50))
        while day <= until:
            diary.note(day, self._meeting(diary, region, temper, day), hour=15)
            day = self._next(day, temper)

    def _next(self, day: date, temper: Temper) -> date:
        due = add_months(day, 2)
        if self.random.random() < temper.skipped:
            return add_months(due, 2) - timedelta(days=self.random.randint(0, 20))
        if self.random.random() < temper.late:
            return due + timedelta(days=self.random.randint(2, 12))
        return _workday(due - timedelta(days=self.random.randint(0, 14)))

    def _meeting(self, diary: Diary, region: Region, temper: Temper, day: date) -> Deed:
        assistant = self.people.assistants[region.area.code]
        luck = {name: self.random.random() < getattr(temper, name) for name in ("by_deputy", "alone", "visit")}
        guests = [] if luck["alone"] else self.random.sample(region.speakers, k=min(3, len(region.speakers)))
        chair = region.deputy if luck["by_deputy"] else region.akim
        kind = "visit" if luck["visit"] else "interethnic_meeting"

        def hold() -> None:
            event = meetings.record_held(
                organizer=region.akimat,
                classification=kind,
                start=_moment(day, 10),
                end=_moment(day, 12),
                location=self.random.choice(EVENTS["places"]),
                agenda=[(title, index == 0) for index, title in enumerate(self.random.choice(AGENDA))],
                chair=chair.post,
                attended=[Attending(post=seat.post) for seat in guests],
                by=assistant,
                **_named(EVENTS[kind]),
            )
            facts = [f"meetings:{event.pk}"]
            if kind == "visit":
                tag = meetings.tag_event(event=event, classification="interethnic_meeting", by=assistant)
                facts = [f"meetings:{event.pk}#{tag.classification}"]
            self._minutes(diary, event, temper, day, assistant)
            self._word(diary, region, temper, facts, day)

        return hold

    def _minutes(self, diary: Diary, event: Event, temper: Temper, day: date, assistant) -> None:
        slow = self.random.random() < temper.slow_minutes
        ready = day + timedelta(days=self.random.randint(14, 25) if slow else self.random.randint(1, 8))
        text = self.random.choice(MINUTES)
        decision = self.random.choice(DECISIONS) if self.random.random() < 0.35 else None

        def enter() -> None:
            meetings.add_minutes(event=event, date=ready, text=text, number=f"{ready:%m}-{ready.day}", by=assistant)
            if decision:
                self._decide(diary, event, decision, ready, assistant)

        diary.note(ready, enter, hour=12)

    def _decide(self, diary: Diary, event: Event, text: str, day: date, assistant) -> None:
        due = _workday(day + timedelta(days=self.random.randint(20, 60)))
        decision = meetings.decide(event=event, text=text, bearer=event.organizer, due=due, by=assistant)
        done = due + timedelta(days=self.random.randint(-15, 6))
        if self.random.random() < 0.8:
            diary.note(done, lambda: self._complete(diary, event, decision, done, assistant))

    def _complete(self, diary: Diary, event: Event, decision, day: date, assistant) -> None:
        meetings.complete_decision(decision=decision, done_on=day, note=REASONS["done"], by=assistant)
        fact = f"meetings:decision-{decision.pk}"
        self._say(diary, event.organizer, event.area_id, fact, day + timedelta(days=self.random.randint(1, 9)))

    def _word(self, diary: Diary, region: Region, temper: Temper, facts: list[str], day: date) -> None:
        """The secretariat's word comes in days; what it forgot it makes good in two months, so only the newest waits."""
        disputed = self.random.random() < temper.disputed
        forgotten = self.random.random() < temper.unanswered
        later = day + timedelta(days=self.random.randint(45, 70) if forgotten else self.random.randint(1, 9))
        for fact in facts:
            self._say(diary, region.akimat, region.area.code, fact, later, disputed=disputed)

    def _say(self, diary: Diary, body, code: str, fact: str, day: date, *, disputed: bool = False) -> None:
        secretary = self.people.secretaries[code]
        if disputed:
            deed = lambda: dispute_fact(fact_id=fact, organization=body, reason=REASONS["dispute"], by=secretary)  # noqa: E731
        else:
            deed = lambda: confirm_fact(fact_id=fact, organization=body, by=secretary)  # noqa: E731
        diary.note(day, deed, hour=16)

    # Key events

    def _key_event(self, diary: Diary, day: date, names: tuple[str, str, str]) -> None:
        def plan() -> None:
            event = meetings.plan_event(
                organizer=self.country.assembly,
                classification="assembly_session",
                start=_moment(day, 11),
                end=_moment(day, 13),
                location=EVENTS["capital"],
                agenda=EVENTS["session_agenda"],
                by=self.people.controller,
                **_named(names),
            )
            meetings.flag_key(event=event, by=self.people.controller)
            diary.note(day, lambda: self._attend(diary, event, day), hour=18)

        diary.note(day - timedelta(days=24), plan)

    def _attend(self, diary: Diary, event: Event, day: date) -> None:
        came = {code: one for code, region in self.country.regions.items() if (one := self._came(code, region))}
        meetings.record_held(event=event, attended=list(came.values()), by=self.people.controller)
        for code in came:
            self._own_word(diary, event, code, day + timedelta(days=self.random.choice((1, 2, 3, 4, 6, 25))))

    def _own_word(self, diary: Diary, event: Event, code: str, day: date) -> None:
        """The akim's office confirms what the assembly's side recorded of his presence."""
        akimat = self.country.regions[code].akimat
        fact = f"meetings:{event.pk}@{akimat.pk}"
        assistant = self.people.assistants[code]
        diary.note(day, lambda: confirm_fact(fact_id=fact, organization=akimat, by=assistant))

    def _came(self, code: str, region: Region) -> Attending | None:
        draw, temper = self.random.random(), self.tempers[code]
        if draw < temper.comes_in_person:
            return Attending(post=region.akim.post)
        rest = (draw - temper.comes_in_person) / max(1e-9, 1 - temper.comes_in_person)
        if rest < 0.55:
            return Attending(post=region.akim.post, person=region.deputy.person)
        if rest < 0.7:
            return Attending(post=region.akim.post, presence=Presence.REMOTE)
        if rest < 0.85:
            return Attending(post=region.akim.post, presence=Presence.EXCUSED, reason=REASONS["excused"])
        if rest < 0.95:
            return Attending(post=region.akim.post, presence=Presence.ABSENT)
        return None

    def _regional_session(self, diary: Diary, code: str, day: date) -> None:
        region, secretary = self.country.regions[code], self.people.secretaries[code]

        def plan() -> None:
            event = meetings.plan_event(
                organizer=region.assembly,
                classification="regional_session",
                start=_moment(day, 15),
                location=EVENTS["house"],
                agenda=EVENTS["session_agenda"],
                by=secretary,
                **_named(EVENTS["regional_session"]),
            )
            meetings.flag_key(event=event, by=secretary)
            diary.note(day, lambda: self._hold_session(diary, event, region, code, day), hour=18)

        diary.note(day - timedelta(days=15), plan)

    def _hold_session(self, diary: Diary, event: Event, region: Region, code: str, day: date) -> None:
        secretary = self.people.secretaries[code]
        attended = [Attending(post=seat.post) for seat in region.speakers[:4]]
        if came := self._came(code, region):
            attended.append(came)
            self._own_word(diary, event, code, day + timedelta(days=3))
        meetings.record_held(event=event, chair=region.secretary.post, attended=attended, by=secretary)

    # Excuses and later dates

    def _excuse(self, diary: Diary, day: date) -> None:
        """A flood: the controller excuses one region for the weeks in which its window ends."""
        akimat = list(self.country.regions.values())[EXCUSED].akimat

        def grant() -> None:
            grant_waiver(
                rule=meeting_rule(),
                organization=akimat,
                start=day,
                end=day + timedelta(days=70),
                reason=REASONS["waiver"],
                document=REASONS["waiver_document"],
                by=self.people.controller,
            )

        diary.note(day, grant)

    def _ask_for_time(self, diary: Diary, today: date) -> None:
        """One akim's office asks for a later date; the controller has not decided yet."""
        code, region = list(self.country.regions.items())[ASKING]

        def ask() -> None:
            rule = meeting_rule()
            for case in cases([rule], today, {region.akimat.pk}):
                running = leading(case.windows(today), today)
                if running and running.due and running.due > today:
                    request_extension(
                        rule=rule,
                        organization=region.akimat,
                        due=running.due,
                        new_due=running.due + timedelta(days=14),
                        reason=REASONS["extension"],
                        by=self.people.assistants[code],
                    )

        diary.note(today, ask, hour=9)

    # What is to come

    def _planned(self, diary: Diary, today: date) -> None:
        """The calendar of the coming weeks: some meetings are planned, the next session of the country is flagged."""
        session = _workday(today + timedelta(days=26))

        def plan() -> None:
            event = meetings.plan_event(
                organizer=self.country.assembly,
                classification="assembly_session",
                start=_moment(session, 11),
                location=EVENTS["capital"],
                agenda=EVENTS["session_agenda"],
                by=self.people.controller,
                **_named(EVENTS["country"][0]),
            )
            meetings.flag_key(event=event, by=self.people.controller)
            for code, region in list(self.country.regions.items())[::3]:
                meetings.plan_event(
                    organizer=region.akimat,
                    classification="interethnic_meeting",
                    start=_moment(_workday(today + timedelta(days=self.random.randint(4, 40))), 10),
                    location=EVENTS["places"][0],
                    agenda=[(AGENDA[0][0], True), *((title, False) for title in AGENDA[0][1:])],
                    invited=[seat.post for seat in region.speakers[:3]],
                    chair=region.akim.post,
                    by=self.people.assistants[code],
                    **_named(EVENTS["interethnic_meeting"]),
                )

        diary.note(today, plan, hour=8)

    def _change_of_akim(self, diary: Diary, code: str, region: Region, since: date, until: date) -> None:
        """A third of the regions get a new akim on the way: the duty stays with the post."""
        if self.random.random() < 0.35:
            lived = (until - since).days
            day = since + timedelta(days=self.random.randint(lived // 5, lived * 4 // 5))
            diary.note(day, lambda: self.cast.replace_holder(region.akim, day), hour=23)


def _yearly(since: date, until: date, *days: tuple[int, int]) -> list[date]:
    found = [date(year, *day) for year in range(since.year, until.year + 1) for day in days]
    return [day for day in sorted(found) if since + timedelta(days=30) <= day <= until]


def _workday(day: date) -> date:
    """The Friday before, for a day of the weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def _named(names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("name_kk", "name_ru", "name_en"), names, strict=True))
