"""How the lines of the list were decided in the last year, counted from the running data and told in bands."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, When

from shanyraq.places.models import Area

from ..exports.bands import Band, band
from ..models import Line

LOOKED_BACK = timedelta(days=365)
OUTCOMES = (Line.State.CONFIRMED, Line.State.DISMISSED, Line.State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Decided:
    """Lines of the year: for the country by what became of them, dismissed ones (false alarms) by region."""

    confirmed: Band
    dismissed: Band
    expired: Band
    by_region: tuple[tuple[Area, Band], ...]


def decided(on: date) -> Decided:
    """Bands of ten of nested sets, like everything that leaves the house."""
    lines = Line.objects.filter(scan__week__gte=on - LOOKED_BACK).order_by()
    became = lines.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in OUTCOMES})
    region = Case(When(area__level=2, then=F("area__parent")), default=F("area"))
    false = lines.filter(state=Line.State.DISMISSED).annotate(region=region)
    counts = dict(false.values_list("region").annotate(many=Count("pk")))
    regions = Area.objects.regions().on(on).order_by("pk")
    return Decided(
        confirmed=band(became["confirmed"]),
        dismissed=band(became["dismissed"]),
        expired=band(became["expired"]),
        by_region=tuple((region, band(counts.get(region.pk, 0))) for region in regions),
    )
