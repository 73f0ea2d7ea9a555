"""The attention list: a few lines a week, the most urgent first, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..inputs import as_rows
from ..settings import FarringtonSettings
from ..tails import mid_tail
from .baselines import FIRST_ROW
from .because import Line
from .canonical import Series, in_canonical_order
from .discoveries import discovery_levels
from .expectations import Expectations, LookBack, read_arrived, read_history
from .memory import recall
from .places import read_places
from .reasons import Facts, reasons
from .rises import look
from .shrinkage import lower_rate, prior_shapes

# The relative rates of the last weeks tell how far rates scatter without a reason.
_PRIOR_WEEKS = 4


def attention(
    counts: ArrayLike,
    *,
    at: Sequence[int] | ArrayLike,
    hierarchy: Mapping[str, Sequence[object]],
    exposure: ArrayLike | None = None,
    neighbours: Sequence[Sequence[int]] | None = None,
    capacity: int,
    settings: FarringtonSettings | None = None,
    arrived: ArrayLike | None = None,
) -> tuple[tuple[Line, ...], ...]:
    """The lines of every week of ``at``: at most ``capacity``, fewer or none when nothing stands out.

    ``counts`` [T, S] reports, nan where a week is missing; ``hierarchy`` one label a series for each level;
    ``exposure`` [T, S] sources active; ``neighbours`` for each series the columns of the same theme next door;
    ``arrived`` [T, S] the share of each week's reports that has arrived by now, for weeks that are still filling up.
    Of ``settings`` years, window, seasons, weeks excluded and trend are used; the fit is always the calibrated one.

    Each line is a rise that probably began in the last weeks: the counts of the judged week and of the eleven before
    it are compared with what the seasons of past years (or, in the first year, the last half year) make expected, and
    with rises of one to eight weeks of many sizes (Gamma-Poisson likelihoods in closed form, after Neill and Cooper
    2010, doi 10.1007/s10994-009-5144-4). How likely a rise is at all is learnt from the same weeks of all series,
    so a quiet country gets an empty list. A rise shown before that adds nothing new gives way to a new one: the lists
    of the last seven weeks are made again from the counts alone, nothing is stored. Lines next door to each other
    become one. Ties: the series that speaks more for itself, the labels in alphabetical order, the lower column.

    Cost: three fits and a few hundred likelihoods a series and judged week; memory in line with the series.
    Raises ``ValueError`` for a row before the tenth, bad counts, labels, neighbours or capacity.
    """
    history = read_history(counts, exposure)
    series = history.observed.shape[1]
    share = read_arrived(arrived, history.observed.shape)
    rows = as_rows(at, len(history.observed), first=FIRST_ROW, needs=f"{FIRST_ROW} weeks")
    places = read_places(hierarchy, neighbours, series)
    if isinstance(capacity, bool) or not isinstance(capacity, int | np.integer) or capacity < 1:
        raise ValueError(f"capacity is a whole number of lines, at least 1; it is {capacity!r}.")
    if settings is not None and not isinstance(settings, FarringtonSettings):
        raise ValueError(f"settings are FarringtonSettings or None; they are {settings!r}.")
    if not series:
        return ((),) * len(rows)
    said = in_canonical_order(history, share, places)
    expectations = Expectations(
        said.history, said.places.theme, settings or FarringtonSettings.calibrated(), said.share
    )
    weeks = (_week(expectations.before(int(row)), said, int(capacity)) for row in rows)
    return tuple(tuple(said.given(line) for line in lines) for lines in weeks)


def _week(past: LookBack, said: Series, capacity: int) -> tuple[Line, ...]:
    places = said.places
    memory = recall(look(past.counts, past.expected), places, capacity, said.named)
    if not memory.drafts:
        return ()
    shapes = prior_shapes(past.counts[-_PRIOR_WEEKS:], past.expected.mean[-_PRIOR_WEEKS:], places.theme)
    levels = discovery_levels(memory.sight.evidence.began.mean(axis=0), places.family)
    facts = Facts(past, memory, places, levels, said.history.exposure, said.share)
    return tuple(_line(number, facts, float(shapes[places.theme[d.series]])) for number, d in enumerate(memory.drafts))


def _line(number: int, facts: Facts, shape: float) -> Line:
    draft = facts.memory.drafts[number]
    members = list(draft.members)
    observed = facts.past.counts[-1, members]
    expected = facts.past.expected.columns(members)
    mean, variance = (np.asarray(table[-1].sum()) for table in (expected.mean, expected.variance))
    total = np.asarray(np.nansum(observed))
    return Line(
        week=int(facts.past.rows[-1]),
        rank=number + 1,
        series=draft.series,
        members=draft.members,
        observed=int(total),
        expected=float(mean),
        lower=float(lower_rate(total, mean, np.array(shape))),
        p_mid=float(mid_tail(total, mean, variance)),
        because=reasons(number, facts),
    )
