"""What the radar keeps: signals and how they were checked, weekly lists, hotspots and what was done about them."""

from .echoes import Echo
from .hotspots import Hotspot, HotspotStep, Measure, Plan, Review
from .intake import ApiKey, Feed, ImportBatch, Quarantine
from .ladder import CallOut, SecondReview, Verification
from .reach import Reach
from .signals import Cluster, Signal, SignalNote
from .weekly import Line, Scan, Silence, WeekCount, WeekSources

__all__ = [
    "ApiKey",
    "CallOut",
    "Cluster",
    "Echo",
    "Feed",
    "Hotspot",
    "HotspotStep",
    "ImportBatch",
    "Line",
    "Measure",
    "Plan",
    "Quarantine",
    "Reach",
    "Review",
    "Scan",
    "SecondReview",
    "Signal",
    "SignalNote",
    "Silence",
    "Verification",
    "WeekCount",
    "WeekSources",
]
