"""A file as rows of words, whatever program saved it. Nothing of it is kept; a file that cannot be read says why."""

import csv
import io
import json
import lzma
import subprocess  # one script of our own, see below
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 5 * 1024**2
MOST_ROWS = 20_000
UNPACKED = 40 * 1024**2
MOST_COLUMNS = 60
SECONDS = 30
PIECE = 64 * 1024
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
CYRILLIC = frozenset(KAZAKH + "".join(map(chr, range(0x410, 0x450))) + "Ёё")
ENCODINGS = ("utf-8", "utf-16", "kz1048", "ptcp154", "cp1251")
_OF_ONE_BYTE = ENCODINGS[2:]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their line numbers in the file; ``encoding`` is how its letters were read, empty for a workbook."""

    rows: list[tuple[int, list[str]]]
    encoding: str = ""


def read(file: bytes, encoding: str = "") -> Table:
    """The rows of a CSV file or of a workbook. Raises ``ValidationError`` with what to do."""
    if len(file) > LARGEST:
        raise ValidationError(_("The file is larger than 5 MB. Send it in parts."))
    if file.startswith(b"PK\x03\x04"):
        table = Table(list(enumerate(_workbook(file), 1)))
    elif file.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(_("This is an old or a locked workbook. Save it as XLSX without a password, or as CSV."))
    else:
        text, encoding = decoded(file, encoding)
        table = Table(_lines(text), encoding)
    filled = [(line, row) for line, row in table.rows if any(cell.strip() for cell in row)]
    if len(filled) > MOST_ROWS + 1:
        raise ValidationError(_("The file has more than 20,000 rows. Send it in parts."))
    if len(filled) < 2:
        raise ValidationError(_("The file has no row below its heading. Take the template as an example."))
    return Table(filled, table.encoding)


def decoded(file: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file and how its letters were read: as said, or as it reads best."""
    if encoding:
        return _decode(file, encoding), encoding
    if file.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(file, "utf-16"), "utf-16"
    if b"\0" in file[:2000]:
        # Without a mark of its order, the empty halves tell: letters of ASCII have theirs second in little-endian.
        order = "utf-16-le" if file[1:2] == b"\0" or file[3:4] == b"\0" else "utf-16-be"
        return _decode(file, order), "utf-16"
    try:
        return file.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        readings = {name: file.decode(name, errors="replace") for name in _OF_ONE_BYTE}
        best = max(readings, key=lambda name: _looks_right(readings[name]))
        return readings[best], best


def _decode(file: bytes, encoding: str) -> str:
    try:
        return file.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError):
        problem = _("The file is not written in this encoding. Choose another, or let it be found.")
        raise ValidationError(problem) from None


def _looks_right(text: str) -> int:
    """Letters of Kazakh and Russian speak for a reading; other signs outside ASCII, and capitals inside words, against
    it."""
    score = 0
    for before, sign in zip(" " + text, text, strict=False):
        if sign in CYRILLIC:
            score += 1 if not (sign.isupper() and before.islower()) else -3
        elif sign > "\x7f" and sign not in "«»–—№…“”\u00a0":
            score -= 3
    return score


def _lines(text: str) -> list[tuple[int, list[str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row[:MOST_COLUMNS]))
            if len(rows) > 2 * MOST_ROWS:
                break
    except csv.Error:
        raise ValidationError(
            _("Line %(line)s cannot be read: a quotation mark is missing, or a cell is far too long.")
            % {"line": reader.line_num}
        ) from None
    return rows


def _workbook(file: bytes) -> list[list[str]]:
    _unpacks_safely(file)
    script = Path(__file__).with_name("import_xlsx.py")
    try:
        ran = subprocess.run(  # noqa: S603 our own script, no word of the file is a command
            [sys.executable, "-I", str(script), str(MOST_ROWS + 2)],
            input=file, capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise ValidationError(_("The workbook cannot be read. Save it anew as XLSX or as CSV.")) from None
    return [row[:MOST_COLUMNS] for row in json.loads(ran.stdout)]


def _unpacks_safely(file: bytes) -> None:
    """Unpack piece by piece and count: what a file says about its own size is not believed."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            if "[Content_Types].xml" not in packed.namelist():
                raise ValidationError(_("This is no workbook. Save it as XLSX or as CSV."))
            for entry in packed.infolist():
                with packed.open(entry) as source:
                    while piece := source.read(PIECE):
                        unpacked += len(piece)
                        if unpacked > UNPACKED:
                            raise ValidationError(_("Unpacked, the workbook is far too large. Send plain rows only."))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error, lzma.LZMAError):
        raise ValidationError(_("The workbook is damaged or locked. Save it anew as XLSX or as CSV.")) from None
