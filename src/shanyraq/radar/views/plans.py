"""Plans and their measures: drafted, approved by somebody else, reported by their bearers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shanyraq.places.calendar import today

from .. import actions, hotspot_queries, plan_templates
from ..forms import ReasonForm
from ..forms.answering import GoalForm, MeasureForm, ReportForm, bearer_for
from ..models import Measure, Plan
from ..permissions import can_draft_plan, can_lead_hotspot, can_report_measure
from .finding import done, posted
from .hotspots import ask


def draft(request, pk):
    """Begin a plan; its goal is suggested by the issue."""
    hotspot = get_object_or_404(hotspot_queries.hotspots(request.user), pk=pk)
    if not can_draft_plan(request.user, hotspot):
        raise Http404
    form = GoalForm(posted(request), initial={"goal": plan_templates.goal(hotspot.issue)})
    if done(request, form, lambda: actions.draft_plan(hotspot=hotspot, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The draft is begun. Now add its measures."))
        return redirect(f"{hotspot.get_absolute_url()}#plan")
    return ask(
        request, form, hotspot,
        heading=_("Draft a plan"),
        text=_("Say what shall be reached. The measures come next; somebody else approves the plan."),
        submit=_("Go on to the measures"),
    )  # fmt: skip


def add(request, pk):
    """Add a measure; ``?from=`` a suggestion fills the form, every word of it may be changed."""
    plan = drafted(request, pk)
    area = plan.hotspot.area
    form = MeasureForm(posted(request), area=area, initial=_suggested(plan, request.GET.get("from", "")))
    if done(request, form, lambda: actions.add_measure(plan=plan, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The measure is added."))
        return redirect(f"{plan.hotspot.get_absolute_url()}#plan")
    return ask(
        request, form, plan.hotspot,
        heading=_("Add a measure"),
        text=_("One thing to do, by one body, by one day. When the plan is approved it is a duty of that body."),
        submit=_("Add the measure"),
    )  # fmt: skip


@require_POST
def drop(request, pk):
    """Take a measure out of a draft."""
    measure = get_object_or_404(Measure.objects.select_related("plan"), pk=pk)
    plan = drafted(request, measure.plan_id)
    _tell(request, lambda: actions.drop_measure(measure=measure, by=request.user), _("The measure is taken out."))
    return redirect(f"{plan.hotspot.get_absolute_url()}#plan")


@require_POST
def approve(request, pk):
    """Approve what somebody else wrote."""
    plan = led(request, pk)
    said = _("The plan is approved: its measures are duties now.")
    _tell(request, lambda: actions.approve_plan(plan=plan, by=request.user), said)
    return redirect(f"{plan.hotspot.get_absolute_url()}#plan")


def end(request, pk):
    """End an approved plan."""
    plan = led(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.complete_plan(plan=plan, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The plan is ended. A new one may follow."))
        return redirect(plan.hotspot)
    return ask(
        request, form, plan.hotspot,
        heading=_("End the plan"),
        text=_("Measures that were not done lose their duty; the reason stays."),
        submit=_("End the plan"),
    )  # fmt: skip


def report(request, pk):
    """The bearer's side says that a measure was carried out."""
    measure = get_object_or_404(Measure.objects.select_related("plan__hotspot__area", "bearer"), pk=pk)
    hotspot = get_object_or_404(hotspot_queries.hotspots(request.user), pk=measure.plan.hotspot_id)
    if not can_report_measure(request.user, measure):
        raise Http404
    form = ReportForm(posted(request), initial={"done_on": today()})
    if done(request, form, lambda: actions.report_measure(measure=measure, by=request.user, **form.cleaned_data)):
        messages.success(request, _("It is reported. It counts when the assembly's side confirms it."))
        return redirect(f"{hotspot.get_absolute_url()}#measure-{measure.order}")
    return ask(
        request, form, hotspot,
        heading=_("Report a measure as done"), text=measure.what, submit=_("Report as done"),
    )  # fmt: skip


def drafted(request, pk) -> Plan:
    """A plan the reader writes on."""
    plan = _plan(request, pk)
    if not can_draft_plan(request.user, plan.hotspot):
        raise Http404
    return plan


def led(request, pk) -> Plan:
    """A plan of a hotspot whose course the reader leads."""
    plan = _plan(request, pk)
    if not can_lead_hotspot(request.user, plan.hotspot):
        raise Http404
    return plan


def _plan(request, pk) -> Plan:
    seen = hotspot_queries.hotspots(request.user).order_by().values("pk")
    return get_object_or_404(
        Plan.objects.select_related("hotspot__area__parent", "hotspot__owner").filter(hotspot__in=seen), pk=pk
    )


def _suggested(plan: Plan, key: str) -> dict:
    step = next((step for step in plan_templates.steps(plan.hotspot.issue, today()) if step.key == key), None)
    if step is None:
        return {}
    return {
        "kind": step.kind,
        "what": step.what,
        "bearer": bearer_for(plan.hotspot.area, step.by),
        "due": step.due,
    }


def _tell(request, deed, said: str) -> None:
    try:
        deed()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, said)
