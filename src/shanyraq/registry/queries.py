"""What the register answers. Days are local dates, bounds inclusive; "on a day" never asks the clock."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from shanyraq.places import calendar
from shanyraq.places.names import LANGUAGES

from .kinds import kind, kinds
from .models import Assistant, MediatorCredential, Membership, Organization, Post, lasting


@dataclass(frozen=True, slots=True)
class Appointment:
    """A holder's time in a post, as floors above need it: a fact of the register."""

    organization_id: UUID
    membership_id: UUID
    post_id: UUID
    role: str
    reserved_for: str
    start: date
    end: date | None
    acting: bool
    attested: bool


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Free seats of a post: since which day, for how many days (None: nobody wrote down when the post began)."""

    post: Post
    since: date | None
    days: int | None
    free_seats: int


def classifications() -> tuple[tuple[str, str], ...]:
    """Every kind of body: its code and its name in the active language, in the order of the country's table."""
    return tuple((known.code, known.label) for known in kinds().values())


def classification_label(code: str) -> str:
    """The kind's name in the active language; an unknown code speaks for itself."""
    known = kind(code)
    return known.label if known else code


def head_post(organization: Organization, day: date | None = None) -> Post | None:
    """The post of the body's head on a day (today by default)."""
    return head_posts([organization.pk], day).get(organization.pk)


def head_posts(organization_ids: Collection[UUID], day: date | None = None) -> dict[UUID, Post]:
    """The head's post of each body that has one on a day; one query."""
    posts = Post.objects.on(day or calendar.today()).filter(organization__in=organization_ids, role=Post.RoleKind.HEAD)
    return {post.organization_id: post for post in posts.order_by(F("start_date").desc(nulls_last=True), "-id")}


def head_of(organization: Organization, day: date) -> Membership | None:
    """Who answers for the head's post of a body on a day, an acting holder first; one query."""
    heads = Post.objects.on(day).filter(organization=organization, role=Post.RoleKind.HEAD).order_by()
    serving = Membership.objects.on(day).filter(post__in=heads).select_related("person")
    return serving.order_by("-acting", "start_date", "id").first()


def holder_on(post: Post, day: date) -> Membership | None:
    """Who answers for the post on a day; an acting holder while the holder is away."""
    return holders_on([post], day).get(post.pk)


def holders_on(posts: Iterable[Post], day: date) -> dict[UUID, Membership]:
    """For each post that somebody holds on a day (by the post's id): who answers for it; one query."""
    return {post_id: serving[0] for post_id, serving in serving_on(posts, day).items()}


def serving_on(posts: Iterable[Post], day: date) -> dict[UUID, list[Membership]]:
    """All who hold each post on a day, an acting holder first."""
    found: dict[UUID, list[Membership]] = {}
    rows = Membership.objects.on(day).filter(post__in=[post.pk for post in posts]).select_related("person")
    for membership in rows.order_by("-acting", "start_date", "id"):
        found.setdefault(membership.post_id, []).append(membership)
    return found


def posts_acted_for(user, day: date):
    """Posts a user holds or assists on a day."""
    if not getattr(user, "is_authenticated", False):
        return Post.objects.none()
    held = Membership.objects.on(day).filter(person__user=user, post__isnull=False).values("post")
    assisted = Assistant.objects.on(day).filter(user=user).values("post")
    return Post.objects.on(day).filter(Q(pk__in=held) | Q(pk__in=assisted))


def bodies_acted_for(user, day: date):
    """Bodies in which a user holds or assists a post on a day."""
    return Organization.objects.on(day).filter(pk__in=posts_acted_for(user, day).order_by().values("organization"))


def successor_on(organization: Organization, day: date) -> Organization:
    """The body that carries its work on a day: itself while it exists, then its successor, and so on down the chain."""
    seen = set()
    while organization.dissolution_date and organization.dissolution_date < day and organization.successor_id:
        if organization.pk in seen:
            break
        seen.add(organization.pk)
        organization = organization.successor
    return organization


def names_on(organization: Organization, day: date) -> dict[str, str]:
    """The body's names on a day by language; ``other_names`` may be prefetched."""
    names = {language: getattr(organization, f"name_{language}") for language in LANGUAGES}
    for old in organization.other_names.all():
        if old.language and old.end_date and (old.start_date or date.min) <= day <= old.end_date:
            names[old.language] = old.name
    return names


def name_on(organization: Organization, day: date) -> str:
    """The name a reader should see for a day, in his language if the body had one."""
    names = names_on(organization, day)
    return next((names[lang] for lang in ((get_language() or "kk")[:2], *LANGUAGES) if names.get(lang)), "")


def appointments_of(organization_ids: Collection[UUID]) -> list[Appointment]:
    """Everybody who ever held a post of the given bodies, oldest first; one query."""
    rows = Membership.objects.filter(organization__in=organization_ids, post__isnull=False).order_by("start_date", "id")
    columns = (
        "organization_id",
        "pk",
        "post_id",
        "post__role",
        "post__reserved_for",
        "start_date",
        "end_date",
        "acting",
    )
    return [Appointment(*row[:-1], attested=row[-1] is not None) for row in rows.values_list(*columns, "attested_on")]


def vacant_posts(on: date, user, reserved_for: str | None = None):
    """Posts with a free seat on a day, the longest vacant first; each carries ``serving`` and ``last_end``."""
    posts = (
        Post.objects.visible_to(user)
        .on(on)
        .filter(lasting(on, "organization__founding_date", "organization__dissolution_date"))
    )
    if reserved_for is not None:
        posts = posts.filter(reserved_for=reserved_for)
    begun = Q(memberships__start_date__lte=on)
    ended = Q(memberships__end_date__lt=on)
    return (
        posts.annotate(
            serving=Count("memberships", filter=begun & (Q(memberships__end_date=None) | ~ended)),
            last_end=Max("memberships__end_date", filter=ended),
        )
        .filter(serving__lt=F("max_holders"))
        .order_by(Coalesce("last_end", "start_date", "organization__founding_date").asc(nulls_last=True), "id")
    )


def vacancies(on: date, user, reserved_for: str | None = None) -> list[Vacancy]:
    """Free seats the user may see on a day, the longest vacant first."""
    posts = vacant_posts(on, user, reserved_for).select_related("organization__area")
    return list(as_vacancies(posts, on))


def as_vacancies(posts: Iterable[Post], on: date) -> Iterator[Vacancy]:
    """How long each post of ``vacant_posts`` has been vacant: since its last holder left, or since it was opened."""
    for post in posts:
        begun = post.start_date or post.organization.founding_date
        since = post.last_end + timedelta(days=1) if post.last_end else begun
        yield Vacancy(post, since, (on - since).days if since else None, post.max_holders - post.serving)


def names_of(thing: str):
    """For the journal: a question that turns ids of bodies, posts or office-holders into their present names."""

    def names(ids: Iterable[str]) -> dict[str, str]:
        return {str(pk): str(row) for pk, row in apps.get_model("registry", thing).objects.in_bulk(list(ids)).items()}

    return names


def credential_names(ids: Iterable[str]) -> dict[str, str]:
    """For the journal: credentials by their ids, as mediator and kind."""
    rows = MediatorCredential.objects.select_related("membership__person").in_bulk(list(ids))
    return {str(pk): str(row) for pk, row in rows.items()}
