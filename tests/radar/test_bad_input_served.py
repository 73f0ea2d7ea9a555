"""The real site, started as an institution starts it: five megabytes are answered, nothing is written, it goes on."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

SHANYRAQ = Path(sys.executable).with_name("shanyraq")
PATIENCE = 120
TEXT = "Арық бойында су дауы шықты. " * 100_000
ANSWERS = {"region": "KZ-31", "place": "Масанчи", "issue": "T2", "stage": "dispute", "need": "talk"}
BORDER = "a-border-of-parts"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A served site on an empty data folder: its address and its database."""
    data = tmp_path_factory.mktemp("data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SHANYRAQ_DEBUG")}
    server = subprocess.Popen(
        [str(SHANYRAQ), "serve", "--port", str(port)],
        env=env | {"SHANYRAQ_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    _wait_for(address)
    yield address, data / "shanyraq.sqlite3"
    server.terminate()
    server.wait(PATIENCE)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/radar/report/kk/", timeout=PATIENCE).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def post(address: str, body: bytes, kind: str) -> tuple[int, str]:
    asked = urllib.request.Request(address, data=body, headers={"Content-Type": kind})
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def in_parts(fields: dict[str, str]) -> bytes:
    parts = [
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, f"--{BORDER}--\r\n"]).encode()


def rows(database: Path) -> tuple[int, ...]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as opened:
        tables = ("radar_signal", "radar_cluster", "radar_quarantine", "audit_entry", "notices_notice")
        return tuple(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "Мәтін тым үлкен"), ("ru", "Текст слишком большой"), ("en", "The text is too large")],
)
def test_the_served_site_answers_five_megabytes_and_goes_on(site, language, said):
    address, database = site
    door, fields = (
        f"{address}/radar/report/{language}/",
        {**ANSWERS, "key": f"a-key-of-a-test-{language}", "text": TEXT},
    )
    before = rows(database)

    at_once = post(door, urlencode(fields).encode(), "application/x-www-form-urlencoded")
    parts = post(door, in_parts(fields), f"multipart/form-data; boundary={BORDER}")

    assert at_once[0] == 413
    assert said in at_once[1]
    assert "102" in at_once[1]
    assert parts[0] == 422
    assert TEXT in parts[1]
    assert rows(database) == before
    assert urllib.request.urlopen(door, timeout=PATIENCE).status == 200
