"""How fast are the duties of a whole country judged?

    python benchmarks/compliance.py

4,000 bearers with 10 rules each and the facts of 36 months, evaluated on one day. CPU time of one core,
indexing of the facts included; the best of three runs. Then twice and four times the facts: the cost must
grow in line with them.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shanyraq.compliance import Cadence, Check, Fact, FactBook, Rule, evaluate

BEARERS = 4_000
SINCE = date(2023, 1, 1)
ON = date(2025, 12, 31)
RUNS = 3
BUDGET = 2.0

MEETING = (
    Check("event_held", {"classification": "interethnic_meeting"}),
    Check("with_participant", {"group": "assembly", "outside_host": True, "min": 1}),
    Check("chaired_by_bearer"),
    Check("minutes_within", {"within": "P10D"}),
)
COUNCIL = (Check("event_held", {"classification": "council_meeting"}), Check("chaired_by_bearer"))
PRESENCE = (Check("present_in_person"),)


def rules() -> list[Rule]:
    """Ten rules of every cadence and force, six of them about events."""
    return [
        Rule("must", SINCE, Cadence("rolling", "P2M"), MEETING, accept_late="P14D"),
        Rule("should", SINCE, Cadence("calendar", "P2M"), MEETING),
        Rule("must", SINCE, Cadence("rolling", "P3M"), COUNCIL),
        Rule("should", SINCE, Cadence("calendar", "P6M"), COUNCIL),
        Rule("must", SINCE, Cadence("per_event"), PRESENCE),
        Rule("should", SINCE, Cadence("per_event"), (*PRESENCE, Check("minutes_within", {"within": "P10D"}))),
        Rule("proposed", SINCE, Cadence("once"), (Check("post_filled", {"role": "deputy", "reserved_for": "youth"}),)),
        Rule(
            "must",
            SINCE,
            Cadence("calendar", "P1Y"),
            (Check("support_awarded", {"classification": "grant", "min": 2}),),
        ),
        Rule(
            "must",
            SINCE,
            Cadence("once", due=date(2024, 6, 30)),
            (Check("document_accepted", {"classification": "plan"}),),
        ),
        Rule("must", SINCE, Cadence("rolling", "P6M"), (Check("recommendations_answered"),), accept_late="P1M"),
    ]


def facts_of(bearer: int, density: int) -> list[Fact]:
    """What one bearer did in 36 months: about 19 meetings and 7 other facts, all of it `density` times."""
    chance = random.Random(bearer)
    days = (ON - SINCE).days

    def some(count: int) -> Iterator[date]:
        return (SINCE + timedelta(chance.randrange(days)) for _ in range(count * density))

    found = [_meeting(chance, day) for day in some(chance.choice((12, 13, 14)))]
    found += [_council(chance, day) for day in some(3)]
    found += [_key_event(chance, day) for day in some(3)]
    found += [Fact("", "appointment", day, {"role": "deputy", "reserved_for": "youth", "from": day}) for day in some(1)]
    found += [Fact("", "document", day, {"classification": "plan", "accepted": True}) for day in some(1)]
    found += [Fact("", "award", day, {"classification": "grant"}) for day in some(3)]
    found += [Fact("", "answer", day, {"recommendations": 4, "answered": chance.choice((3, 4))}) for day in some(2)]
    return [
        Fact(f"{bearer}-{number}", fact.kind, fact.date, fact.attributes, fact.confirmed, fact.disputed)
        for number, fact in enumerate(found)
    ]


def _meeting(chance: random.Random, day: date) -> Fact:
    attributes = {
        "classification": "interethnic_meeting",
        "chair": chance.choice(("bearer", "bearer", "bearer", "acting", "deputy")),
        "participants": [
            {"group": "akimat", "outside_host": False, "presence": "in_person"},
            {
                "group": "assembly",
                "outside_host": True,
                "presence": chance.choice(("in_person", "in_person", "absent")),
            },
        ],
        "minutes": chance.choice((day + timedelta(5), day + timedelta(5), day + timedelta(9), None)),
    }
    return Fact("", "event", day, attributes, confirmed=chance.random() < 0.9, disputed=chance.random() < 0.02)


def _council(chance: random.Random, day: date) -> Fact:
    return Fact("", "event", day, {"classification": "council_meeting", "chair": chance.choice(("bearer", "deputy"))})


def _key_event(chance: random.Random, day: date) -> Fact:
    presence = chance.choice(("in_person", "in_person", "by_deputy", "remote", "absent", "excused", "not_recorded"))
    attributes = {
        "classification": "assembly_session",
        "is_key": True,
        "flagged": day - timedelta(chance.choice((30, 14, 0))),
        "bearer_presence": presence,
        "minutes": day + timedelta(3),
    }
    return Fact("", "event", day, attributes)


def judge(country: list[list[Fact]], duties: list[Rule]) -> int:
    """Every duty of every bearer on one day; how many windows that made."""
    windows = 0
    for facts in country:
        book = FactBook(facts)
        for rule in duties:
            windows += len(evaluate(rule, book, ON))
    return windows


def best_of(runs: int, work: Callable[[], int]) -> tuple[float, int]:
    taken, answer = [], 0
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        answer = work()
        taken.append(time.process_time() - start)
    return min(taken), answer


def main() -> None:
    duties = rules()
    print(f"{BEARERS:,} bearers x {len(duties)} rules x 36 months, CPU seconds of one core, best of {RUNS}")
    print(f"{'facts':>12} {'a bearer':>9} {'windows':>10} {'seconds':>8} {'us a fact':>10} {'us a window':>12}")
    for density in (1, 2, 4):
        country = [facts_of(bearer, density) for bearer in range(BEARERS)]
        facts = sum(map(len, country))
        seconds, windows = best_of(RUNS, lambda country=country: judge(country, duties))
        print(
            f"{facts:12,} {facts / BEARERS:9.1f} {windows:10,} {seconds:8.2f}"
            f" {seconds / facts * 1e6:10.1f} {seconds / windows * 1e6:12.1f}"
        )
    print(f"budget for the first line: {BUDGET} s")


if __name__ == "__main__":
    main()
