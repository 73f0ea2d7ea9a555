"""A text on its way in: bytes into characters, characters cleaned, damage told in words. Nothing is guessed."""

import re
import unicodedata
from hashlib import sha256

from django.utils.translation import gettext as _

LIMIT = 5_000_000
"""The longest text accepted, in bytes of UTF-8."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DOCUMENTS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word (DOCX)"),
    (b"\xd0\xcf\x11\xe0", "Word (DOC)"),
    (b"{\\rtf", "RTF"),
)
_INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    ]
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_WORDS = re.compile(r"\w+")
_LOST = re.compile(r"\ufffd|\?(?=[^\W\d_])")
_LOST_FROM, _LOST_SHARE = 4, 0.005
_CYRILLIC_SHARE = 0.6


class UnreadableText(ValueError):
    """The text cannot be taken as it is; the message says to the person what to do."""


def decode(data: bytes) -> str:
    """The characters of a file: UTF-8 (with or without a byte-order mark) or UTF-16 with one.

    Raises ``UnreadableText`` for anything else, naming what the file seems to be and what to do.
    """
    check_size(len(data))
    for start, kind in _DOCUMENTS:
        if data.startswith(start):
            raise UnreadableText(
                _("This is a %(kind)s file, not a plain text. Open it, copy the text and paste it into the field.")
                % {"kind": kind}
            )
    if data.startswith(_UTF16):
        return _decoded(data, "utf-16")
    text = _decoded(data, "utf-8-sig")
    if "\x00" in text:
        raise UnreadableText(_not_utf8(_("UTF-16 without its mark, or not a text at all")))
    return text


def clean(text: str) -> str:
    """The text as it is stored: NFC, one kind of line end, no invisible or direction-changing characters."""
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("", text).translate(_INVISIBLE)
    return unicodedata.normalize("NFC", text).strip()


def check_readable(text: str) -> None:
    """Raises ``UnreadableText`` for an empty text, one too long, or one whose letters were lost on the way."""
    if not text:
        raise UnreadableText(_("There is no text yet. Paste the text of the act or choose a file."))
    check_size(len(text.encode("utf-8", "surrogatepass")))
    if any("\ud800" <= character <= "\udfff" for character in text) or _letters_lost(text):
        raise UnreadableText(
            _(
                'Letters of this text were lost on the way: there are "?" or "�" inside words. '
                "Take the text from its source again and save it as UTF-8."
            )
        )
    if _read_in_wrong_alphabet(text):
        raise UnreadableText(
            _(
                "The letters of this text are mixed up: it was saved as UTF-8 and opened in another encoding. "
                "Open the source again as UTF-8 and copy the text anew."
            )
        )


def check_size(size: int) -> None:
    if size > LIMIT:
        raise UnreadableText(
            _(
                "The text is %(size)s MB long; at most %(limit)s MB are accepted. "
                "Split it into parts (for example by chapters) and add each part as an act of its own."
            )
            % {"size": f"{size / 1_000_000:.1f}", "limit": LIMIT // 1_000_000}
        )


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableText(_not_utf8(_seems_to_be(data))) from None


def _not_utf8(kind: str) -> str:
    return _(
        'The file is not in UTF-8 (it looks like: %(kind)s). Open it in a text editor, choose "Save as" with the '
        "encoding UTF-8 and add the new file, or copy the text and paste it into the field."
    ) % {"kind": kind}


def _seems_to_be(data: bytes) -> str:
    guess = data.decode("cp1251", "replace")
    letters = [character for character in guess if character.isalpha()]
    cyrillic = sum("\u0400" <= character <= "\u04ff" for character in letters)
    if letters and cyrillic / len(letters) >= _CYRILLIC_SHARE:
        return "Windows-1251, KZ-1048"
    return _("another encoding")


def _letters_lost(text: str) -> bool:
    lost = len(_LOST.findall(text))
    return lost >= _LOST_FROM and lost >= _LOST_SHARE * len(_WORDS.findall(text))


def _read_in_wrong_alphabet(text: str) -> bool:
    """Were the bytes of UTF-8 read as Windows-1251, Windows-1252 or Latin-1?"""
    sample = text[:4000]
    return any(_cyrillic_after(sample, encoding) > len(sample) / 4 for encoding in ("cp1251", "cp1252", "latin-1"))


def _cyrillic_after(sample: str, encoding: str) -> int:
    mended = sample.encode(encoding, "ignore").decode("utf-8", "ignore")
    return sum("\u0400" <= character <= "\u04ff" for character in mended)


def find_quote(text: str, quote: str, *, near: int = 0) -> tuple[int, int] | None:
    """Where the words of ``quote`` stand in ``text``, the place nearest to ``near``; spaces and line ends may differ.

    >>> find_quote("One. Two\\nthree.", " two three.".strip().capitalize(), near=0)
    (5, 15)
    """
    words = clean(quote).split()
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    places = [found.span() for found in re.finditer(pattern, text)]
    return min(places, key=lambda span: abs(span[0] - near)) if places else None
