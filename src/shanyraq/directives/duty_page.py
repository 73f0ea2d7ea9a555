"""One duty of one body, with its evidence: assembled for one reader from the engine's answer, never from the cache."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import get_language

from shanyraq import compliance
from shanyraq.compliance import Window
from shanyraq.registry.models import Membership, Organization
from shanyraq.registry.queries import name_on, successor_on

from . import duty_windows, facts, permissions
from .duty_evaluation import Case, Papers
from .duty_holders import Holder, decisive_day, holder_among, holders, members_of
from .duty_queries import cases_of, confirm_by, versions_of
from .duty_words import Mark, mark
from .facts import Evidence
from .models import Confirmation, Extension, Rule, Side, Waiver

CALENDAR_PERIODS = 6


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as the page shows it: evidence, whose word it has and waits for, what this reader may say."""

    fact_id: str
    evidence: Evidence
    words: tuple[Confirmation, ...]
    is_one_sided: bool
    may_speak: bool
    my_word: Confirmation | None
    deadline: date | None

    @property
    def standing_words(self) -> tuple[Confirmation, ...]:
        return tuple(word for word in self.words if word.replaced_by_id is None)

    @property
    def past_words(self) -> tuple[Confirmation, ...]:
        return tuple(word for word in self.words if word.replaced_by_id is not None)

    @property
    def may_confirm(self) -> bool:
        return self.may_speak and not (self.my_word and self.my_word.stance == Confirmation.Stance.CONFIRMED)

    @property
    def may_dispute(self) -> bool:
        return self.may_speak and not (self.my_word and self.my_word.stance == Confirmation.Stance.DISPUTED)


@dataclass(frozen=True, slots=True)
class WindowLine:
    """One window with everything it rests on."""

    window: Window
    rule: Rule
    mark: Mark
    facts: tuple[FactLine, ...]
    holder: Membership | None
    is_inherited: bool
    counterparty: str

    @property
    def key(self) -> str:
        return self.window.start.isoformat()


@dataclass(frozen=True, slots=True)
class Readings:
    """By when both readings are kept: the rolling one, which decides, and the calendar one, a summary."""

    rolling: date
    calendar: date

    @property
    def both(self) -> date:
        return min(self.rolling, self.calendar)


@dataclass(frozen=True, slots=True)
class DutyPage:
    rule: Rule
    organization: Organization
    on: date
    lines: tuple[WindowLine, ...]
    leading: WindowLine | None
    selected: WindowLine | None
    because: str
    upcoming: Window | None
    readings: Readings | None
    periods: tuple[tuple[Window, Mark], ...]
    holders: tuple[Holder, ...]
    holder: Membership | None
    waivers: tuple[Waiver, ...]
    extensions: tuple[Extension, ...]
    side: Side | None
    may_waive: bool
    may_decide: bool
    extendable: Window | None
    versions: tuple[Rule, ...] = field(default=())

    @property
    def excuse_ahead(self) -> Waiver | None:
        """The excuse that will count when the chosen running window falls due, unless it is met first."""
        window = self.selected.window if self.selected else None
        if window is None or window.due is None or window.closed_on is not None or window.due <= self.on:
            return None
        standing = (one for one in self.waivers if one.withdrawn_at is None)
        return next((one for one in standing if one.start_date <= window.due <= one.end_date), None)

    @property
    def newest_first(self) -> tuple[WindowLine, ...]:
        return tuple(reversed(self.lines))


def duty_page(user, code: str, organization: Organization, on: date, window_start: date | None) -> DutyPage | None:
    """The page for a reader; None when the rule does not bind the body on that day.

    A duty at key events may have no window yet: then nothing leads and nothing is selected.
    """
    versions = {rule.pk: rule for rule in versions_of(code)}
    cases = cases_of(versions.values(), organization, on)
    if not cases:
        return None
    pairs = [(case, window) for case in cases for window in case.windows(on)]
    current = _current(cases, versions, on)
    leading = duty_windows.leading(current.windows(on), on) or (pairs[-1][1] if pairs else None)
    rule = versions[current.rule_id]
    side = permissions.side_of(user, organization)
    members = members_of(rule, current)
    lines = _Lines(user, side, organization, versions, pairs, members, on).all()
    shown = next((line for line in lines if line.window == leading and line.rule == rule), lines[-1] if lines else None)
    selected = next((line for line in reversed(lines) if line.window.start == window_start), shown)
    waivers, extensions = _latest_first(current.papers)
    is_issuer = permissions.is_issuer(user, side)
    return DutyPage(
        rule=rule,
        organization=organization,
        on=on,
        lines=lines,
        leading=shown,
        selected=selected,
        because=compliance.because(selected.window, language()) if selected else "",
        upcoming=current.upcoming(on),
        readings=_readings(current, leading, on),
        periods=_periods(current, on),
        holders=holders(lines, members),
        holder=holder_among(members, on),
        waivers=waivers,
        extensions=extensions,
        side=side,
        may_waive=is_issuer,
        may_decide=is_issuer,
        extendable=_extendable(current, on, extensions) if side is Side.BEARER else None,
        versions=tuple(versions.values()),
    )


def language() -> str:
    active = (get_language() or "kk")[:2]
    return active if active in compliance.LANGUAGES else "kk"


class _Lines:
    """Windows turned into lines, with all evidence and words asked for at once."""

    def __init__(self, user, side, organization, versions, pairs, members, on):
        self.side, self.organization, self.versions, self.on = side, organization, versions, on
        self.pairs, self.members = pairs, members
        self.facts_of = [_facts_of(case, window, pairs, on) for case, window in pairs]
        ids = {fact_id for found in self.facts_of for fact_id in found}
        self.evidence = facts.evidence_of(ids) if ids else {}
        self.deadlines = confirm_by(self.evidence.values())
        self.recorded = {known.fact.id: known for case, _window in pairs for known in case.recorded}
        self.words = _words(pairs)
        self.names: dict = {}

    def all(self) -> tuple[WindowLine, ...]:
        return tuple(
            self._line(self.versions[case.rule_id], window, found)
            for (case, window), found in zip(self.pairs, self.facts_of, strict=True)
        )

    def _line(self, rule: Rule, window: Window, fact_ids: Sequence[str]) -> WindowLine:
        day = decisive_day(window, self.on)
        holder = holder_among(self.members, day)
        return WindowLine(
            window=window,
            rule=rule,
            mark=mark(window.state),
            facts=tuple(self._fact(fact_id) for fact_id in fact_ids if fact_id in self.evidence),
            holder=holder,
            is_inherited=holder is not None and holder.start_date > window.start,
            counterparty=self._counterparty(rule, day),
        )

    def _fact(self, fact_id: str) -> FactLine:
        evidence, known = self.evidence[fact_id], self.recorded[fact_id]
        words = self.words.get(fact_id, ())
        mine = [word for word in words if word.side == self.side and word.replaced_by_id is None]
        return FactLine(
            fact_id=fact_id,
            evidence=evidence,
            words=words,
            is_one_sided=known.side is not None,
            may_speak=known.side is not None
            and self.side is not None
            and self.side != known.side
            and known.fact.date <= self.on,
            my_word=mine[0] if mine else None,
            deadline=self.deadlines[fact_id] if known.side is not None and not words else None,
        )

    def _counterparty(self, rule: Rule, day: date) -> str:
        """The other side as it was called on the day that decides: history keeps the old name."""
        if rule.counterparty is None:
            return ""
        body = successor_on(rule.counterparty, day)
        return name_on(self.names.setdefault(body.pk, body), day)


def _facts_of(case: Case, window: Window, pairs, on: date) -> list[str]:
    """What the verdict rests on, then what else was recorded in the window and still waits or is disputed."""
    after = [other.start for one, other in pairs if one is case and other.start > window.start]
    end = min([*after, on + timedelta(days=1)])
    others = [
        fact.id
        for fact in case.concerning()
        if window.start <= fact.date < end and (fact.disputed or not fact.confirmed)
    ]
    return list(dict.fromkeys([*window.facts, *others]))


def _words(pairs) -> dict[str, tuple[Confirmation, ...]]:
    found = defaultdict(list)
    for word in {word.pk: word for case, _window in pairs for word in case.words}.values():
        found[word.fact_id].append(word)
    return {fact_id: tuple(words) for fact_id, words in found.items()}


def _current(cases: Sequence[Case], versions, on: date) -> Case:
    """The version in force on the day, else the last that began, else the first to come."""
    begun = [case for case in cases if versions[case.rule_id].since <= on]
    return begun[-1] if begun else cases[0]


def _calendar_rule(case: Case) -> compliance.Rule | None:
    if case.rule.cadence.mode != "rolling":
        return None
    return replace(case.rule, cadence=compliance.Cadence("calendar", case.rule.cadence.every))


def _readings(case: Case, running: Window | None, on: date) -> Readings | None:
    """The what-if of a running rolling window: the day by which both readings would be kept."""
    calendar = _calendar_rule(case)
    if calendar is None or running is None or running.due is None:
        return None
    if running.due < on or running.closed_on is not None:
        return None
    given = {"waivers": case.waivers, "extensions": case.extensions}
    period = duty_windows.covering(compliance.evaluate(calendar, case.book, on, **given), on)
    if period is not None and period.closed_on is not None:
        period = compliance.upcoming(calendar, case.book, on, **given)
    return Readings(running.due, period.due) if period is not None and period.due is not None else None


def _periods(case: Case, on: date) -> tuple[tuple[Window, Mark], ...]:
    calendar = _calendar_rule(case)
    if calendar is None:
        return ()
    windows = compliance.evaluate(calendar, case.book, on, waivers=case.waivers, extensions=case.extensions)
    return tuple((window, mark(window.state)) for window in windows[-CALENDAR_PERIODS:])


def _latest_first(papers: Papers) -> tuple[tuple[Waiver, ...], tuple[Extension, ...]]:
    return (
        tuple(sorted(papers.waivers, key=lambda one: (one.start_date, one.granted_at), reverse=True)),
        tuple(sorted(papers.extensions, key=lambda one: (one.due, one.requested_at), reverse=True)),
    )


def _extendable(case: Case, on: date, extensions: Iterable[Extension]) -> Window | None:
    """The running window for which more time may still be asked."""
    asked = {one.due for one in extensions if one.state != Extension.State.REFUSED}
    running = [window for window in case.windows(on) if window.closed_on is None and window.due and on <= window.due]
    return next((window for window in running if window.due not in asked), None)
