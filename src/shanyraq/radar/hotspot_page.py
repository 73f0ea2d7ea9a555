"""What the page of a hotspot shows, and to whom: texts to those who answer for it, signals to those who watch."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from shanyraq.audit import journal
from shanyraq.places.calendar import today
from shanyraq.registry.queries import bodies_acted_for

from . import hotspot_queries, line_words, plan_templates
from .exports.hotspots import CONFIRMED
from .models import Hotspot, Measure, Plan
from .permissions import can_lead_hotspot

HISTORY = 60
SMALLEST_TOLD = 5
"""Who does not watch over the region is told no smaller number of signals: a few of them may point at who reported."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a hotspot a reader sees: ``leads`` all of it, ``reads`` all but the signals' texts, else no words."""

    leads: bool
    owns: bool
    bodies: frozenset[UUID]
    reads: bool


def plans_with_measures():
    measures = Measure.objects.select_related("bearer", "rule", "done_by").order_by("order")
    return Plan.objects.select_related("made_by", "approved_by", "act").prefetch_related(
        Prefetch("measures", queryset=measures)
    )


def sight_of(user, hotspot: Hotspot) -> Sight:
    """``hotspot`` with its plans at hand."""
    leads = can_lead_hotspot(user, hotspot)
    bodies = frozenset(bodies_acted_for(user, today()).values_list("pk", flat=True))
    bearers = {measure.bearer_id for plan in hotspot.plans.all() for measure in plan.measures.all() if measure.rule_id}
    owns = hotspot.owner.organization_id in bodies
    return Sight(leads, owns, bodies, leads or owns or bool(bearers & bodies))


def page_of(user, hotspot: Hotspot) -> dict:
    """The page's words and rows. ``hotspot`` comes with its plans and measures."""
    on, sight = today(), sight_of(user, hotspot)
    plans = [plan for plan in hotspot.plans.all() if sight.leads or sight.owns or plan.state != Plan.State.DRAFT]
    measures = [measure for plan in plans for measure in plan.measures.all()]
    stand = hotspot_queries.standings(hotspot, measures, on)
    for measure in measures:
        measure.standing = stand.get(measure.rule_id)
        measure.may_report = (
            measure.rule_id is not None and measure.done_on is None and measure.bearer_id in sight.bodies
        )
    for plan in plans:
        plan.hotspot = hotspot
        plan.done = sum(measure.done_on is not None for measure in plan.measures.all())
        plan.may_edit = plan.state == Plan.State.DRAFT and (sight.leads or sight.owns)
        plan.may_approve = plan.state == Plan.State.DRAFT and sight.leads and plan.made_by_id != user.pk
        plan.may_end = plan.state == Plan.State.APPROVED and sight.leads
        plan.suggested = plan_templates.steps(hotspot.issue, on) if plan.may_edit else []
    areas = list(hotspot.areas.all())
    names = {area.pk: area.name for area in areas}
    is_live = hotspot.state in Hotspot.LIVE
    counts = hotspot_queries.counts_of(hotspot)
    total = sum(many for _state, many in counts)
    return {
        "hotspot": hotspot,
        "sight": sight,
        "areas": areas,
        "clock": hotspot_queries.clock(hotspot, on),
        "plan_standing": stand.get(hotspot.plan_rule_id),
        "because": line_words.because(hotspot.because, names) if sight.reads else [],
        "counts": counts if sight.leads else [],
        "signal_total": total if sight.leads or total >= SMALLEST_TOLD else None,
        "signals": _signals(hotspot) if sight.leads else [],
        "plans": list(reversed(plans)),
        "may_draft": is_live and (sight.leads or sight.owns) and all(p.state == Plan.State.COMPLETED for p in plans),
        "may_calm": sight.leads and hotspot.state in (Hotspot.State.RESPONDING, Hotspot.State.REOPENED),
        "may_close": sight.leads and is_live,
        "may_send": sight.leads and hotspot.state in CONFIRMED,
        "may_reopen": sight.leads and hotspot.state in (Hotspot.State.CLOSED, Hotspot.State.REVIEWED),
        "steps": hotspot.steps.select_related("by"),
        "reviews": _reviews(hotspot, sight, on),
        "entries": journal.history(hotspot)[:HISTORY] if sight.leads else None,
    }


def _signals(hotspot: Hotspot) -> list:
    newest = hotspot.signals.select_related("area").order_by("-received_at")
    return list(newest[: hotspot_queries.SHOWN_SIGNALS])


def _reviews(hotspot: Hotspot, sight: Sight, on) -> list:
    reviews = list(hotspot.reviews.select_related("by"))
    for review in reviews:
        review.may_write = sight.leads and review.done_on is None and review.due <= on
    return reviews
