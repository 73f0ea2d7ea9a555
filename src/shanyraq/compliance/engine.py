"""Rule + facts + day -> windows. The state of a duty is computed here and typed nowhere.

Only what had happened by the day asked about is known: a fact, or minutes, dated later do not exist yet.
A confirmation carries no date: whatever is confirmed now counts by the day it happened.
One fact serves one window: the window it settled, or the one that was still waiting when it happened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .checks import Demand
from .durations import ONE_DAY, add_days
from .evidence import FULL, PARTIAL, WAITING, FactBook, Finding, Standing, weigh
from .facts import Extension, Fact, Waiver
from .rules import Rule
from .windows import State, Window

DUE_SOON = 21
"""So many days before the due date an open window becomes due soon."""

_SOFT = dict.fromkeys(State, State.NOT_YET) | {
    State.UPCOMING: State.UPCOMING,
    State.EXCUSED: State.EXCUSED,
    State.MET: State.FOLLOWED,
    State.MET_LATE: State.FOLLOWED,
}


def evaluate(
    rule: Rule,
    facts: Iterable[Fact] | FactBook,
    on: date,
    *,
    waivers: Sequence[Waiver] = (),
    extensions: Sequence[Extension] = (),
) -> tuple[Window, ...]:
    """All windows from `rule.since` up to those that contain `on`, oldest first, for any day past or future.

    Give a `FactBook` when several rules of one bearer are evaluated: it is indexed once.
    """
    book = facts if isinstance(facts, FactBook) else FactBook(facts)
    return tuple(_WALKS[rule.cadence.mode](Case(rule, book, on, waivers, extensions)))


class Term(NamedTuple):
    """The frame of one window: facts count that happened after `after` and not after `last`.

    `after` is the last day that belongs to the window before; from `last` on nothing more is accepted.
    """

    start: date
    due: date | None
    original: date | None
    after: date
    last: date
    waiver: Waiver | None


class Case:
    """One rule, one bearer's facts, one day: what every window is judged by."""

    __slots__ = ("book", "closed", "days", "findings", "moved", "on", "rule", "today", "waivers")

    def __init__(
        self,
        rule: Rule,
        book: FactBook,
        on: date,
        waivers: Sequence[Waiver] = (),
        extensions: Sequence[Extension] = (),
    ) -> None:
        self.rule, self.book, self.on, self.waivers = rule, book, on, waivers
        self.moved = {extension.due: extension.new_due for extension in extensions}
        self.closed = rule.until is not None and on >= rule.until
        self.today = min(on, rule.until or on)
        self.days, self.findings = self._dated_evidence()

    def _dated_evidence(self) -> tuple[Sequence[date], Sequence[Finding]]:
        dated = [demand for demand in self.rule.demands if not demand.lasting]
        if len(dated) == 1:
            return self.book.evidence(dated[0], self.on)
        found = sorted(
            (finding for demand in dated for finding in self.book.evidence(demand, self.on).findings),
            key=lambda finding: (finding.day, finding.fact.id),
        )
        return [finding.day for finding in found], found

    def term(self, start: date, original: date | None, after: date, *, late: bool) -> Term:
        """The frame of the window due on `original`, with its extensions and its waiver."""
        due = original
        while due in self.moved:
            due = self.moved[due]
        if due is None:
            return Term(start, None, None, after, date.max, None)
        waiver = next((one for one in self.waivers if one.start <= due <= one.end), None)
        if waiver is not None or not late:
            last = due
        else:
            last = date.max if self.rule.grace is None else self.rule.grace.after(due)
        return Term(start, due, original, after, last, waiver)

    def window(self, term: Term) -> Window:
        """Judge one window by what happened within it."""
        due, demands = term.due, self.rule.demands
        findings, first = self._within_reach(term)
        until = min(term.last, self.today)
        settled = _settle(findings, first, until, demands, FULL)
        if settled is not None:
            day, used = settled
            verdict = State.MET if due is None or day <= due else State.MET_LATE
            return self.built(term, verdict, used, None if self.rule.lasting else day)
        if self.excused(term):
            return self.built(term, State.EXCUSED, (), due)
        if self.today < term.start:
            return self.built(term, State.UPCOMING)
        held = tuple([finding for finding in findings[first:] if finding.day <= until])
        if held and _settle(held, 0, until, demands, WAITING) is not None:
            awaited = tuple(finding for finding in held if finding.standing is not PARTIAL)
            return self.built(term, State.UNCONFIRMED, awaited)
        return self.built(term, *self._unmet(term, held))

    def _within_reach(self, term: Term) -> tuple[Sequence[Finding], int]:
        """The findings to look at and the first that counts."""
        first = bisect_right(self.days, term.after)
        if not self.rule.lasting:
            return self.findings, first
        return [*self._in_force(term), *self.findings[first:]], 0

    def _in_force(self, term: Term) -> Iterator[Finding]:
        """Appointments that last on the day asked about; for a calendar period gone by, on its last day."""
        ask = self.today
        if self.rule.cadence.mode == "calendar" and term.due is not None:
            ask = min(ask, term.due)
        for demand in self.rule.demands:
            if demand.lasting:
                for fact in self.book.about(demand):
                    if in_force(fact, ask):
                        yield weigh(fact, demand, self.on)._replace(day=term.start)

    def excused(self, term: Term) -> bool:
        return term.waiver is not None and term.due is not None and self.today >= term.due

    def _unmet(self, term: Term, held: tuple[Finding, ...]) -> tuple[State, tuple[Finding, ...], date | None]:
        """A window nothing has met: its state, what was held in it, the day that made it final."""
        if term.due is None or self.today <= term.due:
            return self.running(term), held, self.today if self.closed else None
        final = min(term.last, self.today) if self.closed or self.today > term.last else None
        if held:
            return State.PARTLY_MET, held, final
        return State.OVERDUE if final is None else State.NOT_MET, (), final

    def running(self, term: Term) -> State:
        if self.closed:
            return State.VOID
        soon = term.due is not None and (term.due - self.today).days <= DUE_SOON
        return State.DUE_SOON if soon else State.OPEN

    def built(
        self, term: Term, verdict: State, findings: tuple[Finding, ...] = (), closed_on: date | None = None
    ) -> Window:
        return Window(
            term.start,
            term.due,
            verdict if self.rule.force == "must" else _SOFT[verdict],
            tuple([finding.fact.id for finding in findings]),
            _flags(verdict, findings),
            closed_on,
            None if term.due == term.original else term.original,
            None if closed_on is not None else self._next_change(term, findings),
            verdict,
            self.rule,
            self.on,
            findings,
            term.waiver,
        )

    def _next_change(self, term: Term, findings: tuple[Finding, ...]) -> date | None:
        """The first day after `on` on which this window may look different with nothing new recorded."""
        days = [_day_after(finding.demand.minutes_due(finding.fact)) for finding in findings]
        if not self.closed:
            days += [term.start, self.rule.since, self.rule.until, _day_after(term.last)]
            days += self._turns_of_posts()
            if term.due is not None:
                days += [add_days(term.due, -DUE_SOON), _day_after(term.due)]
                days += [term.due] if term.waiver else []
        return min((day for day in days if day is not None and day > self.on), default=None)

    def _turns_of_posts(self) -> Iterator[date | None]:
        for demand in self.rule.demands:
            if demand.lasting:
                for fact in self.book.about(demand):
                    yield begins(fact)
                    yield _day_after(fact.attributes.get("to"))


def _settle(
    findings: Sequence[Finding], first: int, until: date, demands: Sequence[Demand], least: Standing
) -> tuple[date, tuple[Finding, ...]] | None:
    """The day on which the findings had met every demand, and the findings that did it."""
    missing = {demand: demand.least for demand in demands}
    used = []
    for index in range(first, len(findings)):
        finding = findings[index]
        if finding.day > until:
            break
        if finding.standing >= least and finding.demand in missing:
            used.append(finding)
            missing[finding.demand] -= 1
            if not missing[finding.demand]:
                del missing[finding.demand]
                if not missing:
                    return finding.day, tuple(used)
    return None


def _flags(verdict: State, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    if verdict is State.MET or verdict is State.MET_LATE or not findings:
        return ()
    flags = {flag for finding in findings for flag in finding.flags}
    if verdict is not State.UNCONFIRMED and any(finding.standing is not PARTIAL for finding in findings):
        flags.add("incomplete")
    return tuple(sorted(flags))


def begins(appointment: Fact) -> date:
    day: date | None = appointment.attributes.get("from")
    return day or appointment.date


def in_force(appointment: Fact, day: date) -> bool:
    ends = appointment.attributes.get("to")
    return begins(appointment) <= day and (ends is None or day <= ends)


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + ONE_DAY


def _rolling(case: Case) -> Iterator[Window]:
    """Each window starts on the day the duty was last met in full, or on a due date that was lost or excused.

    That day itself belongs to the window before, so nothing counts twice.
    """
    rule, step = case.rule, case.rule.step
    assert step is not None
    start, after = rule.since, add_days(rule.since, -1)
    while True:
        term = case.term(start, step.after(start), after, late=True)
        window = case.window(term)
        yield window
        if window.verdict is State.MET or window.verdict is State.MET_LATE:
            start = after = window.closed_on or term.last
        elif case.today > term.last or case.excused(term):
            start, after = term.due or term.last, term.last
        else:
            return
        if start == date.max or (rule.until is not None and start >= rule.until):
            return


def _calendar(case: Case) -> Iterator[Window]:
    """One window for each period of the calendar; an extended one may take facts of the next, if it needs them."""
    rule, step = case.rule, case.rule.step
    assert step is not None
    start, after = rule.since, add_days(rule.since, -1)
    while True:
        end = step.period_end(start)
        term = case.term(start, end, after, late=False)
        window = case.window(term)
        yield window
        following = _day_after(end)
        if following is None or following > case.today or following == rule.until:
            return
        met = window.verdict is State.MET
        start, after = following, max(end, (window.closed_on or end) if met else term.last)


def _once(case: Case) -> Iterator[Window]:
    since = case.rule.since
    yield case.window(case.term(since, case.rule.cadence.due, add_days(since, -1), late=True))


def _per_event(case: Case) -> Iterator[Window]:
    """One window for each event known as a key event before its day."""
    rule = case.rule
    demand = rule.demands[0]
    for fact in case.book.about(demand):
        flagged: date | None = fact.attributes.get("flagged")
        if not fact.attributes.get("is_key") or flagged is None or flagged >= fact.date:
            continue
        if fact.date >= rule.since and (rule.until is None or flagged < rule.until):
            term = case.term(flagged, fact.date, flagged, late=False)
            yield _event_window(case, term, weigh(fact, demand, case.on))


def _event_window(case: Case, term: Term, finding: Finding) -> Window:
    """Open until the day of the event, final after it."""
    if case.today > term.last:
        verdict = _event_verdict(finding)
        if case.excused(term) and verdict is not State.MET:
            verdict = State.EXCUSED
        return case.built(term, verdict, (finding,), None if verdict is State.UNCONFIRMED else term.due)
    announced = (finding._replace(flags=()),)
    if case.excused(term):
        return case.built(term, State.EXCUSED, announced, term.due)
    if case.today < max(term.start, case.rule.since):
        return case.built(term, State.UPCOMING, announced)
    return case.built(term, case.running(term), announced, case.today if case.closed else None)


def _event_verdict(finding: Finding) -> State:
    """The final word on a key event; what was not recorded is not an absence."""
    if finding.demand.asks_presence:
        presence = finding.fact.attributes.get("bearer_presence")
        if presence == "excused":
            return State.EXCUSED
        if presence == "absent":
            return State.NOT_MET
    return _EVENT_VERDICTS[finding.standing]


_EVENT_VERDICTS = {FULL: State.MET, WAITING: State.UNCONFIRMED, PARTIAL: State.PARTLY_MET}

_WALKS: dict[str, Callable[[Case], Iterator[Window]]] = {
    "rolling": _rolling,
    "calendar": _calendar,
    "once": _once,
    "per_event": _per_event,
}
