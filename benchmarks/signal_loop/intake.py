"""How many reports a second one core takes in, each screened, joined with its like, journalled and committed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from . import house
from .figures import Figure

BAR = 200.0
MANY = 1_000
FIRST = 50
"""Reports before the clock starts: a house reads its lists of words once in its life."""
TALK = """су жер жол мектеп арық көше базар шлюз насос кезек ауыл наразы дау жиналды бүгін кеше түнде көпір
вода улица очередь спор жители школа остановка шум ночью крик слух обещали чинят мост пастбище сено вчера люди"""


def measure() -> Iterator[Figure]:
    """By the form, one transaction each; and by a file of rows, read and taken in."""
    chance = Random(4)
    yield Figure("intake_per_s", "reports a CPU-s, each by itself and committed", _one_by_one(chance), BAR, least=True)
    yield Figure("import_per_s", "rows of a file a CPU-s, read, screened, taken in", _by_file(chance), BAR, least=True)


def _one_by_one(chance: Random) -> float:
    from shanyraq.places.calendar import today
    from shanyraq.radar.actions import receive
    from shanyraq.radar.reports import Report

    districts, day = house.districts(), today()
    given = [
        Report(
            area=chance.choice(districts), occurred_on=day - timedelta(days=chance.randrange(5)),
            issue=f"T{chance.randint(1, 13)}", stage=_stage(chance), text=_text(chance),
        )
        for _number in range(FIRST + MANY)
    ]  # fmt: skip
    begun = 0.0
    for number, report in enumerate(given):
        if number == FIRST:
            begun = time.process_time()
        receive(report=report, key=f"bench-{chance.random()}", channel="form", source=f"bench-{number}")
    return MANY / (time.process_time() - begun)


def _by_file(chance: Random) -> float:
    from shanyraq.accounts.roles import RoleName
    from shanyraq.places.calendar import today
    from shanyraq.places.models import Area
    from shanyraq.radar import importing

    by, file = house.user(RoleName.HQ_ANALYST), _file(chance, today())
    begun = time.process_time()
    seen = importing.look(file, by=by)
    batch = importing.take_in(seen, file_name="bench.csv", area=Area.objects.get(level=0), by=by)
    spent = time.process_time() - begun
    if batch.taken != MANY:
        raise SystemExit(f"{batch.taken} of {MANY} rows were taken in: {batch.refused[:3]}")
    return MANY / spent


def _file(chance: Random, day: date) -> bytes:
    rows = ["date,place,issue,stage,source,text"]
    for _number in range(MANY):
        when, where = day - timedelta(days=chance.randrange(60)), chance.choice(house.districts()).pk
        rows.append(f"{when},{where},T{chance.randint(1, 13)},{_stage(chance)},akimat,{_text(chance)}")
    return "\n".join(rows).encode()


def _text(chance: Random) -> str:
    """Some words and a telephone that must go."""
    words = " ".join(chance.choice(TALK.split()) for _word in range(chance.randint(8, 18)))
    return f"{words} тел 8 777 {chance.randint(1_000_000, 9_999_999)}"


def _stage(chance: Random) -> str:
    return chance.choices(["grievance", "dispute", "incident"], [6, 3, 1])[0]
