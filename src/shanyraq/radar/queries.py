"""What we ask about signals."""

from dataclasses import dataclass

from django.db.models import F

from .ladder import ENDED
from .models import CallOut, Quarantine, SecondReview, Signal, Verification
from .scales import Level, Status
from .scoping import WATCHERS, watches_country

SHOWN_ON_DESK = 10
COUNTED_TO = 100
LOOKED_AMONG = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the signal loop waits for a user; counts stop at ``COUNTED_TO``."""

    calls: list[CallOut]
    urgent: list[Signal]
    findings: list[Verification]
    glances: int
    reviews: int

    @property
    def is_empty(self) -> bool:
        return not any((self.calls, self.urgent, self.findings, self.glances, self.reviews))


def listed(user):
    """Signals a reader may see, with what a row of the list shows."""
    return Signal.objects.visible_to(user).select_related("area", "region", "cluster")


def whole(user):
    """Signals a reader may see, with what their page shows."""
    return Signal.objects.visible_to(user).select_related("area", "region", "cluster", "reporter", "hotspot")


def glances(user):
    """Sealed texts a reader may open, those first whose term ends first."""
    return Quarantine.objects.visible_to(user).select_related("signal__area", "signal__region").order_by("keep_until")


def pressing_glances(user) -> list[Quarantine]:
    """Sealed texts a reader may open, the highest level first. The order is made here: by a join, a database would
    begin with all signals there are."""
    return sorted(glances(user)[:LOOKED_AMONG], key=lambda sealed: -sealed.signal.level)


def second_looks(user):
    """Changes that wait for the centre's second look, the oldest first; none for others."""
    if not watches_country(user):
        return SecondReview.objects.none()
    waiting = SecondReview.objects.filter(state=SecondReview.State.WAITING).exclude(changed_by=user)
    return waiting.select_related("signal__area", "signal__region", "changed_by")


def calls_to(user):
    """Calls to the bodies a user acts for, the newest first."""
    return CallOut.objects.answered_by(user).select_related("signal__area", "organization").order_by("-called_at", "id")


def findings_to_second(user):
    """Findings on signals of level 3 and 4 that wait for somebody else than the one who made them."""
    waiting = Verification.objects.visible_to(user).filter(
        signal__level__gte=Level.TODAY, seconded_by=None, replaced_by=None
    )
    return waiting.exclude(by=user).exclude(signal__state__in=ENDED).select_related("signal__area", "by")


def urgent(user):
    """Real signals of level 4 and 3 that nobody has answered to, the highest level and the newest first; for those
    who watch."""
    if not user.has_role(*WATCHERS):
        return Signal.objects.none()
    signals = Signal.objects.visible_to(user).filter(level__gte=Level.TODAY, first_action_at__isnull=True)
    # Said by what is left out: a list of states would draw a database to the index of states.
    waiting = signals.filter(status=Status.ACTUAL).exclude(state__in=(*ENDED, Signal.State.LINKED))
    return waiting.select_related("area").order_by("-level", "-received_at")


def waiting_for(user) -> Waiting:
    """Everything of the signal loop that waits for a user."""
    return Waiting(
        calls=list(calls_to(user).filter(answer=CallOut.Answer.WAITING)[:SHOWN_ON_DESK]),
        urgent=list(urgent(user)[:SHOWN_ON_DESK]),
        findings=list(findings_to_second(user)[:SHOWN_ON_DESK]),
        glances=_up_to(glances(user)),
        reviews=_up_to(second_looks(user)),
    )


def _up_to(rows) -> int:
    return rows.order_by(F("pk"))[:COUNTED_TO].count()
