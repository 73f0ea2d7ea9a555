"""Two people edit one row: the second is told, and loses nothing he typed."""

from django.db.models import F
from django.utils.translation import gettext as _


class StaleVersion(Exception):
    """The row changed since the reader opened it; ``current`` is what it is now."""

    def __init__(self, current):
        super().__init__(_("Somebody else changed this while you were typing."))
        self.current = current


def take_version(row, version: int | None) -> None:
    """Make the row's next version ours, inside the caller's transaction; ``None``: whatever the present one is."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1):
        raise StaleVersion(type(row)._default_manager.get(pk=row.pk))
    row.version = type(row)._default_manager.values_list("version", flat=True).get(pk=row.pk)
