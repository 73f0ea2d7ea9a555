"""How past weeks are compared with the judged one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, Self

from .inputs import check_between, check_one_of, check_truth, check_whole

Threshold = Literal["nb", "muan", "delta", "predictive"]
Power = Literal["2/3", "1/2", "none"]


@dataclass(frozen=True, kw_only=True)
class FarringtonSettings:
    """Settings of ``farrington_flexible``; the defaults are those of Noufaily and others 2013 (doi 10.1002/sim.5595).

    >>> FarringtonSettings.classic(alpha=0.01).threshold
    'delta'

    Raises ``ValueError`` with a sentence when a setting is out of its range.
    """

    years: int = 5
    """Years of history compared (b)."""
    half_window: int = 3
    """Weeks on either side of a reference week (w)."""
    periods: int = 10
    """Seasonal blocks in a year; 1 means only the windows round the reference weeks."""
    past_weeks_excluded: int | None = 26
    """Weeks before the judged one that stay out of the baseline; None means ``half_window``."""
    reweight: bool = True
    """Do past surges count less?"""
    reweight_threshold: float = 2.58
    """The standardised Anscombe residual above which a past week is a surge."""
    trend: float = 1.0
    """The trend is kept when its p-value is below this: 1 always tries it, 0 never fits it."""
    alpha: float = 0.01
    """One-sided level of ``upper`` and ``alarm``."""
    threshold: Threshold = "nb"
    """Plug-in negative binomial, "muan" (the same at an upper mean), "delta" (1996), or "predictive" (calibrated)."""
    power: Power = "2/3"
    """The transformation of "delta"."""
    limit: tuple[int, int] = (5, 4)
    """No alarm with fewer than the first number of reports in the last weeks (the second), the judged one included."""
    r_compat: bool = False
    """Repeat R surveillance 1.20.3 with its wrong dispersion in standard errors; for comparisons."""

    def __post_init__(self) -> None:
        check_whole(self.years, "years", 1, 50)
        check_whole(self.half_window, "half_window", 0, 25)
        check_whole(self.periods, "periods", 1, 52)
        if self.past_weeks_excluded is not None:
            check_whole(self.past_weeks_excluded, "past_weeks_excluded", 0, 52 * self.years + self.half_window - 1)
        check_truth(self.reweight, "reweight")
        check_truth(self.r_compat, "r_compat")
        check_between(self.reweight_threshold, "reweight_threshold", 0, float("inf"))
        check_between(self.trend, "trend", 0, 1)
        check_between(self.alpha, "alpha", 0, 0.5, open_ends=True)
        check_one_of(self.threshold, "threshold", ("nb", "muan", "delta", "predictive"))
        check_one_of(self.power, "power", ("2/3", "1/2", "none"))
        if not isinstance(self.limit, tuple) or len(self.limit) != 2:
            raise ValueError(f"limit is two whole numbers, (reports, weeks); it is {self.limit!r}.")
        check_whole(self.limit[0], "limit, reports", 0, 10_000)
        check_whole(self.limit[1], "limit, weeks", 1, 520)

    @property
    def weeks_excluded(self) -> int:
        """Weeks before the judged one that stay out of the baseline."""
        return self.half_window if self.past_weeks_excluded is None else self.past_weeks_excluded

    @classmethod
    def noufaily(cls, **changes: Any) -> Self:
        """The improved algorithm of 2013: ten seasonal blocks, half a year left out, plug-in negative binomial."""
        return cls(**changes)

    @classmethod
    def classic(cls, **changes: Any) -> Self:
        """Close to Farrington 1996 (doi 10.2307/2983331): the windows alone, tested trend, delta method."""
        base: dict[str, Any] = {
            "periods": 1,
            "past_weeks_excluded": 3,
            "trend": 0.05,
            "alpha": 0.05,
            "threshold": "delta",
        }
        return cls(**(base | changes))

    @classmethod
    def calibrated(cls, **changes: Any) -> Self:
        """Ours: error rates that are what they say, also for rare series (see the explanation of the method)."""
        base: dict[str, Any] = {"reweight": False, "threshold": "predictive"}
        return cls(**(base | changes))

    def changed(self, **changes: Any) -> Self:
        """The same settings but for these fields."""
        return type(self)(**({field.name: getattr(self, field.name) for field in fields(self)} | changes))
