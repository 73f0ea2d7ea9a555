"""Who proposes directives: the built-in rules, or another engine of the same shape."""

from typing import Protocol

from shanyraq.reading.languages import reader_for
from shanyraq.reading.model import Candidate

VERSION = "1.0"


class Proposer(Protocol):
    """Anything that turns a text into candidates. Name and version are stored with each decision."""

    name: str
    version: str

    def propose(self, text: str, lang: str) -> list[Candidate]:
        """Candidates in the order of the text, each quoted verbatim at its span."""
        ...


class Rules:
    """The built-in proposer: trigger tables and a case grammar, no model and no network."""

    name = "rules"
    version = VERSION

    def propose(self, text: str, lang: str) -> list[Candidate]:
        return list(reader_for(lang).read(text).directives)
