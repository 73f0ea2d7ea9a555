"""What deeds on a hotspot begin with and end with: locked, permission asked, a step written."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.calendar import today

from .deeds import words
from .models import Hotspot, HotspotStep
from .permissions import can_lead_hotspot


def led(hotspot: Hotspot, by) -> Hotspot:
    """The hotspot as it stands, held until the end of the transaction, if the user leads its course."""
    hotspot = Hotspot.objects.select_for_update(of=("self",)).select_related("area", "owner__organization").get(
        pk=hotspot.pk
    )  # fmt: skip
    if not can_lead_hotspot(by, hotspot):
        raise PermissionDenied(_("The course of a hotspot is led by the centre and by the secretariat of its region."))
    return hotspot


def in_state(hotspot: Hotspot, *states: str) -> None:
    if hotspot.state not in states:
        raise ValidationError(
            _("The hotspot is now: %(state)s. This step does not follow from there.")
            % {"state": hotspot.get_state_display()}
        )


def step(hotspot: Hotspot, after: str, *, reason: str, by, verb: str) -> None:
    """Move a hotspot on: its new state saved, the step kept with its reason, the journal told."""
    before, hotspot.state = hotspot.state, after
    hotspot.version += 1
    hotspot.save()
    HotspotStep.objects.create(
        hotspot=hotspot, before=before, after=after, reason=reason, by=by if by != journal.SYSTEM else None
    )
    journal.record(verb, hotspot, by=by, area=hotspot.area, reason=reason, state=[str(before), str(after)])


def next_number() -> str:
    """The next number of this year's hotspots: 2026-0007."""
    year = today().year
    last = Hotspot.objects.filter(number__startswith=f"{year}-").order_by("-number").first()
    return f"{year}-{(int(last.number.split('-')[1]) if last else 0) + 1:04d}"


def said(text: str, field: str = "reason") -> str:
    """A reason or a summary, screened like every text and never empty."""
    return words(text, field)
