from __future__ import annotations

from .windows import Window

LANGUAGES = ("kk", "ru", "en")


def because(window: Window, lang: str) -> str:
    """Why the window is in its state, in plain sentences of `lang`."""
    return f"{window.state}: due {window.due}"
