"""How likely is a rise? Learnt from the country's own last weeks, so that a quiet country gets an empty list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Floats

# Rises that begin in a week, per series: from "practically none" to one in a hundred, and how likely each is.
RATES = np.array([2e-5, 3e-4, 1e-3, 2e-3, 4e-3, 1e-2])
_QUIET = 0.9
PRIOR = np.array([_QUIET, *[(1 - _QUIET) / 5] * 5])


@dataclass(frozen=True, slots=True)
class Chance:
    """Posterior ``weight`` of each of the ``RATES``, given the evidence of every series."""

    weight: Floats

    @property
    def rate(self) -> float:
        """Rises a series and week, posterior mean."""
        return float(self.weight @ RATES)

    def posterior(self, part: Floats, began: Floats, boost: Floats | float = 0.0) -> Floats:
        """Probability of what ``part`` of the Bayes factors speaks for.

        ``began`` [d, S] are the Bayes factors of every week of beginning; ``boost`` is added to the rate of a series.
        """
        odds = began.sum(axis=0) - len(began)
        result = np.zeros_like(part)
        for weight, rate in zip(self.weight, RATES, strict=True):
            here = np.minimum(rate + boost, 0.5 / len(began))
            result += weight * here * part / np.maximum(1 + here * odds, 1e-12)
        return np.minimum(result, 1.0)


def learn(began: Floats) -> Chance:
    """Weigh the rates by what all series say together. Sorted sums: the order of the columns changes nothing."""
    odds = np.sort(began.sum(axis=0) - len(began))
    logs = np.log(PRIOR) + np.array([np.log1p(rate * odds).sum() for rate in RATES])
    weight = np.exp(logs - logs.max())
    return Chance(weight / weight.sum())
