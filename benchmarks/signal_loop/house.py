"""A demo country to measure in: built anew in a folder of its own, or a copy of one that stands."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path


def start(folder: Path) -> None:
    """Django over the data of a folder, as a demo country; numeric libraries on one core."""
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    os.environ |= {"SHANYRAQ_DATA": str(folder), "SHANYRAQ_DEMO": "1", "SHANYRAQ_HOSTS": "testserver,127.0.0.1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
    import django

    django.setup()
    from django.conf import settings

    # Hashed names need collected files, which no page here reads.
    (folder / "static").mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def start_empty(folder: Path) -> None:
    """A house with nothing in it but the places of the country, in an SQLite database of its own."""
    os.environ.pop("DATABASE_URL", None)
    start(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shanyraq.places.actions import load_pack
    from shanyraq.places.models import Area

    if not Area.objects.exists():
        load_pack()


def build(scale: str, seed: int = 2026, months: int = 3) -> float:
    """Build the demo country in the configured database; returns CPU seconds."""
    from shanyraq.demo.country import build as build_country

    begun = time.process_time()
    build_country(scale=scale, seed=seed, months=months, say=lambda words: None)
    return time.process_time() - begun


def copy(source: Path, folder: Path) -> None:
    """A copy of a data folder with its SQLite database, so that what stands is not written to."""
    for path in source.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)


def signals() -> int:
    from shanyraq.radar.models import Signal

    return Signal.objects.count()


def districts() -> list:
    """The districts of today's map."""
    from shanyraq.places.calendar import today
    from shanyraq.places.models import Area

    return list(Area.objects.districts().on(today()).order_by("pk"))


def last_week() -> date:
    """The newest week that was scanned."""
    from shanyraq.radar.models import Scan

    return Scan.objects.order_by("-week").values_list("week", flat=True)[0]


def user(role: str, region: str | None = None):
    """The demo country's person of a role (of a region)."""
    from shanyraq.accounts.models import Role, User

    roles = Role.objects.current().filter(name=role)
    if region:
        roles = roles.filter(area=region)
    return User.objects.filter(pk__in=roles.values("user"), username__startswith="demo-").order_by("pk")[0]
