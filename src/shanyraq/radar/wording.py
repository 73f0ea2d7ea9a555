"""Text as it may be kept: one form of every letter, no invisible signs, not too long."""

import unicodedata
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.reading.screening.cleaning import view

LONGEST = 4_000
FAR_TOO_LONG = 5 * LONGEST
"""Whatever is stripped of a text, no more than this is looked at."""


def cleaned(text: str) -> str:
    """The text in NFC, without control signs, invisible letters and turns of the writing direction.

    Raises ``ValidationError`` when it is too long or most of its letters were lost before it came here.
    """
    if len(text) > FAR_TOO_LONG:
        # Said at once: to clean what will not be taken would only keep everybody else waiting.
        raise ValidationError(_too_long(len(text)))
    visible = "".join(sign for sign in unicodedata.normalize("NFC", text) if _is_visible(sign))
    # As the screener reads it: then its spans are places in this very text.
    kept = view(visible).text.strip()
    if len(kept) > LONGEST:
        raise ValidationError(_too_long(len(kept)))
    if looks_broken(kept):
        raise ValidationError(
            _("Many letters of the text have turned into question marks. Save it as UTF-8, or type it again.")
        )
    return kept


def _too_long(length: int) -> str:
    return _("The text has %(length)s characters; at most %(most)s are taken. Keep what happened, where and when.") % {
        "length": length,
        "most": LONGEST,
    }


def looks_broken(text: str) -> bool:
    """Were letters lost on the way? Several words with a question mark or a replacement sign in place of a letter."""
    words = text.split()
    inside = sum("\ufffd" in word or "?" in word[:-1].rstrip("?!.") for word in words)
    # A question mark at the end of a word is a lost letter only where others were lost, and the sentence goes on.
    at_ends = sum(word.endswith("?") and after[0].islower() for word, after in pairwise(words))
    lost = inside + at_ends if inside else 0
    return lost >= 3 and lost * 5 >= len(words)


def _is_visible(sign: str) -> bool:
    return sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
