"""What the deeds of this app begin with: the signal locked, the permission asked, the words fit to be kept."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .doubts import keepable
from .ladder import ENDED
from .models import Signal
from .permissions import can_work_on


class StaleVersion(Exception):
    """Somebody else changed the signal since the form was opened; ``signal`` is what stands now."""

    def __init__(self, signal):
        super().__init__(_("The signal was changed by somebody else in the meantime."))
        self.signal = signal


def locked(signal: Signal, by, *, version: int | None = None) -> Signal:
    """The signal as it stands, held until the end of the transaction, if the user works on it."""
    signal = Signal.objects.select_for_update(of=("self",)).select_related("area", "region").get(pk=signal.pk)
    if not can_work_on(by, signal):
        raise PermissionDenied(_("A signal is worked on by the centre and by the secretariat of its region."))
    if version is not None and signal.version != version:
        raise StaleVersion(signal)
    return signal


def still_open(signal: Signal) -> None:
    if signal.state == Signal.State.EXPIRED:
        raise ValidationError(_("The text of this signal was removed at the end of its term: it stays as it is."))
    if signal.state in ENDED:
        raise ValidationError(_("The signal is closed. Open it again first, with a reason."))


def words(text: str, field: str) -> str:
    """What somebody of the house wrote, as it may be kept; raises ``ValidationError`` by field when it is empty."""
    try:
        kept = keepable(text, getattr(text, "vouched", ()))
    except ValidationError as problem:
        raise ValidationError({field: problem.messages}) from None
    if not kept:
        raise ValidationError({field: _("Say it in a few words: whoever looks later must understand it.")})
    return kept


def saved(signal: Signal) -> Signal:
    """The signal written down after a deed; the first deed of a person is its first answer."""
    if signal.first_action_at is None:
        signal.first_action_at = timezone.now()
    signal.version += 1
    signal.save()
    return signal
