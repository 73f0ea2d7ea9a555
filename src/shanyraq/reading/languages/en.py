"""The English reader: `reader()` is what `languages` asks for."""

from shanyraq.reading.english.reader import EnglishReader
from shanyraq.reading.languages import Reader


def reader() -> Reader:
    """The English reader, its tables loaded."""
    return EnglishReader()
