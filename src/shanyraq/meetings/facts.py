"""Meetings as facts of duties: what was held, by whom it was chaired, who was there, who came in person.

A body's own events count once they are held; a key event is a fact of every head it binds from the day it was marked.
All questions are asked for all bodies at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from shanyraq.compliance import Fact
from shanyraq.directives.facts import Evidence, RecordedFact
from shanyraq.directives.models import Side
from shanyraq.registry.models import Organization

from . import fact_ids, kinds
from .attendance import Mandates, chair_word, participants_of
from .fact_ids import FactName
from .models import Decision, Event, EventTag, Minutes, Participation
from .queries import binds_area


class MeetingFacts:
    """``meetings:…``: kinds ``event`` (see ``fact_ids`` for the names) and ``measure`` (a decision carried out)."""

    name = fact_ids.SOURCE

    def facts_of(self, organizations: Collection[UUID]) -> Mapping[UUID, list[RecordedFact]]:
        found: dict[UUID, list[RecordedFact]] = defaultdict(list)
        for organization, fact in (*_held(organizations), *_key(organizations), *_decisions(organizations)):
            found[organization].append(fact)
        return dict(found)

    def evidence(self, fact_ids_asked: Iterable[str]) -> Mapping[str, Evidence]:
        names = {fact_id: parsed for fact_id in fact_ids_asked if (parsed := fact_ids.parse(fact_id))}
        events = _events_shown({name.event_id for name in names.values() if name.event_id})
        seats = _seats_shown(names.values())
        tags = {(t.event_id, t.classification, t.organization_id): t for t in _tags_shown(names.values())}
        decisions = _decisions_shown({name.decision_id for name in names.values() if name.decision_id})
        shown = {}
        for fact_id, name in names.items():
            if name.decision_id in decisions:
                shown[fact_id] = _decision_evidence(fact_id, decisions[name.decision_id])
            elif name.event_id in events:
                event = events[name.event_id]
                tag = tags.get((event.pk, name.classification, name.organization_id or event.organizer_id))
                seat = seats.get((event.pk, name.organization_id)) if not name.classification else None
                shown[fact_id] = _event_evidence(fact_id, name, event, tag, seat)
        return shown


def _held(organizations: Collection[UUID]):
    """Events that were held, for the bodies that held them."""
    tags = list(EventTag.objects.filter(organization__in=organizations, event__status__in=Event.HELD))
    events = (
        Event.objects.held().filter(Q(organizer__in=organizations) | Q(pk__in={tag.event_id for tag in tags})).in_bulk()
    )
    seats = _seats_by_event(Participation.objects.filter(event__in=events))
    minutes = _first_minutes(events)
    mandates = Mandates.of(seat for found in seats.values() for seat in found)
    asked = set(organizations)
    for event in events.values():
        if event.organizer_id in asked:
            name = fact_ids.of_event(event.pk)
            yield (
                event.organizer_id,
                _fact(name, event, event.organizer_id, event.classification, seats, minutes, mandates),
            )
    for tag in tags:
        event = events[tag.event_id]
        name = fact_ids.of_tag(tag, event.organizer_id)
        yield tag.organization_id, _fact(name, event, tag.organization_id, tag.classification, seats, minutes, mandates)


def _fact(name, event, body, classification, seats, minutes, mandates) -> RecordedFact:
    chair = chair_word(seats[event.pk], body, event.day, mandates)
    attributes = {
        "classification": classification,
        "participants": participants_of(seats[event.pk], body, event.day, mandates),
        "minutes": minutes.get(event.pk),
        **({"chair": chair} if chair else {}),
    }
    return RecordedFact(Fact(name, "event", event.day, attributes), Side(event.recorded_side))


def _key(organizations: Collection[UUID]):
    """Key events that stand, for the bodies whose heads they bind: also those still to come."""
    bodies = list(
        Organization.objects.filter(pk__in=organizations, classification__in=kinds.policy().key_bound).select_related(
            "area"
        )
    )
    if not bodies:
        return
    events = list(Event.objects.on_paper().filter(is_key=True, flagged_on__isnull=False).select_related("area"))
    seats = {
        (seat.event_id, seat.organization_id): seat
        for seat in Participation.objects.filter(
            event__in=events, organization__in=bodies, for_post__role="head"
        ).order_by("-pk")
    }
    for body in bodies:
        for event in events:
            if binds_area(event.area, body.area) and body.exists_on(event.day):
                yield body.pk, _presence_fact(event, body, seats.get((event.pk, body.pk)))


def _presence_fact(event, body, seat: Participation | None) -> RecordedFact:
    presence = seat.presence if seat else Participation.Presence.NOT_RECORDED
    told = seat is not None and presence != Participation.Presence.NOT_RECORDED
    attributes = {
        "classification": event.classification,
        "is_key": True,
        "flagged": event.flagged_on,
        "bearer_presence": str(presence),
    }
    fact = Fact(fact_ids.of_presence(event.pk, body.pk), "event", event.day, attributes)
    return RecordedFact(fact, Side(seat.recorded_side) if told and seat.recorded_side else None)


def _decisions(organizations: Collection[UUID]):
    """Decisions that were carried out, for the bodies that had to."""
    done = Decision.objects.filter(bearer__in=organizations, done_on__isnull=False, rule__isnull=False)
    for decision in done:
        attributes = {"done": True, "rule": str(decision.rule_id)}
        fact = Fact(fact_ids.of_decision(decision.pk), "measure", decision.done_on, attributes)
        yield decision.bearer_id, RecordedFact(fact, Side(decision.done_side))


def _seats_by_event(seats) -> dict[UUID, list[Participation]]:
    found: dict[UUID, list[Participation]] = defaultdict(list)
    for seat in seats.select_related("for_post").order_by("event", "ical_role", "pk"):
        found[seat.event_id].append(seat)
    return found


def _first_minutes(events) -> dict[UUID, date]:
    return dict(Minutes.objects.filter(event__in=events, revision=1).values_list("event_id", "date"))


def _events_shown(ids: set[UUID]) -> dict[UUID, Event]:
    return Event.objects.select_related("organizer", "recorded_by").in_bulk(ids) if ids else {}


def _seats_shown(names: Iterable[FactName]) -> dict:
    wanted = [(name.event_id, name.organization_id) for name in names if name.is_presence]
    if not wanted:
        return {}
    seats = Participation.objects.filter(
        event__in={event for event, _body in wanted},
        organization__in={body for _event, body in wanted},
        for_post__role="head",
    ).select_related("recorded_by", "for_post")
    return {(seat.event_id, seat.organization_id): seat for seat in seats.order_by("-pk")}


def _tags_shown(names: Iterable[FactName]) -> list[EventTag]:
    events = {name.event_id for name in names if name.classification}
    return list(EventTag.objects.filter(event__in=events)) if events else []


def _decisions_shown(ids: set[UUID]) -> dict[UUID, Decision]:
    return Decision.objects.select_related("event", "done_by").in_bulk(ids) if ids else {}


def _event_evidence(fact_id, name: FactName, event: Event, tag: EventTag | None, seat) -> Evidence:
    said_by, said_at, side = event.recorded_by, event.recorded_at, event.recorded_side
    title = event.title
    if name.classification:
        title = f"{event.title} · {kinds.label(name.classification)}"
        said_at = max((at for at in (said_at, tag and tag.at) if at), default=None)
    elif name.organization_id:
        said_by, said_at, side = (seat.recorded_by, seat.recorded_at, seat.recorded_side) if seat else (None, None, "")
        title = f"{event.title} · {seat.get_presence_display()}" if seat else event.title
    return Evidence(
        fact_id=fact_id,
        title=title,
        url=reverse("meetings:event", args=[event.pk]),
        recorded_at=said_at,
        recorded_side=Side(side) if side else None,
        recorded_by=str(said_by or ""),
        day=event.day,
    )


def _decision_evidence(fact_id, decision: Decision) -> Evidence:
    return Evidence(
        fact_id=fact_id,
        title=str(decision),
        url=reverse("meetings:event", args=[decision.event_id]) + f"#decision-{decision.order}",
        recorded_at=decision.done_at,
        recorded_side=Side(decision.done_side) if decision.done_side else None,
        recorded_by=str(decision.done_by or ""),
        day=decision.done_on,
    )
