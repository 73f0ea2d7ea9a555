"""What the list of a week would show, and what the lists before it have shown already.

A list is never stored: the lists of the last weeks are made again, from an empty memory, out of the same look-back.
So the answer for a week is a function of the weeks up to it alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Bools, Floats, Ints
from .chances import Chance, learn
from .places import Places, joined
from .rises import Evidence, Window, weigh
from .zones import Zones, zones_of

# A rise is at most eight weeks old (the longest plateau): lists before these can have shown none that still lives.
REMEMBERED = 7
# What a line adds that was listed before, against one that is new.
OLD_NEWS = 0.2
# A line enters at this probability of news (a new rise that brought reports this week, or OLD_NEWS of an old one).
ENTRY = 0.02
# A neighbour's rise makes one here likelier: chance a week that a rise spreads next door.
SPREAD = 0.03
_NEVER = -10_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of each series in one week: ``urgency`` [S] (probability of news), ``active`` [S] (probability
    of a rise that brought reports), ``alone`` [S] (the same from the series itself, whose
    Bayes factors are ``alone_began``), ``boost`` [S] (added to the rate
    of rises because of a neighbour), ``evidence`` and ``chance``."""

    urgency: Floats
    active: Floats
    alone: Floats
    alone_began: Floats
    boost: Floats
    evidence: Evidence
    chance: Chance


@dataclass(frozen=True, slots=True)
class Draft:
    """One line before its words: the leading ``series``, its ``members`` (itself first)."""

    series: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """The window of a judged week with its last list: ``listed`` [S] is the week of the window in which each series
    was last listed before the judged one (far below 0 if never)."""

    window: Window
    zones: Zones
    sight: Sight
    drafts: tuple[Draft, ...]
    left_out: tuple[int, ...]
    listed: Ints


def recall(window: Window, places: Places, capacity: int, order: Ints) -> Memory:
    """Make the lists of the last weeks again, the judged one last. O(weeks x rises x series)."""
    zones = zones_of(window, places)
    last = len(window.counts) - 1
    listed = np.full(window.counts.shape[1], _NEVER)
    for week in range(max(last - REMEMBERED, 0), last):
        sight = see(window, zones, week, listed, places)
        drafts, _ = pick(sight, window, week, places, capacity, order)
        for draft in drafts:
            listed[list(draft.members)] = week
    sight = see(window, zones, last, listed, places)
    drafts, left_out = pick(sight, window, last, places, capacity, order)
    return Memory(window, zones, sight, drafts, left_out, listed)


def see(window: Window, zones: Zones, week: int, listed: Ints, places: Places) -> Sight:
    """Urgency of every series in one week of the window."""
    alone = weigh(window, week)
    chance = learn(alone.began)
    single = chance.posterior(alone.active.sum(axis=0), alone.began)
    both = zones.mixed(alone, week)
    boost = SPREAD * zones.loudest_neighbour(single)
    missing = np.isnan(window.counts[week])
    urgency, active = judge(both, chance, boost, week, listed)
    return Sight(
        np.where(missing, 0.0, urgency), np.where(missing, 0.0, active), single, alone.began, boost, both, chance
    )


def judge(evidence: Evidence, chance: Chance, boost: Floats | float, week: int, listed: Ints) -> tuple[Floats, Floats]:
    """Urgency and probability of an active rise; a rise that began before the last listing is old news."""
    begun = week - np.arange(week + 1)
    news = np.where(begun[:, None] > listed, evidence.active, 0.0).sum(axis=0)
    whole = evidence.active.sum(axis=0)
    active = chance.posterior(whole, evidence.began, boost)
    return chance.posterior(news + OLD_NEWS * whole, evidence.began, boost), active


def pick(
    sight: Sight, window: Window, week: int, places: Places, capacity: int, order: Ints
) -> tuple[tuple[Draft, ...], tuple[int, ...]]:
    """The lines of a week and the series that would have led a line had there been room."""
    ranked = np.lexsort((order, -_rounded(sight.alone), -_rounded(sight.urgency)))
    entering = [int(column) for column in ranked if sight.urgency[column] > ENTRY]
    above = window.counts[week] > window.expected.mean[week]
    itself = above & (sight.alone_began.max(axis=0) > 1)
    groups = joined([column for column in entering if itself[column]], places.neighbours)
    told: set[int] = set()
    lines: list[Draft] = []
    left_out: list[int] = []
    for column in entering:
        if column in told:
            continue
        members = _members(column, entering, groups, above, places)
        told.update(members, *(places.neighbours[member] for member in (column, *members)))
        if len(lines) < capacity:
            lines.append(Draft(members[0], members))
        else:
            left_out.append(members[0])
    return tuple(lines), tuple(left_out)


def _members(
    column: int, entering: list[int], groups: dict[int, tuple[int, ...]], above: Bools, places: Places
) -> tuple[int, ...]:
    """The series of a line. A place lit up by its zone alone leaves the lead to a neighbour that rises itself."""
    near = set(places.neighbours[column])
    if column in groups:
        return (column, *(member for member in groups[column] if member != column))
    rising = {member for other in near.intersection(groups) for member in groups[other]}
    if rising:
        return tuple(member for member in entering if member in rising)
    return (column, *(member for member in entering if member in near and above[member]))


def _rounded(values: Floats) -> Floats:
    # Sums of floats may differ in the last digits with the order of columns; nine digits decide.
    with np.errstate(divide="ignore"):
        digits: Floats = np.round(np.log(values), decimals=9).astype(np.float64)
    return digits
