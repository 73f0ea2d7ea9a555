"""Signed addresses: a letter's one-tap page for one named user, and a user's private calendar."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.urls import reverse

from .models import CalendarKey

WORD_SALT, FEED_SALT = "shanyraq.duties.word", "shanyraq.duties.calendar"
WORD_LASTS = 45 * 24 * 60 * 60
"""Seconds; longer than the term for a word, so that a late reader still finds the fact."""


@dataclass(frozen=True, slots=True)
class WordAsked:
    """What a letter asks: this fact of this body, of this user."""

    fact_id: str
    organization: UUID
    user: UUID


def word_path(*, fact_id: str, organization, user) -> str:
    token = signing.dumps([fact_id, str(organization.pk), str(user.pk)], salt=WORD_SALT, compress=True)
    return reverse("duties:one_tap", args=[token])


def read_word(token: str) -> WordAsked | None:
    """What a token asks; None for a forged or expired one."""
    try:
        fact_id, organization, user = signing.loads(token, salt=WORD_SALT, max_age=WORD_LASTS)
    except signing.BadSignature:
        return None
    return WordAsked(fact_id, UUID(organization), UUID(user))


def key_of(user) -> CalendarKey | None:
    """The key of a user's private calendar, if he has made one."""
    return CalendarKey.objects.filter(user=user).first()


def feed_path(key: CalendarKey) -> str:
    token = signing.dumps([str(key.user_id), key.serial], salt=FEED_SALT)
    return reverse("duties:calendar_feed", args=[token])


def read_feed(token: str) -> CalendarKey | None:
    """The key a private calendar address belongs to; None when it is forged, renewed, or the user may not enter."""
    try:
        user, serial = signing.loads(token, salt=FEED_SALT)
    except signing.BadSignature:
        return None
    key = CalendarKey.objects.select_related("user").filter(user=user, serial=serial).first()
    return key if key and key.user.is_active else None
