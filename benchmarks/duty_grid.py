"""What a page of duties costs on a national data set. Run: python benchmarks/duty_grid.py [--bodies 4000] [--rounds 20]

Builds an invented country in a temporary folder: 20 akimats with three years of meetings, some thousand associations
and councils with proposals to fill a seat. Prints for each page the median CPU milliseconds of the process and the
number of questions to the database; the bars are 60 ms for aggregates (25 ms for a single duty) and 15 questions.
"""

import argparse
import os
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--bodies", type=int, default=4000)
    options.add_argument("--rounds", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        started = time.process_time()
        akimat, code = _build(chosen.bodies)
        print(f"{chosen.bodies + 20:,} bodies built in {time.process_time() - started:.1f} s of CPU")
        _rebuild()
        _measure(akimat, code, chosen.rounds)


def _start(folder: Path) -> None:
    os.environ["SHANYRAQ_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
    os.environ["SHANYRAQ_HOSTS"] = "testserver"
    os.environ["SHANYRAQ_DEMO"] = "0"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    _plain_static_files(folder)


def _plain_static_files(folder: Path) -> None:
    """Hashed names need collected files, which no page here reads."""
    from django.conf import settings

    (folder / "static").mkdir()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def _build(count: int):
    """Bodies, posts and rules; returns an akimat and the code of the rule that binds it."""
    from shanyraq.directives import facts
    from shanyraq.directives.pack import load_rules
    from shanyraq.places.actions import load_pack
    from shanyraq.places.models import Area
    from shanyraq.registry.models import Organization, Post

    load_pack()
    load_rules()
    regions = list(Area.objects.filter(level=1).order_by("code"))
    akimats = [_body("akimat", area, area.name_en) for area in regions]
    kinds = ["association.ethnocultural", "council.mothers", "council.aksakals", "council.consent"]
    others = [_body(kinds[n % 4], regions[n % len(regions)], f"Body {n}") for n in range(count)]
    Organization.objects.bulk_create([*akimats, *others])
    Post.objects.bulk_create([Post(organization=body, role="head") for body in akimats])
    Post.objects.bulk_create([Post(organization=body, role="deputy", reserved_for="youth") for body in others])
    facts.register(InventedMeetings([body.pk for body in akimats]))
    return akimats[2], "akims-meet-assembly"


def _body(kind: str, area, name: str):
    from shanyraq.registry.models import Organization

    return Organization(classification=kind, area=area, name_kk=name, name_ru=name, name_en=name)


class InventedMeetings:
    """Three years of meetings of each akimat, told from memory: what is measured is the duties."""

    name = "invented"

    def __init__(self, akimats):
        from shanyraq.places import calendar

        self.told = {pk: list(_meetings(pk, Random(number), calendar.today())) for number, pk in enumerate(akimats)}

    def facts_of(self, organizations):
        return {pk: self.told[pk] for pk in organizations if pk in self.told}

    def evidence(self, fact_ids):
        from shanyraq.directives.facts import Evidence

        return {fact_id: Evidence(fact_id, "Meeting", "/meetings/") for fact_id in fact_ids}


def _meetings(akimat, chance: Random, today):
    from shanyraq.compliance import Fact
    from shanyraq.directives.facts import RecordedFact

    day = today - timedelta(days=1095)
    while day < today:
        attributes = {
            "classification": "interethnic_meeting",
            "chair": "deputy" if chance.random() < 0.1 else "bearer",
            "participants": [{"group": "assembly", "outside_host": True, "presence": "in_person"}],
            "minutes": day + timedelta(days=3),
        }
        yield RecordedFact(Fact(f"invented:{akimat}-{day}", "event", day, attributes), None)
        day += timedelta(days=chance.randint(30, 75))


def _rebuild() -> None:
    from shanyraq.directives import standing

    started = time.process_time()
    rows = standing.rebuild_all()
    print(f"{rows:,} standings rebuilt in {time.process_time() - started:.1f} s of CPU\n")


def _measure(akimat, code: str, rounds: int) -> None:
    from django.test import Client

    client, region = Client(), akimat.area_id
    client.force_login(_controller())
    pages = {
        "grid, 12 months": f"/duties/?rule={code}",
        "grid, 36 months": f"/duties/?rule={code}&span=36",
        "all rules as of today": "/duties/?rule=all",
        "many bodies by region": "/duties/?rule=youth-deputy",
        "one region of many": f"/duties/?rule=youth-deputy&region={region}",
        "one duty": f"/duties/{code}/{akimat.pk}/",
        "what waits for my word": "/duties/to-confirm/",
    }
    print(f"{'page':<26}{'CPU ms':>8}{'questions':>11}{'kB':>7}")
    for label, address in pages.items():
        print("{:<26}{:>8.1f}{:>11}{:>7.0f}".format(label, *_cost(client, address, rounds)))


def _controller():
    from shanyraq.accounts.models import Role, User
    from shanyraq.places import calendar

    user = User.objects.create_user("controller", None, name="Controller", language="ru")
    Role.objects.create(user=user, name="hq_controller", started_on=calendar.today())
    return user


def _cost(client, address: str, rounds: int) -> tuple[float, int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(3):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    questions = len(asked)
    spent = []
    for _round in range(rounds):
        started = time.process_time()
        client.get(address)
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent), questions, len(answer.content) / 1000


if __name__ == "__main__":
    main()
