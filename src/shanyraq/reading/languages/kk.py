"""The Kazakh reader: `reader()` is what `languages` asks for."""

from shanyraq.reading.kazakh.reader import KazakhReader
from shanyraq.reading.languages import Reader


def reader() -> Reader:
    """The Kazakh reader, its tables loaded."""
    return KazakhReader()
