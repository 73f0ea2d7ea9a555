"""One way to fetch regional rows, and it is the safe one: ``Model.objects.visible_to(user)``.

A regional model sets ``region_path`` to the lookup that leads to its area ("area" by default); a row lies in a region
when its area is the region or a district of it. Rows of another region do not exist for the reader: views answer 404.
"""

from django.db import models
from django.db.models import Q


class RegionalQuerySet(models.QuerySet):
    region_path = "area"

    def visible_to(self, user):
        """Rows of the user's regions; every row for a role of the centre; none for a stranger."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_country:
            return self
        return self.filter(self.in_regions(user.region_codes))

    def in_regions(self, codes) -> Q:
        path = self.region_path
        # Only districts follow their parent: the regions of a country do not open to whoever serves a national body.
        return Q(**{f"{path}__in": codes}) | Q(**{f"{path}__parent__in": codes, f"{path}__level": 2})

    def in_region(self, area):
        """Rows of one region or of one district."""
        return self.filter(self.in_regions([getattr(area, "code", area)]))
