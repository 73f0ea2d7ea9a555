"""What a page may offer its reader to do with an event: asked once, said in one word each."""

from dataclasses import dataclass

from shanyraq.directives.permissions import bodies_of
from shanyraq.places.calendar import today

from .models import Event
from .permissions import can_close, can_flag, presence_side, recording_side
from .queries import is_bound


@dataclass(frozen=True, slots=True)
class Offers:
    """Each word is a deed that the reader may do now."""

    edit: bool = False
    invite: bool = False
    held: bool = False
    presence: bool = False
    minutes: bool = False
    decide: bool = False
    tag: bool = False
    cancel: bool = False
    flag: bool = False
    unflag: bool = False
    close: bool = False
    reopen: bool = False

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def offers_for(user, event: Event, seats=()) -> Offers:
    side = recording_side(user, event.organizer)
    keeps, open_ = side is not None, event.is_held and event.status != Event.Status.CLOSED
    has_come = event.day <= today()
    return Offers(
        edit=keeps and (event.is_planned or (open_ and side == event.recorded_side)),
        invite=keeps and event.is_planned,
        held=keeps and event.is_planned and has_come,
        presence=_may_say_who_came(user, event, seats, side, open_, has_come),
        minutes=keeps and open_,
        decide=keeps and open_,
        tag=keeps and not event.is_gone and (event.is_planned or (open_ and side == event.recorded_side)),
        cancel=keeps and event.is_planned,
        flag=event.is_planned and not event.is_key and not has_come and can_flag(user, event),
        unflag=event.is_planned and event.is_key and not has_come and can_flag(user, event),
        close=event.status == Event.Status.MINUTED and can_close(user, event),
        reopen=event.status == Event.Status.CLOSED and can_close(user, event),
    )


def _may_say_who_came(user, event, seats, side, open_, has_come) -> bool:
    if not (open_ or (event.is_key and event.is_planned and has_come)):
        return False
    if open_ and side is not None and side == event.recorded_side:
        return True
    bodies = bodies_of(user, today())
    return event.is_key and any(presence_side(user, seat, bodies) for seat in seats if is_bound(seat))
