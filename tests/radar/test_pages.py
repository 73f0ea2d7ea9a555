"""Pages of the signal loop: who finds them, what they show, what they never show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import accounts, radar
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.audit.models import Entry
from shanyraq.radar import actions, searching
from shanyraq.radar.models import Quarantine, SecondReview, Signal
from shanyraq.radar.scales import Channel, Stage, Status

pytestmark = pytest.mark.django_db
LIST = "/radar/"


def page(client, path):
    return client.get(path).content.decode()


def paths_of(signal):
    """Every address that names a signal or what hangs on it."""
    parts = ["", "finding/", "correct/", "answer/", "note/", "close/", "reopen/"]
    return [f"/radar/signals/{signal.pk}/{part}" for part in parts]


def whole_signal(**fields):
    """A signal of level 4 with a sealed text, a waiting finding, a waiting second look and a call."""
    council = radar.council()
    signal = radar.signal(text=radar.DOUBTFUL, stage=Stage.MOBILISATION, **fields)
    secretary = radar.secretary()
    finding = actions.record_finding(
        signal=signal, outcome="refuted", how="Ондай жоқ", certainty="Unlikely", reliability="B", by=secretary
    )
    signal.refresh_from_db()
    actions.correct_signal(
        signal=signal,
        labels=actions.Labels.of(signal, level=3),
        reason="Тынышталды",
        version=signal.version,
        by=secretary,
    )
    return signal, finding, council


@pytest.mark.parametrize("role", list(RoleName))
def test_another_region_does_not_exist(enter, role):
    signal, finding, _council = whole_signal()
    region = None if role in ("hq_analyst", "hq_controller", "support_officer", "administrator") else "KZ-31"
    client = enter(accounts.user(role, region))
    sees = role in (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER)
    paths = paths_of(signal)
    paths += [f"/radar/glances/{Quarantine.objects.get().pk}/", f"/radar/second-looks/{SecondReview.objects.get().pk}/"]

    assert {client.get(path).status_code for path in paths} == ({200} if sees else {404})
    assert client.get(f"/radar/calls/{signal.call_outs.get().pk}/").status_code == 404
    assert client.post(f"/radar/findings/{finding.pk}/second/").status_code == (302 if sees else 404)


@pytest.mark.parametrize(
    "role", [RoleName.POST_ASSISTANT, RoleName.ASSOCIATION_HEAD, RoleName.MEDIATOR, RoleName.EXPERT, RoleName.DEPUTY]
)
def test_in_the_region_too_a_signal_is_only_for_those_who_watch(enter, role):
    signal, _finding, _council = whole_signal()
    client = enter(accounts.user(role, radar.HERE))

    assert {client.get(path).status_code for path in paths_of(signal)} == {404}
    assert client.get(f"/radar/glances/{Quarantine.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("role", list(RoleName))
def test_the_list_is_for_those_who_watch_or_report(enter, role):
    region = None if role in ("hq_analyst", "hq_controller", "support_officer", "administrator") else radar.HERE
    client = enter(accounts.user(role, region))
    opens = {"hq_analyst", "hq_controller", "regional_secretary", "association_head"}

    assert client.get(LIST).status_code == (200 if role in opens else 403)


def test_a_body_sees_what_it_reported_and_the_answers_but_no_note_of_the_desk(enter):
    council, secretary = radar.council("council.mothers"), radar.secretary()
    own = radar.signal(text="Қызылтоғайда су жоқ", reporter=council, channel=Channel.REPORTER)
    radar.signal(text="Басқа біреудің хабары")
    actions.answer_reporter(signal=own, text="Бригада жолда", by=secretary)
    actions.write_note(signal=own, text="Қайта тексереміз", by=secretary)
    client = enter(council.voice)

    listed, shown = page(client, LIST), page(client, f"/radar/signals/{own.pk}/")

    assert "Қызылтоғайда" in listed
    assert "Басқа біреудің" not in listed
    assert "Бригада жолда" in shown
    assert "Қайта тексереміз" not in shown
    assert client.get(f"/radar/signals/{own.pk}/close/").status_code == 404


def test_the_signal_page_says_what_was_taken_out(enter):
    signal = radar.signal(text="Звоните Серику: 8 701 000 00 00, спор из-за воды")

    shown = page(enter(radar.secretary()), f"/radar/signals/{signal.pk}/")

    assert '<span class="house-taken">a phone number</span>, спор из-за воды' in shown
    assert "a name, a phone number." in shown
    assert "«воды»" in shown or "«спор»" in shown


def test_markup_of_a_reporter_stays_words(enter):
    signal = radar.signal(text="<script>alert(1)</script> спор о воде [person]")

    shown = page(enter(radar.secretary()), f"/radar/signals/{signal.pk}/")

    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_the_same_story_is_told_once(enter):
    for number in range(3):
        signal = radar.signal(text="Арық басында су үшін дау шықты, ел жиналды", source=f"s{number}")

    client = enter(radar.secretary())
    shown = page(client, f"/radar/signals/{signal.pk}/")

    assert "3 reports say the same" in shown
    assert "From 3 sources." in shown
    assert page(client, f"{LIST}?cluster={signal.cluster_id}").count('<th scope="row">') == 3


def test_real_reports_and_drills_are_never_in_one_list(enter):
    radar.signal(text="Шын хабар")
    radar.signal(text="Оқу хабары", status=Status.EXERCISE)
    client = enter(radar.secretary())

    real, drills = page(client, LIST), page(client, f"{LIST}?drill=yes")

    assert ("Шын хабар" in real, "Оқу хабары" in real) == (True, False)
    assert ("Шын хабар" in drills, "Оқу хабары" in drills) == (False, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "АРЫҚ"}, ["water"]),
        ({"q": "арық дау"}, ["water"]),
        ({"q": "жоқсөз"}, []),
        ({"region": "KZ-31"}, ["far"]),
        ({"region": "KZ-19"}, ["land", "water"]),
        ({"issue": "T3"}, ["land"]),
        ({"stage": "incident"}, ["far"]),
        ({"level": "3"}, ["far"]),
        ({"state": "screened"}, ["far", "land", "water"]),
        ({"state": "closed"}, []),
        ({"channel": "api"}, ["land"]),
        ({"route": "positive"}, []),
        ({"since": "2099-01-01"}, []),
        ({"until": "2020-01-01"}, []),
        ({"sort": "level"}, ["far", "land", "water"]),
        ({"from": "nonsense"}, ["far", "land", "water"]),
    ],
)
def test_the_list_is_searched_and_filtered(enter, query, found):
    made = {
        "water": radar.signal(text="арық туралы дау"),
        "land": radar.signal(issue="T3", channel=Channel.API, text="Жайылым"),
        "far": radar.signal(district("KZ-31"), stage=Stage.INCIDENT, text="Базар"),
    }

    shown = enter(radar.analyst()).get(LIST, query).context["found"]

    assert [signal.pk for signal in shown.signals] == [made[name].pk for name in found]


def test_districts_are_offered_when_their_region_is_chosen(enter, places):
    client = enter(radar.analyst())

    assert "district" not in client.get(LIST).context["form"].fields
    offered = client.get(LIST, {"region": "KZ-19"}).context["form"].fields["district"].queryset
    assert {area.parent_id for area in offered} == {"KZ-19"}


def test_pages_follow_one_another_without_a_gap_or_a_repeat(enter, monkeypatch):
    monkeypatch.setattr(searching, "PAGE", 3)
    monkeypatch.setattr(searching, "STRETCH", 5)
    made = [
        radar.signal(stage=Stage.INCIDENT if n % 4 == 0 else Stage.DISPUTE, channel=Channel.DESK) for n in range(13)
    ]
    made += [radar.signal() for _ in range(9)]
    client = enter(radar.analyst())

    for order, key in (
        ("", lambda s: (s.received_at, s.pk.hex)),
        ("level", lambda s: (s.level, s.received_at, s.pk.hex)),
    ):
        seen, query = [], {"channel": "desk", "sort": order}
        for _ in range(30):
            found = client.get(LIST, query).context["found"]
            seen += found.signals
            if not found.further:
                break
            query["from"] = str(found.further)
        assert [signal.pk for signal in seen] == [signal.pk for signal in sorted(made[:13], key=key, reverse=True)]


def test_the_list_asks_as_much_for_thirty_as_for_one(enter):
    client = enter(radar.secretary())
    radar.signal(text="Бірінші хабар", source="a")
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    for number in range(29):
        radar.signal(text=f"Хабар {number} туралы сөз", source=str(number))

    with CaptureQueriesContext(connection) as thirty:
        client.get(LIST)

    assert len(thirty) == len(one) <= 15


def test_an_empty_list_says_what_to_do(enter):
    assert "Silence is not calm" in page(enter(radar.secretary()), LIST)


def test_a_finding_is_written_down_and_seconded_by_pages(enter):
    signal, secretary, analyst = radar.signal(stage=Stage.INCIDENT), radar.secretary(), radar.analyst()
    typed = {
        "outcome": "verified",
        "how": "Ауылға бардық",
        "second_channel": "desk",
        "certainty": "Observed",
        "reliability": "B",
    }

    answer = enter(secretary).post(f"/radar/signals/{signal.pk}/finding/", typed)
    assert answer.status_code == 302
    finding = signal.verifications.get()

    assert "I agree" not in page(enter(secretary), f"/radar/signals/{signal.pk}/")
    assert "I agree" in page(enter(analyst), f"/radar/signals/{signal.pk}/")
    enter(analyst).post(f"/radar/findings/{finding.pk}/second/")
    assert Signal.objects.get().state == "verified"


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(enter):
    signal = radar.signal()
    typed = {"outcome": "verified", "how": "Ауылға бардық", "certainty": "Observed", "reliability": "B"}

    answer = enter(radar.secretary()).post(f"/radar/signals/{signal.pk}/finding/", typed)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Name another way than public form" in shown
    assert "Ауылға бардық" in shown
    assert not signal.verifications.exists()


def test_the_slower_editor_sees_both_versions(enter):
    signal, secretary = radar.signal(), radar.secretary()
    typed = {
        "area": signal.area_id, "issue": "T5", "stage": "dispute", "level": 2, "reason": "Жер дауы", "version": 1,
    }  # fmt: skip
    actions.correct_signal(
        signal=signal, labels=actions.Labels.of(signal, level=1), reason="Жеңіл", version=1, by=secretary
    )

    answer = enter(secretary).post(f"/radar/signals/{signal.pk}/correct/", typed)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Жер дауы" in shown
    assert "1, watch" in shown
    assert Signal.objects.get().issue == "T2"


def test_a_signal_is_corrected_answered_closed_and_opened_again_by_pages(enter):
    signal, client = radar.signal(), enter(radar.secretary())
    base = f"/radar/signals/{signal.pk}/"
    typed = {"area": signal.area_id, "issue": "T5", "stage": "dispute", "level": 2, "reason": "Жер дауы", "version": 1}

    assert client.post(base + "correct/", typed).status_code == 302
    assert client.post(base + "answer/", {"text": "Комиссия шықты"}).status_code == 302
    assert client.post(base + "note/", {"text": "Ертең қараймыз"}).status_code == 302
    assert client.post(base + "close/", {"reason": "Келісті"}).status_code == 302
    signal.refresh_from_db()
    assert (signal.issue, signal.state) == ("T5", "closed")
    assert client.post(base + "reopen/", {"reason": "Қайта басталды"}).status_code == 302

    shown = page(client, base)
    signal.refresh_from_db()
    assert signal.state == "screened"
    for words in ("Комиссия шықты", "Ертең қараймыз", "Қайта басталды", "Signal closed"):
        assert words in shown


def test_a_glance_is_given_by_its_page_and_stays_in_no_cache(enter):
    signal, client = radar.signal(text=radar.DOUBTFUL), enter(radar.secretary())
    path = f"/radar/glances/{signal.quarantine.pk}/"

    listed = client.get("/radar/glances/")
    opened = client.get(path)

    assert "45-12-33" not in listed.content.decode()
    assert '<mark class="radar-doubt">45-12-33<sup>1</sup></mark>' in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert Entry.objects.filter(verb="radar.glance_opened").count() == 1

    assert client.post(path, {"word-0": "keep"}).status_code == 302
    assert Signal.objects.get().text == radar.DOUBTFUL
    assert client.get(path).status_code == 404


def test_an_undecided_word_is_asked_again(enter):
    signal, client = radar.signal(text=radar.DOUBTFUL), enter(radar.secretary())

    assert client.post(f"/radar/glances/{signal.quarantine.pk}/", {}).status_code == 422
    assert Quarantine.objects.exists()


def test_the_second_look_is_taken_by_its_page(enter):
    whole_signal()
    look, client = SecondReview.objects.get(), enter(radar.analyst())
    path = f"/radar/second-looks/{look.pk}/"

    assert "4, call now" in page(client, "/radar/second-looks/")
    assert client.post(path, {"verdict": "reverse", "reason": ""}).status_code == 422
    assert client.post(path, {"verdict": "reverse", "reason": "Ел әлі тұр"}).status_code == 302

    assert Signal.objects.get().level == 4
    assert client.get(path).status_code == 404


def test_second_looks_are_not_for_a_region(enter):
    assert enter(radar.secretary()).get("/radar/second-looks/").status_code == 403


def test_a_call_shows_the_place_and_the_issue_and_no_word_of_the_text(enter):
    council = radar.council()
    signal = radar.signal(text="Базарда ел жиналып жатыр", stage=Stage.MOBILISATION)
    path = reverse("radar:call", args=[signal.call_outs.get().pk])
    client = enter(council.voice)

    shown = page(client, path)

    assert signal.area.name in shown
    assert "102" in shown
    assert "Базарда" not in shown
    assert client.get(f"/radar/signals/{signal.pk}/").status_code == 404
    assert client.post(path, {"answer": "coming"}).status_code == 302
    assert signal.call_outs.get().answer == "coming"


def test_the_desk_shows_what_waits(enter):
    _signal, _finding, council = whole_signal()
    radar.signal(stage=Stage.INCIDENT)

    called = page(enter(council.voice), "/desk/")
    analyst = page(enter(radar.analyst()), "/desk/")

    assert "You are called" in called
    for words in ("Signals nobody has answered yet", "A second person is needed", "1 text with doubtful words"):
        assert words in analyst
    assert "1 change for a second look" in analyst


def test_the_navigation_leads_those_who_watch_to_the_signals(enter):
    assert 'href="/radar/"' in page(enter(radar.secretary()), "/desk/")
    assert 'href="/radar/"' not in page(enter(accounts.user(RoleName.POST_ASSISTANT, radar.HERE)), "/desk/")
