"""The real areas of the country pack, laid quickly into the test database."""

from django.db import transaction

from shanyraq.places.actions import load_pack
from shanyraq.places.models import Area, Population

_kept = {}


def load_places() -> None:
    """Every region and district; read from the files once in a run, written from memory afterwards."""
    if Area.objects.exists():
        return
    if not _kept:
        _read_pack()
    for model, rows in _kept.items():
        model.objects.bulk_create(rows)


def _read_pack() -> None:
    with transaction.atomic():
        load_pack()
        _kept.update({model: list(model.objects.all()) for model in (Area, Population)})
        # A test begins with an empty journal, whichever test came first.
        transaction.set_rollback(True)


def region(code: str = "KZ-19") -> Area:
    """A region by its code (Almaty region by default), with the whole country around it."""
    load_places()
    return Area.objects.get(pk=code)


def district(of: str = "KZ-19") -> Area:
    """The first district of a region."""
    load_places()
    return Area.objects.filter(parent=of, level=2).order_by("code").first()
