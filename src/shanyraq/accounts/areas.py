"""Areas in the words of the journal, which lives a floor below them."""

from shanyraq.places import calendar, queries
from shanyraq.places.models import Area


def names(codes) -> dict[str, str]:
    return {area.code: area.name for area in Area.objects.filter(pk__in=codes).defer("border")}


def regions() -> list[tuple[str, str]]:
    return [(area.code, area.name) for area in queries.regions_on(calendar.today()).defer("border")]


def within(codes) -> set[str]:
    codes = set(codes)
    return codes | set(Area.objects.filter(parent__in=codes, level=2).values_list("code", flat=True))
