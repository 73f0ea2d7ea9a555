"""Readers by language, each loaded only when a text in it arrives.

A language module (`languages/ru.py`, `languages/kk.py`, `languages/en.py`) exposes `reader() -> Reader`,
called once. It loads its morphology and its tables from `data/<language>/*.toml` there, not on import of this
package.

A reader works in four steps, whatever the language: units of the text (`sentences.units`), triggers from the
table, the clause and its roles (bearer, action), then frequency, deadline, conditions. It returns candidates in
the order of the text, and as `unclaimed` the sentences with a modal word and no candidate.
"""

from functools import cache
from importlib import import_module
from typing import Protocol, cast

from shanyraq.reading.model import Reading

LANGUAGES: tuple[str, ...] = ("kk", "ru", "en")


class Reader(Protocol):
    """Reads texts of one language."""

    language: str

    def read(self, text: str) -> Reading:
        """Directives of `text`; spans are code points of it. Never raises on any string."""
        ...


@cache
def reader_for(language: str) -> Reader:
    """The reader of `kk`, `ru` or `en`; ValueError names what is known."""
    if language not in LANGUAGES:
        raise ValueError(f"no reader for {language!r}; known languages: {', '.join(LANGUAGES)}")
    module = import_module(f"shanyraq.reading.languages.{language}")
    return cast(Reader, module.reader())
