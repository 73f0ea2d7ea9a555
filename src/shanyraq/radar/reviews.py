"""Which changes get a second look: all on signals of level 3 and 4, of the others a share that nobody can foresee."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from .models import SecondReview, Signal
from .scales import Level

RANGE = 2**64


def open_for(signal: Signal, change: dict, *, by, level: int | None = None) -> SecondReview | None:
    """Ask the centre for a second look at a change just made, if it is one of those. ``level``: the one before it."""
    if max(signal.level, level or 0) < Level.TODAY and not is_chosen(signal):
        return None
    return SecondReview.objects.create(signal=signal, change=change, changed_by=by)


def is_chosen(signal: Signal) -> bool:
    """The signal's own id decides, with a key of the house: whoever changes a signal can neither choose nor know."""
    digest = salted_hmac("radar.second_review", str(signal.pk), algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") < settings.RADAR_SECOND_REVIEW_SHARE * RANGE
