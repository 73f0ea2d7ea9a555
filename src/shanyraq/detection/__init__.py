"""Early warning: weekly counts in, alarms and a short attention list with reasons out. Pure: no database, no clock."""

from .ears import EarsResult, ears
from .settings import FarringtonSettings

__all__ = ["EarsResult", "FarringtonSettings", "ears"]
