"""What the forms let one choose from: bodies, areas, chairs, groups and single posts."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Q, Value, When

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.registry.kinds import codes_with
from shanyraq.registry.kinds import kinds as kinds_of_bodies
from shanyraq.registry.models import Organization, Post
from shanyraq.registry.queries import bodies_acted_for, holders_on

from . import kinds
from .forms.inputs import by_body
from .permissions import RECORDERS, recording_side
from .queries import chair_candidates, groups_for, posts_of_group

COUNTRY, REGION = 0, 1


def organizers_for(user) -> list[Organization]:
    """Bodies whose events the user may plan: his own, then those of his region (for the centre: the national ones
    and the akimats and assemblies of regions)."""
    own = list(bodies_acted_for(user, today()).select_related("area"))
    if not user.has_role(*RECORDERS):
        return own
    seen = {body.pk for body in own}
    bodies = Organization.objects.visible_to(user).on(today()).select_related("area")
    if user.sees_country:
        national = Q(area__level=COUNTRY, classification__in=codes_with(side="assembly"))
        bodies = bodies.filter(national | Q(area__level=REGION, classification__in=codes_with(of_area=True)))
    else:
        bodies = bodies.filter(bodies.in_regions(user.region_codes))
    return own + [body for body in bodies.order_by("area__level", "area", _place(), "name_ru") if body.pk not in seen]


def _place() -> Case:
    """Kinds in the order of the country's table."""
    return Case(
        *(When(classification=code, then=Value(i)) for i, code in enumerate(kinds_of_bodies())), default=Value(99)
    )


def organizer_of(user, asked: str | None) -> Organization | None:
    """The body named in the address, if the user may hold events for it; else the first of his own."""
    if asked:
        body = (
            Organization.objects.visible_to(user).filter(pk=asked).select_related("area").first()
            if _is_id(asked)
            else None
        )
        return body if body and recording_side(user, body) else None
    return next((body for body in organizers_for(user) if recording_side(user, body)), None)


def areas_of(organizer) -> Area:
    """Areas in which a body holds events: its region and the districts of it, or everything for the centre."""
    if organizer.area.level == 0:
        return Area.objects.filter(level__lte=1)
    region = organizer.area.region_code
    return Area.objects.filter(pk=region) | Area.objects.filter(parent=region)


def chair_choices(organizer, day: date) -> list[tuple[str, str]]:
    posts = chair_candidates(organizer, day)
    holders = holders_on(posts, day)
    return [
        (str(post.pk), f"{post.label} · {holders[post.pk].person}" if post.pk in holders else post.label)
        for post in posts
    ]


def group_choices(area, day: date) -> list[tuple[str, str]]:
    """Groups with how many posts each means; empty groups are left out."""
    counted = ((group, posts_of_group(group.code, area, day).count()) for group in groups_for(area))
    return [(group.code, f"{group.label} ({count})") for group, count in counted if count]


def post_choices(area, day: date, *, without=()) -> list:
    """Single posts one may invite, under the names of their bodies."""
    posts = [post for group in groups_for(area) for post in posts_of_group(group.code, area, day)]
    unique = {post.pk: post for post in posts if post.pk not in without}
    return by_body(unique.values(), holders_on(unique.values(), day))


def assembly_choices(area, day: date, *, without=()) -> list:
    """Posts of the assembly's side that usually meet a head: those somebody holds, under the names of their bodies."""
    codes = codes_with(side="assembly")
    posts = (
        Post.objects.on(day)
        .filter(organization__classification__in=codes, organization__in=Organization.objects.on(day))
        .filter(Post.objects.in_regions([area.region_code]) if area.level else Q(organization__area__level=0))
        .select_related("organization__area")
        .order_by("organization__classification", "organization__name_ru", "role")
    )
    holders = holders_on(posts, day)
    return by_body([post for post in posts if post.pk in holders and post.pk not in without], holders)


def posts_named(groups, posts, area, day: date) -> list[Post]:
    """The posts that the chosen groups and single posts mean."""
    found = [post for code in groups if code in kinds.groups() for post in posts_of_group(code, area, day)]
    found += Post.objects.filter(pk__in=posts).select_related("organization__area")
    return list({post.pk: post for post in found}.values())


def bearers_for(event) -> list[Organization]:
    """Bodies that may be told to carry a decision out: those of the event's region and of the centre."""
    bodies = Organization.objects.on(event.day).filter(classification__in=_deciders()).select_related("area")
    if event.area.level:
        bodies = bodies.filter(bodies.in_regions([event.area.region_code]))
    return list(bodies.order_by("area__level", "classification", "name_ru"))


def _deciders() -> tuple[str, ...]:
    return (*codes_with(side="executive"), *codes_with(side="assembly"), *codes_with(side="representative"))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
