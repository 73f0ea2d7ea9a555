"""What a reporter wrote is on no disk in its raw form; two submissions at one moment are one signal.

Both are tried on a database of their own, in files, as an installation has it.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from factories import places, radar
from shanyraq.radar.models import Signal

ROOT = Path(__file__).resolve().parents[2]
PLANTED = ["Ахметов", "Нургазиева", "87015550101", "701 555 01 02", "820101300123", "sender@example.kz", "@qala_sozi"]
PROGRAM = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from factories import radar

call_command("migrate", verbosity=0)
call_command("createcachetable")
from shanyraq.places.actions import load_pack
load_pack()
text = (
    "Звонил Ахметов Серик Маратович, тел. 87015550101 и 8 701 555 01 02, ИИН 820101300123. "
    "Гүлнара Нургазиева, пошта sender@example.kz, арна @qala_sozi. Тақтада 45-12-33 жазылған. Спор из-за воды."
)
received = radar.received(text=text, key="planted", source="sender@example.kz", stage="mobilisation")
secretary = radar.secretary()
client = Client()
client.force_login(secretary)
for path in ["/radar/", f"/radar/signals/{received.signal.pk}/", "/radar/glances/",
             f"/radar/glances/{received.signal.quarantine.pk}/", "/radar/?q=спор"]:
    assert client.get(path).status_code == 200, path
try:
    radar.received(text="x" * 5000 + text, key="refused")
except Exception as refused:
    print(repr(refused))
print(received.signal.text)
"""
RACE = """
import sys
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.core.management import call_command
from django.db import connection
from factories import radar

call_command("migrate", verbosity=0)
from shanyraq.places.actions import load_pack
load_pack()
start = Barrier(8)

def send(_number):
    start.wait()
    try:
        return radar.received(key="one", text="Арық басында дау")
    finally:
        connection.close()

with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(send, range(8)))
from shanyraq.radar.models import Signal
print(Signal.objects.count(), len({a.code for a in answers}), sum(a.is_new for a in answers))
"""


def run(program: str, data: Path) -> str:
    house = {name: value for name, value in os.environ.items() if not name.startswith(("SHANYRAQ_", "DATABASE_URL"))}
    house |= {
        "SHANYRAQ_DATA": str(data),
        "SHANYRAQ_DEBUG": "1",
        "SHANYRAQ_LOG": "DEBUG",
        "SHANYRAQ_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "shanyraq.site.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    ran = subprocess.run(
        [sys.executable, "-c", program], env=house, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    (data / "said.log").write_text(ran.stdout + ran.stderr, encoding="utf-8")
    return ran.stdout


def test_nothing_raw_is_on_any_disk(tmp_path):
    said = run(PROGRAM, tmp_path)

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    found = {
        (word, file.name)
        for file in files
        for word in [*PLANTED, "45-12-33"]
        for form in {word.encode(), word.encode("utf-16-le"), ascii(word)[1:-1].encode()}
        if form in file.read_bytes()
    }
    assert "Спор из-за воды" in said
    assert any(file.name.startswith("shanyraq.sqlite3") for file in files)
    assert found == set()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_two_submissions_at_one_moment_are_one_signal_in_a_file(tmp_path):
    assert run(RACE, tmp_path).split()[-3:] == ["1", "1", "1"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'")
def test_two_submissions_at_one_moment_are_one_signal_on_a_server():
    places.load_places()
    start = Barrier(8)

    def send(_number):
        start.wait()
        try:
            return radar.received(key="one", text="Арық басында дау")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))

    assert Signal.objects.count() == 1
    assert len({answer.code for answer in answers}) == 1
    assert sum(answer.is_new for answer in answers) == 1
