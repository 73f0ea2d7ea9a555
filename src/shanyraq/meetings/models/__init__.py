"""What happened: events, who was there and how, minutes, decisions."""

from .events import AgendaItem, Event, EventQuerySet, EventTag
from .papers import Decision, Minutes
from .people import Participation

__all__ = ["AgendaItem", "Decision", "Event", "EventQuerySet", "EventTag", "Minutes", "Participation"]
