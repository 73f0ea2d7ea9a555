"""Making the rows of an event: itself, its agenda, its seats. Permission and the journal are the actions' own."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.audit.ids import new_id
from shanyraq.registry.models import Post

from . import validity
from .models import AgendaItem, Event, Participation
from .seats import Attending, Role


def draft_event(*, once=None, **fields) -> Event:
    """A new event that makes sense, or a ``ValidationError`` in a sentence for people.

    ``once``: the id it gets, from a form that may be sent twice; the second time the row is there already.
    """
    event = Event(id=once or new_id(), **fields)
    event.uid = f"{event.id}@{settings.COUNTRY}.shanyraq"
    validity.known_kind(event.classification)
    validity.end_after_start(event.start, event.end)
    validity.in_region_of(event.organizer, event.area)
    validity.body_exists(event.organizer, event.day)
    validity.area_exists(event.area, event.day)
    event.save(force_insert=True)
    return event


def put_agenda(event: Event, agenda: Iterable) -> list[AgendaItem]:
    """Replace the agenda: titles in order, or ``(title, is_situation)``; empty titles are left out."""
    event.agenda.all().delete()
    items = [item if isinstance(item, tuple) else (item, False) for item in agenda]
    return AgendaItem.objects.bulk_create(
        AgendaItem(event=event, order=order, title=_short(title), is_situation=is_situation)
        for order, (title, is_situation) in enumerate(((t.strip(), s) for t, s in items if t.strip()), start=1)
    )


def _short(title: str) -> str:
    limit = AgendaItem._meta.get_field("title").max_length
    if len(title) > limit:
        raise ValidationError(
            _("An agenda item may have %(limit)s signs, this one has %(given)s: «%(start)s…». Make it shorter.")
            % {"limit": limit, "given": len(title), "start": title[:40]}
        )
    return title


def put_seats(event: Event, invited: Iterable) -> list[Participation]:
    """Add seats for posts or ``Attending``; a post or person that has a seat keeps it. Returns the new seats."""
    taken_posts = set(event.participations.values_list("for_post", flat=True)) - {None}
    taken_people = set(event.participations.filter(for_post=None).values_list("person", flat=True)) - {None}
    seats = []
    for attending in (Attending(post=one) if isinstance(one, Post) else one for one in invited):
        if attending.post is not None:
            if attending.post.pk in taken_posts:
                continue
            fits(event, attending.post)
            taken_posts.add(attending.post.pk)
        elif attending.person is not None:
            if attending.person.pk in taken_people:
                continue
            taken_people.add(attending.person.pk)
        seats.append(seat(event, attending))
    return Participation.objects.bulk_create(seats)


def fits(event: Event, post: Post) -> None:
    """A post may sit there: it exists that day and belongs to the event's region or to the centre."""
    validity.post_of_region(post, event.area)
    validity.post_exists(post, event.day)
    validity.body_exists(post.organization, event.day)


def seat(event: Event, attending: Attending) -> Participation:
    return Participation(
        event=event,
        for_post=attending.post,
        organization=attending.body,
        person=None if attending.post else attending.person,
        guest_name="" if attending.post else attending.name,
        ical_role=attending.role or Role.REQUIRED,
    )
