"""What nobody should send: a clear answer in the language of the reader, nothing typed is lost, nothing is written."""

import re
import socket
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.utils import translation

from factories import accounts, hotspots, radar
from shanyraq.audit.models import Entry
from shanyraq.places.calendar import today
from shanyraq.radar import actions, throttling
from shanyraq.radar.models import Feed, Signal, SignalNote
from shanyraq.radar.scales import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

LANGUAGES = ["kk", "ru", "en"]
KEY = "a-key-made-with-the-form"
ANSWERS = {"region": "KZ-31", "place": "Масанчи", "issue": "T2", "stage": "dispute", "need": "talk", "key": KEY}
LARGE = "Арық бойында су дауы шықты. " * 100_000
"""Five megabytes."""
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
EVIL = re.compile(r"<script>alert|<img src=x|onerror=alert\(1\)>(?!\w)")


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def untouched():
    """Rows of every table of the house before; at the end of the test they are as many."""
    before = rows()
    yield
    assert rows() == before


def rows() -> dict[str, int]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("shanyraq."))
    return {model._meta.label: model.objects.count() for model in ours}


@pytest.fixture
def send(client):
    def posted(language="en", **changes):
        return client.post(f"/radar/report/{language}/", {**ANSWERS, **changes})

    return posted


def said(answer) -> str:
    """The words of a page as its reader sees them."""
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def in_language(language, phrase, **values) -> str:
    with translation.override(language):
        return translation.gettext(phrase) % values


# ------------------------------------------------------------------ five megabytes


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_megabytes_are_refused_in_a_sentence_and_stay_in_the_form(send, untouched, language):
    answer = send(language, text=LARGE)

    phrase = "The text has %(length)s characters; at most %(most)s are taken. Keep what happened, where and when."
    assert answer.status_code == 422
    assert in_language(language, phrase, length=len(LARGE), most=4000) in said(answer)
    assert answer.context["form"]["text"].value() == LARGE
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_a_form_may_carry_gets_a_page_that_says_what_to_do(client, untouched, language):
    body = urlencode({**ANSWERS, "text": LARGE})

    answer = client.post(f"/radar/report/{language}/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert f'lang="{language}"' in answer.content.decode()
    assert in_language(language, "The text is too large") in said(answer)
    assert "4000" in said(answer)
    assert "102" in said(answer)


def test_a_telephones_queue_hears_the_same_in_a_few_words(client, untouched):
    body = urlencode({**ANSWERS, "text": LARGE})
    given = {"content_type": "application/x-www-form-urlencoded", "headers": {"accept": "application/json"}}

    answer = client.post("/radar/report/en/", body, **given)

    assert answer.status_code == 422
    assert answer.json()["errors"]["text"] == [
        "The text is too large to be read. Keep what happened, where and when: at most 4000 characters."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_hears_it_too(enter, language):
    client, signal = enter(accounts.user("regional_secretary", "KZ-19", language=language)), radar.signal()
    door, before = f"/radar/signals/{signal.pk}/answer/", rows()

    in_parts = client.post(door, {"text": LARGE})
    at_once = client.post(door, urlencode({"text": LARGE}), content_type="application/x-www-form-urlencoded")

    assert (in_parts.status_code, at_once.status_code) == (422, 413)
    assert in_parts.context["form"]["text"].value() == LARGE
    assert in_language(language, "The text is too large") in said(at_once)
    assert rows() == before


@pytest.mark.parametrize("door", ["/radar/api/signals", "/radar/receipt/en/", "/radar/keys/", "/radar/feeds/"])
def test_no_other_door_breaks_under_it(enter, door):
    client = enter(radar.analyst())
    before = rows()

    answer = client.post(door, urlencode({"code": LARGE}), content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (400, 401, 413, 415)
    assert rows() == before


# ------------------------------------------------------------------ letters that were lost, turned, or are others


@pytest.mark.parametrize("language", LANGUAGES)
def test_kazakh_letters_lost_as_question_marks_are_told(send, untouched, language):
    lost = "Ба?дарда ж?рген ж?ртты? су?а к??ілі толмайды"

    answer = send(language, text=lost)

    phrase = "Many letters of the text have turned into question marks. Save it as UTF-8, or type it again."
    assert answer.status_code == 422
    assert in_language(language, phrase) in said(answer)
    assert lost in said(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Серікке айтыңыз\u202e: 00 00 000 107 8\u202c",
        "Айтыңыз: 8\u200b7\u200b0\u200b1\u200b000\u200b00\u200b00",
        "Айтыңыз: ８７０１００００００００",
        "Айтыңыз: 8 7O1 000 00 00 және 8 701 000 00 00",
        "Жазыңыз: sa\u00adken@example.kz",
    ],
)
def test_turned_hidden_and_wide_signs_hide_no_number(send, text):
    assert send(text=text, seen="on").status_code == 200

    kept = Signal.objects.get().text
    assert not set(kept) & set("\u202e\u202c\u200b\u00ad")
    assert not re.search(r"701\s?000\s?00\s?00|example\.kz", kept)


@pytest.mark.parametrize("name", ["Mасанчи", "Мacанчи", "МАСАНЧИ", " масанчи\u200b "])
def test_a_place_written_with_look_alike_letters_is_the_same_place(send, name):
    assert send(place=name).status_code == 200
    assert Signal.objects.get().settlement == "Масанчи"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_null_sign_is_told_and_nothing_is_written(send, untouched, language):
    answer = send(language, text="Су\x00 жоқ")

    assert answer.status_code == 422
    assert "text" in answer.context["form"].errors


# ------------------------------------------------------------------ days and places that cannot be


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("days", "phrase"),
    [
        (1, "This day has not come yet. Give the day it happened, or today."),
        (-400, "This was more than a year ago; early warning is about what is going on now."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field(send, untouched, language, days, phrase):
    day = (today() + timedelta(days=days)).isoformat()

    answer = send(language, occurred_on=day, text="Су жоқ")

    assert answer.status_code == 422
    assert answer.context["form"].errors["occurred_on"] == [in_language(language, phrase)]
    assert day in answer.content.decode()
    assert "Су жоқ" in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-02-30", "31.31.2026", "tomorrow", "0000-00-00", "9999999-01-01", "<b>"])
def test_what_is_no_day_is_asked_again(send, untouched, day):
    answer = send(occurred_on=day)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["occurred_on"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["Бішкек", "Ташкент", "Москва", "Paris", "Атлантида", "🙂"])
def test_a_place_outside_the_country_is_asked_about(send, untouched, language, place):
    answer = send(language, region="", place=place)

    phrase = "No place of this name is known. Choose the region, then the district."
    assert answer.status_code == 422
    assert answer.context["form"].errors["region"] == [in_language(language, phrase)]
    assert place in said(answer) or place in answer.content.decode()


@pytest.mark.parametrize("code", ["KZ-99", "KG-GB", "000000000", "KZ", "1" * 40])
def test_a_code_of_no_place_of_the_country_opens_nothing(send, untouched, code):
    assert send(region="", place="Быркылдақ", where=code).status_code == 422
    assert send(region=code).status_code == 422


# ------------------------------------------------------------------ markup in every field


def test_markup_in_every_field_of_the_form_is_only_words(send):
    for name in (*ANSWERS, "text", "occurred_on", "crowd", "witness", "where", "seen"):
        before = rows()

        answer = send(**{name: SCRIPT})

        assert not EVIL.search(answer.content.decode()), name
        assert name in ("text", "seen") or rows() == before, name


def test_markup_of_a_text_is_only_words_wherever_it_is_read(send, client, enter):
    home = hotspots.Home()
    received = radar.received(home.district, text=f"Су жоқ {SCRIPT}", stage=Stage.DISPUTE)
    actions.answer_reporter(signal=received.signal, text=f"Барамыз {SCRIPT}", by=home.secretary)
    hotspot = hotspots.confirmed(home, summary=f"Дау {SCRIPT}")
    plan = actions.draft_plan(hotspot=hotspot, goal=f"Келісу {SCRIPT}", by=home.voice)
    actions.add_measure(
        plan=plan, kind="visit", what=f"Бару {SCRIPT}", bearer=home.akimat, due=today(), by=home.voice
    )  # fmt: skip
    act = actions.approve_plan(plan=plan, by=home.secretary).act_id
    desk = enter(home.secretary)
    pages = [
        client.post("/radar/receipt/en/", {"code": received.code}),
        *(
            desk.get(path)
            for path in (
                "/radar/", received.signal.get_absolute_url(), hotspot.get_absolute_url(), "/radar/hotspots/",
                f"/acts/{act}/", "/acts/", "/desk/", "/", "/notices/", f"{hotspot.get_absolute_url()}signals/",
            )
        ),
    ]  # fmt: skip

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if EVIL.search(page.content.decode())] == []


def test_markup_in_the_fields_of_feeds_and_keys_is_only_words(enter):
    client = enter(radar.analyst())
    before = rows()

    for door in ("/radar/feeds/", "/radar/keys/"):
        for name in ("name", "url", "area", "source_kind", "organization"):
            answer = client.post(door, {"name": "x", name: SCRIPT})

            assert not EVIL.search(answer.content.decode()), (door, name)
    assert rows() == before


def test_markup_in_a_search_is_only_words(enter, untouched_desk):
    for path in ("/radar/", "/radar/hotspots/", "/radar/list/", "/registry/mediators/"):
        answer = untouched_desk.get(path, dict.fromkeys(("q", "region", "district", "week", "state", "from"), SCRIPT))

        assert answer.status_code == 200, path
        assert not EVIL.search(answer.content.decode()), path


@pytest.fixture
def untouched_desk(enter):
    return enter(radar.analyst())


# ------------------------------------------------------------------ addresses of feeds


PRIVATE = [
    "http://127.0.0.1/rss", "http://2130706433/rss", "http://0x7f000001/rss", "http://0177.0.0.1/rss", "http://[::1]/rss",
    "http://[::ffff:10.0.0.1]/rss", "http://[fd00::1]/rss", "http://169.254.169.254/latest/", "http://10.1.2.3/",
    "https://localhost/rss", "http://[64:ff9b::7f00:1]/",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_address_is_refused_in_the_readers_words(enter, language, url):
    client = enter(accounts.user("hq_analyst", language=language))
    before = rows()

    answer = client.post("/radar/feeds/", {"name": "Газет", "url": url, "area": "KZ", "source_kind": "media"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["url"]
    assert url in said(answer) or url in unescape(answer.content.decode())
    assert rows() == before
    if language != "en" and url.startswith("http://10."):
        phrase = "Only public addresses on the usual ports are asked; this one is not."
        assert answer.context["form"].errors["url"] == [in_language(language, phrase)]


@pytest.mark.parametrize("inner", ["10.0.0.7", "127.0.0.1", "fd00::7", "::ffff:192.168.0.1"])
def test_a_name_that_leads_into_a_house_is_refused_also_beside_a_public_address(enter, monkeypatch, inner):
    """The network answers so; whoever owns a name may let it point anywhere."""
    client, before = enter(radar.analyst()), rows()
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", inner)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: entries)

    answer = client.post(
        "/radar/feeds/", {"name": "Газет", "url": "https://kun.example.kz/rss", "area": "KZ", "source_kind": "media"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["url"] == [
        "Only public addresses on the usual ports are asked; this one is not."
    ]
    assert rows() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_went_wrong_with_a_feed_is_said_in_the_readers_language(enter, language):
    Feed.objects.create(name="A", url="https://a.example.kz/", area_id="KZ", error="The feed is larger than 2 MB.")
    Feed.objects.create(
        name="B", url="https://b.example.kz/", area_id="KZ", error="The address answers with status 404."
    )

    page = said(enter(accounts.user("hq_analyst", language=language)).get("/radar/feeds/"))

    assert in_language(language, "The feed is larger than 2 MB.") in page
    assert in_language(language, "The address answers with status %(status)s.", status="404") in page


# ------------------------------------------------------------------ added words


def test_words_added_with_a_receipt_are_as_careful(client):
    received = radar.received(text="Су жоқ")
    before = rows()

    too_long = client.post("/radar/receipt/en/", {"code": received.code, "key": KEY, "text": LARGE})
    lost = client.post("/radar/receipt/en/", {"code": received.code, "key": KEY, "text": "ж?рген ж?ртты? су?а к??іл"})

    assert (too_long.status_code, lost.status_code) == (422, 422)
    assert rows() == before
    assert not SignalNote.objects.exists()
    assert Entry.objects.count() == before["audit.Entry"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "Су\x00 жоқ"}, "Мәтінде бос (нөлдік) таңба бар"),
        ({"place": "а" * 121}, "Ең көбі 120 таңба жазыңыз (қазір 121)."),
    ],
)
def test_what_the_forms_themselves_refuse_is_said_in_kazakh_too(send, untouched, changes, words):
    answer = send("kk", **changes)

    assert answer.status_code == 422
    assert words in said(answer)
