"""The outbox is emptied letter by letter; a letter that would not go is tried again, later and later."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from .models import Letter
from .queries import letters_due

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
"""How long to wait after the first, second, ... failure; after one failure more the letter has failed for good."""
CLAIM = timedelta(minutes=10)
BATCH = 200


def send_due(today: date, now: datetime) -> int:
    """Try the letters that are due; returns how many went. A job of the schedule."""
    letters = letters_due(now).select_related("notice__user")[:BATCH]
    return sum(_send(letter, now) for letter in letters if _claim(letter, now))


def _claim(letter: Letter, now: datetime) -> bool:
    """Two workers never send one letter: who counts the attempt first has it."""
    claimed = Letter.objects.filter(pk=letter.pk, state=Letter.State.QUEUED, attempts=letter.attempts).update(
        attempts=letter.attempts + 1, next_attempt_at=now + CLAIM
    )
    letter.attempts += claimed
    return bool(claimed)


def _send(letter: Letter, now: datetime) -> bool:
    try:
        _message(letter).send()
    except (OSError, SMTPException, ValueError) as problem:
        _put_off(letter, now, problem)
        return False
    letter.state, letter.sent_at, letter.last_error, letter.next_attempt_at = Letter.State.SENT, now, "", None
    letter.save()
    return True


def _put_off(letter: Letter, now: datetime, problem: Exception) -> None:
    letter.last_error = f"{type(problem).__name__}: {problem}"[:300]
    if letter.attempts > len(PAUSES):
        letter.state, letter.next_attempt_at = Letter.State.FAILED, None
    else:
        letter.next_attempt_at = now + PAUSES[letter.attempts - 1]
    letter.save()


def _message(letter: Letter) -> EmailMessage:
    notice = letter.notice
    link = f"{settings.SITE_URL}{notice.url}" if notice.url else ""
    with translation.override(notice.language):
        text = render_to_string("notices/letter.txt", {"notice": notice, "user": notice.user, "link": link})
    return EmailMessage(subject=" ".join(notice.title.split()), body=text.strip() + "\n", to=[letter.address])
