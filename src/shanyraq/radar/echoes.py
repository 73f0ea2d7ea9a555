"""Which reports count less, and because of which answer: so that watching does not feed itself.

An answer is a measure that brings people to speak (a visit, a meeting, a dialogue, information work), done about a
hotspot of the place and issue, and confirmed by the assembly's side: nobody turns reports down by his own word. It
ends to be one when its hotspot is opened again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from shanyraq.directives.models import Confirmation
from shanyraq.places.calendar import local_date

from . import duties, weeks
from .echo_rule import OPENED, is_never_less, lasts, weight
from .models import Echo, Hotspot, HotspotStep, Measure, Signal
from .scales import Status

BRINGS_PEOPLE_TO_SPEAK = (
    Measure.Kind.VISIT,
    Measure.Kind.AKSAKALS,
    Measure.Kind.MOTHERS,
    Measure.Kind.DIALOGUE,
    Measure.Kind.INFORMATION,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A measure done and confirmed: since when, and until when a report by some way may be its echo."""

    measure: UUID
    done_on: date

    def weight(self, signal: Signal) -> float:
        """What a report that came after it counts; 1 when the answer is not fresh any more."""
        return weight(signal.channel, local_date(signal.received_at) - self.done_on)


def weigh(signal: Signal) -> Answer | None:
    """Set the weight of a signal, not saved yet; returns the answer it may be an echo of, for ``keep``."""
    answer = None
    if signal.status == Status.ACTUAL and not is_never_less(signal.stage, signal.level):
        answer = _newest(_answers_near(signal), signal)
    signal.weight = answer.weight(signal) if answer else 1.0
    return answer


def keep(signal: Signal, answer: Answer | None) -> None:
    """Write down why a saved signal counts less."""
    if answer:
        Echo.objects.create(signal=signal, **_because(signal, answer))


def weigh_again(signal: Signal) -> None:
    """A saved signal under other labels: its weight and its reason follow; the caller saves it. What a person said
    about it stays."""
    known = Echo.objects.filter(signal=signal).first()
    if known and known.independent:
        return
    answer = weigh(signal)
    if known and answer and known.measure_id == answer.measure and known.answered_on == answer.done_on:
        return
    if known:
        known.delete()
    keep(signal, answer)


def settle_due(today: date, now: datetime) -> int:
    """The job: weights follow the facts, also those that were told late; returns how many signals changed."""
    return settle(today)


@transaction.atomic
def settle(on: date) -> int:
    """Weigh the reports around every answer that may still have echoes, and those whose answer no longer stands."""
    recent = Measure.objects.filter(done_on__gt=on - 2 * OPENED, done_on__lte=on)
    return _settle(_around(recent) | _echoes_of(recent))


@transaction.atomic
def release(hotspot: Hotspot) -> int:
    """A hotspot was opened again: the answers before did not end it, and what was reported since counts in full."""
    return _settle(_echoes_of(Measure.objects.filter(plan__hotspot=hotspot)))


def _settle(ids: set[UUID]) -> int:
    touched, changed = set(), 0
    for signal in Signal.objects.filter(pk__in=ids).select_related("area").select_for_update(of=("self",)):
        before = signal.weight
        weigh_again(signal)
        if signal.weight != before:
            signal.save(update_fields=["weight"])
            touched.add(signal.week)
            changed += 1
    weeks.recount(sorted(touched))
    return changed


def _around(measures) -> set[UUID]:
    """Reports that came after these measures at the places and about the issues of their hotspots."""
    found: set[UUID] = set()
    done = _stirring(measures).select_related("plan__hotspot").prefetch_related("plan__hotspot__areas")
    for measure in done:
        hotspot = measure.plan.hotspot
        near = Signal.objects.real().filter(
            area__in=hotspot.areas.all(), issue=hotspot.issue, received_at__date__gte=measure.done_on,
            received_at__date__lt=measure.done_on + OPENED,
        )  # fmt: skip
        found.update(near.order_by().values_list("pk", flat=True))
    return found


def _echoes_of(measures) -> set[UUID]:
    return set(Echo.objects.filter(measure__in=measures).order_by().values_list("signal_id", flat=True))


def _answers_near(signal: Signal) -> list[Answer]:
    """Asked with every report that comes in, so by a light question first: most places have no hotspot."""
    places = Hotspot.areas.through.objects.filter(area=signal.area_id, hotspot__issue=signal.issue)
    if not (concerned := list(places.values_list("hotspot_id", flat=True))):
        return []
    heard = local_date(signal.received_at)
    near = Measure.objects.filter(plan__hotspot__in=concerned, done_on__gt=heard - OPENED, done_on__lte=heard)
    rows = list(_stirring(near).values_list("pk", "done_on", "done_at", "plan__hotspot_id"))
    return _standing(rows) if rows else []


def _stirring(measures):
    """Of these measures those that bring people to speak, of real hotspots."""
    return measures.filter(
        kind__in=BRINGS_PEOPLE_TO_SPEAK, rule__isnull=False, plan__hotspot__status=Status.ACTUAL
    ).order_by()


def _standing(rows: Collection[tuple[UUID, date, datetime, UUID]]) -> list[Answer]:
    """Confirmed by the assembly's side, and done since the hotspot was last opened again."""
    confirmed = set(
        Confirmation.objects.filter(
            fact_id__in=[duties.fact_id(measure) for measure, *_ in rows], replaced_by=None,
            stance=Confirmation.Stance.CONFIRMED,
        ).values_list("fact_id", flat=True)
    )  # fmt: skip
    reopened = dict(
        HotspotStep.objects.filter(hotspot__in={hotspot for *_, hotspot in rows}, after=Hotspot.State.REOPENED)
        .order_by().values_list("hotspot_id").annotate(at=Max("at"))
    )  # fmt: skip
    return [
        Answer(measure, done_on)
        for measure, done_on, done_at, hotspot in rows
        if duties.fact_id(measure) in confirmed and not (hotspot in reopened and done_at < reopened[hotspot])
    ]


def _newest(answers: Iterable[Answer], signal: Signal) -> Answer | None:
    fitting = [answer for answer in answers if answer.weight(signal) < 1]
    return max(fitting, key=lambda answer: (answer.done_on, str(answer.measure)), default=None)


def _because(signal: Signal, answer: Answer) -> dict:
    until = answer.done_on + lasts(signal.channel) - timedelta(days=1)
    return {"measure_id": answer.measure, "answered_on": answer.done_on, "until": until}
