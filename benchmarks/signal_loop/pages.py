"""What the pages of the signal loop cost: CPU of the process, and questions to the database."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from . import house
from .figures import Figure

CPU_BAR, QUERY_BAR = 60.0, 15
ROUNDS = 15
REGION = "KZ-61"
SEARCHES = {
    "all signals": "",
    "a word that is everywhere": "?q=воды",
    "two words": "?q=су+арық",
    "a word that is nowhere": "?q=жоқсөзмүлдем",
    "nowhere, at level 3": "?q=жоқсөзмүлдем&level=3",
    "of a region": f"?region={REGION}",
    "of an issue": "?issue=T12",
    "level 4": "?level=4",
    "highest level first": "?sort=level",
    "at a rare stage": "?stage=mobilisation",
    "to be checked": "?state=screened",
    "refuted (none)": "?state=refuted",
    "of a rare channel": "?channel=feed",
    "good news": "?route=positive",
    "of a month long ago": "?since=2025-01-01&until=2025-01-31",
    "drills": "?drill=yes",
}


def measure() -> Iterator[Figure]:
    """Every page of the loop for an analyst and for a region's secretary; prints a table."""
    rows = [(f"{who}: {name}", client, address) for who, client in _readers() for name, address in _pages(client)]
    print(f"\n{'page':<44}{'CPU ms':>9}{'queries':>9}{'kB':>6}")
    costs = []
    for label, client, address in rows:
        cost = _cost(client, address)
        costs.append((label, *cost[:2]))
        print(f"{label:<44}{cost[0]:>9.1f}{cost[1]:>9}{cost[2]:>6.0f}", flush=True)
    print()
    slowest, busiest = max(costs, key=lambda row: row[1]), max(costs, key=lambda row: row[2])
    yield Figure("pages", "pages measured", len(costs))
    yield Figure("page_cpu_ms_most", f"dearest page, CPU ms ({slowest[0]})", slowest[1], CPU_BAR)
    yield Figure("page_cpu_ms_median", "median page, CPU ms", statistics.median(row[1] for row in costs))
    yield Figure("page_queries_most", f"most queries of a page ({busiest[0]})", busiest[2], QUERY_BAR)


def _readers():
    from django.test import Client

    from shanyraq.accounts.roles import RoleName

    for who, role, region in (
        ("analyst", RoleName.HQ_ANALYST, None),
        ("secretary", RoleName.REGIONAL_SECRETARY, REGION),
    ):
        client = Client()
        client.force_login(house.user(role, region))
        yield who, client


def _pages(client) -> Iterator[tuple[str, str]]:
    from shanyraq.radar.models import Hotspot, Line, Signal

    for name, asked in SEARCHES.items():
        yield f"signals, {name}", f"/radar/{asked}"
    yield "signals, the fortieth page", f"/radar/?from={_far(client)}"
    here = Signal.objects.filter(region=REGION).first()
    yield "one signal", here.get_absolute_url()
    yield "attention list", "/radar/list/"
    yield "attention list of a region", f"/radar/list/?region={REGION}"
    yield "a line", Line.objects.filter(area__parent=REGION)[0].get_absolute_url()
    yield "hotspots", "/radar/hotspots/"
    yield "a hotspot", Hotspot.objects.filter(area__parent=REGION)[0].get_absolute_url()
    yield "sealed texts", "/radar/glances/"
    yield "situation room", "/"
    yield "situation room, situation layer", "/?layer=situation"
    yield "desk", "/desk/"
    yield "region card", f"/regions/{REGION}/"
    yield "region card, situation layer", f"/regions/{REGION}/?layer=situation"


def _far(client) -> str:
    """Where the fortieth page of the list begins."""
    from shanyraq.radar import searching
    from shanyraq.radar.models import Signal

    last = Signal.objects.order_by(*searching.ORDERS[searching.NEWEST])[39 * searching.PAGE]
    return str(searching.Place(last.level, last.received_at, last.pk))


def _cost(client, address: str) -> tuple[float, int, float]:
    """Median CPU milliseconds, questions, kilobytes of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(2):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    questions, spent = len(asked), []
    for _round in range(ROUNDS):
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent), questions, len(answer.content) / 1000
