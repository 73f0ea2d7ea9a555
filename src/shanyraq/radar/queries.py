"""What we ask about signals."""

from collections.abc import Mapping
from dataclasses import dataclass

from .ladder import ENDED
from .models import CallOut, Quarantine, SecondReview, Signal, Verification
from .scales import Level, Status
from .scoping import WATCHERS, watches_country

SHOWN_ON_DESK = 10
LOOKED_AMONG = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the signal loop waits for a user; counts stop at ``counting.COUNTED_TO``."""

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


def questions(user) -> dict:
    """What of the signal loop may wait for a user: the rows of each kind, all that there are."""
    return {
        "calls": calls_to(user).filter(answer=CallOut.Answer.WAITING),
        "findings": findings_to_second(user),
        "glances": glances(user),
        "reviews": second_looks(user),
    }


def waiting_for(user, there: Mapping[str, int]) -> Waiting:
    """Everything of the signal loop that waits for a user; ``there``: how many rows of which question there are.

    Rows of a question with none are not asked for. What is urgent is no question: whoever watches has it.
    """
    asked = questions(user)
    return Waiting(
        calls=list(asked["calls"][:SHOWN_ON_DESK]) if there["calls"] else [],
        urgent=list(urgent(user)[:SHOWN_ON_DESK]),
        findings=list(asked["findings"][:SHOWN_ON_DESK]) if there["findings"] else [],
        glances=there["glances"],
        reviews=there["reviews"],
    )
