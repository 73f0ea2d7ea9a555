"""What we ask about events."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from shanyraq.directives.models import Standing
from shanyraq.places.calendar import local_date
from shanyraq.registry.kinds import codes_with
from shanyraq.registry.models import Membership, Organization, Post
from shanyraq.registry.queries import head_posts, posts_acted_for

from . import fact_ids, kinds
from .models import AgendaItem, Decision, Event, EventTag, Minutes, Participation

ROLES = [Participation.IcalRole.CHAIR, Participation.IcalRole.REQUIRED, Participation.IcalRole.OPTIONAL]


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which the country's dates are ``first`` to ``last``, both included."""
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(first, time.min, tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
    )


def listed(user):
    """Events a reader may see, with what a row of the list shows."""
    return (
        Event.objects.visible_to(user)
        .select_related("organizer", "area")
        .prefetch_related("tags", "organizer__other_names")
        .annotate(has_minutes=Exists(Minutes.objects.filter(event=OuterRef("pk"))))
    )


def whole(user):
    """Events a reader may see, with everything their page shows of them."""
    return (
        Event.objects.visible_to(user)
        .select_related("organizer__area", "area", "moved_to", "planned_by", "recorded_by", "flagged_by")
        .prefetch_related(
            Prefetch("agenda", AgendaItem.objects.order_by("order")),
            Prefetch("tags", EventTag.objects.select_related("organization")),
            Prefetch("minutes", Minutes.objects.select_related("recorded_by").order_by("-revision")),
            Prefetch("decisions", Decision.objects.select_related("bearer", "rule", "done_by").order_by("order")),
            "moved_from",
            "organizer__other_names",
        )
    )


def participations_of(event, user) -> list[Participation]:
    """Seats of an event that a reader may see: the chair, then those expected, by area; each knows the event."""
    seats = (
        Participation.objects.visible_to(user)
        .filter(event=event)
        .select_related("for_post__organization__area", "organization__area", "person", "recorded_by")
        .order_by("organization__area", "organization__classification", "organization__name_ru", "id")
    )
    for seat in (found := sorted(seats, key=lambda seat: ROLES.index(seat.ical_role))):
        seat.event = event
    return found


def waiting_for_minutes(day: date) -> Q:
    """Held events without minutes."""
    return Q(status__in=[Event.Status.PASSED], start__lt=day_bounds(day, day)[1])


def waiting_for_record(now: datetime) -> Q:
    """Planned events whose time has come: did they take place?"""
    return Q(status__in=Event.PLANNED, start__lte=now)


def is_bound(participation) -> bool:
    """Does the event bind this seat: a key event, the head of a body it concerns?"""
    event, post = participation.event, participation.for_post
    return bool(
        event.is_key
        and post is not None
        and post.role == Post.RoleKind.HEAD
        and participation.organization.classification in kinds.policy().key_bound
        and binds_area(event.area, participation.organization.area)
    )


def binds_area(event_area, body_area) -> bool:
    """Does a key event of one area bind bodies of the other?"""
    if not kinds.binds(event_area.level, body_area.level):
        return False
    return event_area.level == 0 or body_area.pk == event_area.pk


def bound_bodies(event):
    """Bodies whose heads a key event binds, as they are on its day."""
    levels = kinds.policy().key_binds.get(event.area.level, ())
    bodies = Organization.objects.on(event.day).filter(
        classification__in=kinds.policy().key_bound, area__level__in=levels
    )
    return bodies if event.area.level == 0 else bodies.filter(area=event.area)


def bound_head_posts(event):
    """The head posts a key event binds, each with its body and area."""
    bodies = {body.pk: body for body in bound_bodies(event).select_related("area")}
    posts = head_posts(bodies, event.day)
    for post in posts.values():
        post.organization = bodies[post.organization_id]
    return sorted(posts.values(), key=lambda post: (post.organization.classification, post.organization.area_id))


def posts_of_group(code: str, area, day: date):
    """Posts that a group of the pack means for an event of an area on a day."""
    group = kinds.groups()[code]
    posts = Post.objects.on(day).filter(role__in=group.roles, organization__classification__in=group.classifications)
    posts = posts.filter(organization__in=Organization.objects.on(day)).select_related("organization__area")
    if group.at == "country":
        return posts.filter(organization__area__level=0)
    if group.at == "below":
        return posts.filter(organization__area__level=1)
    return posts.filter(Post.objects.in_regions([area.region_code]) if area.level else Q(pk=None))


def groups_for(area) -> list[kinds.Group]:
    """Groups that make sense for an event of an area: a region invites its own people, the centre all regions'."""
    if area.level == 0:
        return [group for group in kinds.groups().values() if group.at in ("below", "country")]
    return [group for group in kinds.groups().values() if group.at in ("region", "country")]


def posts_by_ids(pks) -> list[Post]:
    """The posts a form named by id, each with its body and area."""
    return list(Post.objects.filter(pk__in=[pk for pk in pks if pk]).select_related("organization__area"))


def seats_seen(user):
    """Seats a reader may see, with what their doors show."""
    return Participation.objects.visible_to(user).select_related(
        "event__organizer__area", "event__area", "for_post__organization__area", "organization__area", "person"
    )


def decisions_seen(user):
    """Decisions a reader may see, each with its event, bearer and rule."""
    return Decision.objects.visible_to(user).select_related("event__area", "bearer__area", "rule")


def tags_of(event):
    """What else an event was, as taking such a word back needs it."""
    return EventTag.objects.filter(event=event).select_related("event__organizer", "event__area", "organization__area")


def made_of(once, user) -> Event | None:
    """What this user has made already from the form that carried this id."""
    return Event.objects.filter(pk=once, planned_by=user).first() if once else None


def held_together(event, user) -> list[Organization]:
    """Bodies of the area that may have held the event together with the organizer."""
    bodies = Organization.objects.visible_to(user).on(event.day).filter(area=event.area)
    bodies = bodies.filter(classification__in=codes_with(of_area=True)).exclude(pk=event.organizer_id)
    return list(bodies.order_by("classification"))


def chair_candidates(organizer, day: date):
    """Posts that may chair an event of a body: its head first, then the deputies."""
    order = [Post.RoleKind.HEAD, Post.RoleKind.DEPUTY, Post.RoleKind.SECRETARY]
    posts = Post.objects.on(day).filter(organization=organizer, role__in=order).select_related("organization__area")
    return sorted(posts, key=lambda post: (order.index(post.role), str(post.pk)))


def key_events(user, first: date, last: date):
    """Key events that stand, of a period, the latest first."""
    start, end = day_bounds(first, last)
    return (
        Event.objects.visible_to(user)
        .on_paper()
        .filter(is_key=True, start__gte=start, start__lt=end)
        .select_related("area", "organizer")
        .order_by("-start")
    )


def month_of(user, first: date):
    """Events of the month that begins on ``first``, by local day."""
    following = (first + timedelta(days=32)).replace(day=1)
    start, end = day_bounds(first, following - timedelta(days=1))
    events = listed(user).filter(start__gte=start, start__lt=end).exclude(status=Event.Status.MOVED).order_by("start")
    days: dict[date, list[Event]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    return days


def invitations_of(user, now: datetime):
    """Invitations to coming events for the posts a user acts for, those without an answer first."""
    return (
        Participation.objects.filter(
            Q(for_post__in=posts_acted_for(user, local_date(now))) | Q(person__user=user),
            event__status__in=Event.PLANNED,
            event__start__gt=now,
        )
        .select_related("event__area", "event__organizer", "for_post__organization")
        .order_by("event__start")
    )


def presence_counts(seats) -> list[tuple[str, str, int]]:
    """(value, words, how many) for all six values, also those nobody has."""
    return [
        (value, label, sum(seat.presence == value for seat in seats)) for value, label in Participation.Presence.choices
    ]


def waiting_for_word(user) -> set:
    """Ids of events of which a fact of some duty waits for the other side's word, among the bodies a user may see."""
    waiting = Standing.objects.visible_to(user).exclude(waiting=[]).values_list("waiting", flat=True)
    names = (fact_ids.parse(fact_id) for row in waiting for fact_id in row)
    return {name.event_id for name in names if name and name.event_id}


def people_by_body(organization_ids, day: date) -> dict:
    """Who serves in each of the bodies on a day, by body: those who may stand in for a head."""
    found: dict = {}
    rows = Membership.objects.on(day).filter(organization__in=[pk for pk in organization_ids if pk])
    for membership in rows.select_related("person").order_by("person__name"):
        people = found.setdefault(membership.organization_id, [])
        if membership.person not in people:
            people.append(membership.person)
    return found


def is_open_duty(decision) -> bool:
    """Does a duty of this decision still run?"""
    return decision.rule is not None and decision.rule.valid_to is None
