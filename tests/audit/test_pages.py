from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.accounts import user
from factories.places import district
from shanyraq.audit import journal
from shanyraq.audit.models import Entry
from shanyraq.audit.verbs import declare

pytestmark = pytest.mark.django_db

declare({"tests.noted": "Noted", "tests.removed": "Removed"})
WHOLE = ["administrator", "hq_controller", "hq_analyst"]
NONE = ["post_assistant", "association_head", "mediator", "expert", "support_officer", "deputy"]


@pytest.fixture
def written(places):
    """One entry in Almaty region, one in a district of it, one in Akmola region, one of no area."""
    doer = user(name="Bolat Writer")
    return [
        journal.record("tests.noted", doer, by=doer, area=area, reason=f"reason {area}")
        for area in ["KZ-19", district("KZ-19").code, "KZ-11", None]
    ]


def numbers(answer) -> list[int]:
    return [entry.seq for entry in answer.context["page_obj"]]


@pytest.mark.parametrize("role", WHOLE)
def test_the_centre_and_the_administrator_read_the_whole_journal(enter, written, role):
    answer = enter(user(role)).get("/audit/")

    assert numbers(answer) == [4, 3, 2, 1]


def test_a_regional_secretary_reads_the_entries_of_the_region_and_its_districts(enter, written):
    answer = enter(user("regional_secretary", "KZ-19")).get("/audit/")

    assert numbers(answer) == [2, 1]


@pytest.mark.parametrize("role", NONE)
def test_others_have_no_journal(enter, written, role):
    answer = enter(user(role, "KZ-19")).get("/audit/")

    assert answer.status_code == 403


@pytest.mark.parametrize(("seq", "status"), [(1, 200), (2, 200), (3, 404), (4, 404), (99, 404)])
def test_an_entry_of_another_region_does_not_exist(enter, written, seq, status):
    answer = enter(user("regional_secretary", "KZ-19")).get(f"/audit/{seq}/")

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"verb": "tests.noted"}, [4, 3, 2, 1]),
        ({"verb": "tests.removed"}, []),
        ({"actor": "bolat"}, [4, 3, 2, 1]),
        ({"actor": "nobody"}, []),
        ({"area": "KZ-19"}, [2, 1]),
        ({"area": "KZ-11"}, [3]),
        ({"kind": "accounts.user"}, [4, 3, 2, 1]),
        ({"object_id": "7"}, []),
    ],
)
def test_the_journal_is_searched_by_deed_doer_region_and_thing(enter, written, words, found):
    answer = enter(user("hq_controller")).get("/audit/", words)

    assert numbers(answer) == found


def test_the_journal_is_searched_by_local_dates_both_included(enter, written):
    today = timezone.localdate()
    reader = enter(user("hq_controller"))

    here = reader.get("/audit/", {"since": today, "until": today})
    before = reader.get("/audit/", {"until": today - timedelta(days=1)})
    after = reader.get("/audit/", {"since": today + timedelta(days=1)})

    assert (numbers(here), numbers(before), numbers(after)) == ([4, 3, 2, 1], [], [])


def test_a_date_that_is_no_date_is_said_on_the_form_and_hides_nothing(enter, written):
    answer = enter(user("hq_controller")).get("/audit/", {"since": "soon"})

    assert answer.context["form"].errors["since"]
    assert numbers(answer) == [4, 3, 2, 1]


def test_an_entry_says_everything_and_whether_it_stands(enter, written):
    answer = enter(user("hq_controller")).get("/audit/1/")

    words = answer.content.decode()
    assert "reason KZ-19" in words
    assert "Almaty Region" in words
    assert written[0].hash in words
    assert answer.context["stands"] is True


def test_the_journal_is_read_with_as_many_questions_for_one_page_as_for_one_entry(
    enter, django_assert_max_num_queries, written
):
    reader = enter(user("hq_controller"))
    for _ in range(120):
        someone = user()
        journal.record("tests.noted", someone, by=someone, area="KZ-11")

    with django_assert_max_num_queries(12):
        answer = reader.get("/audit/")

    assert len(numbers(answer)) == 50


def test_pages_of_the_journal_keep_the_filter(enter, written):
    someone = user()
    for _ in range(60):
        journal.record("tests.removed", someone, by=someone)

    answer = enter(user("hq_controller")).get("/audit/", {"verb": "tests.removed"})

    assert "?verb=tests.removed&amp;page=2" in answer.content.decode()


def test_a_whole_journal_is_said_to_be_whole(enter, written):
    answer = enter(user("administrator")).post("/audit/proof/")

    assert answer.context["breaks"] == []
    assert "4 entries checked" in answer.content.decode()


def test_a_broken_journal_names_its_entry(enter, written):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE seq = 2")

    answer = enter(user("administrator")).post("/audit/proof/")

    assert "was changed after it was written" in answer.content.decode()


def test_looking_at_the_head_checks_nothing_yet(enter, written):
    answer = enter(user("administrator")).get("/audit/proof/")

    assert answer.context["head"].seq == 4
    assert "breaks" not in answer.context


def test_a_secretary_does_not_check_the_whole_journal(enter, written):
    reader = enter(user("regional_secretary", "KZ-19"))

    assert [reader.get("/audit/proof/").status_code, reader.post("/audit/anchor/").status_code] == [403, 403]


def test_the_head_is_saved_as_an_anchor(enter, written, tmp_path):
    from shanyraq.audit import anchors

    answer = enter(user("administrator")).post("/audit/anchor/")

    (tmp_path / "kept").write_bytes(answer.content)
    (kept,) = anchors.read(tmp_path / "kept")
    assert (kept.seq, kept.hash) == (4, written[3].hash)


def test_a_refused_door_is_journalled(enter, places):
    someone = user("expert")

    enter(someone).get("/audit/")

    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.data) == (
        "audit.access_refused",
        f"user:{someone.pk}",
        {"path": "/audit/", "method": "GET"},
    )


def test_a_stranger_before_a_door_is_not_journalled(client, places):
    client.get("/audit/")

    assert not Entry.objects.exists()


def test_a_page_that_does_not_exist_is_no_refusal(enter, written):
    enter(user("regional_secretary", "KZ-19")).get("/audit/3/")

    assert Entry.objects.count() == 4


def test_the_names_of_the_pages():
    assert [reverse(f"audit:{name}") for name in ("journal", "proof", "anchor")] == [
        "/audit/",
        "/audit/proof/",
        "/audit/anchor/",
    ]
