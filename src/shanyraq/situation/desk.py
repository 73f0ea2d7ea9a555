"""The desk: what I owe and by when, what waits for my word, what I am asked to come to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from shanyraq.accounts.roles import RoleName
from shanyraq.directives import duty_queries
from shanyraq.directives.duty_queries import Owed, ToConfirm
from shanyraq.directives.models import Directive, Extension, RuleForce, SourceAct
from shanyraq.meetings.models import Event, Participation
from shanyraq.radar import hotspot_queries
from shanyraq.radar.queries import Waiting, waiting_for
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for, posts_acted_for

HELD = (Event.Status.PASSED, Event.Status.MINUTED, Event.Status.CLOSED)
PLANNED = (Event.Status.TENTATIVE, Event.Status.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Desk:
    on: date
    bodies: list[Organization]
    must: list[Owed]
    soft: list[Owed]
    to_confirm: list[ToConfirm]
    invitations: list[Participation]
    to_record: list[Event]
    without_minutes: list[Event]
    extensions: list[Extension]
    acts: list[SourceAct]
    radar: Waiting
    hotspots: hotspot_queries.Waiting

    @property
    def is_clear(self) -> bool:
        """Nothing at all waits for this person."""
        return not any(
            (
                self.must,
                self.to_confirm,
                self.invitations,
                self.to_record,
                self.without_minutes,
                self.extensions,
                self.acts,
                not self.radar.is_empty,
                not self.hotspots.is_empty,
            )
        )


def desk(user, on: date) -> Desk:
    """Everything that waits for a user on a day."""
    bodies = list(bodies_acted_for(user, on).select_related("area"))
    owed = duty_queries.owed_by(bodies, on)
    return Desk(
        on=on,
        bodies=bodies,
        must=[line for line in owed if line.rule.force == RuleForce.MUST],
        soft=[line for line in owed if line.rule.force != RuleForce.MUST],
        to_confirm=duty_queries.to_confirm(user, on),
        invitations=_invitations(posts_acted_for(user, on)),
        to_record=_past_but_planned(bodies),
        without_minutes=_without_minutes(bodies),
        extensions=_extensions(user),
        acts=_acts_to_decide(user),
        radar=waiting_for(user),
        hotspots=hotspot_queries.waiting_for(user, bodies, on),
    )


def _invitations(posts) -> list[Participation]:
    waiting = Participation.objects.filter(
        for_post__in=list(posts.values_list("pk", flat=True)),
        partstat=Participation.PartStat.NEEDS_ACTION,
        event__start__gte=timezone.now(),
        event__status__in=PLANNED,
    )
    return list(waiting.select_related("event__area", "for_post__organization").order_by("event__start")[:20])


def _past_but_planned(bodies: list[Organization]) -> list[Event]:
    """Planned events whose time has passed: did they take place?"""
    events = Event.objects.filter(organizer__in=bodies, status__in=PLANNED, start__lt=timezone.now())
    return list(events.select_related("organizer", "area").order_by("start")[:20])


def _without_minutes(bodies: list[Organization]) -> list[Event]:
    events = Event.objects.filter(organizer__in=bodies, status=Event.Status.PASSED, minutes=None)
    return list(events.select_related("organizer", "area").order_by("-start")[:10])


def _extensions(user) -> list[Extension]:
    if not user.has_role(RoleName.HQ_CONTROLLER):
        return []
    asked = Extension.objects.visible_to(user).filter(state=Extension.State.REQUESTED)
    return list(asked.select_related("rule", "organization__area").order_by("due"))


def _acts_to_decide(user) -> list[SourceAct]:
    """Acts with proposed directives nobody has decided on."""
    if not user.has_role(RoleName.HQ_CONTROLLER):
        return []
    open_ones = Count("directives", filter=Q(directives__state=Directive.State.PROPOSED))
    return list(SourceAct.objects.annotate(undecided=open_ones).filter(undecided__gt=0).order_by("-added_at")[:10])
