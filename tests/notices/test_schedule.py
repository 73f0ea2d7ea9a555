"""Jobs run when their pause is over; one that fails is tried again and stops no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from shanyraq.cli.tick import tick
from shanyraq.notices import schedule
from shanyraq.notices.models import JobRun
from shanyraq.notices.schedule import Ran, register, run_due

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def empty_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "_planned", {})


def test_a_job_is_told_the_local_date_and_the_moment():
    told = []
    register("tests.job", lambda today, now: told.append((today, now)) or 3)

    ran = run_due(NOW)

    assert (ran, told) == ([Ran("tests.job", 3)], [(date(2026, 3, 2), NOW)])


@pytest.mark.parametrize(
    ("after", "runs"),
    [(timedelta(minutes=59), 1), (HOUR, 2), (-HOUR, 2)],
    ids=["too soon", "in time", "clock set back"],
)
def test_a_job_rests_for_its_pause(after, runs):
    ran = []
    register("tests.job", lambda today, now: ran.append(now) or 0, every=HOUR)

    run_due(NOW)
    run_due(NOW + after)

    assert len(ran) == runs


def test_a_job_that_fails_stops_no_other_and_is_tried_again_at_once():
    tries = []

    def fails(today, now):
        tries.append(now)
        raise RuntimeError("no paper")

    register("tests.fails", fails)
    register("tests.works", lambda today, now: 1)

    ran = [run_due(NOW), run_due(NOW + timedelta(minutes=1))]

    assert ran == [
        [Ran("tests.fails", 0, "no paper"), Ran("tests.works", 1)],
        [Ran("tests.fails", 0, "no paper")],
    ]
    assert JobRun.objects.get(name="tests.fails").error == "RuntimeError: no paper"


def test_a_job_that_works_again_forgets_its_error():
    JobRun.objects.create(name="tests.job", error="RuntimeError: no paper")
    register("tests.job", lambda today, now: 2)

    run_due(NOW)

    job = JobRun.objects.get()
    assert (job.error, job.done, job.started_at) == ("", 2, NOW)


def test_the_command_prints_a_line_for_each_job():
    register("tests.works", lambda today, now: 3)

    first, second = CliRunner().invoke(tick), CliRunner().invoke(tick)

    assert (first.exit_code, first.output) == (0, "tests.works: 3\n")
    assert (second.exit_code, second.output) == (0, "nothing is due\n")


def test_the_command_says_which_job_failed_and_ends_badly():
    def fails(today, now):
        raise RuntimeError("no paper")

    register("tests.fails", fails)

    answer = CliRunner().invoke(tick)

    assert (answer.exit_code, answer.stdout) == (1, "tests.fails: FAILED, no paper\n")
