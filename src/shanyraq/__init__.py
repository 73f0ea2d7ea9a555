"""Shanyraq: the working headquarters of a people's assembly."""
