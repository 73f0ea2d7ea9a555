"""Early warning: weekly counts in, alarms and a short attention list with reasons out. Pure: no database, no clock."""

from .cusum import CusumResult, cusum, nb_cusum
from .ears import EarsResult, ears
from .glr import GlrResult, glr
from .seasonal import SeasonalMean, seasonal_mean
from .settings import FarringtonSettings

__all__ = [
    "CusumResult",
    "EarsResult",
    "FarringtonSettings",
    "GlrResult",
    "SeasonalMean",
    "cusum",
    "ears",
    "glr",
    "nb_cusum",
    "seasonal_mean",
]
