"""Counting at scale: items in files -> weekly counts by area, issue and source. No Django, no clock."""
