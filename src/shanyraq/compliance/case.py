"""One rule, one bearer's facts, one day: how a single window is judged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from .demands import Demand
from .durations import add_days, day_after
from .evidence import FULL, PARTIAL, WAITING, FactBook, Finding, Standing, weigh
from .facts import Extension, Waiver, begins, in_force
from .rules import Rule
from .windows import (
    DUE_SOON,
    EXCUSED,
    FOLLOWED,
    MET,
    MET_LATE,
    NOT_MET,
    NOT_YET,
    OPEN,
    OVERDUE,
    PARTLY_MET,
    UNCONFIRMED,
    UPCOMING,
    VOID,
    State,
    Window,
    quick_window,
)

SOON = 21
"""So many days before the due date an open window becomes due soon."""

_SOFT = dict.fromkeys(State, NOT_YET) | {
    UPCOMING: UPCOMING,
    EXCUSED: EXCUSED,
    MET: FOLLOWED,
    MET_LATE: FOLLOWED,
}


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

    __slots__ = ("book", "closed", "days", "findings", "moved", "needs", "on", "rule", "today", "waivers")

    def __init__(
        self,
        rule: Rule,
        book: FactBook,
        on: date,
        waivers: Sequence[Waiver] = (),
        extensions: Sequence[Extension] = (),
    ) -> None:
        self.rule, self.book, self.on, self.waivers = rule, book, on, waivers
        self.needs = {demand: demand.least for demand in rule.demands}
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
        waiver = self._covering(due) if self.waivers else None
        if waiver is not None or not late:
            last = due
        else:
            last = date.max if self.rule.grace is None else self.rule.grace.after(due)
        return Term(start, due, original, after, last, waiver)

    def _covering(self, due: date) -> Waiver | None:
        return next((waiver for waiver in self.waivers if waiver.start <= due <= waiver.end), None)

    def window(self, term: Term) -> Window:
        """Judge one window by what happened within it."""
        due = term.due
        findings, first = self.findings, bisect_right(self.days, term.after)
        if self.rule.lasting:
            findings, first = [*self._in_force(term), *findings[first:]], 0
        until = term.last if term.last < self.today else self.today
        something = first < len(findings) and findings[first].day <= until
        settled = _settle(findings, first, until, self.needs, FULL) if something else None
        if settled is not None:
            day, used = settled
            verdict = MET if due is None or day <= due else MET_LATE
            return self.built(term, verdict, used, None if self.rule.lasting else day)
        if term.waiver is not None and self.excused(term):
            return self.built(term, EXCUSED, (), due)
        if self.today < term.start:
            return self.built(term, UPCOMING)
        held: tuple[Finding, ...] = ()
        if something:
            held = tuple(findings[first : bisect_right(findings, until, first, key=_DAY)])
            if _settle(held, 0, until, self.needs, WAITING) is not None:
                awaited = tuple(finding for finding in held if finding.standing is not PARTIAL)
                return self.built(term, UNCONFIRMED, awaited)
        return self.built(term, *self._unmet(term, held))

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
        lost = self.closed or self.today > term.last
        # A one-off duty to fill a post follows the day asked about: whoever is appointed later still fills it.
        follows_the_post = self.rule.lasting and self.rule.cadence.mode == "once" and not self.closed
        final = min(term.last, self.today) if lost and not follows_the_post else None
        if held:
            return PARTLY_MET, held, final
        return NOT_MET if lost else OVERDUE, (), final

    def running(self, term: Term) -> State:
        if self.closed:
            return VOID
        soon = term.due is not None and (term.due - self.today).days <= SOON
        return DUE_SOON if soon else OPEN

    def built(
        self, term: Term, verdict: State, findings: tuple[Finding, ...] = (), closed_on: date | None = None
    ) -> Window:
        if closed_on is None:
            next_change = self._next_change(term, findings)
        else:
            # A window that is settled in part for good may still come to lack its minutes.
            next_change = self._next_lapse(findings) if verdict is PARTLY_MET or verdict is VOID else None
        return quick_window(
            term.start,
            term.due,
            verdict if self.rule.force == "must" else _SOFT[verdict],
            tuple([finding.fact.id for finding in findings]) if findings else (),
            _flags(verdict, findings) if findings else (),
            closed_on,
            None if term.due is term.original else term.original,
            next_change,
            verdict,
            self.rule,
            self.on,
            findings,
            term.waiver,
        )

    def _next_change(self, term: Term, findings: tuple[Finding, ...]) -> date | None:
        """The first day after `on` on which this window may look different with nothing new recorded."""
        days = [self._next_lapse(findings)]
        if not self.closed:
            days += [term.start, self.rule.since, self.rule.until, day_after(term.last)]
            days += self._turns_of_posts()
            if term.due is not None:
                days += [add_days(term.due, -SOON), day_after(term.due)]
                days += [term.due] if term.waiver else []
        return self._first_after_today(days)

    def _next_lapse(self, findings: tuple[Finding, ...]) -> date | None:
        """The first day after `on` on which minutes that are still awaited would be missing."""
        return self._first_after_today(day_after(finding.demand.minutes_due(finding.fact)) for finding in findings)

    def _first_after_today(self, days: Iterable[date | None]) -> date | None:
        return min((day for day in days if day is not None and day > self.on), default=None)

    def _turns_of_posts(self) -> Iterator[date | None]:
        for demand in self.rule.demands:
            if demand.lasting:
                for fact in self.book.about(demand):
                    yield begins(fact)
                    yield day_after(fact.attributes.get("to"))


_DAY = attrgetter("day")


def _settle(
    findings: Sequence[Finding], first: int, until: date, needs: Mapping[Demand, int], least: Standing
) -> tuple[date, tuple[Finding, ...]] | None:
    """The day on which the findings had met every demand, and the findings that did it."""
    missing = dict(needs)
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
    if verdict is MET or verdict is MET_LATE:
        return ()
    flags = {flag for finding in findings for flag in finding.flags}
    if verdict is not UNCONFIRMED and any(finding.standing is not PARTIAL for finding in findings):
        flags.add("incomplete")
    return tuple(sorted(flags))
