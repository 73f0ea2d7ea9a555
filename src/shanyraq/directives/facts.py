"""Facts flow down by registration: each app above says here how it tells what happened.

A source answers for many bodies at once, so that a page asks each source a fixed number of questions. A fact belongs to
the body that owes (an akimat for its akim's duties). The fact's id is ``"<source>:<object id>"`` and names it for ever.

A fact that belongs to one rule alone (a decision carried out) names it in its attributes, ``{"rule": str(rule.pk)}``
or ``{"rule": rule.code}``; it counts for no other rule. A fact that is only planned is not told, or told with ``side``
None: nobody is asked for a word on it.

A new source: a class with ``name``, ``facts_of`` and ``evidence``, given to ``register`` in the app's ``ready()``;
every action that changes such a fact calls ``standing.refresh({organization ids})`` inside its transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from shanyraq.compliance import Fact

from .models import Side


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """An engine's fact and which side put it down; the other side's word makes it count.

    ``side`` None: a fact of a register that needs no second word.
    """

    fact: Fact
    side: Side | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a person sees a fact: what it was, where to look at it, since when it waits for the other side's word.

    ``title`` may be lazy; ``recorded_by`` names the person who put it down, ``day`` is when it happened.
    """

    fact_id: str
    title: str
    url: str
    recorded_at: datetime | None = None
    recorded_side: Side | None = None
    recorded_by: str = ""
    day: date | None = None


class FactSource(Protocol):
    """``name`` is the prefix of its facts' ids.

    A source may also have ``kinds``, the kinds of facts it tells: it is not asked when none of them is wanted.
    """

    name: str

    def facts_of(self, organizations: Collection[UUID]) -> Mapping[UUID, list[RecordedFact]]:
        """All facts of the given bodies, dated, in a number of queries that does not grow with the bodies."""

    def evidence(self, fact_ids: Iterable[str]) -> Mapping[str, Evidence]:
        """What a reader sees of the given facts of this source."""


class UnknownFact(LookupError):
    """No registered source knows this fact."""


_sources: dict[str, FactSource] = {}


def register(source: FactSource) -> None:
    """Called once by the owning app at start-up; a second source of the same name is refused."""
    if source.name in _sources and type(_sources[source.name]) is not type(source):
        raise ValueError(f"A fact source named '{source.name}' is registered already.")
    _sources[source.name] = source


def forget(name: str) -> None:
    """Take a source out again: an app that is switched off, a test that is over."""
    _sources.pop(name, None)


def sources() -> tuple[FactSource, ...]:
    return tuple(_sources.values())


def source_of(fact_id: str) -> FactSource:
    """The source that owns a fact id; raises ``UnknownFact`` for an unknown one."""
    name = fact_id.split(":", 1)[0]
    if name not in _sources:
        raise UnknownFact(f"No source of facts is called '{name}' (asked for '{fact_id}').")
    return _sources[name]


def recorded(organizations: Collection[UUID], kinds: Collection[str] | None = None) -> dict[UUID, list[RecordedFact]]:
    """What the sources tell of the given bodies; ``kinds`` are the kinds of facts wanted (None: all)."""
    found: dict[UUID, list[RecordedFact]] = defaultdict(list)
    for source in sources() if organizations else ():
        if kinds is None or _tells(source, kinds):
            for organization, facts in source.facts_of(organizations).items():
                found[organization] += facts
    return dict(found)


def _tells(source: FactSource, kinds: Collection[str]) -> bool:
    told = getattr(source, "kinds", None)
    return told is None or not told.isdisjoint(kinds)


def evidence_of(fact_ids: Iterable[str]) -> dict[str, Evidence]:
    """What a reader sees of facts of any sources, one question to each source concerned."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for fact_id in fact_ids:
        by_source[source_of(fact_id).name].append(fact_id)
    return {
        fact_id: shown for name, ids in by_source.items() for fact_id, shown in _sources[name].evidence(ids).items()
    }
