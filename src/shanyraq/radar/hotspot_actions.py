"""Deeds on a hotspot's course: confirmed, answered, calming, closed, reviewed, opened again. Each with its reason."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives import standing
from shanyraq.directives.rule_actions import close_rule
from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from . import alarms, assessing, duties, echoes, vocabulary
from .hotspot_deeds import in_state, led, next_number, said, step
from .models import Hotspot, Line, Plan, Review, Signal
from .permissions import can_decide_line, can_open_hotspot
from .plan_actions import complete_plan
from .scales import Certainty, Level, Status

REVIEW_AFTER = (30, 90)
CHECK_WITHIN = timedelta(hours=72)
JOINED_FROM = (Signal.State.SCREENED, Signal.State.VERIFIED)
"""States a signal leaves when it becomes part of a hotspot."""


@transaction.atomic
def check_line(*, line: Line, by) -> Line:
    """Ask for a check on the spot within 72 hours before the line is decided."""
    line = _waiting(line, by)
    if line.state == Line.State.CHECK:
        raise ValidationError(_("A check has been asked for already."))
    line.state, line.check_until = Line.State.CHECK, timezone.now() + CHECK_WITHIN
    return _decided(line, "radar.line_checked", "", by)


@transaction.atomic
def dismiss_line(*, line: Line, reason: str, by) -> Line:
    """Say that a line is no hotspot, and why; it is counted among the false alarms that analysts see."""
    line = _waiting(line, by)
    line.state, line.reason = Line.State.DISMISSED, said(reason)
    return _decided(line, "radar.line_dismissed", line.reason, by)


@transaction.atomic
def confirm_line(*, line: Line, level: int, summary: str, owner, by) -> Hotspot:
    """Make a line of the attention list a hotspot: from now on a plan is owed within three days."""
    line = _waiting(line, by)
    hotspot = _opened(
        area=line.area, issue=line.issue, level=level, summary=summary, owner=owner, by=by, line=line,
        because=line.because, areas=[line.area_id, *line.members],
    )  # fmt: skip
    line.state = Line.State.CONFIRMED
    _decided(line, "radar.line_confirmed", hotspot.number, by)
    _gather_signals(hotspot, by)
    return hotspot


@transaction.atomic
def open_hotspot(*, signal: Signal, level: int, summary: str, owner, by) -> Hotspot:
    """Make a hotspot of a signal that cannot wait for the week's list; drills stay drills."""
    signal = Signal.objects.select_for_update(of=("self",)).select_related("area").get(pk=signal.pk)
    if signal.hotspot_id:
        raise ValidationError(_("The signal belongs to a hotspot already."))
    hotspot = _opened(
        area=signal.area, issue=signal.issue, level=level, summary=summary, owner=owner, by=by,
        because=[{"code": "signal", "values": {"level": signal.level}}], areas=[signal.area_id], status=signal.status,
        certainty=signal.certainty,
    )  # fmt: skip
    link_signals(hotspot=hotspot, signals=[signal], by=by)
    return hotspot


@transaction.atomic
def link_signals(*, hotspot: Hotspot, signals, by) -> int:
    """Join signals of the same kind (real or drill) to a hotspot; returns how many were joined."""
    hotspot = led(hotspot, by)
    fitting = Signal.objects.filter(pk__in=[signal.pk for signal in signals], hotspot=None, status=hotspot.status)
    joined = list(fitting.filter(region=hotspot.area.region_code).select_for_update(of=("self",)))
    for signal in joined:
        signal.hotspot = hotspot
        if signal.state in JOINED_FROM:
            signal.state = Signal.State.LINKED
        signal.version += 1
        signal.first_action_at = signal.first_action_at or timezone.now()
        signal.save(update_fields=["hotspot", "state", "version", "first_action_at"])
    if joined:
        journal.record(
            "radar.signals_linked", hotspot, by=by, area=hotspot.area, signals=[str(signal.pk) for signal in joined]
        )
    return len(joined)


@transaction.atomic
def calm_hotspot(*, hotspot: Hotspot, reason: str, by) -> Hotspot:
    """Say by what one sees that it calms down."""
    hotspot = led(hotspot, by)
    in_state(hotspot, Hotspot.State.RESPONDING, Hotspot.State.REOPENED)
    hotspot.calming_on = today()
    step(hotspot, Hotspot.State.CALMING, reason=said(reason), by=by, verb="radar.hotspot_calming")
    return hotspot


@transaction.atomic
def close_hotspot(*, hotspot: Hotspot, ending: str, reason: str, by, merged_into: Hotspot | None = None) -> Hotspot:
    """End a hotspot: resolved (then looked at after 30 and 90 days), a false alarm, or joined with another.

    What was planned for a false alarm or for a hotspot that lives on in another is owed by nobody any more.
    """
    hotspot = led(hotspot, by)
    in_state(hotspot, *Hotspot.LIVE)
    if ending not in Hotspot.Ending.values:
        raise ValidationError({"ending": _("Choose how it ended.")})
    if (ending == Hotspot.Ending.MERGED) != (merged_into is not None):
        raise ValidationError({"merged_into": _("Name the hotspot it is joined with, and only then.")})
    if ending == Hotspot.Ending.RESOLVED and hotspot.state == Hotspot.State.CONFIRMED:
        raise ValidationError(_("Nothing was done about it yet: approve a plan first, or close it as a false alarm."))
    hotspot.ending, hotspot.closed_on, hotspot.merged_into = ending, today(), merged_into
    reason = said(reason)
    _free_of_plan(hotspot, reason)
    if ending != Hotspot.Ending.RESOLVED:
        for plan in hotspot.plans.filter(state=Plan.State.APPROVED):
            complete_plan(plan=plan, reason=reason, by=by)
    step(hotspot, Hotspot.State.CLOSED, reason=reason, by=by, verb="radar.hotspot_closed")
    if ending == Hotspot.Ending.RESOLVED:
        for days in REVIEW_AFTER:
            Review.objects.update_or_create(
                hotspot=hotspot, days=days,
                defaults={"due": hotspot.closed_on + timedelta(days=days), "done_on": None, "effect": "", "text": ""},
            )  # fmt: skip
    return hotspot


@transaction.atomic
def reopen_hotspot(*, hotspot: Hotspot, reason: str, by) -> Hotspot:
    """Open a closed hotspot again: a new plan is owed in three days, reviews not written yet fall away."""
    hotspot = led(hotspot, by)
    in_state(hotspot, Hotspot.State.CLOSED, Hotspot.State.REVIEWED)
    hotspot.reviews.filter(done_on=None).delete()
    hotspot.closed_on, hotspot.ending, hotspot.merged_into = None, "", None
    hotspot.confirmed_on = today()
    if hotspot.status == Status.ACTUAL:
        hotspot.plan_rule = duties.plan_duty(hotspot, by=by)
    step(hotspot, Hotspot.State.REOPENED, reason=said(reason), by=by, verb="radar.hotspot_reopened")
    echoes.release(hotspot)
    if hotspot.plan_rule:
        alarms.tell_owner(hotspot)
    return hotspot


@transaction.atomic
def review_effect(*, review: Review, effect: str, text: str, by) -> Review:
    """Say after 30 or 90 days whether the answer helped, and by what one sees it."""
    hotspot = led(review.hotspot, by)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.done_on is not None:
        raise ValidationError(_("This review is written already."))
    if today() < review.due:
        raise ValidationError(
            _("The review is due on %(due)s: the effect is not to be seen before.")
            % {"due": review.due.strftime("%d.%m.%Y")}
        )
    if effect not in Review.Effect.values:
        raise ValidationError({"effect": _("Choose one of the answers.")})
    review.effect, review.text, review.by, review.done_on = effect, said(text, "text"), by, today()
    review.save()
    journal.record("radar.effect_reviewed", hotspot, by=by, area=hotspot.area, days=review.days, effect=effect)
    if not hotspot.reviews.filter(done_on=None).exists() and hotspot.state == Hotspot.State.CLOSED:
        step(hotspot, Hotspot.State.REVIEWED, reason=review.text, by=by, verb="radar.hotspot_reviewed")
    return review


def _waiting(line: Line, by) -> Line:
    line = Line.objects.select_for_update(of=("self",)).select_related("area", "scan").get(pk=line.pk)
    if not can_decide_line(by, line):
        raise PermissionDenied(
            _("Lines of the list are decided by the analysts of the centre and the region's secretary.")
        )
    if line.state not in Line.WAITING:
        raise ValidationError(_("This line was decided already: %(state)s.") % {"state": line.get_state_display()})
    return line


def _decided(line: Line, verb: str, reason: str, by) -> Line:
    line.decided_by, line.decided_at = by, timezone.now()
    line.version += 1
    line.save()
    journal.record(verb, line, by=by, area=line.area, reason=reason, state=str(line.state))
    return line


def _opened(*, area: Area, issue, level, summary, owner, by, because, areas, line=None, **fields) -> Hotspot:
    if not can_open_hotspot(by, area):
        raise PermissionDenied(_("Hotspots are opened by the centre and by the secretariat of the region."))
    if level not in Level.values:
        raise ValidationError({"level": _("Choose a level.")})
    if owner is None or owner.organization.area_id not in (area.region_code, area.pk):
        raise ValidationError({"owner": _("Choose the post of this region that answers for the plan.")})
    if vocabulary.is_positive(issue):
        raise ValidationError(_("Good news is no hotspot."))
    given = {"status": Status.ACTUAL, "certainty": Certainty.POSSIBLE} | fields
    hotspot = Hotspot(
        number=next_number(), area=area, issue=issue, level=level, summary=said(summary, "summary"), owner=owner,
        because=because, line=line, opened_on=today(), confirmed_on=today(), created_by=by,
        urgency=assessing.urgency_of(level), severity=assessing.severity_of(level), **given,
    )  # fmt: skip
    hotspot.save(force_insert=True)
    hotspot.areas.set(dict.fromkeys(areas))
    if given["status"] == Status.ACTUAL:
        hotspot.plan_rule = duties.plan_duty(hotspot, by=by)
    step(hotspot, Hotspot.State.CONFIRMED, reason=hotspot.summary, by=by, verb="radar.hotspot_confirmed")
    standing.refresh({owner.organization_id})
    if hotspot.plan_rule:
        alarms.tell_owner(hotspot)
    return hotspot


def _gather_signals(hotspot: Hotspot, by) -> None:
    """The signals that made the line: those of its places and issue of the last five weeks that nobody joined yet.

    They move on as signals joined by hand do, all at once: a flood is as quick as a few.
    """
    since = hotspot.opened_on - timedelta(days=35)
    fitting = Signal.objects.filter(
        area__in=hotspot.areas.all(), issue=hotspot.issue, hotspot=None, status=hotspot.status, occurred_on__gte=since
    ).exclude(state__in=Signal.NOT_COUNTED)
    joined = fitting.update(
        hotspot=hotspot,
        state=Case(When(state__in=JOINED_FROM, then=Value(Signal.State.LINKED)), default=F("state")),
        first_action_at=Coalesce("first_action_at", Value(timezone.now())),
        version=F("version") + 1,
    )
    if joined:
        journal.record("radar.signals_linked", hotspot, by=by, area=hotspot.area, number=joined)


def _free_of_plan(hotspot: Hotspot, reason: str) -> None:
    """A hotspot that ended without a plan owes none any more: nobody could draft it. What was late stays late."""
    rule = hotspot.plan_rule
    if rule is not None and rule.valid_to is None and not hotspot.plans.filter(duty=rule).exists():
        close_rule(rule=rule, reason=reason, by=journal.SYSTEM)
