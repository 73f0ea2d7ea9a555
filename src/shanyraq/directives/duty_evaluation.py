"""Rules of the database + facts of all sources + a day -> the engine's windows. Nothing here is stored or typed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from shanyraq import compliance
from shanyraq.compliance import FactBook, Window, evaluate

from . import facts
from .duty_bearers import Bearer, bearers
from .facts import RecordedFact
from .models import Confirmation, Extension, Rule, Side, Waiver

ONE_DAY = timedelta(days=1)
OTHER = {Side.BEARER: Side.ASSEMBLY, Side.ASSEMBLY: Side.BEARER}
Words = Mapping[tuple[UUID, str, str], str]
"""(body, fact, side) -> stance that stands now."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Excuses and later dates of one duty: every paper, and what of them counts."""

    waivers: tuple[Waiver, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def waived(self) -> tuple[compliance.Waiver, ...]:
        given = (one for one in self.waivers if one.withdrawn_at is None)
        return tuple(compliance.Waiver(one.start_date, one.end_date, one.reason) for one in given)

    @property
    def extended(self) -> tuple[compliance.Extension, ...]:
        granted = (one for one in self.extensions if one.state == Extension.State.GRANTED)
        return tuple(compliance.Extension(one.due, one.new_due, one.reason) for one in granted)


NO_PAPERS = Papers()


@dataclass(frozen=True, slots=True)
class Case:
    """One rule and one bearer with everything the engine asks for; ask it about any day."""

    rule_id: UUID
    bearer: Bearer
    rule: compliance.Rule
    book: FactBook
    recorded: tuple[RecordedFact, ...]
    papers: Papers
    words: tuple[Confirmation, ...] = ()

    @property
    def waivers(self) -> tuple[compliance.Waiver, ...]:
        return self.papers.waived

    @property
    def extensions(self) -> tuple[compliance.Extension, ...]:
        return self.papers.extended

    def windows(self, on: date) -> tuple[Window, ...]:
        return evaluate(self.rule, self.book, on, waivers=self.waivers, extensions=self.extensions)

    def upcoming(self, on: date) -> Window | None:
        return compliance.upcoming(self.rule, self.book, on, waivers=self.waivers, extensions=self.extensions)

    def deadline(self, on: date) -> date | None:
        return compliance.deadline(self.rule, self.book, on, waivers=self.waivers, extensions=self.extensions)

    def concerning(self) -> Iterator[compliance.Fact]:
        """The facts this rule looks at; of events, a rule about key events sees only those marked beforehand."""
        only_key = self.rule.cadence.mode == "per_event"
        for demand in self.rule.demands:
            for fact in self.book.about(demand):
                if not only_key or _is_key(fact):
                    yield fact

    def waiting(self) -> list[str]:
        """Ids of the facts this rule looks at that still wait for the other side's word, oldest first."""
        one_sided = {known.fact.id for known in self.recorded if known.side is not None}
        seen = {
            fact.id: fact.date
            for fact in self.concerning()
            if fact.id in one_sided and not fact.confirmed and not fact.disputed
        }
        return sorted(seen, key=lambda fact_id: (seen[fact_id], fact_id))


def cases(
    rules: Iterable[Rule], on: date, organizations: Collection[UUID] | None = None, *, with_words: bool = False
) -> list[Case]:
    """A case for every rule and every body it binds on a day; the number of questions does not grow with the bodies.

    ``with_words`` brings every word given on the facts, also those replaced since.
    """
    rules = list(rules)
    bound = bearers(rules, on, organizations)
    kinds = {compliance.CHECKS[check["check"]].kind for rule in rules for check in rule.checks}
    files = _Files({bearer.line for found in bound.values() for bearer in found.values()}, kinds, with_words)
    compiled = _Compiled()
    return [
        Case(
            rule_id=rule.pk,
            bearer=bearer,
            rule=compiled(rule, bearer.since),
            book=files.book(bearer.line, rule),
            recorded=files.recorded[bearer.line],
            papers=files.papers_of(bearer.line, rule.code),
            words=files.given_on(bearer.line),
        )
        for rule in rules
        for bearer in bound[rule.pk].values()
        if _binds(rule, bearer)
    ]


Line = tuple[tuple[UUID, date | None], ...]


class _Files:
    """Everything the engine needs to know of some bodies and their lines, asked for once."""

    def __init__(self, lines: Collection[Line], kinds: Collection[str], with_words: bool):
        ids = {pk for line in lines for pk, _last in line}
        self.told = facts.recorded(ids, kinds)
        self.given = _every_word(ids) if with_words else []
        self.words = _standing(self.given) if with_words else standing_words(ids) if self.told else {}
        self.waivers, self.extensions = _papers(Waiver, ids), _papers(Extension, ids)
        self.recorded = {line: tuple(known for _pk, known in self._of(line)) for line in lines}
        self._books: dict[tuple[Line, str], FactBook] = {}
        self._own = {line: {_rule_named(known) for known in self.recorded[line]} for line in lines}

    def book(self, line: Line, rule: Rule) -> FactBook:
        """The facts of a line that count for a rule; rules without facts of their own share one book."""
        names = {rule.code, str(rule.pk)}
        key = line, str(rule.pk) if names & self._own[line] else ""
        if key not in self._books:
            counts = {""} | (names if key[1] else set())
            known = [(pk, one) for pk, one in self._of(line) if _rule_named(one) in counts]
            self._books[key] = FactBook([counted(one, self.words, pk) for pk, one in known])
        return self._books[key]

    def papers_of(self, line: Line, code: str) -> Papers:
        if not self.waivers and not self.extensions:
            return NO_PAPERS
        waivers, extensions = (
            tuple(one for pk, _last in line for one in kept.get((code, pk), ()))
            for kept in (self.waivers, self.extensions)
        )
        return Papers(waivers, extensions)

    def given_on(self, line: Line) -> tuple[Confirmation, ...]:
        bodies = {pk for pk, _last in line}
        return tuple(word for word in self.given if word.organization_id in bodies)

    def _of(self, line: Line) -> list[tuple[UUID, RecordedFact]]:
        """Facts of a body and, up to its last day, of the body whose duty it took over."""
        return [
            (pk, known)
            for pk, last in line
            for known in self.told.get(pk, ())
            if last is None or known.fact.date <= last
        ]


def _binds(rule: Rule, bearer: Bearer) -> bool:
    """A rule that was over, or a one-off term that had passed, before a body began does not bind it."""
    due = rule.cadence.get("due")
    if due and bearer.since > date.fromisoformat(due):
        return False
    return rule.valid_to is None or bearer.since <= rule.valid_to


class _Compiled:
    """Rules in the engine's words, made once for all bearers bound since the same day."""

    def __init__(self):
        self._known: dict[tuple[UUID, date], compliance.Rule] = {}

    def __call__(self, rule: Rule, since: date) -> compliance.Rule:
        key = rule.pk, since
        if key not in self._known:
            self._known[key] = engine_rule(rule, since)
        return self._known[key]


def engine_rule(rule: Rule, since: date) -> compliance.Rule:
    """A rule in the engine's words, for a bearer bound since a day.

    ``valid_to`` is the last day of a rule, the engine's ``until`` the day after it.
    """
    cadence = rule.cadence
    due = cadence.get("due")
    return compliance.Rule(
        force=rule.force,
        since=since,
        cadence=compliance.Cadence(cadence["mode"], cadence.get("every"), date.fromisoformat(due) if due else None),
        checks=tuple(
            compliance.Check(check["check"], {name: value for name, value in check.items() if name != "check"})
            for check in rule.checks
        ),
        accept_late=rule.accept_late or None,
        until=rule.valid_to + ONE_DAY if rule.valid_to else None,
    )


def standing_words(organizations: Collection[UUID]) -> Words:
    """Each side's last word on facts of the given bodies."""
    rows = Confirmation.objects.filter(organization__in=organizations, replaced_by=None).order_by()
    return {
        (organization, fact_id, side): stance
        for organization, fact_id, side, stance in rows.values_list("organization_id", "fact_id", "side", "stance")
    }


def counted(known: RecordedFact, words: Words, organization: UUID) -> compliance.Fact:
    """The fact as it counts: what one side recorded waits for the other side's word."""
    if known.side is None:
        return known.fact
    word = words.get((organization, known.fact.id, OTHER[Side(known.side)]))
    confirmed = word == Confirmation.Stance.CONFIRMED
    return replace(known.fact, confirmed=confirmed, disputed=word == Confirmation.Stance.DISPUTED)


def _is_key(fact: compliance.Fact) -> bool:
    flagged = fact.attributes.get("flagged")
    return bool(fact.attributes.get("is_key")) and flagged is not None and flagged < fact.date


def _rule_named(known: RecordedFact) -> str:
    """The one rule a fact counts for, by id or code; empty: any rule that asks for such a fact."""
    return str(known.fact.attributes.get("rule") or "")


def _every_word(organizations: Collection[UUID]) -> list[Confirmation]:
    rows = Confirmation.objects.filter(organization__in=organizations).select_related("by", "for_post")
    return list(rows.order_by("at", "pk"))


def _standing(words: Iterable[Confirmation]) -> Words:
    return {
        (word.organization_id, word.fact_id, word.side): word.stance for word in words if word.replaced_by_id is None
    }


def _papers(kind: type[Waiver] | type[Extension], organizations: Collection[UUID]) -> dict[tuple[str, UUID], list]:
    """By the rule's code and the body: a paper outlives a new version of the rule."""
    found = defaultdict(list)
    people = ["granted_by"] if kind is Waiver else ["requested_by", "decided_by"]
    rows = kind.objects.filter(organization__in=organizations) if organizations else kind.objects.none()
    for row in rows.select_related("rule", *people).order_by("pk"):
        found[row.rule.code, row.organization_id].append(row)
    return dict(found)
