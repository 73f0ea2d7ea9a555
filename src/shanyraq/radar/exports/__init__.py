"""What leaves the house of signals and hotspots: places, issues, bands of counts; never a text, never a person."""
