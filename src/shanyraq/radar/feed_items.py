"""Items of an RSS or Atom feed. A document that declares types or entities is refused whole: no bomb is unfolded."""

import html
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.parsers import expat

import nh3

MOST = 200
DEEPEST = 30
LONGEST = 4_000
_ITEMS = {"item", "entry"}
_FIELDS = {
    "title": "title", "description": "summary", "summary": "summary", "guid": "id", "id": "id", "link": "link",
    "pubDate": "at", "published": "at", "updated": "changed", "date": "at",
}  # fmt: skip


class NoFeed(ValueError):
    """The document is no feed, or one that could do harm."""


@dataclass(frozen=True, slots=True)
class Item:
    """One news item: words without markup, when it appeared (None: not said)."""

    id: str
    title: str
    summary: str
    at: datetime | None


def items(document: bytes) -> list[Item]:
    """The first items of a feed. Raises ``NoFeed``."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.say
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        raise NoFeed("The document is no well-formed XML.") from None
    if not reader.is_feed:
        raise NoFeed("The document is no RSS and no Atom feed.")
    return reader.found


def _refuse(*_declared):
    raise NoFeed("The document declares types or entities.")


class _Reader:
    """Hears the document and keeps the fields of its items."""

    def __init__(self):
        self.found: list[Item] = []
        self.path: list[str] = []
        self.item: dict[str, str] | None = None
        self.is_feed = False

    def begin(self, name, attributes):
        local = name.rpartition(" ")[2]
        if not self.path:
            self.is_feed = local in {"rss", "feed", "RDF"}
        self.path.append(local)
        if len(self.path) > DEEPEST:
            raise NoFeed("The document is far too deep.")
        if local in _ITEMS and self.item is None:
            self.item = {"depth": str(len(self.path))}
        elif self.item is not None and local == "link" and attributes.get("href"):
            self.item.setdefault("link", attributes["href"][:500])

    def say(self, words):
        if self.item is None or len(self.path) != int(self.item["depth"]) + 1:
            return
        field = _FIELDS.get(self.path[-1])
        if field and len(self.item.get(field, "")) < 2 * LONGEST:
            self.item[field] = self.item.get(field, "") + words

    def end(self, _name):
        if self.item is not None and len(self.path) == int(self.item["depth"]):
            if len(self.found) < MOST:
                self.found.append(_item(self.item))
            self.item = None
        self.path.pop()


def _item(said: dict[str, str]) -> Item:
    title, summary = _plain(said.get("title", "")), _plain(said.get("summary", ""))
    name = said.get("id") or said.get("link") or title
    return Item(name.strip()[:500], title, summary, _moment(said.get("at") or said.get("changed") or ""))


def _plain(words: str) -> str:
    """Words without markup."""
    return " ".join(html.unescape(nh3.clean(words[:LONGEST], tags=set())).split())


def _moment(written: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written.strip())
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
