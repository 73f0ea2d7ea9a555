"""Asking a public address for a feed, and no other: every address of a name is checked at every step, and the very
address that was checked is the one asked. Small answers only, and soon."""

import http.client
import ipaddress
import socket
import ssl
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

LARGEST = 2 * 1024**2
SECONDS = 20
PAUSE = 8
HOPS = 3
PORTS = {"http": 80, "https": 443}
# Ranges that carry another address inside, and so could lead back into a house.
CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
ASKING = "Shanyraq (feed reader)"


class Unanswered(Exception):
    """The feed cannot be read; the sentence says why, without a word of the answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed's address answered; ``body`` is None when nothing has changed since the last time."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Answer:
    """Ask a feed. Raises ``Unanswered``."""
    for _hop in range(HOPS + 1):
        status, headers, body = _ask(url, {"If-None-Match": etag, "If-Modified-Since": last_modified})
        if status == 304:
            return Answer(None, etag, last_modified)
        if status == 200:
            return Answer(body, headers.get("ETag", "")[:200], headers.get("Last-Modified", "")[:80])
        if status not in (301, 302, 303, 307, 308) or "Location" not in headers:
            raise Unanswered(_("The address answers with status %(status)s.") % {"status": status})
        url = urljoin(url, headers["Location"])
    raise Unanswered(_("The address leads on and on: give the last one."))


def check(url: str) -> None:
    """Raises ``Unanswered`` for an address that will never be asked."""
    _scheme, host, port = _parts(url)
    _public_address(host, port)


def _ask(url: str, headers: dict[str, str]):
    scheme, host, port = _parts(url)
    address = _public_address(host, port)
    try:
        with ExitStack() as ends:
            line = [ends.enter_context(socket.create_connection((address, port), timeout=PAUSE))]
            # A sender of one byte a while never runs into the pause: the whole has its own end.
            timer = Timer(SECONDS, _hang_up, [line])
            ends.callback(timer.cancel)
            timer.start()
            if scheme == "https":
                _shake_hands(line, host, ends)
            return _spoken(line[0], host, port, url, headers)
    except (OSError, http.client.HTTPException, ValueError):
        raise Unanswered(_("The address does not answer, or not as a web server does.")) from None


def _shake_hands(line, host, ends) -> None:
    context = ssl.create_default_context()
    line[0] = context.wrap_socket(line[0], server_hostname=host, do_handshake_on_connect=False)
    ends.enter_context(line[0])
    line[0].do_handshake()


def _spoken(connected, host, port, url, headers):
    connection = http.client.HTTPConnection(host, port, timeout=PAUSE)
    connection.sock = connected
    split = urlsplit(url)
    path = quote(split.path or "/", safe="/%:@!$&'()*+,;=~")
    if split.query:
        path += "?" + quote(split.query, safe="/%:@!$&'()*+,;=~?")
    asked = {"User-Agent": ASKING, "Accept-Encoding": "identity", "Connection": "close"}
    connection.request("GET", path, headers=asked | {name: value for name, value in headers.items() if value})
    answer = connection.getresponse()
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Unanswered(_("The address answers packed, though it was asked not to."))
    body = answer.read(LARGEST + 1) if answer.status == 200 else b""
    if len(body) > LARGEST:
        raise Unanswered(_("The feed is larger than 2 MB."))
    return answer.status, answer.headers, body


def _parts(url: str) -> tuple[str, str, int]:
    try:
        split = urlsplit(url)
        host = (split.hostname or "").encode("idna").decode()
        port = split.port or PORTS.get(split.scheme, 0)
    except ValueError:
        raise Unanswered(_("This is no address of a feed.")) from None
    if split.scheme not in PORTS or not host or split.username is not None or split.password is not None:
        raise Unanswered(_("Give an address that begins with https:// or http://, without a name and password in it."))
    return split.scheme, host, port


def _public_address(host: str, port: int) -> str:
    """The address to connect to; every address of the name must be a public one."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unanswered(_("This name is not known in the network.")) from None
    for address in found:
        if address in settings.FEED_ADDRESSES:
            continue
        if not _is_public(address) or port not in PORTS.values():
            raise Unanswered(_("Only public addresses on the usual ports are asked; this one is not."))
    return min(found, key=lambda address: (":" in address, address))


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in carrier for carrier in CARRIERS)):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _hang_up(line) -> None:
    try:
        line[0].shutdown(socket.SHUT_RDWR)
    except OSError:
        # It has ended by itself in the meantime.
        return
