"""Letters go out once; what would not go is tried later and later, and at last says why it failed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from factories.accounts import user
from shanyraq.notices.actions import notify
from shanyraq.notices.models import Letter
from shanyraq.notices.outbox import PAUSES, send_due

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class AwayBackend(BaseEmailBackend):
    """A post office that is closed."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("the post office is closed")


@pytest.fixture
def closed_post(settings):
    settings.EMAIL_BACKEND = f"{AwayBackend.__module__}.{AwayBackend.__qualname__}"


def queued(someone=None, **fields) -> Letter:
    someone = someone or user(email="aigul@example.org", name="Aigul", language="en")
    said = {"title": "Seven days left", "body": "The meeting is due on 01.03.2026.", "url": "/profile/"} | fields
    return notify(user=someone, key=said["title"], kind="reminder", **said).letter


def sending(at=NOW) -> int:
    return send_due(at.date(), at)


def test_a_letter_says_the_notice_and_where_to_open_it(settings):
    settings.SITE_URL = "https://shanyraq.example.org"
    queued()

    assert sending() == 1

    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (
        ["aigul@example.org"],
        "Seven days left",
        "Hello, Aigul.\n\nSeven days left\n\nThe meeting is due on 01.03.2026.\n\n"
        "Open it here: https://shanyraq.example.org/profile/\n\n"
        "Shanyraq wrote this letter by itself; an answer to it reaches nobody.\n",
    )


def test_the_frame_of_a_letter_speaks_the_readers_language():
    queued(user(email="a@example.org", name="Айгүл", language="kk"))

    sending()

    assert mail.outbox[0].body.startswith("Сәлеметсіз бе, Айгүл")


def test_a_title_of_two_lines_is_one_subject():
    queued(title="Seven\ndays left")

    sending()

    assert mail.outbox[0].subject == "Seven days left"


def test_a_letter_goes_once():
    letter = queued()

    assert (sending(), sending()) == (1, 0)

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts, len(mail.outbox)) == ("sent", NOW, 1, 1)


def test_a_letter_that_would_not_go_keeps_the_reason_and_waits(closed_post):
    letter = queued()

    sent = sending()

    letter.refresh_from_db()
    assert (sent, letter.state, letter.attempts, letter.last_error, letter.next_attempt_at) == (
        0,
        "queued",
        1,
        "ConnectionRefusedError: the post office is closed",
        NOW + timedelta(minutes=1),
    )


def test_it_is_tried_later_and_later_and_fails_after_five_tries(closed_post):
    letter = queued()
    tries, at = [], NOW
    for _ in range(6):
        sending(at)
        letter.refresh_from_db()
        tries.append((letter.state, letter.attempts, letter.next_attempt_at and letter.next_attempt_at - at))
        at = letter.next_attempt_at or at + timedelta(days=1)

    assert tries == [
        ("queued", 1, PAUSES[0]),
        ("queued", 2, PAUSES[1]),
        ("queued", 3, PAUSES[2]),
        ("queued", 4, PAUSES[3]),
        ("failed", 5, None),
        ("failed", 5, None),
    ]


def test_before_its_time_a_letter_is_left_alone(closed_post):
    letter = queued()
    sending()
    sending(NOW + timedelta(seconds=59))

    letter.refresh_from_db()
    assert letter.attempts == 1


def test_when_the_post_opens_the_letter_goes(settings, closed_post):
    letter = queued()
    sending()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    sending(NOW + timedelta(minutes=1))

    letter.refresh_from_db()
    assert (letter.state, letter.last_error, len(mail.outbox)) == ("sent", "", 1)


def test_one_letter_that_would_not_go_holds_up_no_other():
    queued(user(email="broken\n@example.org"), title="broken")
    queued(title="whole")

    assert sending() == 1
    assert [letter.subject for letter in mail.outbox] == ["whole"]


def test_a_letter_in_another_workers_hands_is_left_alone():
    letter = queued()
    Letter.objects.filter(pk=letter.pk).update(attempts=1, next_attempt_at=NOW + timedelta(minutes=10))

    assert sending() == 0
    assert mail.outbox == []
