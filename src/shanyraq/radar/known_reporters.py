"""Bodies whose word is known: what kind of source each is, and how far it is trusted before anybody has checked."""

from django.db.models import QuerySet

from shanyraq.places.calendar import today
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for

from .scales import Reliability, SourceKind

KNOWN = {
    "council.mothers": (SourceKind.MOTHERS, Reliability.B),
    "council.aksakals": (SourceKind.AKSAKALS, Reliability.B),
    "mediation.office": (SourceKind.MEDIATOR, Reliability.B),
    "association.ethnocultural": (SourceKind.ASSOCIATION, Reliability.C),
    "school": (SourceKind.SCHOOL, Reliability.C),
    "council.consent": (SourceKind.OTHER, Reliability.C),
    "council.youth": (SourceKind.OTHER, Reliability.C),
    "accord.institution": (SourceKind.OTHER, Reliability.C),
    "ngo": (SourceKind.OTHER, Reliability.C),
}
"""Kind of source and first reliability (Admiralty letters) of each classification of bodies that may report."""


def bodies_reporting(user) -> QuerySet[Organization]:
    """Bodies in whose name a user may report today."""
    return bodies_acted_for(user, today()).filter(classification__in=KNOWN)


def kind_of(body: Organization) -> SourceKind:
    return KNOWN[body.classification][0]


def reliability_of(body: Organization) -> Reliability:
    return KNOWN[body.classification][1]
