"""Early warning: weekly counts in, alarms and a short attention list with reasons out. Pure: no database, no clock."""

from .attention import Line, Monitoring, Reason, Silence, attention, monitor, silent
from .cusum import CusumResult, cusum, nb_cusum
from .delay import ArrivedShare, arrived_share
from .ears import EarsResult, ears
from .farrington import farrington_flexible
from .glr import GlrResult, glr
from .results import FarringtonResult
from .scan import Cluster, Ranking, ScanResult, separate_clusters, spacetime_scan
from .scan_bayes import BayesianScan, ScanPrior, bayesian_scan
from .seasonal import SeasonalMean, seasonal_mean
from .settings import FarringtonSettings
from .young import YoungResult, judge_young
from .zones import border_zones, nearest_zones

__all__ = [
    "ArrivedShare",
    "BayesianScan",
    "Cluster",
    "CusumResult",
    "EarsResult",
    "FarringtonResult",
    "FarringtonSettings",
    "GlrResult",
    "Line",
    "Monitoring",
    "Ranking",
    "Reason",
    "ScanPrior",
    "ScanResult",
    "SeasonalMean",
    "Silence",
    "YoungResult",
    "arrived_share",
    "attention",
    "bayesian_scan",
    "border_zones",
    "cusum",
    "ears",
    "farrington_flexible",
    "glr",
    "judge_young",
    "monitor",
    "nb_cusum",
    "nearest_zones",
    "seasonal_mean",
    "separate_clusters",
    "silent",
    "spacetime_scan",
]
