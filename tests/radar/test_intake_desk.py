"""Known reporters and desks take reports in by the same four questions; a body is named, a person never."""

import pytest

from factories import accounts, places, radar, registry
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.radar import actions
from shanyraq.radar.models import Signal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

KEY = "a-key-made-with-the-form"
ANSWERS = {"region": "KZ-19", "place": "Есік", "issue": "T2", "stage": "dispute", "need": "talk", "key": KEY}


@pytest.mark.parametrize(
    ("classification", "kind", "reliability"),
    [
        ("council.aksakals", "aksakals", "B"),
        ("council.mothers", "mothers", "B"),
        ("association.ethnocultural", "association", "C"),
        ("mediation.office", "mediator", "B"),
        ("school", "school", "C"),
    ],
)
def test_a_body_reports_in_its_own_name(enter, classification, kind, reliability):
    body = radar.council(classification, "KZ-19")

    answer = enter(body.voice).post("/radar/intake/tell/", ANSWERS | {"body": body.pk})

    signal = Signal.objects.get()
    assert answer["Location"] == "/radar/intake/told/"
    assert (signal.reporter, signal.channel, signal.source_kind, signal.reliability) == (
        body,
        "reporter",
        kind,
        reliability,
    )
    assert journal.history(signal).get().actor_name == str(body.voice)


def test_nobody_reports_in_the_name_of_another_body(enter):
    mine, other = radar.council(), radar.council()

    answer = enter(mine.voice).post("/radar/intake/tell/", ANSWERS | {"body": other.pk})

    assert answer.status_code == 422
    assert not Signal.objects.exists()


def test_an_akimats_assistant_does_not_report_as_a_council(enter):
    akimat = registry.body("akimat", "KZ-19")
    assistant = accounts.user(RoleName.POST_ASSISTANT, "KZ-19")
    registry.assisting(assistant, registry.post(akimat))

    assert enter(assistant).get("/radar/intake/tell/").status_code == 403
    assert enter(assistant).get("/radar/intake/").status_code == 403


@pytest.mark.parametrize("role", [RoleName.POST_ASSISTANT, RoleName.MEDIATOR, RoleName.ASSOCIATION_HEAD])
def test_whoever_speaks_for_a_school_finds_its_doors_and_reads_its_own_report(enter, role):
    school = radar.council("school", voice=accounts.user(role, "KZ-19"))
    mine, other = radar.signal(reporter=school, text="Оқушылар таласып қалды"), radar.signal()
    actions.answer_reporter(signal=mine, text="Ертең барамыз", by=radar.secretary())
    client = enter(school.voice)

    assert [client.get(path).status_code for path in ("/radar/", "/radar/intake/", "/radar/intake/tell/")] == [200] * 3
    assert "Ертең барамыз" in client.get(f"/radar/signals/{mine.pk}/").content.decode()
    assert client.get(f"/radar/signals/{other.pk}/").status_code == 404


def test_a_body_sees_its_own_reports_and_answers_and_no_others(enter):
    body, other = radar.council("mediation.office", voice=accounts.user(RoleName.MEDIATOR, "KZ-19")), radar.council()
    mine = radar.signal(reporter=body, text="Біздің хабар")
    radar.signal(reporter=other, text="Басқаның хабары")
    actions.answer_reporter(signal=mine, text="Ертең барамыз", by=radar.secretary())

    page = enter(body.voice).get("/radar/intake/told/").content.decode()

    assert "Біздің хабар" in page
    assert "Ертең барамыз" in page
    assert "Басқаның" not in page


def test_own_reports_cost_the_same_for_one_and_for_three(enter, django_assert_num_queries):
    body = radar.council()
    client = enter(body.voice)
    radar.signal(reporter=body)
    client.get("/radar/intake/told/")
    with django_assert_num_queries(_queries(client)):
        client.get("/radar/intake/told/")
    radar.signal(reporter=body)
    radar.signal(reporter=body)

    with django_assert_num_queries(_queries(client)):
        client.get("/radar/intake/told/")


def _queries(client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get("/radar/intake/told/")
    return len(seen)


def test_a_secretary_writes_down_a_call_of_his_region(enter):
    answer = enter(radar.secretary()).post("/radar/intake/write-down/", ANSWERS | {"source_kind": "school"})

    signal = Signal.objects.get()
    assert answer.status_code == 302
    assert (signal.channel, signal.source_kind, signal.region_id, signal.status) == (
        "desk",
        "school",
        "KZ-19",
        "Actual",
    )


def test_a_drill_is_written_down_as_a_drill(enter):
    enter(radar.secretary()).post("/radar/intake/write-down/", ANSWERS | {"source_kind": "other", "is_drill": "on"})

    assert Signal.objects.get().status == "Exercise"


def test_a_secretary_does_not_write_down_calls_of_another_region(enter):
    client = enter(radar.secretary("KZ-31"))

    refused = [
        client.post("/radar/intake/write-down/", ANSWERS | {"source_kind": "other"} | more).status_code
        for more in ({}, {"region": "KZ-31", "where": places.district("KZ-19").pk, "place": ""})
    ]

    assert refused == [422, 422]
    assert not Signal.objects.exists()


def test_the_hint_stands_before_a_desks_report_too(enter):
    client = enter(radar.secretary())
    said = ANSWERS | {"source_kind": "other", "text": "Звоните Серику: 8 701 000 00 00"}

    hint = client.post("/radar/intake/write-down/", said)
    client.post("/radar/intake/write-down/", said | {"seen": "on"})

    assert "8 701 000 00 00" in [words for words, is_away in hint.context["doubts"] if is_away]
    assert Signal.objects.get().text == "Звоните [person]: [phone]"


@pytest.mark.parametrize("role", [RoleName.DEPUTY, RoleName.EXPERT, RoleName.ADMINISTRATOR, RoleName.POST_ASSISTANT])
def test_who_takes_nothing_in_finds_the_doors_locked(enter, role):
    client = enter(accounts.user(role, None if role == RoleName.ADMINISTRATOR else "KZ-19"))

    doors = ["/radar/intake/", "/radar/intake/tell/", "/radar/intake/told/", "/radar/intake/write-down/"]

    assert [client.get(door).status_code for door in doors] == [403] * 4
