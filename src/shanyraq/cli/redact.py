"""``shanyraq redact``: personal data out of short texts, one a line, with no database and no Django."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

LIMIT = 5 * 1024 * 1024
_OTHER_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Refusal(click.ClickException):
    """A line cannot be read: one sentence on stderr; the lines before it have been answered."""

    exit_code = 2


@click.command()
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), help="Language of the texts; found when not given.")
@click.option("--names-model", is_flag=True, help="Ask the model of names too (the extra `names`).")
def redact(language: str | None, names_model: bool) -> None:
    """Names, numbers and addresses out of short texts: one text a line in, one JSON object a line out.

    Reads the standard input in UTF-8. Spans are code points of the line; what was masked is never repeated.
    More: docs/reference/redaction.md.
    """
    # Imported late: `--help` must not wait for a dictionary.
    from shanyraq.reading.screening import screen, to_json

    if names_model:
        _use_names_model()
    out = sys.stdout.buffer
    try:
        for text in _lines(sys.stdin.buffer):
            out.write(json.dumps(to_json(screen(text, language=language)), ensure_ascii=False).encode("utf-8") + b"\n")
            out.flush()
    except BrokenPipeError:
        # The reader has seen enough; what is still in the buffer must not speak at exit.
        sys.stdout = None


def _use_names_model() -> None:
    from shanyraq.reading.screening import names_model

    try:
        names_model.use()
    except names_model.ModelMissing as missing:
        raise Refusal(str(missing)) from None


def _lines(source: BinaryIO) -> Iterator[str]:
    """Lines of a stream, each read when it comes."""
    number = 0
    while line := source.readline(LIMIT + 2):
        number += 1
        if number == 1:
            line = _without_mark(line)
        text = line.removesuffix(b"\n").removesuffix(b"\r")
        if len(text) > LIMIT:
            raise Refusal(f"line {number}: is longer than 5 MB; a short text is expected on each line.")
        yield _decoded(number, text)


def _without_mark(line: bytes) -> bytes:
    if line.startswith(_OTHER_BOMS):
        raise Refusal("line 1: is in UTF-16 or UTF-32; save the texts in UTF-8, one a line.")
    return line.removeprefix(codecs.BOM_UTF8)


def _decoded(number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"line {number}: is not in UTF-8 (byte {error.start + 1})"
        raise Refusal(f"{where}; save the texts in UTF-8, for example: iconv -f CP1251 -t UTF-8.") from None
