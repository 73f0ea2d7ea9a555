"""A file whose reading was broken off goes on where it stopped: nothing twice, nothing lost, and everybody sees it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factories import radar
from shanyraq.audit import journal
from shanyraq.places.models import Area
from shanyraq.radar import importing
from shanyraq.radar.models import ImportBatch, Signal

DAY = (timezone.localdate() - timedelta(days=3)).isoformat()
HEAD = "date;region;place;issue;stage;need;people;text"
LINES = [f"{DAY};KZ-31;Масанчи;T2;dispute;talk;tens;Арық басында {number}-дау" for number in range(7)]
FILE = "\r\n".join([HEAD, *LINES[:4], f"{DAY};KZ-31;;T99;dispute;;;", *LINES[4:]]).encode()


@pytest.fixture
def secretary(places, monkeypatch):
    """Files are taken in by twos, so that a small one has several parts."""
    monkeypatch.setattr(importing, "PART", 2)
    return radar.secretary("KZ-31")


def taken_in(seen, by) -> ImportBatch:
    return importing.take_in(seen, file_name="signals.csv", area=Area.objects.get(pk="KZ-31"), by=by)


def broken_off(by) -> ImportBatch:
    """The machine fails at the fifth good line: two parts are written, the third is not."""
    seen = importing.look(FILE, by=by)
    seen.good[4].report = replace(seen.good[4].report, area=None)
    with pytest.raises(AttributeError):
        taken_in(seen, by)
    return ImportBatch.objects.get()


def test_what_was_taken_before_the_break_stays_and_the_batch_says_how_far_it_came(secretary):
    batch = broken_off(secretary)

    assert (batch.taken, batch.done, batch.finished_at) == (4, 5, None)
    assert Signal.objects.count() == 4


def test_the_same_file_goes_on_and_every_line_is_one_signal(secretary):
    begun = broken_off(secretary)

    batch = taken_in(importing.look(FILE, by=secretary), secretary)

    assert batch == begun
    assert batch.finished_at is not None
    assert (batch.rows, batch.taken, batch.repeated) == (8, 7, 0)
    assert [number for number, _problems in batch.refused] == [6]
    assert Signal.objects.count() == 7
    verbs = [entry.verb for entry in journal.history(batch)]
    assert verbs == ["radar.import_finished", "radar.import_resumed", "radar.import_begun"]


def test_a_finished_file_given_again_is_a_new_reading_in_which_all_is_known(secretary):
    first = taken_in(importing.look(FILE, by=secretary), secretary)

    second = taken_in(importing.look(FILE, by=secretary), secretary)

    assert second != first
    assert (second.taken, second.repeated) == (0, 7)
    assert Signal.objects.count() == 7


def test_the_pages_say_that_it_is_not_finished_and_what_to_do(secretary, enter):
    batch = broken_off(secretary)
    desk = enter(secretary)

    on_list = desk.get("/radar/import/").content.decode()
    on_page = desk.get(f"/radar/import/{batch.pk}/").content.decode()
    seen = desk.post("/radar/import/", {"file": SimpleUploadedFile("signals.csv", FILE)}).content.decode()

    assert "not finished" in on_list
    assert "broken off after line 5. Give the same file again" in on_page
    assert "was broken off after line 5. Taking it in goes on from there" in seen
