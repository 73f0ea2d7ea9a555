"""Heads of the journal kept outside the database: one JSON object a line, the oldest first."""

import json
from dataclasses import asdict
from pathlib import Path

from .journal import Anchor


class BadAnchorFile(ValueError):
    """A line of the file is no anchor."""


def line(anchor: Anchor) -> str:
    return json.dumps(asdict(anchor), sort_keys=True) + "\n"


def append(file: Path, anchor: Anchor) -> None:
    """Add the head at the end; earlier anchors stay, for each proves its own part."""
    with file.open("a", encoding="utf-8") as out:
        out.write(line(anchor))


def read(file: Path) -> list[Anchor]:
    """All anchors of a file; raises ``BadAnchorFile`` naming the first bad line."""
    rows = enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    return [_anchor(number, text) for number, text in rows if text.strip()]


def _anchor(number: int, text: str) -> Anchor:
    try:
        fields = json.loads(text)
        return Anchor(seq=int(fields["seq"]), hash=str(fields["hash"]), at=str(fields["at"]))
    except (ValueError, KeyError, TypeError) as wrong:
        raise BadAnchorFile(f"Line {number} is not an anchor: expected seq, hash and at in JSON.") from wrong
