"""By a deputy is computed: when the register learns who held a post on a day, recorded presences follow it.

What the other side has confirmed stays as both sides know it, until one of them disputes it.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from shanyraq.audit import journal
from shanyraq.directives import standing
from shanyraq.directives.models import Confirmation
from shanyraq.registry.models import Membership

from . import echo
from .models import Event, Participation

Presence = Participation.Presence


def follow_register(organization_ids: Iterable[UUID]) -> None:
    """Called by the register inside its transaction, with the bodies whose posts or holders changed."""
    changed = set(organization_ids)
    bodies = _hosts_of_people_from(changed) - changed
    seats = Participation.objects.filter(organization__in=changed)
    for event, changes in settle_anew(seats, but_confirmed=True).items():
        journal.record("meetings.presence_recorded", event, by=journal.SYSTEM, area=event.area, seats=changes)
        bodies |= echo.concerned(event)
    standing.refresh(bodies)


def _hosts_of_people_from(organization_ids: set[UUID]) -> set[UUID]:
    """Bodies whose meetings people of the given bodies attended: who represents whom may read differently now."""
    attended = Event.objects.held().filter(
        Q(participations__organization__in=organization_ids)
        | Q(participations__person__memberships__organization__in=organization_ids)
    )
    hosts = attended.order_by().values_list("organizer", "tags__organization").distinct()
    return {pk for pair in hosts for pk in pair if pk}


def settle_anew(seats, *, but_confirmed: bool = False) -> dict:
    """Compute "in person" and "by a deputy" again for seats somebody took; returns what changed, by event."""
    taken = list(
        seats.filter(for_post__isnull=False, person__isnull=False, presence__in=Participation.CAME).select_related(
            "event__area", "event__organizer", "for_post", "organization__area"
        )
    )
    holders = _holders(taken)
    changes = defaultdict(list)
    for seat in taken:
        found = _presence(seat, holders)
        if found == seat.presence or (but_confirmed and _is_confirmed(seat)):
            continue
        changes[seat.event].append({"seat": str(seat.pk), "old": str(seat.presence), "new": str(found)})
        seat.presence = found
        seat.save(update_fields=["presence"])
    return changes


def _holders(seats: list[Participation]) -> dict[UUID, list[Membership]]:
    rows = defaultdict(list)
    for held in Membership.objects.filter(post__in={seat.for_post_id for seat in seats}) if seats else ():
        rows[held.post_id].append(held)
    return rows


def _presence(seat: Participation, holders) -> str:
    heads = any(h.person_id == seat.person_id and h.serves_on(seat.event.day) for h in holders[seat.for_post_id])
    if not heads:
        return Presence.BY_DEPUTY
    return Presence.IN_PERSON if seat.presence == Presence.BY_DEPUTY else Presence(seat.presence)


def _is_confirmed(seat: Participation) -> bool:
    names = echo.seat_facts(seat.event, seat)
    stands = Confirmation.objects.filter(replaced_by=None, stance=Confirmation.Stance.CONFIRMED)
    return stands.filter(fact_id__in=names).exists()
