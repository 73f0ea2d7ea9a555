"""Deeds of taking data out of the house: who, what, whereof and what for, written down before the first line leaves."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area
from shanyraq.places.queries import country

from .deeds import words
from .models import Hotspot
from .permissions import can_lead_hotspot, can_take_out


@transaction.atomic
def take_out_file(*, file: str, region: Area | None, weeks: int, reason: str, by) -> None:
    """Write down that a file of counts or hotspots leaves the house. ``region`` None: all that the user watches."""
    if not can_take_out(by, region):
        raise PermissionDenied(_("Files are taken out by the centre and, for its region, by the secretariat."))
    of = region or country()
    reason = words(reason, "reason")
    journal.record("radar.file_taken_out", of, by=by, area=of, reason=reason, file=file, weeks=weeks)


@transaction.atomic
def take_out_message(*, hotspot: Hotspot, message: str, reason: str, by) -> None:
    """Write down that a CAP message about a hotspot leaves the house."""
    if not can_lead_hotspot(by, hotspot):
        raise PermissionDenied(_("Messages about a hotspot are taken out by those who lead its course."))
    reason = words(reason, "reason")
    journal.record("radar.message_taken_out", hotspot, by=by, area=hotspot.area, reason=reason, message=message)
