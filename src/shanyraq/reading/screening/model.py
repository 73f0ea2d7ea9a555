"""What the screener returns: the text without personal data, what was taken out, what a person should look at."""

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Kind = Literal[
    "person", "phone", "iin", "email", "plate", "handle", "link", "card", "iban", "ethnonym", "address", "birth"
]
KINDS: tuple[Kind, ...] = (
    "person", "phone", "iin", "email", "plate", "handle", "link", "card", "iban", "ethnonym", "address", "birth",
)  # fmt: skip
MARKS: dict[Kind, str] = {kind: f"[{kind}]" for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Found:
    """One masked stretch: `start`, `end` are code points of the text that was given."""

    kind: Kind
    start: int
    end: int

    @property
    def span(self) -> Span:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Screened:
    """`text` may be kept; the text that was given may not. `unsure` spans stand unmasked and wait for a person.

    All spans are code points of the text that was given, in its order; no two of them overlap.
    """

    text: str
    language: str
    found: tuple[Found, ...]
    unsure: tuple[Span, ...]


def to_json(screened: Screened) -> dict[str, Any]:
    """The object that `shanyraq redact` prints for one line."""
    return {
        "text": screened.text,
        "language": screened.language,
        "found": [{"kind": each.kind, "span": [each.start, each.end]} for each in screened.found],
        "unsure": [list(each) for each in screened.unsure],
    }
