"""Space-time scan: is there a set of neighbouring areas whose last weeks hold more than expected?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .cusum import as_dispersion
from .inputs import Floats, Ints, as_counts, as_positive, as_table, check_whole, read_only
from .scan_null import Search, null_scores
from .scan_scores import ConditionalPoisson, ExpectationPoisson, OverdispersedSum, Score
from .zones import ZoneTable, as_zones

_TIE = 1e-11


@dataclass(frozen=True, slots=True)
class Cluster:
    """A zone and its last weeks."""

    zone: int
    """Its number in ``zones``."""
    duration: int
    """Weeks, counted back from the last row."""
    observed: float
    expected: float
    score: float
    p: float
    """Share of replicates whose best score is at least as high; ``nan`` without simulations."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All pairs of zone and duration, highest score first; ties: lower zone, then shorter duration. Read-only."""

    zone: Ints
    duration: Ints
    observed: Floats
    expected: Floats
    score: Floats


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Answer of ``spacetime_scan``."""

    cluster: Cluster
    """The most likely cluster."""
    p: float
    """(1 + replicates whose best score is at least as high) / (1 + simulations); ``nan`` without simulations."""
    null: Floats
    """The best score of every replicate."""
    ranking: Ranking


def spacetime_scan(
    counts: ArrayLike,
    expected: ArrayLike,
    zones: Sequence[Sequence[int]],
    *,
    max_duration: int | None = None,
    simulations: int = 999,
    seed: int,
    conditional: bool = False,
    by_population: bool = False,
    dispersion: ArrayLike | None = None,
    fractional: bool = False,
) -> ScanResult:
    """The zone and duration whose reports exceed the expected ones most, and how often chance does as well.

    ``counts[W, S]`` whole numbers, ``expected[W, S]`` > 0; durations 1 .. ``max_duration`` (None: W) count back from
    the last row. ``zones``: sequences of distinct column numbers (see ``nearest_zones``, ``border_zones``).

    The default is the expectation-based Poisson scan: score C ln(C / B) - (C - B) where C > B, else 0; replicates are
    Poisson. ``conditional=True`` is Kulldorff's: ``expected`` (or population) is first scaled to the observed total N,
    score C ln(C / B) + (N - C) ln((N - C) / (N - B)), replicates are multinomial over all W weeks.
    ``by_population=True`` is the population-based scan: ``expected`` is the population, every week expects the same
    share of all reports, and within the week they follow the population; the rest is Kulldorff's.
    ``dispersion`` (variance over mean, 1 or more: a number, ``[S]`` or ``[W, S]``) makes counts negative binomial,
    score sum((y - b) / dispersion) / sqrt(sum(b / dispersion)). ``fractional=True`` lets counts be shares of reports.

    A missing cell (``nan``) is left out, of the expectation too. ``seed`` decides the replicates completely.
    Assumes that areas are independent given the expectation; the p-value holds only if the expectation is right.

    Costs O(simulations x durations x areas x zones) float32 operations and O(simulations x durations x areas) draws.
    Raises ``ValueError`` for bad counts, expectations, zones (by number) and settings.

    Neill 2009, doi 10.1016/j.ijforecast.2008.12.002; Kulldorff 1997, doi 10.1080/03610929708831995 and 2001,
    doi 10.1111/1467-985x.00186; Tango, Takahashi and Kohriyama 2011, Biometrics 67, 106-115.
    """
    table = _as_shares(counts) if fractional else as_counts(counts)
    known = ~np.isnan(table)
    mean = np.where(known, as_positive(expected, "expected", table.shape), 0)
    places = as_zones(zones, table.shape[1])
    weeks = _checked_settings(table, max_duration, simulations, seed)
    conditional = conditional or by_population
    if conditional and dispersion is not None:
        raise ValueError("dispersion belongs to the scan by expectation; leave it out of the conditional ones.")
    if conditional:
        mean = _scaled(_week_shares(mean) if by_population else mean, np.nansum(table))
    spread = np.ones(table.shape) if dispersion is None else as_dispersion(dispersion, table.shape)
    recent = _Recent(*(cells[::-1][:weeks] for cells in (np.where(known, table, 0), mean, spread)))
    search = _search(recent, places, _score(table, conditional, dispersion is not None))
    ranking = _ranking(recent, search)
    if conditional:
        draw = partial(_multinomial, mean=mean, total=round(np.nansum(table)), weeks=weeks)
    else:
        draw = partial(_negative_binomial, mean=recent.mean, spread=recent.spread)
    null = null_scores(search, draw, simulations, seed) if simulations else np.zeros(0)
    return _answer(ranking, null)


def separate_clusters(
    scan: ScanResult, zones: Sequence[Sequence[int]], *, most: int = 10, level: float = 1.0
) -> tuple[Cluster, ...]:
    """The most likely cluster and those after it that share no area with a better one, best first.

    At most ``most`` clusters with a score above 0 and a p-value of at most ``level`` (without simulations all).
    p-values of later clusters are conservative: they compare with the best score of every replicate.
    """
    check_whole(most, "most", 0, 1_000_000)
    table = as_zones(zones, 1 + max(max(zone) for zone in zones))
    touches = table.matrix
    ranking, found = scan.ranking, list[Cluster]()
    free = np.ones(len(table), dtype=np.bool_)
    while len(found) < most:
        open_places = np.flatnonzero(free[ranking.zone] & (ranking.score > 0))[:1]
        if not len(open_places):
            break
        cluster = _cluster(ranking, int(open_places[0]), scan.null)
        if cluster.p > level:
            break
        found.append(cluster)
        inside = touches[[cluster.zone]].toarray()[0]
        free &= touches @ inside == 0
    return tuple(found)


class _Recent(NamedTuple):
    """The weeks a cluster may hold, the latest first."""

    counts: Floats
    mean: Floats
    spread: Floats


def _checked_settings(table: Floats, max_duration: int | None, simulations: int, seed: int) -> int:
    if not len(table):
        raise ValueError("the counts have no weeks; a scan needs at least one.")
    weeks = len(table) if max_duration is None else max_duration
    check_whole(weeks, "max_duration", 1, len(table))
    check_whole(simulations, "simulations", 0, 10_000_000)
    check_whole(seed, "seed", 0, 2**63 - 1)
    return weeks


def _as_shares(counts: ArrayLike) -> Floats:
    table = as_table(counts, "counts")
    with np.errstate(invalid="ignore"):
        wrong = (table < 0) | np.isinf(table)
    for row, column in np.argwhere(wrong)[:1]:
        raise ValueError(
            f"counts, row {row}, column {column}: {table[row, column]:g} is not a finite number, 0 or more."
        )
    return table


def _scaled(mean: Floats, total: float) -> Floats:
    every = mean.sum()
    scaled: Floats = mean * (total / every) if every > 0 else mean
    return scaled


def _week_shares(population: Floats) -> Floats:
    weekly = population.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(population, weekly, out=np.zeros_like(population), where=weekly > 0)
    return shares


def _score(table: Floats, conditional: bool, overdispersed: bool) -> Score:
    if conditional:
        return ConditionalPoisson(float(np.nansum(table)))
    return OverdispersedSum() if overdispersed else ExpectationPoisson()


def _search(recent: _Recent, zones: ZoneTable, score: Score) -> Search:
    weights = 1 / recent.spread
    expected = (zones.matrix @ np.cumsum(recent.mean * weights, axis=0).T).T
    return Search(zones, weights, expected, score)


def _ranking(recent: _Recent, search: Search) -> Ranking:
    scores = search.score.of(search.sums(recent.counts), search.expected).ravel()
    observed, expected = ((search.zones.matrix @ np.cumsum(cells, axis=0).T).T.ravel() for cells in recent[:2])
    duration, zone = np.divmod(np.arange(scores.size), len(search.zones))
    order = np.lexsort((duration, zone, -scores))
    answers = (cells[order] for cells in (zone, duration + 1, observed, expected, scores))
    return Ranking(*(read_only(cells) for cells in answers))


def _answer(ranking: Ranking, null: Floats) -> ScanResult:
    score = ranking.score[0]
    # A replicate that equals the observed score but for the last digits is a tie, and a tie counts against us.
    null[abs(null - score) <= _TIE * max(1.0, score)] = score
    cluster = _cluster(ranking, 0, null)
    return ScanResult(cluster, cluster.p, read_only(null), ranking)


def _cluster(ranking: Ranking, place: int, null: Floats) -> Cluster:
    score = float(ranking.score[place])
    p = (1 + int((null >= score).sum())) / (1 + len(null)) if len(null) else float("nan")
    return Cluster(
        int(ranking.zone[place]),
        int(ranking.duration[place]),
        float(ranking.observed[place]),
        float(ranking.expected[place]),
        score,
        p,
    )


def _negative_binomial(chance: np.random.Generator, replicates: int, *, mean: Floats, spread: Floats) -> Floats:
    """Poisson where variance equals mean; else Poisson with a gamma mean. ``[replicates, weeks, areas]``."""
    size = (replicates, *mean.shape)
    if (spread == 1).all():
        return chance.poisson(mean, size).astype(np.float64)
    extra = np.maximum(spread - 1, 1e-12)
    rates = np.where(spread > 1, chance.gamma(mean / extra, extra, size), mean)
    return chance.poisson(rates).astype(np.float64)


def _multinomial(chance: np.random.Generator, replicates: int, *, mean: Floats, total: int, weeks: int) -> Floats:
    """All reports thrown over all weeks and areas; the last ``weeks`` of them, the latest first."""
    every = mean.sum()
    share = mean.ravel() / every if every > 0 else np.full(mean.size, 1 / mean.size)
    thrown = chance.multinomial(total, share, size=replicates).reshape(replicates, *mean.shape)
    return thrown[:, ::-1][:, :weeks].astype(np.float64)
