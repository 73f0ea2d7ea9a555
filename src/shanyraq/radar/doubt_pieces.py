"""A text in pieces, for showing to whoever has just typed it what will be taken out; nothing of it is kept."""

from shanyraq.reading.screening import screen

from . import wording


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it will be taken out; empty when nothing will.

    Raises ``ValidationError`` for a text that cannot be taken.
    """
    clean = wording.cleaned(text)
    screened = screen(clean)
    spans = sorted([*(found.span for found in screened.found), *screened.unsure])
    if not spans:
        return []
    shown, place = [], 0
    for start, end in spans:
        shown += [(clean[place:start], False), (clean[start:end], True)]
        place = end
    return [(words, is_away) for words, is_away in [*shown, (clean[place:], False)] if words]
