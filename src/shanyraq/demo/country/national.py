"""The national scale: four thousand bodies, as many as the country counts, in every district."""

from collections.abc import Callable
from datetime import date
from random import Random

from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.registry import actions
from shanyraq.registry.models import Organization, Post

from .cast import COUNCILS, LONG_AGO
from .names import Names

BODIES = 4000
KINDS = ("association.ethnocultural", "council.mothers", "council.aksakals", "council.consent")
ASSOCIATION = ("Достық бірлестігі", "Объединение дружбы", "Friendship association")


def fill(random: Random, since: date, say: Callable[[str], None]) -> int:
    """Found bodies district by district until the country has ``BODIES``; a third have a youth deputy. Returns how many."""
    names, districts = Names(random), list(Area.objects.districts())
    missing = BODIES - Organization.objects.count()
    for number in range(missing):
        district = districts[number % len(districts)]
        _one(KINDS[number // len(districts) % len(KINDS)], district, number, since, names, random)
        if number % 500 == 499:
            say(f"  {number + 1} of {missing} bodies")
    return missing


def _one(kind: str, district: Area, number: int, since: date, names: Names, random: Random) -> None:
    founded = max(LONG_AGO, district.parent.valid_from or LONG_AGO)
    kk, ru, en = COUNCILS.get(kind, ASSOCIATION)
    body = actions.found_body(
        classification=kind,
        area=district,
        founding_date=founded,
        name_kk=f"{kk} № {number + 1}",
        name_ru=f"{ru} № {number + 1}",
        name_en=f"{en} No. {number + 1}",
        by=SYSTEM,
    )
    head = actions.open_post(organization=body, role=Post.RoleKind.HEAD, start_date=founded, by=SYSTEM)
    actions.appoint(post=head, person=names(), start_date=since, by=SYSTEM)
    if random.random() < 0.33:
        actions.name_youth_deputy(organization=body, person=names(), start_date=since, meets_age_rule=True, by=SYSTEM)
