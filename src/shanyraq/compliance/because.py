"""Why a window is in its state, in sentences a person would say. Built only when somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from .checks import Check, participants_there
from .demands import Demand
from .evidence import FULL, PARTIAL, Finding, weigh
from .facts import Fact, begins
from .rules import Rule
from .windows import State, Window
from .words import LANGUAGES as TABLES
from .words import Language

LANGUAGES = tuple(TABLES)


def because(window: Window, lang: str) -> str:
    """What was due by when, what happened, which check failed and why, what would mend it.

    `lang` is kk, ru or en; the window must come from `evaluate` or `upcoming`.
    """
    if lang not in TABLES:
        raise ValueError(f"no because in {lang!r}; the languages are {', '.join(LANGUAGES)}")
    if window.rule is None or window.on is None or window.verdict is None:
        raise ValueError("this window was not made by evaluate, so nobody knows why it is in its state")
    return " ".join(Because(window, window.rule, window.on, window.verdict, TABLES[lang]).sentences())


def shortfalls(rule: Rule, fact: Fact, on: date, lang: str) -> tuple[str, ...]:
    """What a fact lacks for a rule, in phrases, the other side's word included; none: it counts in full.

    A fact the rule does not look at lacks nothing.
    """
    asking = (demand for demand in rule.demands if demand.kind == fact.kind and demand.concerns(fact))
    return tuple(phrase for one in asking for phrase in _shortfalls(TABLES[lang], weigh(fact, one, on), on))


class Because:
    """One window told in one language: first what was due, then the news of its state."""

    def __init__(self, window: Window, rule: Rule, on: date, verdict: State, words: Language) -> None:
        self.window, self.rule, self.on, self.verdict, self.words = window, rule, on, verdict, words
        self.about_event = rule.cadence.mode == "per_event"

    def sentences(self) -> Iterator[str]:
        yield _capital(self.lead())
        if self.window.extended_from is not None:
            yield self.words.say("extended", day=_day(self.window.extended_from))
        for sentence in _NEWS[self.verdict](self):
            yield _capital(sentence)
        if self.window.state is State.NOT_YET and self.past:
            yield self.words.say(f"calm.{self.rule.force}")

    @property
    def past(self) -> bool:
        return self.window.due is not None and self.on > self.window.due

    def lead(self) -> str:
        task = self.words.phrases["and"].join(self.task(demand, demand.least) for demand in self.rule.demands)
        tense = "was" if self.past else "is"
        if self.about_event:
            return self.words.say(f"lead.{self.rule.force}.event.{tense}", task=task)
        if self.window.due is None:
            return self.words.say(f"lead.{self.rule.force}.untimed", task=task)
        return self.words.say(f"lead.{self.rule.force}.{tense}", task=task, due=_day(self.window.due))

    def task(self, demand: Demand, times: int) -> str:
        """What is to be done (for awards so many `times`), as an infinitive, in Kazakh as a verbal noun."""
        if self.about_event:
            key = "task.presence" if demand.asks_presence else "task.key_event"
            return self.words.say(key, day=_day(self.window.findings[0].fact.date))
        names = next((check.args[check.spec.concerns[0]] for check in demand.checks if _named(check)), None)
        if names is None:
            return self.words.say("task.any_event" if demand.kind == "event" else f"task.{demand.kind}")
        word = names if isinstance(names, str) else self.words.phrases["or"].join(names)
        if demand.kind == "appointment":
            wanted = demand.checks[0].args.get("reserved_for")
            reserved = self.words.say_either("reserved", wanted) if wanted else ""
            return self.words.say_either("task.post", word, reserved=reserved)
        if times > 1:
            return self.words.say("task.awards", word=word, min=times)
        return self.words.say_either(f"task.{demand.kind}", word)

    def upcoming(self) -> Iterator[str]:
        yield self.words.say("upcoming", day=_day(max(self.window.start, self.rule.since)))

    def running(self) -> Iterator[str]:
        if self.verdict is State.DUE_SOON and self.window.due is not None:
            left = (self.window.due - self.on).days
            yield self.words.say("left", days=self.words.days(left)) if left else self.words.say("last_day")
        if not self.about_event:
            yield from self.held("not_enough")

    def held(self, key: str) -> Iterator[str]:
        """What was done in part and what counts already, or that nothing was."""
        short = [finding for finding in self.window.findings if finding.standing is not FULL]
        counted = [finding for finding in self.window.findings if finding.standing is FULL]
        yield from self.told(key, short)
        if counted:
            yield self.words.say("counted", facts=self.named(counted))
            yield from self.missing()
        if not self.window.findings:
            yield self.nothing()

    def missing(self) -> Iterator[str]:
        done = Counter(finding.demand for finding in self.window.findings if finding.standing is FULL)
        tasks = [
            self.task(demand, demand.least - done[demand])
            for demand in self.rule.demands
            if done[demand] < demand.least
        ]
        if tasks:
            yield self.words.say("missing", task=self.words.phrases["and"].join(tasks))

    def nothing(self) -> str:
        return self.words.say("vacant" if all(one.lasting for one in self.rule.demands) else "nothing")

    def met(self) -> Iterator[str]:
        facts = self.named(self.window.findings)
        if self.window.state is State.FOLLOWED:
            yield self.words.say("followed", facts=facts)
        elif self.window.due is None:
            yield self.words.say("met.untimed", facts=facts)
        elif self.verdict is State.MET_LATE and self.window.closed_on is not None:
            late = self.words.days((self.window.closed_on - self.window.due).days)
            yield self.words.say("met_late", days=late, facts=facts)
        else:
            yield self.words.say("met.untimed" if self.rule.lasting else "met", facts=facts)

    def unconfirmed(self) -> Iterator[str]:
        waiting = [finding for finding in self.window.findings if finding.standing is not FULL]
        yield from self.told("waiting", waiting)
        yield self.words.say("waiting.then")

    def partly_met(self) -> Iterator[str]:
        yield from self.held("partly")
        if self.rule.force == "must" and not self.about_event:
            yield self.mending()

    def overdue(self) -> Iterator[str]:
        if self.window.state is State.NOT_YET or self.window.due is None:
            yield self.nothing()
        else:
            yield self.words.say("overdue", days=self.words.days((self.on - self.window.due).days))
            yield self.nothing()
            yield self.mending()

    def mending(self) -> str:
        """What can still be done about a window after its due date."""
        if self.window.closed_on is not None:
            return self.words.say("term_closed")
        if self.rule.grace is not None and self.window.due is not None:
            return self.words.say("late_until", day=_day(self.rule.grace.after(self.window.due)))
        return self.words.say("stays_open")

    def not_met(self) -> Iterator[str]:
        if self.about_event:
            yield self.words.say("absent")
        elif self.window.closed_on is not None:
            yield self.words.say("not_met", day=_day(self.window.closed_on))

    def excused(self) -> Iterator[str]:
        waiver = self.window.waiver
        if waiver is None:
            yield self.words.say("excused.presence")
            return
        reason = self.words.say("excused.reason", reason=waiver.reason) if waiver.reason else ""
        yield self.words.say("excused", start=_day(waiver.start), end=_day(waiver.end), reason=reason)

    def void(self) -> Iterator[str]:
        if self.window.closed_on is not None:
            yield self.words.say("void", day=_day(self.window.closed_on))

    def named(self, findings: Iterable[Finding]) -> str:
        return ", ".join(self.name(finding) for finding in findings)

    def name(self, finding: Finding) -> str:
        fact = finding.fact
        day = begins(fact) if fact.kind == "appointment" else fact.date
        return self.words.say(f"noun.{fact.kind}", day=_day(day))

    def told(self, key: str, findings: Iterable[Finding]) -> Iterator[str]:
        """A sentence for each finding and all its reasons."""
        for finding in findings:
            why = "; ".join(_shortfalls(self.words, finding, self.on))
            yield self.words.say(key, what=self.name(finding), why=why)


_NEWS: Mapping[State, Callable[[Because], Iterator[str]]] = {
    State.UPCOMING: Because.upcoming,
    State.OPEN: Because.running,
    State.DUE_SOON: Because.running,
    State.MET: Because.met,
    State.MET_LATE: Because.met,
    State.UNCONFIRMED: Because.unconfirmed,
    State.PARTLY_MET: Because.partly_met,
    State.OVERDUE: Because.overdue,
    State.NOT_MET: Because.not_met,
    State.EXCUSED: Because.excused,
    State.VOID: Because.void,
}


def _shortfalls(words: Language, finding: Finding, on: date) -> Iterator[str]:
    """Why a finding does not count in full: the checks that fail, or what it still waits for."""
    fact = finding.fact
    for check in finding.demand.checks:
        make = check.spec.test
        short = make(check.args)(fact, on) if make is not None else None
        if short is not None and (not short.waiting or finding.standing is not PARTIAL):
            yield _REASONS[check.name](words, check, finding, short.flag)
    if fact.disputed:
        yield words.say("why.disputed")
    elif not fact.confirmed:
        yield words.say("why.unconfirmed")


def _reps(words: Language, check: Check, finding: Finding, flag: str) -> str:
    if not flag:
        return words.say("why.reps_unrecorded")
    outside = words.say("outside") if check.args.get("outside_host") else ""
    there, _ = participants_there(finding.fact, check.args)
    least = check.args.get("min") or 1
    key = "why.reps" if least > 1 else "why.no_rep"
    return words.say_either(key, check.args["group"], outside=outside, min=least, there=there)


def _minutes(words: Language, check: Check, finding: Finding, flag: str) -> str:
    last = finding.demand.minutes_due(finding.fact) or finding.fact.date
    if flag == "awaiting_minutes":
        return words.say("why.minutes.awaited", day=_day(last))
    made = finding.fact.attributes.get("minutes")
    if made is not None and made > last:
        return words.say("why.minutes.late", made=_day(made), day=_day(last))
    return words.say("why.minutes.none", day=_day(last))


def _answers(words: Language, check: Check, finding: Finding, flag: str) -> str:
    given = finding.fact.attributes
    return words.say("why.unanswered", asked=given.get("recommendations", 0), answered=given.get("answered", 0))


_REASONS: Mapping[str, Callable[[Language, Check, Finding, str], str]] = {
    "with_participant": _reps,
    "chaired_by_bearer": lambda words, check, finding, flag: words.say(f"why.chair.{flag}"),
    "minutes_within": _minutes,
    "present_in_person": lambda words, check, finding, flag: words.say(f"why.presence.{flag or 'unrecorded'}"),
    "document_accepted": lambda words, check, finding, flag: words.say("why.not_accepted"),
    "recommendations_answered": _answers,
}


def _named(check: Check) -> bool:
    return bool(check.spec.concerns) and check.spec.concerns[0] in check.args


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
