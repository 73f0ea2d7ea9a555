"""The three rounds of the calibrated mode over the baselines, and what they write down of every judged week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import softweights
from .fit import fit_trend
from .inputs import Floats
from .profile import FREEDOM, has_profile, weeks_of_the_year, year_profile
from .reference_weeks import WEEKS_IN_YEAR
from .windows import Piece, Window

_LEAST_MEAN = 0.01
_RARE = 1.0
"""Below about so many reports a week, the dispersion weighs weeks by their means; Pearson's would be too small."""


class Notes:
    """One number for each judged week and series, ``[W, S]``, or a table of them, ``[..., W, S]``."""

    def __init__(self, weeks: int, series: int, blocks: int) -> None:
        shape = (weeks, series)
        self.slope, self.information = np.zeros(shape), np.zeros(shape)
        """Log-growth per unit of layout time, and the information about it for a dispersion of 1."""
        self.pearson, self.inverse, self.known = np.zeros(shape), np.ones(shape), np.zeros(shape)
        """Pearson dispersion, 1 / typical mean, and degrees of freedom."""
        self.centre, self.near_surges = np.zeros(shape), np.zeros(shape)
        """Mean time of the judged season; excess of the weeks beside high ones, spread over all weeks."""
        self.level, self.growth = np.zeros((blocks, *shape)), np.zeros((blocks, *shape))
        """First the level of each season; in the end its reports, and its awaited reports at level 1."""
        self.profile, self.believed = np.ones((WEEKS_IN_YEAR, *shape)), np.zeros(shape)
        """Shape of the year in weeks before the judged one, and the share of it that is believed."""
        self.exposure = np.ones(shape)
        """Of the judged week, relative to its baseline."""
        self.unit, self.time_judged = np.ones((weeks, 1)), np.zeros((weeks, 1))
        """Units of layout time in a week, and the judged week's time."""

    def read(self, name: str, piece: Piece) -> Floats:
        """The numbers of a piece as ``[..., C]``."""
        table: Floats = getattr(self, name)
        part = table[..., piece.positions, :][..., piece.series]
        return part.reshape(*part.shape[:-2], -1)

    def write(self, name: str, piece: Piece, values: Floats) -> None:
        """Keep the numbers of a piece."""
        table: Floats = getattr(self, name)
        table[..., piece.positions[:, None], np.arange(table.shape[-1])[piece.series]] = piece.spread(values)


@dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """Levels for given slopes and weights: ``mass`` and ``sums`` of seasons, ``means`` and ``grown`` of weeks."""

    mass: Floats
    sums: Floats
    level: Floats
    means: Floats
    grown: Floats


def plain_round(notes: Notes, piece: Piece, window: Window) -> None:
    """Levels and trend with every known week counting alike."""
    layout = window.layout
    notes.unit[piece.positions] = (layout.time_judged - layout.time[0]) / -layout.rows[0]
    notes.time_judged[piece.positions] = layout.time_judged
    if window.exposure_judged is not None:
        notes.write("exposure", piece, window.exposure_judged)
    _fit_round(notes, piece, window, None)


def weighted_round(notes: Notes, piece: Piece, window: Window, dispersion: Floats) -> None:
    """The shape of the year, and with soft weights levels and trend again."""
    if has_profile(window.layout):
        _write_profile(notes, piece, window, dispersion)
    window = _shaped(notes, piece, window)
    start = notes.read("slope", piece)
    own, beside = _weights(notes, piece, window, dispersion)
    _fit_round(notes, piece, window.weighted(own * beside), start)


def level_round(notes: Notes, piece: Piece, window: Window, dispersion: Floats, slope: Floats) -> None:
    """With soft weights once more, the reports of each season for a slope that is given."""
    window = _shaped(notes, piece, window)
    own, beside = _weights(notes, piece, window, dispersion)
    weighted = window.weighted(own * beside)
    found = _levels(weighted, slope)
    _write_dispersion(notes, piece, weighted, found)
    first = window.layout.member[-1] @ (found.grown * window.layout.time[:, None])
    notes.write("centre", piece, np.where(found.sums[-1] > 0, first / np.maximum(found.sums[-1], 1e-12), 0.0))
    notes.write("level", piece, found.mass)
    notes.write("growth", piece, found.sums)
    notes.write("near_surges", piece, _near_surges(window, found.means, beside, dispersion))


def _fit_round(notes: Notes, piece: Piece, window: Window, start: Floats | None) -> None:
    fit = fit_trend(window, start)
    slope = np.where(fit.converged, fit.slope, 0.0)
    found = _levels(window, slope)
    _write_dispersion(notes, piece, window, found)
    notes.write("slope", piece, slope)
    notes.write("information", piece, fit.information)
    notes.write("level", piece, found.level)


def _levels(window: Window, slope: Floats) -> _Levels:
    layout = window.layout
    growth = np.exp(layout.time[:, None] * slope)
    if window.exposure is not None:
        growth *= window.exposure
    counts, grown = window.counts, growth
    if window.weight is not None:
        counts, grown = counts * window.weight, growth * window.weight
    mass, sums = layout.member @ counts, layout.member @ grown
    level = mass / np.maximum(sums, 1e-12)
    return _Levels(mass, sums, level, np.maximum(growth * level[layout.block], _LEAST_MEAN), grown)


def _write_dispersion(notes: Notes, piece: Piece, window: Window, found: _Levels) -> None:
    """Squares over means, each week weighed by mean / (mean + 1): Pearson's for large means, ratio of sums for rare."""
    means, weeks = found.means, len(found.means)
    rarity = means + _RARE
    square, awaited = (window.counts - means) ** 2 / rarity, means / rarity
    notes.write("inverse", piece, weeks * (awaited / rarity).sum(axis=0) / awaited.sum(axis=0) ** 2)
    known = np.full(window.cells, float(weeks))
    if window.weight is not None:
        square *= window.weight
        awaited *= window.weight
        known = window.weight.sum(axis=0)
    parameters = (found.sums > 0).sum(axis=0) + 1.0 + FREEDOM * notes.read("believed", piece)
    free = np.maximum(1 - parameters / weeks, 0.05)
    notes.write("pearson", piece, square.sum(axis=0) / np.maximum(awaited.sum(axis=0) * free, 1e-3))
    notes.write("known", piece, np.maximum(known - parameters, 0.0))


def _write_profile(notes: Notes, piece: Piece, window: Window, dispersion: Floats) -> None:
    growth = np.exp(window.layout.time[:, None] * notes.read("slope", piece))
    if window.exposure is not None:
        growth *= window.exposure
    level = notes.read("level", piece)
    profile, believed = year_profile(window.layout, window.counts, window.weight, level, growth, dispersion)
    notes.write("profile", piece, profile)
    notes.write("believed", piece, believed)


def _shaped(notes: Notes, piece: Piece, window: Window) -> Window:
    """The same baselines with the shape of the year as an exposure."""
    shape = notes.read("profile", piece)[weeks_of_the_year(window.layout)]
    if window.exposure is not None:
        shape *= window.exposure
    return Window(window.layout, window.counts, window.weight, shape, window.exposure_judged)


def _weights(notes: Notes, piece: Piece, window: Window, dispersion: Floats) -> tuple[Floats, Floats]:
    """Soft weights by the fit of the round before: by own height, 0 for a week left out, and by neighbours."""
    layout = window.layout
    log_mean = np.log(np.maximum(notes.read("level", piece), 1e-9))[layout.block]
    log_mean += layout.time[:, None] * notes.read("slope", piece)
    if window.exposure is not None:
        log_mean += np.log(window.exposure)
    np.maximum(log_mean, np.log(_LEAST_MEAN), out=log_mean)
    height = softweights.anscombe(window.counts, np.exp(log_mean), log_mean, dispersion)
    height /= np.sqrt(1 - 1 / np.maximum(layout.member.sum(axis=1), 2.0))[layout.block][:, None]
    own = softweights.own_weight(height)
    return (own if window.weight is None else own * window.weight), softweights.neighbour_weight(height)


def _near_surges(window: Window, means: Floats, beside: Floats, dispersion: Floats) -> Floats:
    """How far weeks beside high weeks lie above their means, in standard deviations, spread over all weeks.

    Around 0 on noise of any kind whose weeks are independent: a week's own height has no part in its weight by others.
    """
    excess = (1 - beside) * (window.counts - means) / np.sqrt(means)
    if window.weight is not None:
        excess *= window.weight
    return np.asarray(excess.mean(axis=0) / np.sqrt(dispersion))
