"""Marks that stand where words were taken out before the first write, said in the language of whoever reads.

A text is kept with plain marks ("[person]", "[phone]"), so that it stays one text whatever language it is read in; no
reader should meet them as they are kept.
"""

import re
from collections.abc import Iterator

from django.utils.translation import pgettext_lazy

from shanyraq.reading.screening import MARKS

DOUBTFUL = "[…]"
"""Stands for a word of which the screener was unsure and for which nobody vouched."""
TAKEN_OUT = {
    "person": pgettext_lazy("taken out", "a name"),
    "phone": pgettext_lazy("taken out", "a phone number"),
    "iin": pgettext_lazy("taken out", "a personal number"),
    "email": pgettext_lazy("taken out", "an e-mail address"),
    "plate": pgettext_lazy("taken out", "a car number"),
    "handle": pgettext_lazy("taken out", "an account"),
    "link": pgettext_lazy("taken out", "a link"),
    "card": pgettext_lazy("taken out", "a card number"),
    "iban": pgettext_lazy("taken out", "a bank account"),
    "ethnonym": pgettext_lazy("taken out", "origin of a person"),
    "address": pgettext_lazy("taken out", "a home address"),
    "birth": pgettext_lazy("taken out", "a date of birth"),
    "doubtful": pgettext_lazy("taken out", "a doubtful word"),
}
_KIND = {mark: kind for kind, mark in MARKS.items()} | {DOUBTFUL: "doubtful"}
_MARK = re.compile("|".join(re.escape(mark) for mark in _KIND))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the kind of its mark: ``("Call ", "")``, ``("[person]", "person")``."""
    place = 0
    for mark in _MARK.finditer(text):
        yield text[place : mark.start()], ""
        yield mark.group(), _KIND[mark.group()]
        place = mark.end()
    yield text[place:], ""


def in_words(text: str) -> str:
    """A kept text as plain words, for titles, letters and files: every mark says what stood there."""
    return "".join(f"[{TAKEN_OUT[kind]}]" if kind else words for words, kind in pieces(text))
