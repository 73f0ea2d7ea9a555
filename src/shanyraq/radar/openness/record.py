"""The public record of the listening house, put together anew for every reader: nothing in it is typed by hand."""

from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.places.calendar import today
from shanyraq.reading.screening import KINDS

from ..models import Scan
from ..scoping import WATCHERS
from . import false_alarms, thresholds
from .failures import failures
from .inputs import inputs
from .measured import measurement
from .measured import names as measured_names
from .never_kept import NEVER, columns, forbidden_in

GROUPS = ("redaction", "locating", "detection", "scenarios")
"""Measurements in the order they are told; others follow by name."""


def record() -> dict:
    """What the page tells, as its template wants it."""
    fields = inputs()
    looked_at = list(columns())
    return {
        "counted": [field for field in fields if field.is_counted],
        "kept": [field for field in fields if not field.is_counted],
        "never": NEVER,
        "columns": len(looked_at),
        "caught": [name for name, said in looked_at if forbidden_in(said)],
        "kinds": KINDS,
        "thresholds": thresholds.THRESHOLDS,
        "fingerprint": thresholds.fingerprint(),
        "release": thresholds.release(),
        "roles": [role.label for role in RoleName],
        "watchers": [RoleName(role).label for role in WATCHERS],
        "anchor": journal.anchor(),
        "scan": Scan.objects.order_by("-week").first(),
        "measurements": measurements(),
        "decided": false_alarms.decided(today()),
        "failures": failures(),
    }


def measurements():
    """All measurements there are, those of ``GROUPS`` first."""
    known = measured_names()
    order = [*(name for name in GROUPS if name in known), *(name for name in known if name not in GROUPS)]
    return [measurement(name) for name in order]
