import pytest

from factories.accounts import user
from shanyraq.notices.actions import notify

pytestmark = pytest.mark.django_db


def tell(someone, key, **fields):
    return notify(user=someone, key=key, kind="reminder", **{"title": f"Title {key}", **fields})


def test_the_bell_shows_how_many_wait(enter):
    someone = user(language="en")
    for key in "abc":
        tell(someone, key)

    page = enter(someone).get("/profile/").content.decode()

    assert 'aria-label="Notices: 3 unread"' in page


def test_ones_own_notices_are_listed_and_nobody_elses(enter):
    someone = user(language="en")
    tell(someone, "mine")
    tell(user(), "other")

    answer = enter(someone).get("/notices/")

    assert [notice.title for notice in answer.context["page_obj"]] == ["Title mine"]


def test_an_empty_bell_says_what_will_come(enter):
    page = enter(user(language="en")).get("/notices/").content.decode()

    assert "No notices yet" in page


def test_opening_a_notice_marks_it_read_and_leads_on(enter):
    someone = user()
    notice = tell(someone, "a", url="/profile/")

    answer = enter(someone).post(f"/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert (answer["Location"], bool(notice.read_at)) == ("/profile/", True)


def test_a_notice_that_leads_nowhere_leads_back_to_the_list(enter):
    someone = user()
    notice = tell(someone, "a")

    assert enter(someone).post(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_another_persons_notice_does_not_exist(enter):
    notice = tell(user(), "a")

    answer = enter(user()).post(f"/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert (answer.status_code, notice.read_at) == (404, None)


def test_looking_alone_reads_nothing(enter):
    someone = user()
    notice = tell(someone, "a")

    answer = enter(someone).get(f"/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert (answer.status_code, notice.read_at) == (405, None)


def test_all_are_marked_read_at_once(enter):
    someone = user()
    tell(someone, "a")
    others = tell(user(), "b")

    enter(someone).post("/notices/read/")

    others.refresh_from_db()
    assert (someone.notices.filter(read_at=None).count(), others.read_at) == (0, None)


def test_a_list_of_many_costs_as_many_questions_as_a_list_of_one(enter, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    someone = user()
    reader = enter(someone)
    tell(someone, "a")
    with CaptureQueriesContext(connection) as one:
        reader.get("/notices/")
    for number in range(20):
        tell(someone, str(number))

    with django_assert_num_queries(len(one)):
        reader.get("/notices/")
    assert len(one) <= 15
