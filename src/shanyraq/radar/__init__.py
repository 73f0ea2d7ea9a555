"""Signals about a place and an issue, hotspots made of them, plans made of duties. Never a person."""
