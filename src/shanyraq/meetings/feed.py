"""A private address under which a calendar program reads its owner's events, without logging in.

The address is signed and carries the owner's serial number: a new key makes every old address void. It opens the
calendar of one person and nothing else.
"""

from datetime import timedelta

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from shanyraq.accounts.models import User
from shanyraq.accounts.roles import RoleName
from shanyraq.directives.duty_links import FEED_SALT, read_feed
from shanyraq.directives.models import CalendarKey
from shanyraq.places.calendar import today
from shanyraq.registry.queries import bodies_acted_for, posts_acted_for

from .models import Event, Participation

PAST, AHEAD = timedelta(days=90), timedelta(days=400)


def token_of(user) -> str:
    """The owner's token, the same for his duties and his meetings; empty before he has asked for an address."""
    key = CalendarKey.objects.filter(user=user).first()
    return signing.dumps([str(user.pk), key.serial], salt=FEED_SALT) if key else ""


def owner_of(token: str) -> User | None:
    """Whose address it is; None for a token that is forged, void, or whose owner's account is closed."""
    key = read_feed(token)
    return key.user if key else None


def events_of(user):
    """A person's own calendar: invitations, events of his bodies, key events; for a secretary those of his region."""
    now = timezone.now()
    own = (
        Q(pk__in=invited_to(user))
        | Q(organizer__in=bodies_acted_for(user, today()))
        | Q(is_key=True)
        | (Q(area__in=user.region_codes) if user.has_role(RoleName.REGIONAL_SECRETARY) else Q(pk=None))
    )
    return (
        Event.objects.visible_to(user)
        .filter(own, start__gte=now - PAST, start__lte=now + AHEAD)
        .select_related("organizer")
        .prefetch_related("agenda", "organizer__other_names")
        .order_by("start")
    )


def invited_to(user):
    mine = Q(for_post__in=posts_acted_for(user, today())) | Q(person__user=user)
    return Participation.objects.filter(mine).values("event")


def seats_by_event(events, user) -> dict:
    """Seats the owner may see, by event."""
    found: dict = {}
    seats = Participation.objects.visible_to(user).filter(event__in=[event.pk for event in events])
    for seat in seats.select_related("for_post", "person").order_by("ical_role", "pk"):
        found.setdefault(seat.event_id, []).append(seat)
    return found
