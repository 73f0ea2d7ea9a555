"""Who sat on which seat: the words in which actions are told who came, and what follows from them."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.registry.models import Membership, Organization, Person, Post
from shanyraq.registry.queries import holders_on

from . import kinds
from .models import Participation

Presence = Participation.Presence
Role = Participation.IcalRole


@dataclass(frozen=True, slots=True)
class Attending:
    """How a seat was taken: a post, or a person, or a guest outside the registry who has only a name.

    ``person`` or ``name`` say who came for the post; without either it was the holder. ``arrived`` and ``left`` are
    local times. ``reason`` is asked for ``excused``.
    """

    post: Post | None = None
    person: Person | None = None
    name: str = ""
    organization: Organization | None = None
    presence: str = Presence.IN_PERSON
    reason: str = ""
    arrived: time | None = None
    left: time | None = None
    role: str | None = None

    @property
    def body(self) -> Organization | None:
        return self.post.organization if self.post else self.organization


def heads_the_post(person, post, day) -> bool:
    """Is the person the holder or the acting holder of the post on the day? Either counts in full."""
    return Membership.objects.on(day).filter(post=post, person=person).exists()


def settled(attending: Attending, day) -> Attending:
    """What was said, made exact: the holder is named, and whoever is not the holder came as a deputy.

    Raises ``ValidationError`` in a sentence for what cannot be.
    """
    _sensible(attending)
    if attending.post is None or attending.presence not in Participation.CAME:
        return attending
    if attending.person is None and not attending.name:
        return _by_holder(attending, day)
    if attending.person is not None and heads_the_post(attending.person, attending.post, day):
        kept = Presence.REMOTE if attending.presence == Presence.REMOTE else Presence.IN_PERSON
        return replace(attending, presence=kept)
    return replace(attending, presence=Presence.BY_DEPUTY)


def _by_holder(attending: Attending, day) -> Attending:
    if attending.presence == Presence.BY_DEPUTY:
        raise ValidationError(
            _("Name the person who came instead of %(post)s: it decides how the presence counts.")
            % {"post": attending.post.label}
        )
    holder = holders_on([attending.post], day).get(attending.post.pk)
    if holder is None:
        raise ValidationError(
            _("The post %(post)s (%(body)s) was vacant on %(day)s. Name the person who came.")
            % {
                "post": attending.post.label,
                "body": attending.post.organization.name,
                "day": day.strftime("%d.%m.%Y"),
            }
        )
    return replace(attending, person=holder.person)


def _sensible(attending: Attending) -> None:
    if not (attending.post or attending.person or attending.name):
        raise ValidationError(_("Say who it is about: choose a post or a person, or write the guest's name."))
    if attending.presence not in Presence.values:
        raise ValidationError(_("There is no presence '%(value)s'.") % {"value": attending.presence})
    if attending.presence == Presence.EXCUSED and not attending.reason.strip():
        raise ValidationError(
            _("Say why %(who)s is excused: the reason is shown to both sides.") % {"who": _who(attending)}
        )
    if attending.arrived and attending.left and attending.left <= attending.arrived:
        raise ValidationError(
            _("%(who)s cannot leave at %(left)s and arrive at %(arrived)s. Check the two times.")
            % {"who": _who(attending), "left": f"{attending.left:%H:%M}", "arrived": f"{attending.arrived:%H:%M}"}
        )


def _who(attending: Attending) -> str:
    return str(attending.post or attending.person or attending.name)


def is_late(participation) -> bool:
    """Arrived later than the country tolerates."""
    event = participation.event
    if participation.arrived is None or event.all_day:
        return False
    return _minutes(participation.arrived) - _minutes(_local(event.start)) > kinds.policy().late_minutes


def left_early(participation) -> bool:
    """Left before the end by more than the country tolerates."""
    event = participation.event
    if participation.left is None or event.end is None or event.all_day:
        return False
    if timezone.localtime(event.end).date() != event.day:
        return False
    return _minutes(_local(event.end)) - _minutes(participation.left) > kinds.policy().late_minutes


def _local(moment) -> time:
    return timezone.localtime(moment).time()


def _minutes(at: time) -> float:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second).total_seconds() / 60
