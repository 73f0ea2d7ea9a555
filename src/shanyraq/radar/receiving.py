"""How a report becomes a signal: personal data is gone before the first write, the same submission is one signal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.calendar import local_date
from shanyraq.reading.screening import Screened, screen
from shanyraq.registry.models import Organization

from . import alarms, assessing, clustering, echoes, receipts, reports, routing, sealing
from .doubts import doubtful, masked_counts, without_doubt
from .models import Quarantine, Signal
from .reports import Report
from .scales import Reliability, SourceKind

TEXT_KEPT_FOR = timedelta(days=730)
FORM_VERSION = "1"


class OtherSubmission(ValidationError):
    """The key of this submission was used for another report: nothing is overwritten, the sender is told."""


@dataclass(frozen=True, slots=True)
class Received:
    """The signal, the reporter's code, and whether it came just now or had come before."""

    signal: Signal
    code: str
    is_new: bool


def receive(
    *,
    report: Report,
    key: str,
    channel: str,
    source: str = "",
    source_kind: str = SourceKind.RESIDENT,
    reliability: str = Reliability.F,
    reporter: Organization | None = None,
    by=journal.SYSTEM,
    now: datetime | None = None,
    is_unknown: bool = False,
) -> Received:
    """Take a report in. ``key`` is the sender's name for this submission: the same key is the same signal and answer.

    ``source`` tells one source from another for the cap (an organization's id, a form's own random number); it is
    kept as a digest only. ``is_unknown``: the caller has just asked ``used`` about the key, and nobody had used it.
    Raises ``ValidationError`` by field, ``OtherSubmission`` for a used key.
    """
    now = now or timezone.now()
    text = reports.check(report, local_date(now))
    submission, digest = receipts.submission_id(f"{channel}:{key}"), receipts.request_digest(report.content())
    known = None if is_unknown else _known(submission, digest)
    if known:
        return Received(known, receipts.code_for(submission), is_new=False)
    screened = screen(text)
    signal = Signal(
        area=report.area, region_id=report.area.region_code, settlement=report.settlement[:120],
        occurred_on=report.occurred_on, week=report.occurred_on - timedelta(days=report.occurred_on.weekday()),
        received_at=now, issue=report.issue, stage=report.stage, need=report.need, crowd=report.crowd,
        witness=report.witness, status=report.status,
        channel=channel, source_kind=source_kind, source_key=receipts.source_key(source), reliability=reliability,
        reporter=reporter, submission=submission, request_digest=digest, form_version=FORM_VERSION,
        receipt=receipts.digest_of(receipts.code_for(submission)), expires_on=local_date(now) + TEXT_KEPT_FOR,
    )  # fmt: skip
    _describe(signal, screened)
    try:
        _put_down(signal, screened, by=by)
    except IntegrityError:
        # The same submission came twice at one moment: the first one stands, the second gets its answer.
        if known := _known(submission, digest):
            return Received(known, receipts.code_for(submission), is_new=False)
        raise
    return Received(signal, receipts.code_for(submission), is_new=True)


def used(channel: str, keys: Iterable[str]) -> set[str]:
    """Which of these keys were used at a door before; one query."""
    submissions = {receipts.submission_id(f"{channel}:{key}"): key for key in keys}
    known = Signal.objects.filter(submission__in=submissions).order_by().values_list("submission", flat=True)
    return {submissions[submission] for submission in known}


@transaction.atomic
def _put_down(signal: Signal, screened: Screened, *, by) -> None:
    clustering.join(signal)
    answer = echoes.weigh(signal)
    signal.save(force_insert=True)
    echoes.keep(signal, answer)
    if screened.unsure:
        Quarantine.objects.create(
            signal=signal,
            sealed=sealing.seal(screened.text),
            unsure=[list(span) for span in doubtful(screened)],
            keep_until=signal.received_at + sealing.KEPT_FOR,
        )
    alarms.sound(signal)
    # Last: what failed before has left no entry, also where entries of many signals are written together.
    journal.record(
        "radar.signal_received", signal, by=by, area=signal.area, channel=str(signal.channel), level=signal.level,
        issue=signal.issue, status=str(signal.status),
    )  # fmt: skip


def _describe(signal: Signal, screened: Screened) -> None:
    signal.text = without_doubt(screened)
    signal.language = screened.language
    signal.masked = masked_counts(screened)
    signal.state = Signal.State.HELD if screened.unsure else Signal.State.SCREENED
    signal.level = assessing.level_of(signal.stage, signal.need, signal.crowd)
    signal.urgency = assessing.urgency_of(signal.level)
    signal.severity = assessing.severity_of(signal.level)
    signal.certainty = assessing.certainty_of(signal.witness)
    routing.route(signal)


def _known(submission: str, digest: str) -> Signal | None:
    # Asked with every report, and nearly always for nothing: the signal itself is read only where there is one.
    rows = Signal.objects.filter(submission=submission).order_by().values_list("pk", "request_digest")[:1]
    for pk, before in rows:
        if before != digest:
            raise OtherSubmission(
                _("This report was sent before with other content. Both stay as they are: send the new one anew.")
            )
        return Signal.objects.get(pk=pk)
    return None
