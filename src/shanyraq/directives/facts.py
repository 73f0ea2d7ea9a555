"""Facts flow down by registration: each app above says here how it tells what happened.

A source answers for many bodies at once, so that a page asks each source a fixed number of questions. A fact belongs to
the body that owes (an akimat for its akim's duties). The fact's id is ``"<source>:<object id>"`` and names it for ever.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
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
    """How a person sees a fact: what it was, where to look at it, since when it waits for the other side's word."""

    fact_id: str
    title: str
    url: str
    recorded_at: object | None = None
    recorded_side: Side | None = None


class FactSource(Protocol):
    """``name`` is the prefix of its facts' ids."""

    name: str

    def facts_of(self, organizations: Collection[UUID]) -> Mapping[UUID, list[RecordedFact]]:
        """All facts of the given bodies, dated, in a number of queries that does not grow with the bodies."""

    def evidence(self, fact_ids: Iterable[str]) -> Mapping[str, Evidence]:
        """What a reader sees of the given facts of this source."""


_sources: dict[str, FactSource] = {}


def register(source: FactSource) -> None:
    """Called once by the owning app at start-up; a second source of the same name is refused."""
    if source.name in _sources and type(_sources[source.name]) is not type(source):
        raise ValueError(f"A fact source named '{source.name}' is registered already.")
    _sources[source.name] = source


def sources() -> tuple[FactSource, ...]:
    return tuple(_sources.values())


def source_of(fact_id: str) -> FactSource:
    """The source that owns a fact id; raises ``KeyError`` for an unknown one."""
    return _sources[fact_id.split(":", 1)[0]]
