"""Many write at once; the journal stays one chain without a gap or a fork."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from factories.accounts import user
from shanyraq.audit import journal
from shanyraq.audit.models import Entry

ROOT = Path(__file__).resolve().parents[2]
WRITERS, EACH = 4, 25
PREPARE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from shanyraq.accounts.actions import invite_user
for n in range(4):
    invite_user(username=f"writer-{n}", name=f"Writer {n}", by="system")
"""
COUNT = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
django.setup()
from shanyraq.audit import journal
print(journal.anchor().seq, journal.verify())
"""


def python(data, *arguments):
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"SHANYRAQ_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen([sys.executable, *arguments], env=env, text=True, stdout=subprocess.PIPE)


def answer(process) -> str:
    out, _ = process.communicate()
    assert process.returncode == 0
    return out.strip()


def test_processes_on_the_embedded_database_write_one_chain(tmp_path):
    answer(python(tmp_path, "-c", PREPARE))

    programs = [
        python(tmp_path, str(Path(__file__).with_name("write_many.py")), f"writer-{n}", str(EACH))
        for n in range(WRITERS)
    ]
    for program in programs:
        answer(program)

    assert answer(python(tmp_path, "-c", COUNT)) == f"{WRITERS + WRITERS * EACH} []"


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql_write_one_chain():
    if connection.vendor != "postgresql":
        pytest.skip("the embedded database is tried by processes above")
    people = [user() for _ in range(WRITERS)]
    start = Barrier(WRITERS)

    def write(who):
        start.wait()
        for number in range(EACH):
            with transaction.atomic():
                journal.record("accounts.logged_in", who, by=who, number=number)
        connection.close()

    threads = [Thread(target=write, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(1, WRITERS * EACH + 1))
    assert journal.verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_check_during_writing_finds_nothing_wrong():
    if connection.vendor != "postgresql":
        pytest.skip("threads of one process share the embedded test database")
    who = user()
    done = []

    def write():
        for number in range(60):
            journal.record("accounts.logged_in", who, by=who, number=number)
        done.append(True)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    found = []
    while not done:
        found += journal.verify()
    thread.join()

    assert found == []
