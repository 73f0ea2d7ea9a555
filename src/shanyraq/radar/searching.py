"""The list of signals at any size: pages follow the index and look through a bounded stretch of it, never further.

A page is asked for by the place of the last signal seen (``Place``), not by its number: the thousandth page costs as
much as the first. Where filters leave few signals, a page may end early; it then says how far back it has looked.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import Signal
from .scales import Status

PAGE = 25
STRETCH = 6_000
WORDS_BACK = timedelta(days=90)
NEWEST, LEVEL = "newest", "level"
ORDERS = {NEWEST: ("-received_at", "-id"), LEVEL: ("-level", "-received_at", "-id")}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended. ``id`` None: at the end of a stretch, after every signal of that moment."""

    level: int
    at: datetime
    id: UUID | None = None

    def __str__(self):
        moment = (self.at - _EPOCH) // timedelta(microseconds=1)
        return f"{self.level}.{moment}.{self.id.hex if self.id else ''}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place an address names; None for anything else."""
        try:
            level, moment, ident = text.split(".")
            return cls(int(level), _EPOCH + timedelta(microseconds=int(moment)), UUID(ident) if ident else None)
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Found:
    """A page; ``further`` is where the next begins; ``looked_back_to`` is set when the page ended with its stretch."""

    signals: list[Signal]
    further: Place | None
    looked_back_to: datetime | None


def page(walked: QuerySet, narrowed: QuerySet, *, order: str = NEWEST, after: Place | None = None) -> Found:
    """The next page of ``narrowed``, of what lies in the next stretch of ``walked``.

    ``walked``: signals an index gives in the order asked for (all, a region's, a district's, of some days);
    ``narrowed``: the same with every other filter.
    """
    behind = _behind(order, after) if after else Q()
    edge = _edge(walked.filter(behind), order)
    within = _not_beyond(order, edge) if edge else Q()
    rows = list(narrowed.filter(behind, within).order_by(*ORDERS[order])[: PAGE + 1])
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        return Found(rows[:PAGE], Place(last.level, last.received_at, last.pk), None)
    return Found(rows, edge, edge.at if edge else None)


def holding(signals: QuerySet, words: str, now: datetime) -> QuerySet:
    """Signals of the last months whose screened text holds every word, in capital or small letters.

    Older texts are not searched: the radar is no archive of what people said.
    """
    found = signals.filter(received_at__gte=now - WORDS_BACK)
    for word in words.split()[:5]:
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        found = found.filter(_any(Q(text__contains=form) for form in sorted(forms)))
    return found


def real_or_drill(signals: QuerySet, drill: bool) -> QuerySet:
    return signals.filter(status=Status.EXERCISE if drill else Status.ACTUAL)


def _edge(walked: QuerySet, order: str) -> Place | None:
    """Where the stretch ends; None when it reaches the last signal."""
    keys = ORDERS[order][:-1]
    row = walked.order_by(*keys).values_list("level", "received_at")[STRETCH : STRETCH + 1].first()
    return Place(*row) if row else None


def _behind(order: str, place: Place) -> Q:
    """After a place, in the order asked for."""
    older = Q(received_at__lt=place.at)
    if place.id:
        older |= Q(received_at=place.at, id__lt=place.id)
    if order == NEWEST:
        return Q(received_at__lte=place.at) & older
    return Q(level__lte=place.level) & (Q(level__lt=place.level) | older)


def _not_beyond(order: str, edge: Place) -> Q:
    if order == NEWEST:
        return Q(received_at__gte=edge.at)
    return Q(level__gte=edge.level) & (Q(level__gt=edge.level) | Q(received_at__gte=edge.at))


def _any(questions) -> Q:
    found = Q()
    for question in questions:
        found |= question
    return found
