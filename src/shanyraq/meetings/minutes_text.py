"""The text of minutes: pasted, typed or taken out of a Word file, and always made harmless before it is kept."""

import html
import re
import zipfile
from io import BytesIO
from itertools import groupby

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn

TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "b", "i", "u", "blockquote", "hr"} | {
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}}
MAX_TEXT = 400_000
MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 2000
LOOKS_LIKE_HTML = re.compile(r"<(?:p|h[1-6]|ul|ol|table|br|div|strong|em|b|i)\b[^>]*>", re.IGNORECASE)
NUMBERED = re.compile(r"^\d{1,3}[.)]\s+")
FIRST_NUMBER = re.compile(r"\d+")
HEADING = re.compile(r"^(#{1,3})\s+")
BULLET = re.compile(r"^[-*•–]\s+")


def as_html(text: str) -> str:
    """Typed or pasted text as harmless HTML: paragraphs, ``#`` headings, ``-`` and ``1.`` lists; HTML is sanitised."""
    if len(text) > MAX_TEXT:
        raise ValidationError(_("The text is longer than %(limit)s signs. Upload it as a file.") % {"limit": MAX_TEXT})
    made = clean(text) if LOOKS_LIKE_HTML.search(text) else clean("".join(_blocks(text)))
    if not plain(made).strip():
        raise ValidationError(_("The minutes are empty. Paste their text or choose a Word file."))
    return made


def clean(markup: str) -> str:
    """HTML without scripts, styles, links, pictures or anything else that acts when the page is opened."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, strip_comments=True, url_schemes=set())


def plain(markup: str) -> str:
    """The words of sanitised HTML."""
    spaced = re.sub(r"<(?:/p|/h\d|/li|/tr|br)\b[^>]*>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", spaced))


def from_docx(data: bytes) -> str:
    """The text of a Word file as harmless HTML. Refuses what is no Word file, is too big, or unpacks to too much."""
    _safe_to_open(data)
    try:
        document = Document(BytesIO(data))
    except Exception as wrong:  # python-docx raises many kinds for a broken package
        raise ValidationError(_unreadable()) from wrong
    return as_html("\n".join(_of_body(document)) or " ")


def _safe_to_open(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE // 1024 // 1024})
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except zipfile.BadZipFile as wrong:
        raise ValidationError(_unreadable()) from wrong
    if not any(part.filename == "word/document.xml" for part in parts):
        raise ValidationError(_unreadable())
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ValidationError(_("The file unpacks to more than a document can hold, so it was not opened."))


def _unreadable() -> str:
    return _("This is no Word file (.docx) that can be read. Save it as .docx, or paste the text.")


def _of_body(document) -> list[str]:
    lines = []
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            text = "".join(node.text or "" for node in child.iter(qn("w:t")))
            lines.append(f"<p>{html.escape(text)}</p>" if text.strip() else "")
        elif child.tag == qn("w:tbl"):
            lines.append(_table(child))
    return [line for line in lines if line]


def _table(element) -> str:
    rows = []
    for row in element.iter(qn("w:tr")):
        cells = [
            html.escape("".join(node.text or "" for node in cell.iter(qn("w:t")))) for cell in row.iter(qn("w:tc"))
        ]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _blocks(text: str):
    """Plain lines to paragraphs, headings and lists."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        yield from _runs(lines)


def _runs(lines: list[str]):
    """Neighbouring lines of one kind are one block."""
    for _kind_of_run, run in groupby(lines, key=_kind):
        yield _block(list(run))


def _kind(line: str) -> str:
    if HEADING.match(line):
        return "h"
    if BULLET.match(line):
        return "ul"
    return "ol" if NUMBERED.match(line) else "p"


def _block(lines: list[str]) -> str:
    kind = _kind(lines[0])
    if kind == "h":
        return "".join(map(_heading, lines))
    if kind == "p":
        return "<p>" + "<br>".join(map(_inline, lines)) + "</p>"
    pattern = BULLET if kind == "ul" else NUMBERED
    items = "".join(f"<li>{_inline(pattern.sub('', line))}</li>" for line in lines)
    first = FIRST_NUMBER.match(lines[0])
    return f'<ol start="{int(first[0])}">{items}</ol>' if kind == "ol" else f"<ul>{items}</ul>"


def _heading(line: str) -> str:
    level = len(HEADING.match(line)[1]) + 1
    return f"<h{level}>{_inline(HEADING.sub('', line))}</h{level}>"


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html.escape(text))
