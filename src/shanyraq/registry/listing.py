"""Rows of the register's pages: a fixed number of questions for a page, whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, prefetch_related_objects

from shanyraq.audit.models import Entry
from shanyraq.places.models import Area

from . import queries
from .kinds import codes_with
from .models import Accreditation, Assistant, Membership, Organization, Person, Post, lasting
from .queries import Vacancy

STATES = dict(Organization.State.choices)
ROLE_ORDER = [role.value for role in Post.RoleKind]
HISTORY_AT_MOST = 20
CHILDREN_AT_MOST = 10
OUR_THINGS = [model._meta.label_lower for model in (Organization, Post, Membership, Accreditation, Assistant)]


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as a list shows it on a day."""

    body: Organization
    name: str
    state: str
    state_label: str
    head: Membership | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as its body's page shows it: who serves on the day, or since when nobody does."""

    post: Post
    serving: list[Membership]
    vacancy: Vacancy | None


@dataclass(slots=True)
class YouthCount:
    """Youth deputies of the bodies of one region."""

    area: Area | None
    filled: int = 0
    vacant: int = 0
    not_opened: int = 0

    @property
    def bodies(self) -> int:
        return self.filled + self.vacant + self.not_opened


@dataclass(frozen=True, slots=True)
class YouthRow:
    """One body's seat for a youth deputy: ``state`` is filled, vacant or not_opened."""

    body: Organization
    name: str
    state: str
    post: Post | None
    holder: Membership | None
    vacancy: Vacancy | None


@dataclass(frozen=True, slots=True)
class Relatives:
    """Bodies around a body."""

    children: list[Organization] = field(default_factory=list)
    children_count: int = 0
    branches: list[Organization] = field(default_factory=list)
    predecessors: list[Organization] = field(default_factory=list)


def listed(user, day: date):
    """Bodies a user may see that had been founded by a day, in the order of lists."""
    founded = Q(founding_date=None) | Q(founding_date__lte=day)
    bodies = Organization.objects.visible_to(user).filter(founded).select_related("area")
    return bodies.order_by("classification", "area__level", "area", "name_ru", "id")


def body_rows(bodies: Iterable[Organization], day: date) -> list[BodyRow]:
    """The rows of one page: names, state and head of the day, in three questions."""
    bodies = list(bodies)
    prefetch_related_objects(bodies, "other_names")
    heads = queries.head_posts([body.pk for body in bodies], day)
    holders = queries.holders_on(heads.values(), day)
    return [
        BodyRow(
            body=body,
            name=queries.name_on(body, day),
            state=body.state_on(day),
            state_label=STATES[body.state_on(day)],
            head=holders.get(heads[body.pk].pk) if body.pk in heads else None,
        )
        for body in bodies
    ]


def post_rows(body: Organization, day: date, user) -> list[PostRow]:
    """The posts of a body on a day, the head's first."""
    posts = sorted(body.posts.on(day), key=lambda post: (ROLE_ORDER.index(post.role), post.start_date or date.min))
    serving = queries.serving_on(posts, day)
    vacant = queries.vacant_posts(day, user).filter(organization=body).select_related("organization")
    vacancies = {vacancy.post.pk: vacancy for vacancy in queries.as_vacancies(vacant, day)}
    return [PostRow(post, serving.get(post.pk, []), vacancies.get(post.pk)) for post in posts]


def past_holders(body: Organization, day: date):
    """Terms of a body that had ended by a day, the latest first."""
    terms = body.memberships.filter(end_date__lt=day).select_related("person", "post")
    return terms.order_by("-end_date", "-start_date", "id")


def accreditations(body: Organization, day: date) -> list[tuple[Accreditation, bool]]:
    """Each accreditation and whether it had expired by a day, the latest first."""
    return [
        (row, row.expired_on(day)) for row in body.accreditations.filter(applied_on__lte=day).order_by("-applied_on")
    ]


def relatives(body: Organization, day: date, user) -> Relatives:
    seen = Organization.objects.visible_to(user).select_related("area")
    children = seen.on(day).filter(parent=body)
    return Relatives(
        children=list(children.order_by("classification", "area", "name_ru", "id")[:CHILDREN_AT_MOST]),
        children_count=children.count(),
        branches=list(seen.on(day).filter(branch_of=body).order_by("area", "name_ru")),
        predecessors=list(seen.filter(successor=body).order_by("dissolution_date")),
    )


def visible_ids(user, *ids) -> set:
    """Which of the bodies the user may see; the names of the others are not told either."""
    return set(
        Organization.objects.visible_to(user).filter(pk__in=[pk for pk in ids if pk]).values_list("pk", flat=True)
    )


def history_of(body: Organization, user) -> list[Entry]:
    """The latest deeds about a body, its posts, holders, accreditations and assistants.

    Each entry carries ``about``: the post and the person it speaks of; a fixed number of questions.
    """
    named = (
        body.posts.all(),
        body.memberships.select_related("person", "post"),
        Assistant.objects.filter(post__organization=body).select_related("user", "post"),
    )
    names = {str(row.pk): str(row) for rows in named for row in rows}
    ids = [str(pk) for pk in (body.pk, *body.accreditations.values_list("pk", flat=True))]
    entries = Entry.objects.filter(object_type__in=OUR_THINGS, object_id__in=[*ids, *names])
    latest = list(entries.order_by("-seq")[:HISTORY_AT_MOST])
    # A term that was taken back is gone: only the entry still knows whose it was.
    taken_back = {entry.data["person"] for entry in latest if "person" in entry.data}
    names |= {str(person.pk): person.name for person in Person.objects.visible_to(user).filter(pk__in=taken_back)}
    for entry in latest:
        told = (names.get(entry.object_id), names.get(entry.data.get("person")))
        entry.about = " · ".join(filter(None, told))
    return latest


def youth_bodies(user, day: date):
    """Bodies to whose heads a youth deputy is proposed, each with ``has_seat`` and ``is_filled`` on the day."""
    seats = Post.objects.on(day).filter(organization=OuterRef("pk"), reserved_for=Post.ReservedFor.YOUTH)
    held = Membership.objects.on(day).filter(
        lasting(day, "post__start_date", "post__end_date"),
        organization=OuterRef("pk"),
        post__reserved_for=Post.ReservedFor.YOUTH,
    )
    bodies = Organization.objects.visible_to(user).on(day).filter(classification__in=codes_with(youth_deputy=True))
    bodies = bodies.exclude(state=Organization.State.PROPOSED)
    return bodies.annotate(has_seat=Exists(seats), is_filled=Exists(held))


def youth_counts(user, day: date) -> list[YouthCount]:
    """Filled, vacant and not opened seats by region, the bodies of the country first; two questions."""
    counted = (
        youth_bodies(user, day)
        .order_by()
        .values("area__code", "area__level", "area__parent")
        .annotate(
            bodies=Count("pk"),
            filled=Count("pk", filter=Q(is_filled=True)),
            opened=Count("pk", filter=Q(has_seat=True)),
        )
    )
    areas = {area.code: area for area in Area.objects.filter(level__lte=1)}
    counts: dict[str, YouthCount] = {}
    for row in counted:
        code = row["area__parent"] if row["area__level"] == 2 else row["area__code"]
        count = counts.setdefault(code, YouthCount(areas.get(code)))
        count.filled += row["filled"]
        count.vacant += row["opened"] - row["filled"]
        count.not_opened += row["bodies"] - row["opened"]
    return [counts[code] for code in sorted(counts)]


def youth_rows(bodies: Iterable[Organization], day: date, user) -> list[YouthRow]:
    """The seats of one page of ``youth_bodies``; four questions."""
    bodies = list(bodies)
    prefetch_related_objects(bodies, "other_names")
    seats = Post.objects.on(day).filter(organization__in=bodies, reserved_for=Post.ReservedFor.YOUTH)
    by_body = {seat.organization_id: seat for seat in seats}
    holders = queries.holders_on(by_body.values(), day)
    vacant = queries.vacant_posts(day, user, Post.ReservedFor.YOUTH).filter(organization__in=bodies)
    found = queries.as_vacancies(vacant.select_related("organization"), day)
    vacancies = {vacancy.post.organization_id: vacancy for vacancy in found}
    return [
        YouthRow(
            body=body,
            name=queries.name_on(body, day),
            state="filled" if body.is_filled else "vacant" if body.has_seat else "not_opened",
            post=by_body.get(body.pk),
            holder=holders.get(by_body[body.pk].pk) if body.pk in by_body else None,
            vacancy=vacancies.get(body.pk),
        )
        for body in bodies
    ]
