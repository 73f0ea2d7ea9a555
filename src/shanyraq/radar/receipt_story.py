"""What was done with a report, step by step, for whoever holds its receipt: days and counts, no word of a plan."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.places.calendar import local_date

from .models import Hotspot, Signal

LONGEST_WAY = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, and on which day."""

    day: date
    words: str


def hotspot_of(signal: Signal) -> Hotspot | None:
    """The hotspot a report belongs to now: the one it was joined with, if it was."""
    hotspot = signal.hotspot
    for _turn in range(LONGEST_WAY):
        if hotspot is None or hotspot.merged_into_id is None:
            break
        hotspot = hotspot.merged_into
    return hotspot


def story(signal: Signal) -> list[Step]:
    """From the day it came in to the day it ended, and whether that lasted."""
    steps = [Step(local_date(signal.received_at), _("Received"))]
    if signal.first_action_at:
        steps.append(Step(local_date(signal.first_action_at), _("Somebody looked at it")))
    if hotspot := hotspot_of(signal):
        steps += _steps_of(hotspot)
    return sorted(steps, key=lambda step: step.day)


def _steps_of(hotspot: Hotspot) -> list[Step]:
    steps = [Step(hotspot.confirmed_on, _("Confirmed together with other reports: a plan is owed in three days"))]
    for plan in hotspot.plans.exclude(approved_on=None).prefetch_related("measures"):
        steps += _steps_of_plan(plan)
    if hotspot.calming_on:
        steps.append(Step(hotspot.calming_on, _("It calms down")))
    if hotspot.closed_on:
        is_solved = hotspot.ending == Hotspot.Ending.RESOLVED
        steps.append(Step(hotspot.closed_on, _("Solved and closed") if is_solved else _("Closed: no danger was found")))
    for review in hotspot.reviews.exclude(done_on=None):
        words = _("Looked at again after %(days)s days: %(effect)s")
        steps.append(Step(review.done_on, words % {"days": review.days, "effect": review.get_effect_display()}))
    return steps


def _steps_of_plan(plan) -> list[Step]:
    measures = list(plan.measures.all())
    number, done = len(measures), [measure.done_on for measure in measures if measure.done_on]
    approved = ngettext("A plan is approved: %(number)s measure", "A plan is approved: %(number)s measures", number)
    steps = [Step(plan.approved_on, approved % {"number": number})]
    if done:
        words = _("Done so far: %(done)s of %(number)s") if len(done) < number else _("All measures are done")
        steps.append(Step(max(done), words % {"done": len(done), "number": number}))
    return steps
