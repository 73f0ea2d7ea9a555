"""The register of mediators: entered, renewed, corrected, ended; found by place and by the language of the service."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.accounts import user
from factories.places import district
from factories.registry import appointed, mediator, post
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.audit.models import Entry
from shanyraq.registry import actions, mediation, mediator_queries, permissions
from shanyraq.registry.models import MediatorCredential

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
MAY = date(2025, 5, 1)
HERE, ELSEWHERE = "KZ-19", "KZ-31"


@pytest.fixture
def in_may():
    with time_machine.travel(MAY):
        yield


def state(credential, day=MAY) -> str:
    return mediator_queries.state_on(MediatorCredential.objects.get(pk=credential.pk), day)


def on(day) -> set:
    return set(MediatorCredential.objects.on(day))


def renewed(credential, elected_on=date(2025, 4, 1), **card):
    given = {"offered_in": ["kk"], "document": "Minutes 9", "by": SYSTEM} | card
    return actions.renew_credential(credential=credential, elected_on=elected_on, **given)


def test_a_credential_holds_from_its_election_to_its_last_day():
    credential = mediator(elected_on=date(2024, 2, 1), valid_to=date(2025, 4, 30))

    held = [bool(on(day)) for day in (date(2024, 1, 31), date(2024, 2, 1), date(2025, 4, 30), date(2025, 5, 1))]

    assert held == [False, True, True, False]
    assert state(credential) == "run_out"


def test_a_credential_ends_with_the_term_in_the_post():
    credential = mediator()
    term = credential.membership

    actions.end_membership(membership=term, end_date=date(2025, 3, 31), reason="resigned", by=SYSTEM)

    assert on(date(2025, 3, 31)) == {credential}
    assert on(date(2025, 4, 1)) == set()
    assert state(credential) == "left"


def test_the_state_said_of_one_is_the_state_asked_of_the_list():
    soon = mediator(valid_to=MAY + timedelta(days=60))
    known = [
        mediator(),
        mediator(valid_to=MAY + timedelta(days=61)),
        soon,
        mediator(valid_to=date(2025, 4, 30)),
        actions.end_credential(credential=mediator(), ended_on=date(2025, 4, 30), reason="moved away", by=SYSTEM),
        actions.end_credential(credential=mediator(), ended_on=date(2025, 5, 9), reason="recalled", by=SYSTEM),
    ]

    for wanted in MediatorCredential.State.values:
        found = set(mediator_queries.in_state(MediatorCredential.objects.all(), wanted, MAY))

        assert found == {credential for credential in known if state(credential) == wanted}
    assert state(soon) == "ends_soon"


def test_a_renewal_is_a_credential_of_its_own_and_the_former_one_stays():
    former = mediator(valid_to=date(2026, 2, 1))

    newer = renewed(former, valid_to=date(2027, 4, 1))

    former.refresh_from_db()
    assert (former.ended_on, newer.renews, newer.membership) == (date(2025, 3, 31), former, former.membership)
    assert on(date(2025, 3, 31)) == {former}
    assert on(date(2025, 4, 1)) == {newer}
    assert journal.history(newer).get().data["former"] == str(former.pk)


def test_a_credential_that_ran_out_is_renewed_and_keeps_its_own_end():
    former = mediator(valid_to=date(2025, 1, 31))

    renewed(former)

    former.refresh_from_db()
    assert (former.valid_to, former.ended_on) == (date(2025, 1, 31), None)


def test_what_cannot_be_is_refused_and_nothing_is_written(refused):
    credential = mediator()
    entries = Entry.objects.count()
    card = {
        "membership": credential.membership, "kind": "public", "area": credential.area, "offered_in": ["kk"],
        "elected_on": date(2025, 1, 1), "document": "Minutes 5", "by": SYSTEM,
    }  # fmt: skip

    def said(**other):
        return list(refused(actions.enter_credential, **card | other))

    assert said() == ["elected_on"]
    assert said(kind="wizard") == ["kind"]
    assert said(offered_in=[]) == ["offered_in"]
    assert said(offered_in=["xx"]) == ["offered_in"]
    assert said(issues=["T99"]) == ["issues"]
    assert said(document=" ") == ["document"]
    assert said(document="850101300123") == ["document"]
    assert said(elected_on=date(2025, 5, 2)) == ["elected_on"]
    assert said(kind="professional", valid_to=date(2025, 1, 1)) == ["valid_to"]
    assert said(kind="professional", area=district(ELSEWHERE)) == ["area"]
    assert (MediatorCredential.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_renewal_is_later_and_happens_once(refused):
    former = mediator()
    renewed(former)
    card = {"credential": former, "offered_in": ["kk"], "document": "Minutes 9", "by": SYSTEM}

    assert "renewed already" in refused(actions.renew_credential, elected_on=MAY, **card)["elected_on"][0]
    other = card | {"credential": mediator()}
    assert (
        "a renewal is later" in refused(actions.renew_credential, elected_on=date(2024, 2, 1), **other)["elected_on"][0]
    )


def test_an_end_needs_a_reason_and_a_day_inside_the_term(refused):
    credential = mediator(valid_to=date(2025, 4, 30))
    ask = {"credential": credential, "by": SYSTEM}

    assert list(refused(actions.end_credential, ended_on=MAY, reason=" ", **ask)) == ["reason"]
    assert list(refused(actions.end_credential, ended_on=MAY, reason="moved", **ask)) == ["ended_on"]
    assert list(refused(actions.end_credential, ended_on=date(2023, 1, 1), reason="moved", **ask)) == ["ended_on"]


def test_a_correction_keeps_the_former_values_and_the_reason():
    credential = mediator(offered_in=("kk",), issues=("T1",))

    actions.correct_credential(
        credential=credential, kind="public", area=credential.area, offered_in=["kk", "uz"], issues=[],
        elected_on=date(2024, 2, 2), document="Minutes 4", reason="a typing mistake", by=SYSTEM, version=1,
    )  # fmt: skip

    credential.refresh_from_db()
    entry = journal.history(credential).first()
    assert (credential.language_codes, credential.issue_codes, credential.version) == (["kk", "uz"], [], 2)
    assert entry.reason == "a typing mistake"
    assert entry.data["changed"] == {
        "issues": [["T1"], []],
        "offered_in": [["kk"], ["kk", "uz"]],
        "elected_on": ["2024-02-01", "2024-02-02"],
    }


def test_an_appointment_with_a_credential_is_not_taken_back(refused):
    credential = mediator()

    said = refused(actions.annul_membership, membership=credential.membership, reason="a mistake", by=SYSTEM)

    assert list(said) == ["reason"]


@pytest.mark.parametrize(
    ("role", "region", "keeps"),
    [
        ("hq_controller", None, True),
        ("regional_secretary", HERE, True),
        ("regional_secretary", ELSEWHERE, False),
        ("hq_analyst", None, False),
        ("association_head", HERE, False),
        ("mediator", HERE, False),
        ("post_assistant", HERE, False),
        ("deputy", HERE, False),
        ("administrator", None, False),
    ],
)
def test_the_centre_and_the_secretary_of_the_place_keep_mediators_and_nobody_else(role, region, keeps):
    credential, someone = mediator(HERE), user(role, region)

    assert permissions.can_keep_mediators(someone, credential.area) is keeps
    if not keeps:
        with pytest.raises(PermissionDenied):
            actions.end_credential(credential=credential, ended_on=MAY, reason="moved", by=someone)
        with pytest.raises(PermissionDenied):
            renewed(credential, by=someone)


def test_a_credential_is_never_moved_into_anothers_region():
    credential, secretary = mediator(HERE), user("regional_secretary", HERE)

    with pytest.raises(PermissionDenied):
        renewed(credential, by=secretary, area=district(ELSEWHERE))


# --- pages


def page(client, door, pk=None, **asked):
    return client.get(reverse(f"registry:{door}", args=[pk] if pk else []), asked)


def send(client, door, pk=None, **typed):
    return client.post(reverse(f"registry:{door}", args=[pk] if pk else []), typed)


def test_mediators_are_found_by_place_language_issue_kind_state_and_name(enter):
    here = mediator(HERE, offered_in=("kk", "uz"), issues=("T1",))
    near = mediator(district(HERE), offered_in=("ru",))
    far = mediator(ELSEWHERE, offered_in=("ru",), kind="professional")
    old = mediator(ELSEWHERE, valid_to=date(2025, 1, 31))
    client = enter(user("hq_controller"))

    def found(**asked):
        return {row.credential for row in page(client, "mediators", **asked).context["rows"]}

    assert found() == {here, near, far}
    assert found(region=HERE) == {here, near}
    assert found(language="uz") == {here}
    assert found(issue="T2") == {near, far}
    assert found(kind="professional") == {far}
    assert found(state="run_out") == {old}
    assert found(state="all") == {here, near, far, old}
    assert found(on="2025-01-01") == {here, near, far, old}
    assert found(q=here.membership.person.name.split()[0].lower(), region=ELSEWHERE, language="uz") == set()
    assert found(q=far.membership.organization.name_ru) == {far}


def test_the_list_costs_the_same_with_one_row_and_with_three(enter):
    client = enter(user("hq_controller"))
    mediator()
    page(client, "mediators")

    with CaptureQueriesContext(connection) as one:
        page(client, "mediators")
    mediator(district(HERE))
    mediator(ELSEWHERE)
    with CaptureQueriesContext(connection) as three:
        page(client, "mediators")

    assert len(one) == len(three) <= 15


def test_another_regions_mediator_does_not_exist(enter):
    credential = mediator(ELSEWHERE)
    doors = ("mediator", "renew_mediator", "correct_mediator", "end_mediator")

    for role in ("regional_secretary", "association_head", "mediator", "post_assistant", "deputy"):
        client = enter(user(role, HERE))

        assert [page(client, door, credential.pk).status_code for door in doors] == [404] * 4
        assert credential.membership.person.name not in page(client, "mediators").content.decode()
        assert b"Minutes" not in b"".join(page(client, "mediators_export"))


def test_who_only_reads_finds_the_doors_of_the_deeds_locked(enter):
    credential = mediator(HERE)
    client = enter(user("association_head", HERE))

    assert page(client, "mediator", credential.pk).status_code == 200
    for door in ("renew_mediator", "correct_mediator", "end_mediator"):
        assert page(client, door, credential.pk).status_code == 403
    assert page(client, "enter_mediator").status_code == 403


def test_a_secretary_enters_renews_corrects_and_ends_by_forms(enter):
    term = appointed(post(role="mediator"))
    appointed(post(role="mediator"), "Марат Желов", start_date=date(2020, 1, 1), end_date=date(2024, 1, 1))
    client = enter(user("regional_secretary", HERE))
    card = {"kind": "public", "area": HERE, "offered_in": ["kk", "ru"], "issues": ["T1", "T2"]}

    offered = page(client, "enter_mediator").context["form"].fields["membership"].queryset
    send(client, "enter_mediator", membership=term.pk, elected_on="2024-02-01", document="Minutes 4", **card)
    entered = MediatorCredential.objects.get()
    send(client, "renew_mediator", entered.pk, elected_on="2025-02-01", valid_to="2027-02-01", document="5", **card)
    newer = MediatorCredential.objects.get(renews=entered)
    fixed = card | {"offered_in": ["kk"], "version": "1", "reason": "typing mistake"}
    send(client, "correct_mediator", newer.pk, elected_on="2025-02-01", valid_to="2027-02-01", document="5", **fixed)
    send(client, "end_mediator", newer.pk, ended_on="2025-04-30", reason="moved away")

    newer.refresh_from_db()
    assert list(offered) == [term]
    assert (newer.language_codes, newer.issue_codes, newer.ended_on) == (["kk"], ["T1", "T2"], date(2025, 4, 30))
    assert [entry.verb for entry in journal.history(newer)] == [
        "registry.mediator_ended",
        "registry.mediator_corrected",
        "registry.mediator_renewed",
    ]
    assert "moved away" in page(client, "mediator", newer.pk).content.decode()


def test_a_refused_credential_is_shown_again_as_it_was_typed(enter):
    term = appointed(post(role="mediator"))
    client = enter(user("regional_secretary", HERE))

    answer = send(
        client, "enter_mediator", membership=term.pk, kind="public", area=HERE, elected_on="2030-01-01", document="No 7"
    )

    assert list(answer.context["form"].errors) == ["offered_in"]
    assert "No 7" in answer.content.decode()
    assert not MediatorCredential.objects.exists()


def test_the_second_editor_sees_both_versions(enter):
    credential = mediator(HERE)
    client = enter(user("regional_secretary", HERE))
    typed = {"kind": "public", "area": HERE, "offered_in": ["kk"], "elected_on": "2024-02-01", "document": "Minutes 5"}

    answer = send(client, "correct_mediator", credential.pk, version="7", reason="mistake", **typed)

    assert answer.status_code == 409
    assert ("Minutes of the election or certificate", "Minutes 4", "Minutes 5") in [
        (row["label"], row["stored"], row["typed"]) for row in answer.context["changes"]
    ]


def test_the_file_says_what_the_list_says_and_runs_nothing(enter):
    credential = mediator(HERE, offered_in=("kk", "uz"), issues=("T1",), document="=1+1")
    mediator(ELSEWHERE)

    answer = page(enter(user("hq_controller")), "mediators_export", region=HERE)
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))

    assert rows == [
        {
            "mediator": credential.membership.person.name, "body": credential.membership.organization.name,
            "kind": "public", "area": HERE, "area_name": credential.area.name, "offered_in": "kk uz", "issues": "T1",
            "elected_on": "2024-02-01", "valid_to": "", "ended_on": "", "state": "valid", "document": "'=1+1",
        }
    ]  # fmt: skip


def test_the_languages_are_those_of_the_service_and_stand_in_no_table_of_people():
    assert [code for code, _name in mediation.language_choices()][:3] == ["kk", "ru", "en"]
    assert not [
        field.name
        for model in (MediatorCredential._meta.get_field("membership").related_model, post().memberships.model)
        for field in model._meta.local_fields
        if "language" in field.name or "offered" in field.name
    ]
