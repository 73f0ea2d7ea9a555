"""``shanyraq serve`` answers while the jobs that are due run beside it, and leaves nothing behind when it ends."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SHANYRAQ = Path(sys.executable).with_name("shanyraq")
PATIENCE = 120


@pytest.fixture
def site(tmp_path):
    """A served site on an empty data folder: its process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"SHANYRAQ_DATA": str(tmp_path), "SHANYRAQ_DEMO": "1"}
    server = subprocess.Popen(
        [str(SHANYRAQ), "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield server, f"http://127.0.0.1:{port}"
    if server.poll() is None:
        server.terminate()
        server.wait(PATIENCE)


def status(address: str) -> int:
    """What the site answers once it is there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def children(of: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


def is_running(pid: int) -> bool:
    """Is there such a process, and is it more than a name that nobody has read out yet?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def test_every_page_is_answered_while_due_jobs_run_beside(site):
    _server, address = site

    assert [status(f"{address}/radar/report/kk/") for _time in range(5)] == [200] * 5


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list its processes in /proc")
def test_nothing_is_left_behind_when_the_site_ends(site):
    server, address = site
    status(f"{address}/radar/report/kk/")
    beside = children(server.pid)

    server.terminate()
    server.wait(PATIENCE)
    until = time.monotonic() + PATIENCE
    while any(map(is_running, beside)) and time.monotonic() < until:
        time.sleep(0.2)

    assert len(beside) >= 2
    assert [pid for pid in beside if is_running(pid)] == []
