"""Deeds on a plan: drafted, its measures put in and taken out, approved by somebody else, done by their bearers."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives import standing
from shanyraq.directives.models import Side
from shanyraq.directives.rule_actions import close_rule
from shanyraq.places.calendar import today
from shanyraq.registry.models import Organization

from . import duties
from .hotspot_deeds import in_state, said, step
from .models import Hotspot, Measure, Plan
from .permissions import can_approve_plan, can_draft_plan, can_lead_hotspot, can_report_measure

MOST_MEASURES = 30


@transaction.atomic
def draft_plan(*, hotspot: Hotspot, goal: str, by) -> Plan:
    """Begin a plan for a hotspot that has none under way."""
    hotspot = Hotspot.objects.select_for_update(of=("self",)).select_related("area", "owner").get(pk=hotspot.pk)
    if not can_draft_plan(by, hotspot):
        raise PermissionDenied(
            _("A plan is drafted by those who act for its owner, and by those who lead the hotspot.")
        )
    in_state(hotspot, *Hotspot.LIVE)
    if hotspot.plans.filter(state__in=[Plan.State.DRAFT, Plan.State.APPROVED]).exists():
        raise ValidationError(_("There is a plan under way already; add measures to it."))
    plan = Plan.objects.create(hotspot=hotspot, goal=said(goal, "goal"), made_by=by)
    journal.record("radar.plan_drafted", hotspot, by=by, area=hotspot.area, plan=str(plan.pk))
    return plan


@transaction.atomic
def add_measure(*, plan: Plan, kind: str, what: str, bearer: Organization, due: date, by) -> Measure:
    """Put a measure into a draft: what, by which body of the region, by when."""
    plan = _draft(plan, by)
    if kind not in Measure.Kind.values:
        raise ValidationError({"kind": _("Choose the kind of measure.")})
    if due < today():
        raise ValidationError({"due": _("This day is over. Give today or a later day.")})
    region = plan.hotspot.area.region_code
    if bearer.area_id != region and bearer.area.parent_id != region and bearer.area.level != 0:
        raise ValidationError({"bearer": _("Choose a body of this region, or of the whole country.")})
    last = plan.measures.order_by("-order").first()
    if last and last.order >= MOST_MEASURES:
        raise ValidationError(_("A plan of so many measures is read by nobody: keep the ones that matter."))
    measure = Measure.objects.create(
        plan=plan, order=last.order + 1 if last else 1, kind=kind, what=said(what, "what"), bearer=bearer, due=due
    )
    journal.record("radar.measure_added", plan.hotspot, by=by, area=plan.hotspot.area, measure=str(measure.pk))
    return measure


@transaction.atomic
def drop_measure(*, measure: Measure, by) -> None:
    """Take a measure out of a draft."""
    plan = _draft(measure.plan, by)
    journal.record("radar.measure_dropped", plan.hotspot, by=by, area=plan.hotspot.area, what=measure.what)
    measure.delete()


@transaction.atomic
def approve_plan(*, plan: Plan, by) -> Plan:
    """Approve a draft that somebody else wrote: it becomes an act, its measures become duties, the answer begins."""
    plan = _locked(plan)
    hotspot = plan.hotspot
    if not can_approve_plan(by, plan):
        raise PermissionDenied(_("A plan is approved by the centre or the region's secretary, and not by its writer."))
    if plan.state != Plan.State.DRAFT:
        raise ValidationError(_("This plan is approved already."))
    if not plan.measures.exists():
        raise ValidationError(_("A plan without a measure is a wish: add at least one."))
    plan.state, plan.approved_by, plan.approved_on = Plan.State.APPROVED, by, today()
    plan.duty = hotspot.plan_rule
    plan.version += 1
    plan.save()
    plan.act = duties.put_in_force(plan, by=by)
    plan.save(update_fields=["act"])
    journal.record("radar.plan_approved", hotspot, by=by, area=hotspot.area, act=str(plan.act_id))
    if hotspot.state in (Hotspot.State.CONFIRMED, Hotspot.State.REOPENED):
        step(hotspot, Hotspot.State.RESPONDING, reason=plan.goal, by=by, verb="radar.hotspot_answered")
    standing.refresh({hotspot.owner.organization_id, *plan.measures.values_list("bearer_id", flat=True)})
    return plan


@transaction.atomic
def report_measure(*, measure: Measure, done_on: date, note: str, by) -> Measure:
    """The bearer's side says that a measure was carried out; it counts when the assembly's side confirms."""
    measure = Measure.objects.select_for_update(of=("self",)).select_related("plan__hotspot__area", "bearer").get(
        pk=measure.pk
    )  # fmt: skip
    if not can_report_measure(by, measure):
        raise PermissionDenied(_("Only those who act for %(body)s report on this measure.") % {"body": measure.bearer})
    if measure.rule_id is None:
        raise ValidationError(_("The plan is not approved yet, so there is no duty to report on."))
    if not measure.plan.approved_on <= done_on <= today():
        raise ValidationError({"done_on": _("Give a day between the approval of the plan and today.")})
    old = {"done_on": measure.done_on, "note": measure.done_note}
    measure.done_on, measure.done_note, measure.done_side = done_on, said(note, "note"), Side.BEARER
    measure.done_by, measure.done_at = by, timezone.now()
    measure.save()
    hotspot = measure.plan.hotspot
    journal.record("radar.measure_done", hotspot, by=by, area=hotspot.area, measure=str(measure.pk), old=old)
    standing.refresh({measure.bearer_id})
    return measure


@transaction.atomic
def complete_plan(*, plan: Plan, reason: str, by) -> Plan:
    """End a plan: measures that were not done lose their duty, with the reason; a new plan may follow."""
    plan = _locked(plan)
    if not can_lead_hotspot(by, plan.hotspot):
        raise PermissionDenied(_("The course of a hotspot is led by the centre and by the secretariat of its region."))
    if plan.state != Plan.State.APPROVED:
        raise ValidationError(_("Only an approved plan can be ended."))
    reason = said(reason)
    for measure in plan.measures.filter(done_on=None, rule__valid_to=None).select_related("rule"):
        close_rule(rule=measure.rule, reason=reason, by=journal.SYSTEM)
    plan.state = Plan.State.COMPLETED
    plan.version += 1
    plan.save()
    journal.record("radar.plan_ended", plan.hotspot, by=by, area=plan.hotspot.area, reason=reason)
    return plan


def _locked(plan: Plan) -> Plan:
    return (
        Plan.objects.select_for_update(of=("self",)).select_related("hotspot__area", "hotspot__owner").get(pk=plan.pk)
    )


def _draft(plan: Plan, by) -> Plan:
    plan = _locked(plan)
    if not can_draft_plan(by, plan.hotspot):
        raise PermissionDenied(
            _("A plan is drafted by those who act for its owner, and by those who lead the hotspot.")
        )
    if plan.state != Plan.State.DRAFT:
        raise ValidationError(_("An approved plan is not rewritten. End it with a reason and draft a new one."))
    return plan
