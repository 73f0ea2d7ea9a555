"""A few lines a week for people to look at, each with its reasons; and the silence that is no calm."""

from .because import Line, Reason
from .list import attention
from .monitor import Monitoring, monitor
from .silence import Silence, silent

__all__ = ["Line", "Monitoring", "Reason", "Silence", "attention", "monitor", "silent"]
