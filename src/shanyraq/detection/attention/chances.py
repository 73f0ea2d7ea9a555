"""How likely is a rise? Learnt from the country's own last weeks, so that a quiet country gets an empty list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import Floats

# Rises that begin in a week, per series: from "practically none" to one in 250, and how likely each is.
RATES = np.array([2e-5, 3e-4, 1e-3, 2e-3, 4e-3])
PRIOR = np.array([0.8, 0.08, 0.06, 0.04, 0.02])


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely each of the ``RATES`` is given the evidence of every series: ``logs`` [rates], or [rates, S]."""

    logs: Floats

    @property
    def weight(self) -> Floats:
        """Posterior weight of each rate; they add up to 1."""
        weight: Floats = np.exp(self.logs - self.logs.max(axis=0))
        weight /= weight.sum(axis=0)
        return weight

    @property
    def rate(self) -> float:
        """Rises a series and week, posterior mean."""
        return float(self.weight @ RATES)

    def had_it_been(self, began: Floats, other: Floats) -> Chance:
        """What would be thought had one series, of ``began`` [d], said ``other`` [d, n] instead; for each of n."""
        said, instead = (np.log1p(RATES[:, None] * odds(factors)) for factors in (began[:, None], other))
        return Chance(self.logs[:, None] - said + instead)

    def posterior(self, part: Floats, began: Floats, boost: Floats | float = 0.0) -> Floats:
        """Probability of what ``part`` of the Bayes factors speaks for.

        ``began`` [d, S] are the Bayes factors of every week of beginning; ``boost`` is added to the rate of a series.
        """
        against = odds(began)
        result = np.zeros_like(part)
        for weight, rate in zip(self.weight, RATES, strict=True):
            here = np.minimum(rate + boost, 0.5 / len(began))
            result += weight * here * part / (1 + here * against)
        return np.minimum(result, 1.0)


def learn(began: Floats) -> Chance:
    """Weigh the rates by what all series say together. Sorted sums: the order of the columns changes nothing."""
    said = np.sort(odds(began))
    return Chance(np.log(PRIOR) + np.array([np.log1p(rate * said).sum() for rate in RATES]))


def odds(began: Floats) -> Floats:
    """Bayes factor of a rise in any of the weeks against none, less the number of weeks: above 0 speaks for one."""
    result: Floats = began.sum(axis=0) - len(began)
    return result
