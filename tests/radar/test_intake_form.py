"""The open door: four questions, no name, a receipt; nothing typed is lost and nothing personal is kept."""

import pytest
from django.utils import timezone

from factories import radar
from shanyraq.audit.models import Entry
from shanyraq.notices.models import Notice
from shanyraq.radar import throttling
from shanyraq.radar.models import Quarantine, Signal, SignalNote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

KEY = "a-key-made-with-the-form"
ANSWERS = {"region": "KZ-31", "place": "Масанчи", "issue": "T2", "stage": "dispute", "need": "talk", "key": KEY}


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def send(client):
    """``send(**answers)`` posts the form in English; ``json`` as the queue of a telephone does."""

    def post(*, json=False, language="en", **answers):
        headers = {"accept": "application/json"} if json else {}
        return client.post(f"/radar/report/{language}/", ANSWERS | answers, headers=headers)

    return post


def kept() -> list:
    return list(Signal.objects.order_by("pk").values_list("area", "settlement", "issue", "stage", "need"))


@pytest.mark.parametrize(("language", "heading"), [("kk", "Қай жерде?"), ("ru", "Где?"), ("en", "Where?")])
def test_the_form_speaks_three_languages_and_the_emergency_number_stands_first(client, language, heading):
    page = client.get(f"/radar/report/{language}/").content.decode()

    assert f'<html lang="{language}">' in page
    assert page.index('href="tel:102"') < page.index(heading) < page.index("<button")


def test_the_form_needs_no_cookie_and_sets_none(client):
    answer = client.get("/radar/report/kk/")

    assert answer.status_code == 200
    assert answer.cookies == {}


def test_the_short_address_leads_to_the_readers_language(client):
    assert client.get("/radar/report/", headers={"accept-language": "ru"})["Location"] == "/radar/report/ru/"
    assert client.get("/radar/receipt/", headers={"accept-language": "kk"})["Location"] == "/radar/receipt/kk/"
    assert client.get("/radar/report/de/").status_code == 404


def test_four_answers_become_a_signal_and_a_receipt(send):
    answer = send()

    signal = Signal.objects.get()
    assert answer.status_code == 200
    assert kept() == [("314800000", "Масанчи", "T2", "dispute", "talk")]
    assert (signal.channel, signal.occurred_on, signal.reporter) == ("form", timezone.localdate(), None)
    assert answer.context["received"].code in answer.content.decode()


def test_the_same_form_sent_twice_is_one_signal_and_one_receipt(send):
    first, second = send(), send()

    assert Signal.objects.count() == 1
    assert first.context["received"].code == second.context["received"].code


def test_another_report_under_the_same_key_replaces_nothing_and_both_are_shown(send):
    send(text="Су жоқ")

    answer = send(text="Су бар ғой", seen="on")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert Signal.objects.get().text == "Су жоқ"
    assert "Су жоқ" in page
    assert "Су бар ғой" in page


def test_the_second_version_may_be_sent_as_a_new_report(send, client):
    send(text="Су жоқ")
    fields = dict(send(text="Су бар ғой", seen="on").context["typed"])

    client.post("/radar/report/en/", fields | {"key": "another-key-of-the-form"})

    assert set(Signal.objects.values_list("text", flat=True)) == {"Су жоқ", "Су бар ғой"}


def test_namesakes_are_asked_back_and_nothing_typed_is_lost(send):
    answer = send(region="KZ-61", place="Абай", text="Арықта су жоқ")

    asked = [place.code for place in answer.context["form"].asked]
    assert answer.status_code == 422
    assert len(asked) > 1
    assert all(code.startswith("61") for code in asked)
    assert "Арықта су жоқ" in answer.content.decode()
    assert kept() == []

    send(region="KZ-61", place="Абай", where=asked[0])

    assert [area for area, *_ in kept()] == [asked[0][:9]]


def test_a_place_nobody_knows_is_asked_back_by_the_districts_of_the_region(send):
    answer = send(place="Быркылдақ")

    asked = [place.code for place in answer.context["form"].asked]
    assert answer.status_code == 422
    assert "314800000" in asked
    assert asked[-1] == "KZ-31"


def test_a_region_alone_may_stand_when_the_district_is_not_known(send):
    asked = send(place="")

    send(place="", where="KZ-31")

    assert asked.status_code == 422
    assert [row[:2] for row in kept()] == [("KZ-31", "")]


def test_a_place_of_another_region_than_chosen_is_not_taken(send):
    answer = send(where="KZ-19", place="")

    assert answer.status_code == 422
    assert kept() == []


def test_an_old_name_and_a_name_without_kazakh_letters_are_understood(send):
    send(region="KZ-19", place="Чилик")
    send(region="KZ-31", place="Кордайский район", key="another-key-of-the-form")

    assert [(area, settlement) for area, settlement, *_ in kept()] == [("194000000", "Чилик"), ("314800000", "")]


def test_what_looks_like_a_name_is_shown_before_sending_and_nothing_is_kept_yet(send):
    answer = send(text="Серик 8 701 000 00 00 дегенге звоните")

    marked = [words for words, is_away in answer.context["doubts"] if is_away]
    assert answer.status_code == 200
    assert "8 701 000 00 00" in marked
    assert "<mark>8 701 000 00 00</mark>" in answer.content.decode()
    assert kept() == []


def test_sent_all_the_same_the_words_are_removed(send):
    send(text="Звоните Серику: 8 701 000 00 00", seen="on")

    assert Signal.objects.get().text == "Звоните [person]: [phone]"


def test_nothing_stands_before_an_urgent_report(send):
    send(text="Звоните Серику: 8 701 000 00 00", need="urgent")

    assert Signal.objects.get().level == 4


def test_no_table_keeps_a_word_that_was_removed(send):
    send(text=f"{radar.DOUBTFUL} Жазыңыз: serik@example.org", seen="on")

    rows = [str(row) for model in (Signal, SignalNote, Entry, Notice) for row in model.objects.values()]
    assert not any(word in row for row in rows for word in ("serik@", "45-12-33"))
    assert b"45-12-33" not in bytes(Quarantine.objects.get().sealed)


@pytest.mark.parametrize("field", ["issue", "stage", "need", "key"])
def test_an_answer_that_is_missing_is_asked_for_and_nothing_is_written(send, field):
    answer = send(**{field: ""})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert kept() == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eабв\u202c <b>"])
def test_markup_and_turned_letters_are_only_words(send, text):
    answer = send(text=text, region="")

    assert "<script>alert" not in answer.content.decode()
    assert "\u202e" not in Signal.objects.get().text


def test_too_many_reports_of_one_network_are_slowed_down_with_a_sentence_and_nothing_is_lost(send):
    answers = [send(key=f"{KEY}-{number}", text="Су жоқ") for number in range(throttling.REPORTS.burst + 1)]

    last = answers[-1]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert "Су жоқ" in last.content.decode()


def test_whose_tries_were_counted_cannot_be_read_from_the_counts(client):
    client.post("/radar/report/en/", ANSWERS, REMOTE_ADDR="203.0.113.7")

    assert b"203.0.113.7" not in b"".join(throttling._buckets.left)
    assert all(len(digest) == 32 for digest in throttling._buckets.left)


def test_a_telephones_queue_is_answered_in_a_few_words(send):
    taken, again, other = send(json=True), send(json=True), send(json=True, stage="grievance")
    asked = send(json=True, key="another-key-of-the-form", region="KZ-61", place="Абай")

    assert taken.json() == again.json()
    assert taken.json()["place"].startswith("Масанчи")
    assert other.status_code == 409
    assert other.json()["stored"][0].startswith("Масанчи")
    assert asked.status_code == 422
    assert asked.json()["errors"] == {"where": ["Several places are called so. Choose yours."]}
    assert len(asked.json()["places"]) > 1
