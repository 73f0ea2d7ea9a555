"""``shanyraq read``: directives found in a text, with no database and no Django."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from shanyraq.reading import Candidate, Reading

LIMIT = 5 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOCUMENTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word (docx) or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word (doc) file",
}


class Refusal(click.ClickException):
    """The text cannot be read as it is: one sentence on stderr, nothing on stdout."""

    exit_code = 2


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (see docs/reference/reading.md).")
@click.option("--language", type=click.Choice(["ru", "kk", "en"]), help="Language of the text; found when not given.")
def read(file: str, as_json: bool, language: str | None) -> None:
    """Directives found in a text: who must do what, how often, by when.

    FILE is a plain text in UTF-8; - reads the standard input. Every quote is verbatim, spans are code points.
    """
    text = _decoded(file, _bytes(file))
    # Imported late: `--help` must not wait for a dictionary.
    from shanyraq.reading import read as read_text
    from shanyraq.reading import to_json

    reading = read_text(text, language=language)
    shown = json.dumps(to_json(reading), ensure_ascii=False, indent=2) if as_json else _listing(reading)
    click.echo(shown.encode("utf-8"))


def _bytes(file: str) -> bytes:
    if file == "-":
        return _sized(file, sys.stdin.buffer.read(LIMIT + 1))
    path = Path(file)
    try:
        if path.is_dir():
            raise Refusal(f"{file}: is a folder; name the file of the text.")
        with path.open("rb") as source:
            return _sized(file, source.read(LIMIT + 1))
    except OSError as error:
        raise Refusal(f"{file}: cannot be read, {(error.strerror or str(error)).lower()}.") from None
    except ValueError:
        raise Refusal(f"{file!r}: is not a file name.") from None


def _sized(file: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise Refusal(f"{_name(file)}: is larger than 5 MB; split the text and read its parts one by one.")
    if not content.strip():
        raise Refusal(f"{_name(file)}: is empty; there is nothing to read.")
    return content


def _decoded(file: str, content: bytes) -> str:
    """The text of a file in UTF-8, or in an encoding that its first bytes declare."""
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(f"{_name(file)}: {_why_not_utf8(content)}") from None
    if "\x00" in text:
        raise Refusal(f"{_name(file)}: is not a plain text; save the document as plain text in UTF-8 first.")
    if not text.strip():
        raise Refusal(f"{_name(file)}: is empty; there is nothing to read.")
    return text


def _why_not_utf8(content: bytes) -> str:
    for mark, kind in _DOCUMENTS.items():
        if content.startswith(mark):
            return f"is {kind}; save the document as plain text in UTF-8 first."
    if _looks_like_1251(content):
        return (
            "is not in UTF-8; it looks like Windows-1251 or KZ-1048, which cannot be told apart safely. Save it"
            " as UTF-8, for example: iconv -f CP1251 -t UTF-8 old.txt > new.txt"
            " (for Kazakh: iconv -f RK1048 -t UTF-8)."
        )
    return "is not a plain text in UTF-8; save the document as plain text in UTF-8 first."


def _looks_like_1251(content: bytes) -> bool:
    """Are most bytes beyond ASCII where Windows-1251 keeps its Cyrillic letters?"""
    high = [byte for byte in content[:20_000] if byte >= 0x80]
    return bool(high) and sum(byte >= 0xC0 for byte in high) >= 0.8 * len(high)


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _listing(reading: Reading) -> str:
    """A list for the eye: one directive a paragraph, then what deserves a second look."""
    found = len(reading.directives)
    lines = [f"{reading.language}: {found} {'directive' if found == 1 else 'directives'}"]
    for number, candidate in enumerate(reading.directives, start=1):
        lines += ["", *_paragraph(number, candidate)]
    if reading.unclaimed:
        lines += ["", "Look here too (a modal word, no directive):"]
        lines += [f"  @{each.span[0]} {_one_line(each.text)}" for each in reading.unclaimed]
    return "\n".join(lines)


def _paragraph(number: int, candidate: Candidate) -> list[str]:
    force = f"{candidate.force}, prohibition" if candidate.negated else candidate.force
    lines = [f"{number}. [{force}] @{candidate.span[0]} {_one_line(candidate.quote)}"]
    bearers = "; ".join(bearer.norm for bearer in candidate.bearers) or "? (not named: to be chosen by a person)"
    lines.append(f"   who:  {bearers}")
    lines.append(f"   what: {_one_line(candidate.action.text)}")
    if candidate.frequency:
        lines.append(f"   how often: at least {candidate.frequency.at_least} in {candidate.frequency.per}")
    if candidate.deadline:
        term = candidate.deadline.date or candidate.deadline.relative
        lines.append(f"   by when: {_one_line(candidate.deadline.text)} ({term})")
    lines += [f"   {each.kind.replace('_', ' ')}: {_one_line(each.text)}" for each in candidate.conditions]
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
