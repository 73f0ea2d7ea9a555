"""What an official writes: shown to him before it is saved, his to rewrite or to answer for, said in every language."""

import pytest
from django.utils import translation

from factories import hotspots, radar
from shanyraq.audit import journal, marks
from shanyraq.audit.models import Entry
from shanyraq.places.calendar import today
from shanyraq.radar import actions, plan_templates, vocabulary
from shanyraq.radar.desk_words import look
from shanyraq.radar.doubts import keepable, without_doubt
from shanyraq.radar.models import Plan, SignalNote
from shanyraq.reading.screening import screen

pytestmark = pytest.mark.django_db

NAMED = f"{radar.DOUBTFUL} Серикке айтыңыз: 8 701 000 00 00"
PLAIN = "Завтра приедем и починим насос"


@pytest.fixture
def desk(enter):
    return enter(radar.secretary())


@pytest.fixture
def door(places):
    return f"/radar/signals/{radar.signal().pk}/answer/"


def note() -> str | None:
    return SignalNote.objects.values_list("text", flat=True).first()


def ask(desk, door, text=NAMED, **more):
    return desk.post(door, {"text": text, **more})


def seal(answer) -> str:
    return answer.context["form"]["seen"].value()


def offered(answer) -> list[str]:
    return [word for word, _label in answer.context["form"].fields["no_person"].choices]


def test_plain_words_are_saved_at_once(desk, door):
    assert ask(desk, door, PLAIN).status_code == 302
    assert note() == PLAIN


def test_the_form_comes_back_with_what_would_be_taken_out_and_nothing_is_stored(desk, door):
    entries = Entry.objects.count()

    answer = ask(desk, door)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert note() is None
    assert Entry.objects.count() == entries
    assert NAMED in page
    assert [(piece.text, piece.kind) for piece in answer.context["form"].doubts[0].pieces if piece.kind] == [
        ("45-12-33", "doubtful"),
        ("Серикке", "person"),
        ("8 701 000 00 00", "phone"),
    ]
    assert "no-store" in answer.headers["Cache-Control"]


def test_sent_again_as_it_is_the_marked_words_are_taken_out(desk, door):
    seen = seal(ask(desk, door))

    assert ask(desk, door, seen=seen).status_code == 302
    assert note() == "Арық басында дау шықты, тақтада […] деп жазылған. [person] айтыңыз: [phone]"
    assert not Entry.objects.filter(verb="radar.words_vouched").exists()


def test_words_that_name_nobody_stay_and_the_journal_keeps_who_answered_for_them(desk, door):
    first = ask(desk, door)

    ask(desk, door, seen=seal(first), no_person=["серикке", "45-12-33"])

    entry = Entry.objects.get(verb="radar.words_vouched")
    assert offered(first) == ["45-12-33", "серикке"]
    assert note() == "Арық басында дау шықты, тақтада 45-12-33 деп жазылған. Серикке айтыңыз: [phone]"
    assert (entry.object_type, entry.data) == ("radar.signal", {"words": 2})
    assert "Серикке" not in str(entry.data) + entry.reason


@pytest.mark.parametrize(
    "text",
    [
        "Позвоните 8 701 000 00 00",
        "ИИН 850101300123 в заявлении",
        "Пишите на saken@example.kz",
        "Карта 4111 1111 1111 1111",
        "Пост https://t.me/some_name",
    ],
)
def test_nobody_can_answer_for_a_number_or_an_address(desk, door, text):
    first = ask(desk, door, text)
    words = [piece.text.casefold() for piece in first.context["form"].doubts[0].pieces if piece.kind]

    ask(desk, door, text, seen=seal(first), no_person=words)

    assert "no_person" not in first.context["form"].fields
    assert note() == keepable(text)
    assert not any(word in note().casefold() for word in words)


def test_another_text_is_looked_at_anew(desk, door):
    seen = seal(ask(desk, door))

    answer = ask(desk, door, "Звоните Серику и Болату", seen=seen, no_person=["серикке"])

    assert answer.status_code == 422
    assert note() is None


def test_a_seal_is_not_to_be_guessed(desk, door):
    assert ask(desk, door, seen="0" * 64).status_code == 422
    assert note() is None


def test_a_rewritten_text_is_saved_without_a_further_question(desk, door):
    seen = seal(ask(desk, door))

    assert ask(desk, door, PLAIN, seen=seen).status_code == 302
    assert note() == PLAIN


@pytest.mark.parametrize("text", [NAMED, PLAIN, "Сәлем, Айгүл апа! ИИН 850101300123", "", "Арық бойында дау"])
def test_without_an_answer_the_words_are_kept_as_at_every_other_door(text):
    assert keepable(text) == without_doubt(screen(text))


def test_every_form_of_the_desk_looks_first(desk, enter):
    hotspot = hotspots.confirmed(hotspots.Home())
    signal = radar.signal()
    doors = {
        f"/radar/signals/{signal.pk}/note/": {"text": NAMED},
        f"/radar/signals/{signal.pk}/close/": {"reason": NAMED},
        f"/radar/signals/{signal.pk}/finding/": {
            "how": NAMED, "outcome": "refuted", "certainty": "Likely", "reliability": "B",
        },
        f"/radar/hotspots/{hotspot.pk}/plan/": {"goal": NAMED},
        f"/radar/hotspots/{hotspot.pk}/close/": {"reason": NAMED, "ending": "false_alarm"},
    }  # fmt: skip
    entries = Entry.objects.count()

    answers = {path: desk.post(path, typed) for path, typed in doors.items()}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(doors, 422)
    assert all(answer.context["form"].doubts for answer in answers.values())
    assert Entry.objects.count() == entries
    assert not Plan.objects.exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_the_house_suggests_for_a_plan_is_never_doubted(language):
    with translation.override(language):
        for code in vocabulary.issue_codes():
            texts = [plan_templates.goal(code), *(step.what for step in plan_templates.steps(code, today()))]

            assert [piece for text in texts for piece in look(text) if piece.kind] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "[есім]: [телефон нөмірі]"), ("ru", "[имя]: [номер телефона]"), ("en", "[a name]: [a phone number]")],
)
def test_marks_are_said_in_the_language_of_the_reader(language, words):
    with translation.override(language):
        assert marks.in_words("[person]: [phone]") == words


def test_the_act_of_a_plan_the_duty_and_the_journal_say_marks_in_words(enter):
    home = hotspots.Home()
    plan = actions.draft_plan(hotspot=hotspots.confirmed(home), goal="Помирить соседей. Звоните Серику", by=home.voice)
    measure = actions.add_measure(
        plan=plan,
        kind="visit",
        what="Съездить. Звоните 8 701 000 00 00",
        bearer=home.akimat,
        due=today(),
        by=home.voice,
    )
    plan = actions.approve_plan(plan=plan, by=home.analyst)
    measure.refresh_from_db()
    entry = journal.history(plan.hotspot).filter(verb="radar.hotspot_answered").get()
    pages = (
        f"/acts/{plan.act_id}/",
        f"/duties/{measure.rule.code}/{measure.bearer_id}/",
        plan.hotspot.get_absolute_url(),
        f"/audit/{entry.seq}/",
        "/audit/",
    )

    shown = {path: enter(radar.controller()).get(path) for path in pages}

    assert {path: answer.status_code for path, answer in shown.items()} == dict.fromkeys(pages, 200)
    assert "[person]" in entry.reason
    for answer in shown.values():
        assert "[person]" not in answer.content.decode()
        assert "[phone]" not in answer.content.decode()
    assert "a phone number" in shown[pages[0]].content.decode()
    assert (measure.rule.title_en, measure.rule.title_ru) == (
        "Съездить. Звоните [a phone number]",
        "Съездить. Звоните [номер телефона]",
    )
