"""The demo country: invented people and texts on the real map, built by the deeds that people do.

One seed gives one country. Everything happens on its own day, so the journal, the windows and the deadlines are those
of a house that has been lived in for thirty-six months.
"""

import json
import shutil
from collections.abc import Callable
from datetime import date
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from shanyraq.compliance import add_months
from shanyraq.directives import pack, standing
from shanyraq.places.actions import load_pack
from shanyraq.places.calendar import today

from . import national, papers
from .cast import Cast
from .characters import tempers
from .diary import Diary
from .entrants import let_in
from .history import History
from .signals import Reports
from .time_travel import at

MONTHS = 36
REPORTS = {"small": 1.0, "medium": 8.0, "national": 48.0}
"""How much is reported, against the small country."""


class CountryExists(Exception):
    """A country lives in the data folder already; it is not overwritten unasked."""


def build(
    *,
    scale: str = "small",
    seed: int = 2026,
    fresh: bool = False,
    months: int = MONTHS,
    say: Callable[[str], None] = print,
) -> None:
    """Build the demo country in the configured database, with ``months`` of history up to today.

    ``scale``: ``small`` (about 200 bodies, 21,000 signals), ``medium`` (as many bodies, 170,000 signals) or ``national``
    (4,000 bodies, a million signals). ``fresh`` empties a demo database first. Raises
    ``CountryExists`` where a country stands and ``fresh`` was not asked for, or where the country is no demo.
    """
    _make_room(fresh)
    until = today()
    since = add_months(until, -months)
    with transaction.atomic(), standing.postponed():
        _settle(Random(seed), scale, since, until, say)
    say("Computing where every duty stands")
    standing.rebuild_all()
    _mark(scale, seed, until)
    say("The demo country is ready.")


def _make_room(fresh: bool) -> None:
    from shanyraq.places.models import Area

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not Area.objects.exists():
        return
    if not _marker().exists():
        raise CountryExists("This data folder holds a country that is not a demo. Choose another SHANYRAQ_DATA.")
    if not fresh:
        raise CountryExists("A demo country stands here already. `shanyraq demo --fresh` builds it anew.")
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(settings.DATA / "files", ignore_errors=True)


def _settle(random: Random, scale: str, since: date, until: date, say: Callable[[str], None]) -> None:
    diary = Diary(until)
    say("Places, bodies and people")
    with at(since, 9):
        load_pack()
        cast = Cast(random, since, diary)
        country = cast.country()
        people = let_in(country, cast.names, since)
        pack.load_rules()
    if scale == "national":
        with at(since, 12):
            national.fill(random, since, say)
    say("Months of meetings, day by day")
    history = History(country, people, cast, tempers(list(country.regions), random), random)
    history.write(diary, since, until)
    deeds = diary.live(lambda day: None)
    say(f"  {deeds} deeds done")
    say("A hundred and fifty weeks of reports")
    Reports(country, people, random, until, scale=REPORTS[scale]).write(say)
    say("An address to read")
    papers.put_down(by=people.controller, address_day=add_months(until, -7))


def _mark(scale: str, seed: int, day: date) -> None:
    _marker().write_text(json.dumps({"scale": scale, "seed": seed, "built_on": day.isoformat()}), encoding="utf-8")


def _marker():
    return settings.DATA / "demo.json"
