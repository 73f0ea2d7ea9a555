"""A doubtful word is looked at once by a person, or masked for good; every opening is in the journal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories import accounts, radar
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.audit.models import Entry
from shanyraq.notices import schedule
from shanyraq.radar import actions, upkeep
from shanyraq.radar.doubts import doubtful, masked, without_doubt
from shanyraq.radar.models import Quarantine, Signal
from shanyraq.reading.screening import Found, Screened

pytestmark = pytest.mark.django_db


def sealed() -> Quarantine:
    signal = radar.signal(text=radar.DOUBTFUL)
    return signal.quarantine


def test_doubtful_spans_move_with_the_marks_before_them():
    given = "Ан 8701 и 45-12-33 и 46-12-33"
    screened = Screened(
        text="[person] [phone] и 45-12-33 и 46-12-33",
        language="ru",
        found=(Found("person", 0, 2), Found("phone", 3, 7)),
        unsure=((10, 18), (21, 29)),
    )

    assert [given[start:end] for start, end in screened.unsure] == ["45-12-33", "46-12-33"]
    assert [screened.text[start:end] for start, end in doubtful(screened)] == ["45-12-33", "46-12-33"]
    assert without_doubt(screened) == "[person] [phone] и […] и […]"


def test_masking_nothing_changes_nothing():
    assert masked("арық", []) == "арық"


def test_a_kept_word_comes_back_and_the_seal_is_destroyed():
    quarantine = sealed()

    actions.give_glance(quarantine=quarantine, kept=[0], by=radar.secretary())

    signal = Signal.objects.get()
    assert (signal.text, signal.state, signal.masked) == (radar.DOUBTFUL, "screened", {})
    assert not Quarantine.objects.exists()
    assert journal.history(signal).first().data == {"masked": 0, "kept": 1}


def test_a_masked_word_never_comes_back():
    quarantine = sealed()

    actions.give_glance(quarantine=quarantine, kept=[], by=radar.secretary())

    signal = Signal.objects.get()
    assert signal.text == radar.DOUBTFUL.replace("45-12-33", "[…]")
    assert (signal.state, signal.masked) == ("screened", {"doubtful": 1})
    assert not Quarantine.objects.exists()


def test_every_opening_is_journalled_without_a_word():
    quarantine, secretary = sealed(), radar.secretary()

    for _ in range(2):
        opened = actions.open_glance(quarantine=quarantine, by=secretary)

    assert opened.text == radar.DOUBTFUL
    entries = Entry.objects.filter(verb="radar.glance_opened")
    assert [(entry.actor_name, entry.data) for entry in entries] == [(secretary.name, {"words": 1})] * 2


@pytest.mark.parametrize("role", [RoleName.POST_ASSISTANT, RoleName.ASSOCIATION_HEAD, RoleName.DEPUTY])
def test_nobody_else_opens_a_sealed_text(role):
    quarantine, someone = sealed(), accounts.user(role, radar.HERE)

    with pytest.raises(PermissionDenied):
        actions.open_glance(quarantine=quarantine, by=someone)
    with pytest.raises(PermissionDenied):
        actions.give_glance(quarantine=quarantine, kept=[0], by=radar.secretary("KZ-31"))


def test_what_nobody_looked_at_is_masked_when_its_term_ends():
    quarantine = sealed()
    later = quarantine.keep_until + timedelta(minutes=1)

    assert upkeep.release_unseen(later.date(), quarantine.keep_until - timedelta(minutes=1)) == 0
    assert upkeep.release_unseen(later.date(), later) == 1
    assert upkeep.release_unseen(later.date(), later) == 0

    signal = Signal.objects.get()
    assert signal.text == radar.DOUBTFUL.replace("45-12-33", "[…]")
    assert signal.state == "screened"
    assert not Quarantine.objects.exists()
    assert journal.history(signal).first().verb == "radar.glance_lapsed"


def test_both_jobs_run_by_themselves():
    assert {"radar.glances", "radar.texts"} <= set(schedule.registered())


def test_a_text_sealed_with_another_key_can_only_be_masked(settings):
    quarantine, secretary = sealed(), radar.secretary()
    settings.QUARANTINE_KEY = "a key of another house"

    assert actions.open_glance(quarantine=quarantine, by=secretary).text is None
    actions.give_glance(quarantine=quarantine, kept=[0], by=secretary)

    assert Signal.objects.get().text == radar.DOUBTFUL.replace("45-12-33", "[…]")


def test_a_text_goes_at_the_end_of_its_term_and_the_count_stays():
    signal = radar.signal(text="Арық басында дау шықты")
    actions.write_note(signal=signal, text="Ауылға бардық", by=radar.secretary())
    now = timezone.now()

    assert upkeep.remove_expired_texts(signal.expires_on - timedelta(days=1), now) == 0
    assert upkeep.remove_expired_texts(signal.expires_on, now) == 1
    assert upkeep.remove_expired_texts(signal.expires_on, now) == 0

    signal.refresh_from_db()
    assert (signal.text, signal.issue_words, signal.state, signal.issue) == ("", [], "expired", "T2")
    assert not signal.notes.exists()
    assert Signal.objects.counted_as_tension().count() == 1
    assert journal.history(signal).first().verb == "radar.text_expired"
