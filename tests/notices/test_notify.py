"""A notice is given once, in the reader's language."""

import pytest
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from factories.accounts import user
from shanyraq.accounts.models import User
from shanyraq.notices.actions import mark_all_read, mark_read, notify
from shanyraq.notices.models import Letter, Notice
from shanyraq.notices.queries import notices_of, unread_count

pytestmark = pytest.mark.django_db


def tell(someone, key="a", **fields):
    return notify(user=someone, key=key, kind="reminder", **{"title": "Seven days left", **fields})


def test_a_second_word_with_the_same_key_changes_nothing():
    someone = user(email="a@example.org")

    first = tell(someone, body="the first")
    second = tell(someone, body="the second")

    assert (first, Notice.objects.get().body, Letter.objects.count()) == (second, "the first", 1)


def test_two_users_are_told_apart():
    tell(user())
    tell(user())

    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("language", "said"), [("kk", "Дабыл"), ("ru", "Сигнал"), ("en", "Signal")])
def test_lazy_words_are_said_in_the_readers_language_whoever_calls(language, said):
    class Word:
        def __str__(self):
            return {"kk": "Дабыл", "ru": "Сигнал", "en": "Signal"}[translation.get_language()]

    with translation.override("ru"):
        notice = tell(user(language=language), title=Word(), body=Word())

    assert (notice.title, notice.body, notice.language) == (said, said, language)


def test_a_catalogue_phrase_is_said_in_kazakh_to_a_kazakh_reader():
    with translation.override("en"):
        notice = tell(user(language="kk"), title=_("Password"))

    assert notice.title == "Құпия сөз"


def test_values_go_into_a_lazy_phrase_in_the_readers_language():
    with translation.override("en"):
        notice = tell(user(language="ru"), title=format_lazy("{word}: {number}", word=_("Password"), number=7))

    assert notice.title == "Пароль: 7"


def test_a_long_title_is_cut_not_refused():
    assert len(tell(user(), title="x" * 400).title) == 300


@pytest.mark.parametrize(
    ("fields", "letters"),
    [({"email": "a@example.org"}, 1), ({}, 0), ({"email": "a@example.org", "state": User.State.CLOSED}, 0)],
    ids=["with an address", "without one", "closed"],
)
def test_a_letter_is_queued_for_an_open_account_with_an_address(fields, letters):
    tell(user(**fields))

    assert Letter.objects.count() == letters


def test_the_bell_counts_what_is_unread():
    someone = user()
    first = tell(someone, "a")
    tell(someone, "b")

    mark_read(notice=first)
    one_left = unread_count(someone)
    mark_all_read(user=someone)

    assert (one_left, unread_count(someone)) == (1, 0)


def test_reading_again_keeps_the_first_moment():
    notice = tell(user())
    mark_read(notice=notice)
    first = notice.read_at

    mark_read(notice=notice)

    assert notice.read_at == first


def test_ones_own_notices_newest_first():
    someone = user()
    tell(user())
    tell(someone, "a", title="older")
    tell(someone, "b", title="newer")

    assert [notice.title for notice in notices_of(someone)] == ["newer", "older"]
