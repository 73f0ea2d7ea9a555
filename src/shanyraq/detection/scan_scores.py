"""Scores of a scan: how far do the reports of a zone exceed what was expected?

Every score grows with the observed sum, so that a bar on scores is a bar on sums. The search for the best of many
thousand zones needs no logarithm then, only a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import xlogy

from .inputs import Floats

_NEWTON_STEPS = 40
_TINY = 1e-300


class Score(Protocol):
    """A score of (weighted) observed and expected sums of a zone."""

    def of(self, observed: Floats, expected: Floats) -> Floats:
        """Scores, 0 where no more was observed than expected."""

    def reaching(self, bar: float, expected: Floats) -> Floats:
        """The least observed sums whose score is ``bar``; infinite where none is."""


@dataclass(frozen=True, slots=True)
class ExpectationPoisson:
    """C ln(C / B) - (C - B): were the expected reports right, apart from this zone?"""

    def of(self, observed: Floats, expected: Floats) -> Floats:
        more = observed > expected
        ratio = np.divide(observed, expected, out=np.ones_like(observed), where=more & (expected > 0))
        return np.where(more, np.maximum(observed * np.log(ratio) - (observed - expected), 0), 0.0)

    def reaching(self, bar: float, expected: Floats) -> Floats:
        # The score is convex: from a sum that is too high, Newton's steps come down without passing the root.
        base = np.maximum(expected, _TINY)
        sums = base + bar / 3 + np.sqrt(bar**2 / 9 + 2 * bar * base)
        for _ in range(_NEWTON_STEPS):
            slope = np.log(sums / base)
            step = (self.of(sums, base) - bar) / np.maximum(slope, _TINY)
            sums = sums - step
            if (step <= 1e-9 * sums).all():
                break
        return np.where(expected > 0, sums, np.inf)


@dataclass(frozen=True, slots=True)
class ConditionalPoisson:
    """C ln(C / B) + (N - C) ln((N - C) / (N - B)): is the share of this zone in all reports right?"""

    total: float

    def of(self, observed: Floats, expected: Floats) -> Floats:
        rest, rest_expected = np.maximum(self.total - observed, 0), np.maximum(self.total - expected, _TINY)
        more = (observed > expected) & (expected > 0)
        ratio = np.divide(observed, expected, out=np.ones_like(observed), where=more)
        ratio_rest = np.divide(rest, rest_expected, out=np.ones_like(observed), where=more)
        return np.where(more, np.maximum(observed * np.log(ratio) + xlogy(rest, ratio_rest), 0), 0.0)

    def reaching(self, bar: float, expected: Floats) -> Floats:
        base = np.clip(expected, _TINY, self.total)
        highest = np.full_like(base, self.total)
        sums = np.minimum(ExpectationPoisson().reaching(bar, base), self.total * (1 - 1e-12))
        for _ in range(_NEWTON_STEPS):
            slope = np.log(sums / base) - self._log_rest(sums) + self._log_rest(base)
            step = (self.of(sums, base) - bar) / np.maximum(slope, _TINY)
            sums = np.clip(sums - np.maximum(step, 0), base, highest)
            if (step <= 1e-9 * sums).all():
                break
        return np.where((expected > 0) & (self.of(highest, base) >= bar), sums, np.inf)

    def _log_rest(self, sums: Floats) -> Floats:
        logs: Floats = np.log(np.maximum(self.total - sums, _TINY))
        return logs


@dataclass(frozen=True, slots=True)
class OverdispersedSum:
    """(C - B) / sqrt(B) of sums weighted by 1 / dispersion: the score test of negative binomial counts."""

    def of(self, observed: Floats, expected: Floats) -> Floats:
        above = np.maximum(observed - expected, 0)
        return np.divide(above, np.sqrt(expected), out=np.zeros_like(above), where=expected > 0)

    def reaching(self, bar: float, expected: Floats) -> Floats:
        return np.where(expected > 0, expected + bar * np.sqrt(expected), np.inf)
