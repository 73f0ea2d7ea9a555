"""The journal proves itself: whatever is done to it past its own door, verify names the entry and the wrong."""

import json

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from factories.accounts import user
from shanyraq.audit import journal
from shanyraq.audit.journal import Anchor, Break
from shanyraq.audit.models import AppendOnly, Entry, Head
from shanyraq.audit.verbs import UnknownVerb, declare

pytestmark = pytest.mark.django_db

declare({"tests.noted": "Noted"})


@pytest.fixture
def someone():
    return user(name="Aigul Serikova")


@pytest.fixture
def five(someone):
    """A journal of five entries."""
    return [journal.record("tests.noted", someone, by=someone, reason=f"reason {n}") for n in range(1, 6)]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def row(entry) -> dict:
    return {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields}


def insert_raw(**fields):
    fields["data"] = json.dumps(fields["data"])
    sql(
        f"INSERT INTO audit_entry ({', '.join(fields)}) VALUES ({', '.join(['%s'] * len(fields))})",
        *fields.values(),
    )


def test_an_entry_says_who_did_what_to_which_thing_when_and_why(someone):
    entry = journal.record("tests.noted", someone, by=someone, area="KZ-19", reason="because", count=3)

    kept = Entry.objects.get(pk=entry.pk)
    assert (
        kept.seq,
        kept.actor,
        kept.actor_name,
        kept.verb,
        kept.object_type,
        kept.object_id,
        kept.area_code,
        kept.reason,
        kept.data,
        kept.prev_hash,
    ) == (
        1,
        f"user:{someone.pk}",
        "Aigul Serikova",
        "tests.noted",
        "accounts.user",
        str(someone.pk),
        "KZ-19",
        "because",
        {"count": 3},
        journal.GENESIS,
    )


def test_the_system_signs_as_itself(someone):
    entry = journal.record("tests.noted", someone, by=journal.SYSTEM)

    assert (entry.actor, entry.actor_name) == ("system", "system")


def test_entries_are_numbered_without_a_gap_and_chained(five):
    assert [entry.seq for entry in five] == [1, 2, 3, 4, 5]
    assert [entry.prev_hash for entry in five] == [journal.GENESIS, *[entry.hash for entry in five[:4]]]


def test_a_deed_nobody_declared_is_refused(someone):
    with pytest.raises(UnknownVerb):
        journal.record("tests.unheard_of", someone, by=someone)

    assert not Entry.objects.exists()


def test_a_number_that_is_no_number_is_refused(someone):
    with pytest.raises(ValueError, match="JSON"):
        journal.record("tests.noted", someone, by=someone, share=float("nan"))


def test_a_deed_undone_leaves_no_entry(someone):
    with transaction.atomic():
        journal.record("tests.noted", someone, by=someone)
        transaction.set_rollback(True)

    journal.record("tests.noted", someone, by=someone)
    assert [entry.seq for entry in Entry.objects.all()] == [1]
    assert journal.verify() == []


def test_history_is_about_one_thing_newest_first(five, someone):
    journal.record("tests.noted", user(), by=someone)

    assert [entry.seq for entry in journal.history(someone)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "deed",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(reason="better"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
    ],
    ids=["save", "delete", "update many", "delete many"],
)
def test_no_deed_of_the_house_changes_an_entry(five, deed):
    with pytest.raises(AppendOnly):
        deed(five[2])


def test_a_whole_journal_has_no_breaks(five):
    assert journal.verify([journal.anchor()]) == []


def test_an_empty_journal_is_whole(db):
    assert journal.verify([journal.anchor()]) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "another reason"),
        ("actor", "user:nobody"),
        ("actor_name", "Somebody Else"),
        ("verb", "accounts.closed"),
        ("object_id", "7"),
        ("object_type", "places.area"),
        ("area_code", "KZ-11"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("data", '{"count": 4}'),
    ],
)
def test_a_changed_entry_is_named(five, column, value):
    sql(f"UPDATE audit_entry SET {column} = %s WHERE seq = 3", value)

    assert journal.verify() == [Break(3, "changed")]


def test_an_entry_changed_together_with_its_hash_breaks_from_the_next(five):
    entry = Entry.objects.get(pk=3)
    entry.reason = "another reason"
    sql("UPDATE audit_entry SET reason = %s, hash = %s WHERE seq = 3", entry.reason, journal._digest(entry))

    assert journal.verify() == [Break(4, "out_of_order")]


def test_a_deleted_entry_is_named(five):
    sql("DELETE FROM audit_entry WHERE seq = 3")

    assert journal.verify() == [Break(3, "missing")]


def test_two_entries_that_changed_places_are_named(five):
    sql("UPDATE audit_entry SET seq = 99 WHERE seq = 2")
    sql("UPDATE audit_entry SET seq = 2 WHERE seq = 3")
    sql("UPDATE audit_entry SET seq = 3 WHERE seq = 99")

    assert journal.verify() == [
        Break(2, "out_of_order"),
        Break(2, "changed"),
        Break(3, "out_of_order"),
        Break(3, "changed"),
        Break(4, "out_of_order"),
    ]


def test_an_entry_put_in_between_is_named(five):
    for seq in (5, 4):
        sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", seq + 1, seq)
    false = Entry(**row(Entry.objects.get(pk=3)) | {"seq": 4, "prev_hash": five[2].hash, "reason": "never was"})
    false.hash = journal._digest(false)
    insert_raw(**row(false))

    assert journal.verify() == [
        Break(5, "out_of_order"),
        Break(5, "changed"),
        Break(6, "changed"),
        Break(6, "head_differs"),
    ]


def test_an_entry_put_at_the_end_is_named(five):
    false = Entry(**row(five[4]) | {"seq": 6, "prev_hash": five[4].hash, "reason": "never was"})
    false.hash = journal._digest(false)
    insert_raw(**row(false))

    assert journal.verify() == [Break(6, "head_differs")]


def test_a_tail_cut_without_its_head_is_named(five):
    sql("DELETE FROM audit_entry WHERE seq > 3")

    assert journal.verify() == [Break(5, "head_differs")]


def test_a_head_taken_away_is_named(five):
    sql("DELETE FROM audit_head")

    assert journal.verify() == [Break(5, "head_differs")]


def test_a_tail_cut_together_with_its_head_shows_against_an_anchor_only(five):
    kept = journal.anchor()
    sql("DELETE FROM audit_entry WHERE seq > 3")
    Head.objects.update(seq=3, hash=five[2].hash)

    assert journal.verify() == []
    assert journal.verify([kept]) == [Break(5, "cut")]


def test_a_journal_written_anew_shows_against_an_anchor_only(five, someone):
    kept = journal.anchor()
    sql("DELETE FROM audit_entry")
    sql("DELETE FROM audit_head")
    for number in range(6):
        journal.record("tests.noted", someone, by=someone, reason=f"invented {number}")

    assert journal.verify() == []
    assert journal.verify([kept]) == [Break(5, "replaced")]


def test_each_anchor_proves_its_own_part(five, someone):
    early, late = Anchor(2, five[1].hash, ""), journal.anchor()
    sql("DELETE FROM audit_entry WHERE seq > 3")
    Head.objects.update(seq=3, hash=five[2].hash)

    assert journal.verify([early, late]) == [Break(5, "cut")]


def test_the_journal_goes_on_after_a_break_and_still_names_it(five, someone):
    sql("UPDATE audit_entry SET reason = 'another' WHERE seq = 2")

    journal.record("tests.noted", someone, by=someone)

    assert journal.verify() == [Break(2, "changed")]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "ә", "я"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(value=1e16)
@example(value=-0.0)
@example(value=1e-7)
@example(value=1.5e300)
@given(value=values)
def test_every_value_comes_back_from_the_database_as_it_was_chained(someone, value):
    journal.record("tests.noted", someone, by=someone, value=value)

    assert journal.verify() == []
