"""Reports of people of the house: a body reports, a secretary writes down a call. Permission first, then intake."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from shanyraq.registry.models import Organization

from .known_reporters import bodies_reporting, kind_of, reliability_of
from .receiving import Received, receive
from .reports import Report
from .scales import Channel
from .scoping import watched_regions, watches_country


def report_as_body(*, report: Report, body: Organization, key: str, by) -> Received:
    """A council, an association or a mediators' room reports in its own name."""
    if not bodies_reporting(by).filter(pk=body.pk).exists():
        raise PermissionDenied(_("Only those who act for a body report in its name."))
    return receive(
        report=report,
        key=key,
        channel=Channel.REPORTER,
        source=str(body.pk),
        source_kind=kind_of(body),
        reliability=reliability_of(body),
        reporter=body,
        by=by,
    )


def write_down_call(*, report: Report, source_kind: str, key: str, by) -> Received:
    """Somebody called or came: the desk writes down what he said, never who he is."""
    if not takes_in(by, report.area.region_code):
        raise PermissionDenied(_("A call is written down by the centre or by the secretariat of its region."))
    return receive(report=report, key=key, channel=Channel.DESK, source=key, source_kind=source_kind, by=by)


def takes_in(user, region: str) -> bool:
    """Does a user take in reports about a region?"""
    return watches_country(user) or region in watched_regions(user)
