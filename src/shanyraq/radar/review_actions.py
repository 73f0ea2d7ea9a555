"""The centre's second look at a change: it agrees, or it takes the change back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area

from . import ladder, relabelling
from .deeds import locked, saved, words
from .models import SecondReview, Signal, Verification
from .permissions import can_review
from .relabelling import Labels
from .scales import Certainty, Reliability


@transaction.atomic
def agree_with_change(*, review: SecondReview, by, reason: str = "") -> SecondReview:
    """The change was right."""
    review, signal = _waiting(review, by)
    _close(review, SecondReview.State.AGREED, by, words(reason, "reason") if reason.strip() else "")
    journal.record("radar.change_agreed", signal, by=by, area=signal.area, reason=review.reason, review=str(review.pk))
    return review


@transaction.atomic
def reverse_change(*, review: SecondReview, reason: str, by) -> SecondReview:
    """The change was not right: the signal is what it was before, as far as nothing newer speaks against it."""
    review, signal = _waiting(review, by)
    reason = words(reason, "reason")
    {"corrected": _relabel, "closed": _reopen, "refuted": _doubt}[review.change["deed"]](review, signal, reason, by)
    saved(signal)
    _close(review, SecondReview.State.REVERSED, by, reason)
    journal.record(
        "radar.change_reversed",
        signal,
        by=by,
        area=signal.area,
        reason=reason,
        review=str(review.pk),
        change=review.change,
    )
    return review


def _waiting(review: SecondReview, by) -> tuple[SecondReview, Signal]:
    review = SecondReview.objects.select_for_update().get(pk=review.pk)
    if not can_review(by, review):
        raise PermissionDenied(_("The second look is the centre's, and never of the one who made the change."))
    if review.state != SecondReview.State.WAITING:
        raise ValidationError(_("Somebody has taken this second look already."))
    return review, locked(review.signal, by)


def _close(review: SecondReview, state: str, by, reason: str) -> None:
    review.state, review.by, review.at, review.reason = state, by, timezone.now(), reason
    review.save(update_fields=["state", "by", "at", "reason"])


def _relabel(review: SecondReview, signal: Signal, reason: str, by) -> None:
    labels = {name: getattr(signal, name) for name in Labels.__slots__}
    for name, (before, after) in _changes(review).items():
        if (signal.area_id if name == "area" else labels[name]) != after:
            raise ValidationError(_changed_since())
        labels[name] = Area.objects.get(pk=before) if name == "area" else before
    relabelling.put(Labels(**labels), signal)


def _reopen(review: SecondReview, signal: Signal, reason: str, by) -> None:
    if signal.state != _changes(review)["state"][1]:
        raise ValidationError(_changed_since())
    ladder.settle(signal)


def _doubt(review: SecondReview, signal: Signal, reason: str, by) -> None:
    """What was refuted in haste stands as "cannot be checked": it counts again until somebody finds out more."""
    refuted = Verification.objects.get(pk=review.change["finding"])
    if refuted.replaced_by_id:
        raise ValidationError(_changed_since())
    refuted.replaced_by = Verification.objects.create(
        signal=signal, outcome=Verification.Outcome.UNVERIFIABLE, how=reason, certainty=Certainty.UNKNOWN,
        reliability=Reliability.F, by=by,
    )  # fmt: skip
    refuted.save(update_fields=["replaced_by"])
    signal.certainty, signal.reliability = Certainty.UNKNOWN, Reliability.F
    ladder.settle(signal)


def _changes(review: SecondReview) -> dict[str, list]:
    return {name: value for name, value in review.change.items() if isinstance(value, list)}


def _changed_since() -> str:
    return _("The signal was changed again since then. Look at its history, and agree or correct it there.")
