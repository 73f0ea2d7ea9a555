"""The register of key events: heads of bodies by events, in six values; what is not recorded is never an absence."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext_lazy

from shanyraq.places.calendar import today
from shanyraq.registry.models import Organization

from . import kinds
from .models import Event, Participation
from .queries import binds_area, key_events
from .seats import is_late, left_early

COLUMNS = 12
Presence = Participation.Presence
LETTERS = {
    Presence.IN_PERSON: pgettext_lazy("letter of in person", "P"),
    Presence.REMOTE: pgettext_lazy("letter of remote", "R"),
    Presence.BY_DEPUTY: pgettext_lazy("letter of by a deputy", "D"),
    Presence.ABSENT: pgettext_lazy("letter of absent", "A"),
    Presence.EXCUSED: pgettext_lazy("letter of excused", "E"),
    Presence.NOT_RECORDED: "?",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How the head of one body came to one event; ``presence`` is empty where the event did not bind the body."""

    event: Event
    presence: str = ""
    is_coming: bool = False
    has_times: bool = False

    @property
    def letter(self) -> str:
        if not self.presence:
            return "·"
        return "…" if self.is_coming else str(LETTERS[self.presence])

    @property
    def words(self) -> str:
        return str(Presence(self.presence).label) if self.presence else ""


@dataclass(frozen=True, slots=True)
class Row:
    body: Organization
    cells: tuple[Cell, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(value, words, how many) of the events that have passed."""
        found = Counter(cell.presence for cell in self.cells if cell.presence and not cell.is_coming)
        return [(value, str(Presence(value).label), found[value]) for value in Presence.values if found[value]]


@dataclass(frozen=True, slots=True)
class Register:
    """``obliged`` are the bodies whose heads must come; ``asked`` those to whom it is recommended, shown apart."""

    events: tuple[Event, ...]
    obliged: tuple[Row, ...]
    asked: tuple[Row, ...]
    left_out: int


def letters() -> list[tuple[str, str, str]]:
    """(value, letter, words) for the legend."""
    return [(value, str(LETTERS[value]), str(Presence(value).label)) for value in LETTERS]


def of(user, first: date, last: date, *, only_national: bool = False) -> Register:
    """The latest key events of a period with the bodies the reader may see; a fixed number of questions."""
    found = [event for event in key_events(user, first, last) if not (only_national and event.area.level)]
    events = tuple(reversed(found[:COLUMNS]))
    bodies = list(
        Organization.objects.visible_to(user)
        .filter(classification__in=kinds.policy().key_bound, area__level__lte=1)
        .select_related("area")
        .order_by("area", "classification", "name_ru")
    )
    seats = _seats(events, bodies)
    rows = [
        row for row in (Row(body, _cells(body, events, seats)) for body in bodies) if any(c.presence for c in row.cells)
    ]
    obliged = kinds.policy().shown_first
    return Register(
        events=events,
        obliged=tuple(row for row in rows if row.body.classification in obliged),
        asked=tuple(row for row in rows if row.body.classification not in obliged),
        left_out=max(0, len(found) - COLUMNS),
    )


def _seats(events, bodies) -> dict:
    seats = Participation.objects.filter(event__in=events, organization__in=bodies, for_post__role="head")
    by_event = {event.pk: event for event in events}
    found = {}
    for seat in seats.order_by("-pk"):
        seat.event = by_event[seat.event_id]
        found[seat.event_id, seat.organization_id] = seat
    return found


def _cells(body, events, seats) -> tuple[Cell, ...]:
    return tuple(_cell(body, event, seats.get((event.pk, body.pk))) for event in events)


def _cell(body, event, seat) -> Cell:
    if not (binds_area(event.area, body.area) and body.exists_on(event.day)):
        return Cell(event)
    return Cell(
        event=event,
        presence=seat.presence if seat else Presence.NOT_RECORDED.value,
        is_coming=event.day > today(),
        has_times=seat is not None and (is_late(seat) or left_early(seat)),
    )
