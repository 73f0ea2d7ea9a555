"""Programs send signals by the same deed: one key, one area, the same submission once, every refusal in JSON."""

import json

import pytest

from factories import places as places_of
from factories import radar
from shanyraq.audit.models import Entry
from shanyraq.places.queries import country
from shanyraq.radar import actions, throttling
from shanyraq.radar.key_actions import close_key, make_key
from shanyraq.radar.models import ApiKey, Signal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

SIGNAL = {"place": "Масанчи", "region": "KZ-31", "issue": "T2", "stage": "dispute", "text": "Су жоқ"}


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def key():
    return make_key(name="Crawler", area=places_of.region("KZ-31"), source_kind="akimat", by=radar.secretary("KZ-31"))


@pytest.fixture
def send(client, key):
    def post(body=None, *, submission="signal-0001", words=key[1], **more):
        raw = body if isinstance(body, bytes) else json.dumps({**SIGNAL, **(body or {}), **more}).encode()
        headers = {"authorization": f"Bearer {words}", "idempotency-key": submission}
        return client.post("/radar/api/signals", raw, content_type="application/json", headers=headers)

    return post


def test_a_signal_is_taken_in_and_a_receipt_given(send, key):
    answer = send(witness=True, crowd="tens")

    signal = Signal.objects.get()
    assert answer.status_code == 201
    assert list(answer.json()) == ["receipt"]
    assert (signal.area_id, signal.channel, signal.source_kind, signal.witness) == ("314800000", "api", "akimat", True)
    assert ApiKey.objects.get().used_at is not None


def test_the_repeat_gets_the_same_status_and_body_and_makes_no_second_signal(send):
    first, second = send(), send()

    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Signal.objects.count() == 1


def test_other_content_under_a_used_key_is_409_and_changes_nothing(send):
    send()

    answer = send(stage="incident")

    assert answer.status_code == 409
    assert Signal.objects.get().stage == "dispute"


def test_two_programs_may_use_the_same_submission_key(send, client):
    _, other = make_key(name="Other", area=country(), source_kind="media", by=radar.analyst())

    send()
    answer = send(words=other)

    assert answer.status_code == 201
    assert Signal.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"issue": "T99"}, {"issue"}),
        ({"stage": "war", "need": "money"}, {"stage", "need"}),
        ({"occurred_on": "2999-01-01"}, {"occurred_on"}),
        ({"occurred_on": "yesterday"}, {"occurred_on"}),
        ({"place": "Быркылдақ"}, {"place"}),
        ({"area": "999"}, {"area"}),
        ({"area": "KZ-19"}, {"area"}),
        ({"text": "а" * 4001}, {"text"}),
        ({"text": 5}, {"text"}),
        ({"witness": "yes"}, {"witness"}),
        ({"person": "Серик"}, {"person"}),
        ({"place": "Абай", "region": ""}, {"place", "candidates"}),
    ],
)
def test_what_cannot_be_so_is_422_by_field_and_nothing_is_written(send, fields, wrong):
    answer = send(**fields)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == wrong
    assert not Signal.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"no json", b"\xff\xfe", b'{"text": "\\ud800"}', b"[" * 100_00])
def test_what_is_no_json_is_400(send, raw):
    assert send(raw).status_code == 400


def test_a_list_is_no_signal(send):
    assert send(b"[]").status_code == 422


def test_a_flood_of_bytes_is_413(send):
    assert send(text="а" * 70_000).status_code == 413


def test_without_a_submission_key_nothing_is_taken(send):
    assert send(submission="short").status_code == 400
    assert not Signal.objects.exists()


@pytest.mark.parametrize("words", ["", "shq_guess", "ключ"])
def test_without_an_open_key_nothing_is_taken(send, words):
    answer = send(words=words.encode().decode("latin-1"))

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_closed_key_opens_nothing(send, key):
    close_key(key=key[0], by=radar.secretary("KZ-31"))

    assert send().status_code == 401


def test_whoever_is_logged_in_needs_a_key_all_the_same(enter):
    assert enter(radar.analyst()).get("/radar/api/signals").status_code == 401


def test_a_program_that_hurries_is_slowed_down(send):
    statuses = [send(b"").status_code for _ in range(throttling.PROGRAMS.burst + 3)]

    assert statuses[: throttling.PROGRAMS.burst] == [400] * throttling.PROGRAMS.burst
    assert 429 in statuses


def test_what_became_of_a_signal_is_told_by_its_receipt(send, client, key):
    receipt = send().json()["receipt"]
    actions.answer_reporter(signal=Signal.objects.get(), text="Ертең су беріледі", by=radar.secretary("KZ-31"))

    def ask(code):
        headers = {"authorization": f"Bearer {key[1]}", "signal-receipt": code}
        return client.get("/radar/api/signals", headers=headers)

    told = ask(receipt).json()
    assert (told["state"], [each["text"] for each in told["answers"]]) == ("screened", ["Ертең су беріледі"])
    assert ask("AAAA-BBBB-CCCC").status_code == 404
    assert ask(radar.received("KZ-31").code).status_code == 404


# ------------------------------------------------------------------ keys


def test_a_key_is_shown_once_and_only_its_digest_is_kept(enter):
    client = enter(radar.secretary("KZ-31"))

    shown = client.post("/radar/keys/", {"name": "Crawler", "area": "KZ-31", "source_kind": "media"})
    again = client.get("/radar/keys/")

    words = shown.context["words"]
    assert words in shown.content.decode()
    assert shown["Cache-Control"] == "no-store, private"
    assert words not in again.content.decode()
    assert words not in str([*ApiKey.objects.values(), *Entry.objects.values()])


def test_a_secretary_makes_no_key_for_another_region_and_closes_none(enter, key):
    client = enter(radar.secretary("KZ-19"))

    made = client.post("/radar/keys/", {"name": "Crawler", "area": "KZ-31", "source_kind": "media"})
    closed = client.post(f"/radar/keys/{key[0].pk}/close/")

    assert (made.status_code, closed.status_code) == (422, 404)
    assert ApiKey.objects.get().state == "open"


def test_closing_is_journalled_once(enter, key):
    client = enter(radar.secretary("KZ-31"))

    for _ in range(2):
        client.post(f"/radar/keys/{key[0].pk}/close/")

    assert ApiKey.objects.get().state == "closed"
    assert Entry.objects.filter(verb="radar.key_closed").count() == 1


def test_a_council_keeps_no_keys(enter):
    assert enter(radar.council().voice).get("/radar/keys/").status_code == 403
