"""Who the people at an event were on its day: holders, acting holders, deputies, people of the assembly."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from shanyraq.registry.kinds import kind
from shanyraq.registry.models import Membership, Post

from .models import Participation

ASSEMBLY = "assembly"
NOBODY = ""


class Mandates:
    """Memberships of the people who took part, asked once for all events; answers are for a day."""

    def __init__(self, memberships: Iterable[Membership]):
        self._by_person: dict[UUID, list[Membership]] = defaultdict(list)
        for membership in memberships:
            self._by_person[membership.person_id].append(membership)

    @classmethod
    def of(cls, seats: Iterable[Participation]) -> "Mandates":
        people = {seat.person_id for seat in seats if seat.person_id}
        rows = Membership.objects.filter(person__in=people).select_related("organization", "post")
        return cls(rows.order_by("start_date", "pk")) if people else cls(())

    def on(self, person_id: UUID | None, day: date) -> list[Membership]:
        return [held for held in self._by_person.get(person_id, ()) if held.serves_on(day)]

    def group(self, person_id: UUID | None, day: date) -> str:
        """``assembly`` for whoever holds a mandate there, else the side of the body he serves, else nothing."""
        known = (kind(membership.organization.classification) for membership in self.on(person_id, day))
        sides = {one.side for one in known if one is not None}
        return ASSEMBLY if ASSEMBLY in sides else min(sides, default=NOBODY)

    def serves(self, person_id: UUID | None, organization_id: UUID, day: date) -> bool:
        return any(held.organization_id == organization_id for held in self.on(person_id, day))


def participants_of(seats: Iterable[Participation], host: UUID, day: date, mandates: Mandates) -> list[dict]:
    """Each seat as the engine reads it, seen from the body that held the event.

    Whoever came as somebody's deputy was there himself; a guest without a name in the registry proves no mandate.
    """
    return [
        {
            "group": mandates.group(seat.person_id, day),
            "outside_host": not mandates.serves(seat.person_id, host, day),
            "presence": _own_presence(seat),
        }
        for seat in seats
    ]


def _own_presence(seat: Participation) -> str:
    if seat.presence == Participation.Presence.BY_DEPUTY and seat.person_id:
        return str(Participation.Presence.IN_PERSON)
    return str(seat.presence)


def chair_word(seats: Iterable[Participation], body: UUID, day: date, mandates: Mandates) -> str:
    """``bearer``, ``acting``, ``deputy`` or ``other`` for a body's duty; empty when nobody is named as the chair."""
    chair = next((seat for seat in seats if seat.ical_role == Participation.IcalRole.CHAIR), None)
    if chair is None or chair.presence in (Participation.Presence.ABSENT, Participation.Presence.EXCUSED):
        return ""
    posts = [held for held in mandates.on(chair.person_id, day) if held.post_id and held.organization_id == body]
    heads = [held for held in posts if held.post.role == Post.RoleKind.HEAD]
    if heads:
        return "acting" if all(held.acting for held in heads) else "bearer"
    came_for_head = (
        chair.for_post is not None
        and chair.for_post.organization_id == body
        and chair.for_post.role == Post.RoleKind.HEAD
    )
    if came_for_head or any(held.post.role == Post.RoleKind.DEPUTY for held in posts):
        return "deputy"
    return "other"
