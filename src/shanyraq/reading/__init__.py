"""Text in, proposed directives out: who must do what, how often, by when, under which conditions.

Pure Python: no database, no clock, no network. `read` is the one door; `model` holds the values it returns.

>>> reading = read("Акимам районов необходимо ежеквартально проводить встречи.")
>>> [(each.force, each.bearers[0].norm, each.frequency.per) for each in reading.directives]
[('necessity', 'акимы районов', 'P3M')]
"""

from shanyraq.reading.detect import detect_language
from shanyraq.reading.languages import LANGUAGES, reader_for
from shanyraq.reading.model import (
    CONDITION_KINDS,
    FORCES,
    Action,
    Bearer,
    Candidate,
    Condition,
    Deadline,
    Frequency,
    Reading,
    Sentence,
    Span,
    check,
    to_json,
)
from shanyraq.reading.proposers import VERSION, Proposer, Rules

PROPOSER = Rules.name

__all__ = [
    "CONDITION_KINDS",
    "FORCES",
    "LANGUAGES",
    "PROPOSER",
    "VERSION",
    "Action",
    "Bearer",
    "Candidate",
    "Condition",
    "Deadline",
    "Frequency",
    "Proposer",
    "Reading",
    "Rules",
    "Sentence",
    "Span",
    "detect_language",
    "read",
    "to_json",
]


def read(text: str, *, language: str | None = None) -> Reading:
    """Directives of `text` (language found by itself when None). Every quote stands verbatim at its span."""
    reader = reader_for(language or detect_language(text))
    return check(reader.read(text), text)
