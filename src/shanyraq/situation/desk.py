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
from shanyraq.radar import queries as radar_queries
from shanyraq.radar.counting import there_are
from shanyraq.registry.models import Organization, Post
from shanyraq.registry.queries import posts_acted_for

HELD = (Event.Status.PASSED, Event.Status.MINUTED, Event.Status.CLOSED)
PLANNED = (Event.Status.TENTATIVE, Event.Status.CONFIRMED)
COUNTED = frozenset({"glances", "reviews"})


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
    radar: radar_queries.Waiting
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
    """Everything that waits for a user on a day; first one question which kinds of things there are at all."""
    there = there_are(user, _questions(user, on), COUNTED)
    posts = _posts(user, on) if there["posts"] else []
    bodies = _bodies(posts, on)
    owed = duty_queries.owed_by(bodies, on)
    to_record, without_minutes = _to_finish(bodies) if bodies else ([], [])
    return Desk(
        on=on,
        bodies=bodies,
        must=[line for line in owed if line.rule.force == RuleForce.MUST],
        soft=[line for line in owed if line.rule.force != RuleForce.MUST],
        to_confirm=duty_queries.to_confirm(user, on, bodies),
        invitations=list(_invitations(posts)[:20]) if there["invitations"] else [],
        to_record=to_record,
        without_minutes=without_minutes,
        extensions=list(_extensions(user)) if there["extensions"] else [],
        acts=_acts_to_decide() if there["acts"] else [],
        radar=radar_queries.waiting_for(user, there),
        hotspots=hotspot_queries.waiting_for(user, on, there),
    )


def _questions(user, on: date) -> dict:
    """Everything that may wait, by name: one look tells which of it there is."""
    posts = posts_acted_for(user, on)
    return {
        "posts": posts,
        "invitations": _invitations(posts.order_by().values("pk")),
        "extensions": _extensions(user),
        "acts": _undecided(user),
        **radar_queries.questions(user),
        **hotspot_queries.questions(user, on),
    }


def _posts(user, on: date) -> list[Post]:
    return list(posts_acted_for(user, on).select_related("organization__area"))


def _bodies(posts: list[Post], on: date) -> list[Organization]:
    """The bodies of some posts that exist on a day, each once, in their usual order."""
    bodies = {post.organization_id: post.organization for post in posts if post.organization.exists_on(on)}
    return sorted(bodies.values(), key=lambda body: (body.classification, body.area_id, body.name_ru, str(body.pk)))


def _invitations(posts):
    waiting = Participation.objects.filter(
        for_post__in=posts,
        partstat=Participation.PartStat.NEEDS_ACTION,
        event__start__gte=timezone.now(),
        event__status__in=PLANNED,
    )
    return waiting.select_related("event__area", "for_post__organization").order_by("event__start")


def _to_finish(bodies: list[Organization]) -> tuple[list[Event], list[Event]]:
    """Planned events whose time has passed (did they take place?), the oldest first; held ones without minutes, the
    newest first."""
    past = Q(status__in=PLANNED, start__lt=timezone.now())
    bare = Q(status=Event.Status.PASSED, minutes=None)
    events = Event.objects.filter(past | bare, organizer__in=bodies).select_related("organizer", "area")
    rows = list(events.order_by("start"))
    held = [event for event in rows if event.status == Event.Status.PASSED]
    return [event for event in rows if event.status in PLANNED][:20], held[::-1][:10]


def _extensions(user):
    if not user.has_role(RoleName.HQ_CONTROLLER):
        return Extension.objects.none()
    asked = Extension.objects.visible_to(user).filter(state=Extension.State.REQUESTED)
    return asked.select_related("rule", "organization__area").order_by("due")


def _undecided(user):
    if not user.has_role(RoleName.HQ_CONTROLLER):
        return Directive.objects.none()
    return Directive.objects.filter(state=Directive.State.PROPOSED)


def _acts_to_decide() -> list[SourceAct]:
    """Acts with proposed directives nobody has decided on."""
    open_ones = Count("directives", filter=Q(directives__state=Directive.State.PROPOSED))
    return list(SourceAct.objects.annotate(undecided=open_ones).filter(undecided__gt=0).order_by("-added_at")[:10])
