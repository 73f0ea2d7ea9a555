"""The model of every cell: fitted, past surges weighed down, the trend kept or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import stdtr

from .dispersion import pearson, relative, surges, weighed_down
from .fit import Fit, fit_levels, fit_trend
from .glm import fit_glm
from .inputs import Bools, Floats, Ints
from .settings import FarringtonSettings
from .slope import Lighter
from .windows import Window

YEARS_FOR_A_TREND = 3
_BEYOND_REASON = 1e100
Fitter = Callable[[Window, Floats | None, Lighter | None], Fit]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What is known of the judged week of C cells before it is looked at.

    ``expected[C]``; ``dispersion[C]`` >= 1; ``error[C]``: standard error of the linear predictor, infinite where
    nothing is known; ``slope[C]`` and ``slope_error[C]`` per unit of ``Layout.time``; ``freedom[C]``: its degrees;
    ``trend[C]``: was it kept; ``quiet[C]``: no report in the baseline of the judged week's season; ``fitted[C]``.
    """

    expected: Floats
    dispersion: Floats
    error: Floats
    slope: Floats
    slope_error: Floats
    freedom: Floats
    trend: Bools
    quiet: Bools
    fitted: Bools

    def put(self, cells: Bools | Ints, other: Model) -> None:
        """Replaces these cells by those of another model."""
        for field in fields(self):
            getattr(self, field.name)[cells] = getattr(other, field.name)


def model(window: Window, settings: FarringtonSettings) -> Model:
    """The model of every cell by the rules of Noufaily and others 2013 (doi 10.1002/sim.5595).

    The trend stays where it was found, three years or more are compared, its p-value is below ``settings.trend``
    and the expected count is not above every baseline count. Else the cell is fitted again without it.
    """
    # Cells without an answer are marked; what overflows in them warns nobody.
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return _choose(window, settings)


def _choose(window: Window, settings: FarringtonSettings) -> Model:
    levels = _glm_levels if settings.r_compat else _levels
    if settings.trend == 0 or settings.years < YEARS_FOR_A_TREND:
        return _reweighted(window, settings, levels)
    found = _reweighted(window, settings, _glm_trend if settings.r_compat else fit_trend)
    dropped = ~_trend_stays(found, window, settings)
    if dropped.all():
        return _reweighted(window, settings, levels)
    if dropped.any():
        found.put(dropped, _reweighted(window.take(np.flatnonzero(dropped)), settings, levels))
    return found


def _trend_stays(found: Model, window: Window, settings: FarringtonSettings) -> Bools:
    stays: Bools = found.fitted & (found.expected <= window.counts.max(axis=0))
    if settings.trend < 1:
        p = 2 * stdtr(found.freedom, -np.abs(found.slope / found.slope_error))
        stays &= p < settings.trend
    return stays


def _levels(window: Window, *_: object) -> Fit:
    return fit_levels(window)


def _glm_trend(window: Window, *_: object) -> Fit:
    return fit_glm(window, trend=True)


def _glm_levels(window: Window, *_: object) -> Fit:
    return fit_glm(window, trend=False)


def _reweighted(window: Window, settings: FarringtonSettings, fitter: Fitter) -> Model:
    fit = fitter(window, None, None)
    means = fit.means(window)
    first = _model(window, fit, means, settings)
    if not settings.reweight:
        return first
    found = surges(window, fit, means, first.dispersion, settings.reweight_threshold)
    if found.cell.size:
        cells, again, lighter = weighed_down(window, found)
        refit = fitter(again, fit.slope[cells], lighter)
        first.put(cells, _model(again, refit, refit.means(again), settings))
    return first


def _model(window: Window, fit: Fit, means: Floats, settings: FarringtonSettings) -> Model:
    estimate = pearson(window, fit, means)
    dispersion = np.maximum(estimate, 1.0)
    scale = dispersion
    if settings.r_compat:
        scale = relative(window, fit, means) if settings.reweight else estimate
    season = window.layout.block == window.layout.blocks - 1
    quiet = ~window.counts[season].any(axis=0)
    known = season.any() if window.weight is None else window.weight[season].any(axis=0)
    expected = np.where(quiet, 0.0, fit.expected(window))
    return Model(
        expected=expected,
        dispersion=dispersion,
        error=np.sqrt(scale * fit.variance(window)),
        slope=fit.slope,
        slope_error=np.sqrt(scale / fit.information),
        freedom=fit.freedom,
        trend=np.isfinite(fit.information) & fit.converged,
        quiet=quiet,
        fitted=known & (quiet | fit.converged) & (expected < _BEYOND_REASON) & (dispersion < _BEYOND_REASON),
    )
