"""How soon a report of level 4 stands on a desk, and a letter about it has left, in the site as it is served."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

from . import house
from .figures import Figure

DESK_BAR, LETTER_BAR = 2.0, 60.0
TRIES = 4
PATIENCE = 180
SIGNAL = re.compile(r"/radar/signals/[0-9a-f-]{36}/")


def measure(folder: Path) -> Iterator[Figure]:
    """Reports by the public form on loopback; ``folder`` is the data of the configured country."""
    from shanyraq.accounts.roles import RoleName

    analyst = house.user(RoleName.HQ_ANALYST)
    analyst.email = "analyst@example.org"
    analyst.save(update_fields=["email"])
    with Site(folder) as site:
        reader = Reader(site.address)
        reader.enter_as(analyst.pk)
        times = [_one(site.address, reader, folder / "mail", number) for number in range(TRIES)]
    yield Figure("desk_s", "from the report to the desk, wall s, slowest", max(desk for desk, _ in times), DESK_BAR)
    yield Figure("letter_s", "from the report to the letter, wall s, slowest", max(out for _, out in times), LETTER_BAR)


class Site:
    """The product's own ``serve``, with its worker, on a free port."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address, self._folder = f"http://127.0.0.1:{self.port}", folder

    def __enter__(self) -> Site:
        shanyraq = Path(sys.executable).with_name("shanyraq")
        env = os.environ | {"SHANYRAQ_DATA": str(self._folder), "SHANYRAQ_DEMO": "1"}
        words = [str(shanyraq), "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
        _until(lambda: _answers(f"{self.address}/radar/report/kk/"), "the site did not answer")
        return self

    def __exit__(self, *_problem) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)


class Reader:
    """Somebody with a browser of his own."""

    def __init__(self, address: str):
        self._address = address
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def get(self, path: str) -> str:
        with self._open(f"{self._address}{path}", timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields) -> str:
        body = urllib.parse.urlencode(fields).encode()
        with self._open(f"{self._address}{path}", body, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def enter_as(self, user) -> None:
        page = self.get("/demo/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        self.post("/demo/enter/", csrfmiddlewaretoken=token, user=user)


def _one(address: str, reader: Reader, mail: Path, number: int) -> tuple[float, float]:
    """Seconds to the desk and to the letter of one report."""
    # Each report comes at another moment of the worker's pause.
    time.sleep(7 * number)
    known, letters = set(SIGNAL.findall(reader.get("/desk/"))), _letters(mail)
    begun = time.monotonic()
    _report(address)
    _until(lambda: set(SIGNAL.findall(reader.get("/desk/"))) - known, "the report is on no desk")
    on_desk = time.monotonic() - begun
    _until(lambda: _letters(mail) > letters, "no letter has left")
    return on_desk, time.monotonic() - begun


def _report(address: str) -> None:
    stranger = Reader(address)
    key = re.search(r'name="key" value="([^"]+)"', stranger.get("/radar/report/ru/"))[1]
    stranger.post(
        "/radar/report/ru/", key=key, region="KZ-19", place="", where="191000000", issue="T12", stage="mobilisation",
        need="urgent", text="", occurred_on="", crowd="", witness="",
    )  # fmt: skip


def _letters(mail: Path) -> int:
    """Letters written to the folder that stands for the post."""
    return sum(path.read_text(encoding="utf-8").count("\nTo: ") for path in mail.glob("*")) if mail.exists() else 0


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):
            return True
    except OSError:
        return False


def _until(is_so, otherwise: str) -> None:
    patience = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > patience:
            raise SystemExit(otherwise)
        time.sleep(0.05)
