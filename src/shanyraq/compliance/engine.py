"""Rule + facts + day -> windows. The state of a duty is computed here and typed nowhere.

Only what had happened by the day asked about is known: a fact, or minutes, dated later do not exist yet.
A confirmation carries no date: whatever is confirmed now counts by the day it happened.
One fact serves one window: the window it settled, or the one that was still waiting when it happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from .case import Case, Term
from .durations import add_days
from .evidence import FULL, PARTIAL, WAITING, FactBook, Finding
from .facts import Extension, Fact, Waiver
from .rules import Rule
from .windows import EXCUSED, MET, MET_LATE, NOT_MET, PARTLY_MET, UNCONFIRMED, UPCOMING, State, Window


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
        if window.verdict is MET or window.verdict is MET_LATE:
            start = after = window.closed_on or term.last
        elif case.today > term.last or (term.waiver is not None and case.excused(term)):
            start, after = term.due or term.last, term.last
        else:
            return
        if start == date.max or (rule.until is not None and start >= rule.until):
            return


def _calendar(case: Case) -> Iterator[Window]:
    """One window for each period of the calendar; an extended one may take facts of the next, if it needs them."""
    rule, step = case.rule, case.rule.step
    assert step is not None
    after = add_days(rule.since, -1)
    for start, end in step.periods(rule.since, case.today):
        if start == rule.until and start > rule.since:
            return
        term = case.term(start, end, after, late=False)
        window = case.window(term)
        yield window
        met = window.verdict is MET
        after = max(end, (window.closed_on or end) if met else term.last)


def _once(case: Case) -> Iterator[Window]:
    since = case.rule.since
    yield case.window(case.term(since, case.rule.cadence.due, add_days(since, -1), late=True))


def _per_event(case: Case) -> Iterator[Window]:
    """One window for each event known as a key event before its day."""
    rule = case.rule
    for finding in case.findings:
        fact = finding.fact
        flagged: date | None = fact.attributes.get("flagged")
        if not fact.attributes.get("is_key") or flagged is None or flagged >= fact.date:
            continue
        if fact.date >= rule.since and (rule.until is None or flagged < rule.until):
            term = case.term(flagged, fact.date, flagged, late=False)
            yield _event_window(case, term, finding)


def _event_window(case: Case, term: Term, finding: Finding) -> Window:
    """Open until the day of the event, final after it."""
    event = (_by_itself(finding),)
    if case.today > term.last:
        verdict = _event_verdict(finding)
        if verdict is not MET and case.excused(term):
            verdict = EXCUSED
        shown = event if verdict is EXCUSED or verdict is NOT_MET else (finding,)
        return case.built(term, verdict, shown, None if verdict is UNCONFIRMED else term.due)
    if case.excused(term):
        return case.built(term, EXCUSED, event, term.due)
    if case.today < max(term.start, case.rule.since):
        return case.built(term, UPCOMING, event)
    return case.built(term, case.running(term), event, case.today if case.closed else None)


def _by_itself(finding: Finding) -> Finding:
    """The event a window is about, where the state says all there is to say of the bearer."""
    return finding._replace(standing=PARTIAL, flags=("disputed",) if finding.fact.disputed else ())


def _event_verdict(finding: Finding) -> State:
    """The final word on a key event; what was not recorded is not an absence."""
    if finding.demand.asks_presence:
        presence = finding.fact.attributes.get("bearer_presence")
        if presence == "excused":
            return EXCUSED
        if presence == "absent":
            return NOT_MET
    return _EVENT_VERDICTS[finding.standing]


_EVENT_VERDICTS = {FULL: MET, WAITING: UNCONFIRMED, PARTIAL: PARTLY_MET}

_WALKS: dict[str, Callable[[Case], Iterator[Window]]] = {
    "rolling": _rolling,
    "calendar": _calendar,
    "once": _once,
    "per_event": _per_event,
}
