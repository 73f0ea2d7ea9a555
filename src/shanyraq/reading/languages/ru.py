"""Russian."""

from shanyraq.reading.languages import Reader
from shanyraq.reading.russian.reader import RussianReader


def reader() -> Reader:
    """The reader of Russian texts."""
    return RussianReader()
