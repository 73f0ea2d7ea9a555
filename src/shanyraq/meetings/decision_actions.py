"""A decision with a bearer and a term is a duty: it gets its own act, directive and one-off rule, and is done only
when both sides say so."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives import standing
from shanyraq.directives.models import Side

from . import echo, fact_ids, protocol, validity
from .models import Decision, Event
from .permissions import can_complete, can_record, can_release


@transaction.atomic
def decide(*, event, text, by, bearer=None, due=None) -> Decision:
    """Write down a decision of a held event; with ``bearer`` and ``due`` it becomes that body's one-off duty."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not can_record(by, event):
        raise PermissionDenied(_("Only those who keep this event's record write down its decisions."))
    validity.held(event)
    validity.still_open(event)
    _makes_sense(event, text, bearer, due)
    last = event.decisions.order_by("-order").first()
    decision = Decision(event=event, order=last.order + 1 if last else 1, text=text.strip(), bearer=bearer, due=due)
    if bearer is not None:
        decision.rule = protocol.rule_for(decision, by=by)
    decision.save(force_insert=True)
    event.version += 1
    event.save(update_fields=["version"])
    journal.record(
        "meetings.decision_made", event, by=by, area=event.area, decision=str(decision.pk), due=due,
        bearer=str(bearer.pk) if bearer else "",
    )  # fmt: skip
    return decision


@transaction.atomic
def complete_decision(*, decision, done_on, note, by) -> Decision:
    """The bearer's side says that a decision was carried out, and how; it counts when the assembly's side confirms."""
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("event__area", "bearer__area")
        .get(pk=decision.pk)
    )
    if decision.rule_id is None:
        raise ValidationError(_("This decision has no bearer and no term, so there is no duty to report on."))
    if not can_complete(by, decision):
        raise PermissionDenied(
            _("Only those who act for %(body)s report on this decision.") % {"body": decision.bearer}
        )
    validity.past_day(done_on, decision.event.day, _("Day on which it was done"))
    if not note.strip():
        raise ValidationError(_("Say what was done and where the proof is: the other side confirms by it."))
    echo.not_yet_confirmed([fact_ids.of_decision(decision.pk)])
    old = {"done_on": decision.done_on, "note": decision.done_note}
    decision.done_on, decision.done_note, decision.done_side = done_on, note.strip(), Side.BEARER
    decision.done_by, decision.done_at = by, timezone.now()
    decision.save()
    journal.record(
        "meetings.decision_done", decision.event, by=by, area=decision.event.area, decision=str(decision.pk),
        done_on=done_on, old=old,
    )  # fmt: skip
    standing.refresh({decision.bearer_id})
    return decision


@transaction.atomic
def release_decision(*, decision, reason, by) -> Decision:
    """The assembly's side ends the duty of a decision that lost its sense; the reason stays, the decision too."""
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("event__area", "bearer__area", "rule")
        .get(pk=decision.pk)
    )
    if not can_release(by, decision):
        raise PermissionDenied(
            _("A decision is released by the assembly's side, not by the one who has to carry it out.")
        )
    validity.reason_given(reason)
    if decision.rule is None or decision.rule.valid_to is not None:
        raise ValidationError(_("There is no open duty of this decision."))
    protocol.end(decision, reason)
    journal.record(
        "meetings.decision_released", decision.event, by=by, area=decision.event.area, reason=reason,
        decision=str(decision.pk),
    )  # fmt: skip
    return decision


def _makes_sense(event, text, bearer, due) -> None:
    if not text.strip():
        raise ValidationError(_("Write what was decided."))
    if (bearer is None) != (due is None):
        raise ValidationError(
            _("A decision with a bearer needs a term, and one with a term needs a bearer: give both or none.")
        )
    if bearer is None:
        return
    if due < event.day:
        raise ValidationError(
            _("The term %(due)s is before the event, %(day)s. Give a later day.")
            % {"due": due.strftime("%d.%m.%Y"), "day": event.day.strftime("%d.%m.%Y")}
        )
    validity.body_exists(bearer, event.day)
    validity.body_of_region(bearer, event.area)
