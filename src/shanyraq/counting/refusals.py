"""What cannot be counted is refused in one sentence that names the place."""

from __future__ import annotations

from pathlib import Path


class BadInput(ValueError):
    """A file or a wish that cannot be right; the text says what, where, and what to do."""


def at_line(path: Path | str, line: int, what: str) -> BadInput:
    """The refusal of one line of a file; lines are counted from 1, the header included."""
    return BadInput(f"{path}, line {line}: {what}")


def shown(value: str) -> str:
    """A value of a file as part of a sentence: on one line, not too long."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in value)
    return f"'{plain[:57]}...'" if len(plain) > 60 else f"'{plain}'"
