"""The weekly lists of a whole history drawn again, each with what had come in by then: what was true, what was not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from . import house
from .figures import Figure

SEEDS = (1, 2, 3, 4, 5)
"""Seeds of the reported worlds; thresholds were chosen on others (101 and on)."""
DELAY_BAR, FALSE_BAR = 2, 0.5
PART = 5_000


@dataclass(frozen=True, slots=True)
class Replay:
    """``delays``: weeks from the onset of each true rise to its first line, None when it never stood on a list."""

    delays: dict[str, int | None]
    false_lines: int
    weeks: int

    @property
    def false_a_week(self) -> float:
        return self.false_lines / self.weeks

    @property
    def late(self) -> int:
        """Rises that came too late: after two weeks, the sudden one after its own."""
        bars = {name: 0 if name == "sudden" else DELAY_BAR for name in self.delays}
        return sum(delay is None or delay > bars[name] for name, delay in self.delays.items())


def measure(seeds=SEEDS, scale: float = 1.0) -> Iterator[Figure]:
    """The country as it stands, then the long past of other seeds, each in an empty house."""
    own = play(house.last_week())
    yield from _told("this_country", "this country", [own])
    if seeds:
        yield from _told("seeds", f"{len(seeds)} other seeds", _elsewhere(seeds, scale))


def _elsewhere(seeds, scale: float) -> list[Replay]:
    """Worlds of other seeds, in a process and a database of their own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside, TemporaryDirectory() as folder:
        return list(beside.map(partial(_world, Path(folder), scale), seeds))


def _world(folder: Path, scale: float, seed: int) -> Replay:
    house.start_empty(folder)
    replayed = play(settle(seed, scale))
    print(f"  seed {seed}: {replayed.delays}, {replayed.false_a_week:.3f} false lines a week", flush=True)
    return replayed


def play(last: date) -> Replay:
    """Draw every list of the database's weeks up to the last; the true rises are those of every demo country."""
    from shanyraq.demo.country.signals_past import hidden_rises, weeks_until
    from shanyraq.radar import looking_back

    rises, rows = hidden_rises(house.districts()), {week: row for row, week in enumerate(weeks_until(last))}
    delays: dict[str, int | None] = {rise.name: None for rise in rises}
    false_lines = weeks = 0
    for week, lines in looking_back.lists(rows):
        weeks += 1
        for line in lines:
            rise = next((rise for rise in rises if rise.is_in(line.areas, line.issue, rows[week])), None)
            if rise is None:
                false_lines += 1
            elif delays[rise.name] is None:
                delays[rise.name] = rows[week] - rise.onset
    return Replay(delays, false_lines, weeks)


def settle(seed: int, scale: float) -> date:
    """Put the long past of a seed in place of every signal of an empty house; returns its last week."""
    from django.db import transaction

    from shanyraq.demo.country.signals_past import Past
    from shanyraq.places.calendar import today
    from shanyraq.radar import weeks
    from shanyraq.radar.models import Signal

    last = weeks.monday(today()) - weeks.WEEK
    past = Past(house.districts(), Random(seed), last=last, until=today(), scale=scale)
    signals = past.signals()
    with transaction.atomic():
        Signal.objects.all().delete()
        while rows := list(islice(signals, PART)):
            Signal.objects.bulk_create(rows)
    weeks.recount_all()
    return last


def _told(key: str, words: str, replays: list[Replay]) -> Iterator[Figure]:
    worst = max(replay.false_a_week for replay in replays)
    mean = sum(replay.false_a_week for replay in replays) / len(replays)
    yield Figure(f"replay_{key}_weeks", f"{words}: weeks replayed", sum(replay.weeks for replay in replays))
    for name in replays[0].delays:
        delays = [replay.delays[name] for replay in replays]
        slowest = max(99 if delay is None else delay for delay in delays)
        bar = 0 if name == "sudden" else DELAY_BAR
        yield Figure(f"replay_{key}_{name}_weeks_late", f"{words}: {name} rise, weeks to the list", slowest, bar)
    late = sum(replay.late for replay in replays)
    yield Figure(f"replay_{key}_rises_late", f"{words}: of {3 * len(replays)} rises, later than that", late)
    yield Figure(f"replay_{key}_false_lines_mean", f"{words}: false lines a week, mean", mean, FALSE_BAR)
    if len(replays) > 1:
        yield Figure(f"replay_{key}_false_lines_worst", f"{words}: false lines a week, worst seed", worst, FALSE_BAR)
