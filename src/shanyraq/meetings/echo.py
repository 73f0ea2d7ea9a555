"""Whom a change of an event concerns: duties whose standing is rebuilt, and words that must not be overtaken."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.directives import standing
from shanyraq.directives.models import Confirmation, Standing

from . import fact_ids
from .models import Event, EventTag
from .queries import bound_bodies, is_bound


def concerned(event: Event) -> set:
    """Ids of the bodies of which an event tells a fact."""
    bodies = {event.organizer_id, *event.tags.values_list("organization_id", flat=True)}
    if event.is_key:
        bodies |= set(bound_bodies(event).values_list("pk", flat=True))
    return bodies


def refresh(event: Event, also: Iterable = ()) -> None:
    """Rebuild the standings of every body the event concerns, and of ``also`` (ids: those it concerned before)."""
    standing.refresh(concerned(event) | set(also))


def own_facts(event: Event) -> list[str]:
    """Names of the facts an event gives to those who held it."""
    return [fact_ids.of_event(event.pk), *map(tag_fact, EventTag.objects.filter(event=event).select_related("event"))]


def tag_fact(tag: EventTag) -> str:
    return fact_ids.of_tag(tag, tag.event.organizer_id)


def awaited_facts(event: Event) -> set[str]:
    """Facts of those who held the event for which a duty waits for the other side's word."""
    bodies = {event.organizer_id, *event.tags.values_list("organization_id", flat=True)}
    waiting = Standing.objects.filter(organization__in=bodies).values_list("waiting", flat=True)
    return {fact_id for row in waiting for fact_id in row} & set(own_facts(event))


def not_yet_confirmed(names: Iterable[str]) -> None:
    """What the other side has confirmed stays as it is until that side takes its word back by a dispute."""
    word = (
        Confirmation.objects.filter(fact_id__in=list(names), replaced_by=None, stance=Confirmation.Stance.CONFIRMED)
        .select_related("by")
        .first()
    )
    if word is not None:
        raise ValidationError(
            _(
                "%(who)s confirmed this record. To correct it, ask that side to dispute it with a reason: "
                "then it can be changed and confirmed anew."
            )
            % {"who": word.by}
        )


def seat_facts(event: Event, participation) -> list[str]:
    """Names of the facts in which a seat appears."""
    if is_bound(participation):
        return [fact_ids.of_presence(event.pk, participation.organization_id)]
    return own_facts(event)
