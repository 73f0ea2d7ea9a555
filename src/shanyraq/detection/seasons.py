"""The baseline of a judged week: which weeks before it are compared, and to which season of the year each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .inputs import Floats, Ints, read_only
from .reference_weeks import Days, weeks_back
from .settings import FarringtonSettings

TERMS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The shape of a baseline; judged weeks with the same shape are worked out together.

    ``rows[n]``: weeks relative to the judged one, all negative, oldest first. ``block[n]``: the season of each,
    0 to ``blocks - 1``; the judged week belongs to the last one. ``time[n]``: weeks centred and scaled to -1 .. 1;
    ``time_judged`` is the judged week's. ``member[blocks, n]``: 1 where a week belongs to a season;
    ``totals[blocks + 1, n]``: the same and time; ``moments[3 * blocks, n]``: the same times 1, time and time squared.
    ``powers[3 * blocks, TERMS]``: sums over each season of time to the powers 0, 1, 2 ...; from 1 on; from 2 on.
    """

    rows: Ints
    block: Ints
    blocks: int
    time: Floats
    time_judged: float
    member: Floats
    totals: Floats
    moments: Floats
    powers: Floats


def layouts(rows: Ints, settings: FarringtonSettings, dates: Days | None) -> Iterator[tuple[Ints, Layout]]:
    """Positions in ``rows`` that share a layout, and the layout. Few layouts occur: one without dates."""
    back = weeks_back(rows, settings.years, dates)
    shapes, which = np.unique(back, axis=0, return_inverse=True)
    for number, shape in enumerate(shapes):
        yield np.flatnonzero(which.reshape(-1) == number), layout(shape, settings)


def layout(back: Ints, settings: FarringtonSettings) -> Layout:
    """The baseline of a week whose reference weeks lie ``back[years]`` weeks before it, nearest first.

    The windows round the reference weeks, and the weeks just before the judged one, are the last season.
    The weeks between two windows are cut into the other seasons, the first ones longer by a week where
    the division leaves a rest. The weeks nearest to the judged one stay out.
    """
    half = settings.half_window
    centres = [-int(weeks) for weeks in back[::-1]] + [0]
    rows = np.arange(centres[0] - half, 1)
    block = np.full(len(rows), -1)
    for centre in centres:
        block[(rows >= centre - half) & (rows <= centre + half)] = settings.periods - 1
    if settings.periods > 1:
        for older, newer in pairwise(centres):
            between = (rows > older + half) & (rows < newer - half)
            block[between] = _cut(int(between.sum()), settings.periods - 1)
    kept = (block >= 0) & (rows < -settings.weeks_excluded)
    return _layout(rows[kept], block[kept], settings.periods)


def _cut(weeks: int, parts: int) -> Ints:
    short, rest = divmod(weeks, parts)
    return np.repeat(np.arange(parts), [short + (part < rest) for part in range(parts)])


def _layout(rows: Ints, block: Ints, blocks: int) -> Layout:
    middle, reach = (rows[0] + rows[-1]) / 2, max((rows[-1] - rows[0]) / 2, 1.0)
    time = (rows - middle) / reach
    member = (np.arange(blocks)[:, None] == block).astype(np.float64)
    moments = np.concatenate((member, member * time, member * time**2))
    return Layout(
        rows=read_only(rows),
        block=read_only(block),
        blocks=blocks,
        time=read_only(time),
        time_judged=float(-middle / reach),
        member=read_only(member),
        totals=read_only(np.concatenate((member, time[None]))),
        moments=read_only(moments),
        powers=read_only(moments @ time[:, None] ** np.arange(TERMS)),
    )
