"""Counting at scale: items in files -> weekly counts by area, issue and source. No Django, no clock."""

from .items import LABELS
from .refusals import BadInput
from .weekly import DenseCounts, WeeklyCounts, count_weekly
from .whole_files import whole_file, writable
from .workspace import workspace

__all__ = ["LABELS", "BadInput", "DenseCounts", "WeeklyCounts", "count_weekly", "whole_file", "workspace", "writable"]
