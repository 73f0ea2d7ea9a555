"""Dated rows, and who may read them."""

from django.db.models import Q

from shanyraq.accounts.scoping import RegionalQuerySet


def lasting(day, start="start_date", end="end_date") -> Q:
    """Rows whose dates cover a day; an open end lasts."""
    return (Q(**{start: None}) | Q(**{f"{start}__lte": day})) & (Q(**{end: None}) | Q(**{f"{end}__gte": day}))


class RegistryQuerySet(RegionalQuerySet):
    """The register of the whole country's bodies is open to every user of the house; regional rows are not."""

    def visible_to(self, user):
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_country:
            return self
        of_the_country = Q(**{f"{self.region_path}__level": 0})
        return self.filter(of_the_country | self.in_regions(user.region_codes))
