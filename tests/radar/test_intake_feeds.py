"""Feeds: public addresses only, at every step; each item once, screened and located; what does no harm is read."""

import socket
import threading
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from factories import places as places_of
from factories import radar
from shanyraq.audit.models import Entry
from shanyraq.notices import schedule
from shanyraq.places.queries import country
from shanyraq.radar import feed_fetching, feed_items, feeds
from shanyraq.radar.feed_actions import add_feed, turn_feed
from shanyraq.radar.models import CallOut, Feed, Signal

pytestmark = pytest.mark.django_db


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{"".join(items)}</channel></rss>'.encode()


def item(title, name="n1", about="", at=None):
    day = (at or timezone.now()).strftime("%a, %d %b %Y %H:%M:%S +0000")
    fields = {"guid": name, "title": title, "description": about, "pubDate": day}
    return f"<item>{''.join(f'<{field}>{words}</{field}>' for field, words in fields.items())}</item>"


WATER = item("В Кордайском районе жители недовольны: нет поливной воды", about="Спорят два села.")


class Web(ThreadingHTTPServer):
    """A web server on this machine: ``pages`` by path, each (status, headers, body); ``asked`` is what came."""

    def __init__(self):
        self.pages, self.asked = {}, []
        super().__init__(("127.0.0.1", 0), _Handler)

    def url(self, path="/rss", host="127.0.0.1"):
        return f"http://{host}:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Nothing is written down."""


@pytest.fixture
def web():
    server = Web()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def near(settings):
    """This machine counts as an address that may be asked, and feeds are read."""
    settings.FEED_ADDRESSES = ["127.0.0.1"]
    settings.FEEDS = True


@pytest.fixture
def feed(places, web, near):
    web.pages["/rss"] = (200, {"ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}, rss(WATER))
    return add_feed(name="News", url=web.url(), area=country(), source_kind="media", by=radar.analyst())


def read(feed) -> int:
    feed.refresh_from_db()
    return feeds.read(feed, timezone.now())


# ------------------------------------------------------------------ reading


def test_an_item_that_names_a_place_and_an_issue_becomes_a_signal_once(feed):
    assert (read(feed), read(feed)) == (1, 0)

    signal = Signal.objects.get()
    assert (signal.area_id, signal.issue, signal.channel, signal.source_kind) == ("314800000", "T2", "feed", "media")
    assert signal.text.startswith("В Кордайском районе")


def test_names_and_markup_of_an_item_are_gone(feed, web):
    about = "&lt;b&gt;Звоните Серику: 8 701 000 00 00&lt;/b&gt; &lt;script&gt;x()&lt;/script&gt;"
    web.pages["/rss"] = (200, {}, rss(item("В Кордайском районе нет поливной воды", about=about)))

    read(feed)

    assert Signal.objects.get().text == "В Кордайском районе нет поливной воды. Звоните [person]: [phone]"


def test_an_item_without_a_place_of_the_country_is_left_out_and_counted(feed, web):
    old = item("В Кордайском районе нет поливной воды", name="n3", at=timezone.now() - timedelta(days=60))
    abroad = item("Спор из-за поливной воды в Испании", name="n2")
    web.pages["/rss"] = (200, {}, rss(WATER, abroad, old))

    read(feed)

    feed.refresh_from_db()
    assert (feed.taken, feed.left_out, Signal.objects.count()) == (1, 2, 1)


def test_a_feed_of_a_region_keeps_only_what_lies_in_it(feed):
    Feed.objects.update(area=places_of.region("KZ-19"))

    assert read(feed) == 0
    assert not Signal.objects.exists()


def test_what_a_paper_writes_about_a_crowd_calls_nobody_out(feed, web):
    radar.council(area="KZ-31")
    web.pages["/rss"] = (200, {}, rss(item("В Кордайском районе люди собрались у акимата, митинг из-за поливной воды")))

    read(feed)

    assert Signal.objects.get().level == 3
    assert not CallOut.objects.exists()


def test_an_unchanged_feed_is_not_sent_again(feed, web):
    read(feed)
    web.pages["/rss"] = (304, {}, b"")

    read(feed)

    asked = web.asked[-1][1]
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    feed.refresh_from_db()
    assert (feed.error, feed.taken) == ("", 1)


def test_atom_is_read_too():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Су жоқ</title>
    <link href="http://x.example/1"/><updated>2026-11-20T10:00:00Z</updated><summary>Арық</summary></entry></feed>"""

    (only,) = feed_items.items(atom.encode())

    assert (only.id, only.title, only.summary, only.at.isoformat()) == (
        "a",
        "Су жоқ",
        "Арық",
        "2026-11-20T10:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (500, {}, b"", "status 500"),
        (200, {}, b"<html><body/></html>", "no safe RSS"),
        (200, {}, b"no xml", "no safe RSS"),
        (200, {"Content-Encoding": "gzip"}, b"x", "packed"),
        (200, {}, b"x" * (2 * 1024**2 + 1), "larger than 2 MB"),
        (200, {}, b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "no safe RSS"),
        (200, {}, b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "no safe RSS"),
        (200, {}, b"<rss>" + b"<a>" * 100_000, "no safe RSS"),
    ],
)
def test_a_bad_answer_is_named_at_the_feed_and_changes_nothing(feed, web, status, headers, body, said):
    web.pages["/rss"] = (status, headers, body)

    assert read(feed) == 0

    feed.refresh_from_db()
    assert said in feed.error
    assert not Signal.objects.exists()


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
    ],
)
def test_this_machine_is_never_asked_however_its_address_is_written(web, host):
    with pytest.raises(feed_fetching.Unanswered):
        feed_fetching.fetch(web.url(host=host))

    assert web.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://224.0.0.1/", "ftp://93.184.216.34/", "file:///etc/passwd", "gopher://x/",
        "http://user:word@93.184.216.34/", "http://93.184.216.34:22/", "http://", "no address", "http://[::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(url):
    with pytest.raises(feed_fetching.Unanswered):
        feed_fetching.check(url)


@pytest.mark.parametrize("url", ["http://93.184.216.34/rss", "https://[2606:2800:220:1::1]/rss"])
def test_a_public_address_may_be_asked(url):
    assert feed_fetching.check(url) is None


def test_a_feed_that_redirects_to_a_private_address_is_not_followed(web, near):
    with closing(socket.create_server(("127.0.0.2", 0))) as inner:
        inner.settimeout(0.2)
        target = f"http://127.0.0.2:{inner.getsockname()[1]}/secret"
        web.pages["/rss"] = (302, {"Location": target}, b"")

        with pytest.raises(feed_fetching.Unanswered):
            feed_fetching.fetch(web.url())
        with pytest.raises(TimeoutError):
            inner.accept()


def test_redirects_are_followed_a_few_times_and_no_more(web, near):
    web.pages |= {"/rss": (301, {"Location": "/new"}, b""), "/new": (200, {}, b"<rss/>")}
    web.pages["/loop"] = (302, {"Location": "/loop"}, b"")

    assert feed_fetching.fetch(web.url()).body == b"<rss/>"
    with pytest.raises(feed_fetching.Unanswered, match="on and on"):
        feed_fetching.fetch(web.url("/loop"))


def test_a_sender_that_never_ends_is_hung_up_on(near, monkeypatch):
    monkeypatch.setattr(feed_fetching, "SECONDS", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as slow:
        url = f"http://127.0.0.1:{slow.getsockname()[1]}/"
        held = []
        thread = threading.Thread(target=lambda: held.append(slow.accept()[0]), daemon=True)
        thread.start()

        with pytest.raises(feed_fetching.Unanswered):
            feed_fetching.fetch(url)

        thread.join()
        held[0].close()


# ------------------------------------------------------------------ who and when


def test_a_private_address_cannot_be_added(places, web):
    with pytest.raises(ValidationError):
        add_feed(name="x", url=web.url(), area=country(), source_kind="media", by=radar.analyst())

    assert not Feed.objects.exists()


def test_a_feed_is_read_once(feed):
    with pytest.raises(ValidationError):
        add_feed(name="again", url=feed.url, area=country(), source_kind="media", by=radar.analyst())


def test_a_paused_feed_is_not_read_and_a_demo_country_reads_none(feed, settings):
    now = timezone.now()
    turn_feed(feed=feed, active=False, by=radar.analyst())
    assert feeds.read_due(now.date(), now) == 0
    turn_feed(feed=feed, active=True, by=radar.analyst())
    settings.FEEDS = False
    assert feeds.read_due(now.date(), now) == 0
    settings.FEEDS = True
    assert feeds.read_due(now.date(), now) == 1

    assert {"radar.feed_added", "radar.feed_paused", "radar.feed_resumed"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )
    assert "radar.feeds" in schedule.registered()


def test_another_regions_feed_does_not_exist(feed, enter):
    client = enter(radar.secretary("KZ-19"))

    assert client.post(f"/radar/feeds/{feed.pk}/turn/", {"active": "no"}).status_code == 404
    assert feed.url not in client.get("/radar/feeds/").content.decode()


def test_the_page_says_why_an_address_is_not_taken(enter, places):
    client = enter(radar.secretary("KZ-19"))
    answer = client.post(
        "/radar/feeds/", {"name": "x", "url": "http://127.0.0.1/rss", "area": "KZ-19", "source_kind": "media"}
    )

    assert answer.status_code == 422
    assert "Only public addresses" in answer.content.decode()


def test_a_council_keeps_no_feeds(enter, places):
    assert enter(radar.council().voice).get("/radar/feeds/").status_code == 403
