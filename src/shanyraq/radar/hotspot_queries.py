"""What we ask about hotspots: which a user sees, how the clock of their plans stands, what waits for whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from shanyraq.accounts.roles import RoleName
from shanyraq.directives import duty_queries
from shanyraq.directives.models import Standing
from shanyraq.places.calendar import today
from shanyraq.registry.queries import bodies_acted_for

from . import weekly_queries
from .duties import PLAN_WITHIN
from .models import Hotspot, Line, Measure, Plan, Review, Signal, Silence
from .permissions import sees_confirmed_hotspots, sees_hotspots_of_bodies
from .scales import Status
from .scoping import WATCHERS, watched_regions, watches_country

SHOWN_ON_DESK = 10
SHOWN_SIGNALS = 30
JOINABLE = 50
JOINED_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Clock:
    """The three days for a plan: by when it is owed, when it was approved, and how many days are left (or over)."""

    due: date
    approved_on: date | None
    left: int

    @property
    def is_late(self) -> bool:
        return self.approved_on is None and self.left < 0

    @property
    def over(self) -> int:
        return -self.left


def hotspots(user):
    """Hotspots a user sees: by watching, by a body that answers for the plan or for a measure, as a deputy.

    Each knows whether a plan was approved since it was confirmed (``is_planned``).
    """
    found = _clocked(Hotspot.objects.select_related("area__parent", "owner__organization"))
    return found if watches_country(user) else found.filter(_seen_by(user))


def in_order(found):
    """What still goes on first, then the newest."""
    is_over = Case(When(state__in=Hotspot.LIVE, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(is_over, "-opened_on", "-number")


def late_plans(found):
    """Of these hotspots, those that still go on, are no drills and have had no plan for more than three days."""
    return found.filter(
        status=Status.ACTUAL, state__in=Hotspot.LIVE, confirmed_on__lt=today() - PLAN_WITHIN, is_planned=False
    )


def clock(hotspot: Hotspot, on: date) -> Clock | None:
    """The clock of a hotspot's plan; None for a drill, and for one that ended without a plan."""
    if hotspot.status != Status.ACTUAL or hotspot.confirmed_on is None:
        return None
    owed = hotspot.plan_rule_id
    approved = max((plan.approved_on for plan in hotspot.plans.all() if owed and plan.duty_id == owed), default=None)
    if approved is None and hotspot.state not in Hotspot.LIVE:
        return None
    due = hotspot.confirmed_on + PLAN_WITHIN
    return Clock(due, approved, (due - on).days)


def standings(hotspot: Hotspot, measures: Collection[Measure], on: date) -> dict[UUID, Standing]:
    """How the duties of a plan and of its measures stand, by rule."""
    owed = {measure.rule: measure.bearer_id for measure in measures if measure.rule_id}
    if hotspot.plan_rule_id:
        owed[hotspot.plan_rule] = hotspot.owner.organization_id
    if not owed:
        return {}
    rows = duty_queries.standings_for(set(owed.values()), on, rules=list(owed))
    return {row.rule_id: row for row in rows}


def counts_of(hotspot: Hotspot) -> list[tuple[str, int]]:
    """How many of its signals stand where, in words; no text and no place smaller than the hotspot."""
    rows = hotspot.signals.order_by().values_list("state").annotate(many=Count("pk"))
    return [(str(Signal.State(state).label), many) for state, many in rows]


def joinable(hotspot: Hotspot, user):
    """Signals of its region and issue of the last three months that belong to no hotspot yet, the newest first."""
    near = Signal.objects.visible_to(user).filter(
        region=hotspot.area.region_code,
        received_at__gte=timezone.now() - JOINED_WITHIN,
        issue=hotspot.issue,
        status=hotspot.status,
        hotspot=None,
    )
    return near.exclude(state__in=Signal.NOT_COUNTED).select_related("area").order_by("-received_at")[:JOINABLE]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the list and of hotspots waits for a user."""

    lines: list[Line]
    plans: list[Hotspot]
    drafts: list[Plan]
    reviews: list[Review]
    fallen: list[Silence]

    @property
    def is_empty(self) -> bool:
        return not any((self.lines, self.plans, self.drafts, self.reviews, self.fallen))


def questions(user, on: date) -> dict:
    """What of the list and of hotspots may wait for a user: the rows of each kind, all that there are."""
    owed = Q(owner__organization__in=bodies_acted_for(user, on).order_by().values("pk"))
    if not user.has_role(*WATCHERS):
        return {"plans": _unplanned(Hotspot.objects.filter(owed))}
    watched = Hotspot.objects.visible_to(user)
    drafts = Plan.objects.visible_to(user).filter(state=Plan.State.DRAFT, hotspot__state__in=Hotspot.LIVE)
    reviews = Review.objects.visible_to(user).filter(done_on=None, due__lte=on)
    return {
        "lines": weekly_queries.to_decide(user, on),
        "plans": _unplanned(Hotspot.objects.filter(Q(pk__in=watched.values("pk")) | owed)),
        "drafts": drafts.exclude(made_by=user)
        .filter(Exists(Measure.objects.filter(plan=OuterRef("pk"))))
        .select_related("hotspot__area", "made_by"),
        "helped": reviews.select_related("hotspot__area").order_by("due"),
        "fallen": weekly_queries.fallen_for(user),
    }


def waiting_for(user, on: date, there: Mapping[str, int]) -> Waiting:
    """Lines to decide, plans owed, drafts to approve, reviews due.

    ``there``: how many rows of which question there are; rows of a question with none are not asked for.
    """
    asked = {name: rows for name, rows in questions(user, on).items() if there[name]}
    return Waiting(
        lines=list(asked["lines"][:SHOWN_ON_DESK]) if "lines" in asked else [],
        plans=_with_clocks(asked["plans"][:SHOWN_ON_DESK], on) if "plans" in asked else [],
        drafts=list(asked["drafts"][:SHOWN_ON_DESK]) if "drafts" in asked else [],
        reviews=list(asked["helped"][:SHOWN_ON_DESK]) if "helped" in asked else [],
        fallen=list(asked["fallen"]) if "fallen" in asked else [],
    )


def _unplanned(found):
    """Hotspots that still need a plan, the longest waiting first."""
    open_ones = _clocked(found).filter(status=Status.ACTUAL, state__in=Hotspot.LIVE, is_planned=False)
    return open_ones.select_related("area").order_by("confirmed_on", "number")


def _with_clocks(found, on: date) -> list[Hotspot]:
    rows = list(found)
    for row in rows:
        due = row.confirmed_on + PLAN_WITHIN
        row.clock = Clock(due, None, (due - on).days)
    return rows


def _clocked(found):
    approved = Plan.objects.filter(hotspot=OuterRef("pk"), duty=OuterRef("plan_rule"))
    return found.annotate(is_planned=Exists(approved))


def _seen_by(user) -> Q:
    seen = Q(pk__in=[])
    if regions := watched_regions(user):
        seen |= Hotspot.objects.all().in_regions(regions)
    if sees_hotspots_of_bodies(user):
        bodies = bodies_acted_for(user, today()).order_by().values("pk")
        owed = Measure.objects.filter(bearer__in=bodies, rule__isnull=False).order_by()
        seen |= Q(owner__organization__in=bodies) | Q(pk__in=owed.values("plan__hotspot"))
    if sees_confirmed_hotspots(user):
        seen |= Q(pk__in=_confirmed_near(user).order_by().values("pk"))
    return seen


def _confirmed_near(user):
    """Real, confirmed hotspots that concern the areas of a deputy."""
    codes = [role.area_id for role in user.held_roles if role.name == RoleName.DEPUTY and role.area_id]
    concerned = Q(areas__in=codes) | Q(areas__parent__in=codes, areas__level=2)
    confirmed = Hotspot.objects.real().exclude(state__in=(Hotspot.State.PROPOSED, Hotspot.State.DISMISSED))
    return confirmed.filter(concerned | Q(area__in=codes))
