"""Early warning: weekly counts in, alarms and a short attention list with reasons out. Pure: no database, no clock."""

from .cusum import CusumResult, cusum, nb_cusum
from .ears import EarsResult, ears
from .farrington import farrington_flexible
from .glr import GlrResult, glr
from .results import FarringtonResult
from .scan import Cluster, Ranking, ScanResult, separate_clusters, spacetime_scan
from .scan_bayes import BayesianScan, ScanPrior, bayesian_scan
from .seasonal import SeasonalMean, seasonal_mean
from .settings import FarringtonSettings
from .zones import border_zones, nearest_zones

__all__ = [
    "BayesianScan",
    "Cluster",
    "CusumResult",
    "EarsResult",
    "FarringtonResult",
    "FarringtonSettings",
    "GlrResult",
    "Ranking",
    "ScanPrior",
    "ScanResult",
    "SeasonalMean",
    "bayesian_scan",
    "border_zones",
    "cusum",
    "ears",
    "farrington_flexible",
    "glr",
    "nb_cusum",
    "nearest_zones",
    "seasonal_mean",
    "separate_clusters",
    "spacetime_scan",
]
