"""A few lines a week for people to look at, each with its reasons; and the silence that is no calm."""

from .because import Line, Reason
from .list import attention

__all__ = ["Line", "Reason", "attention"]
