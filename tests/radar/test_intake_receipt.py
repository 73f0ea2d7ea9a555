"""The receipt's code shows what was done, and lets its holder say more; nobody else learns anything."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from factories import hotspots, radar
from shanyraq.audit import journal
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import today
from shanyraq.radar import actions, throttling
from shanyraq.radar.models import Signal, SignalNote
from shanyraq.radar.scales import Stage

pytestmark = pytest.mark.django_db

KEY = "a-key-made-with-the-form"


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def ask(client):
    def post(code, **more):
        return client.post("/radar/receipt/en/", {"code": code, **more})

    return post


def test_the_code_shows_the_state_and_the_answers_but_no_note_of_the_desk(ask):
    received = radar.received(text="Су жоқ")
    desk = radar.secretary()
    actions.write_note(signal=received.signal, text="Оператордан сұрау керек", by=desk)
    actions.answer_reporter(signal=received.signal, text="Ертең су беріледі", by=desk)

    page = ask(received.code.lower().replace("-", " ")).content.decode()

    assert "Ертең су беріледі" in page
    assert "Су жоқ" in page
    assert "Оператордан" not in page


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.GRIEVANCE, "It is watched together with other reports of the place."),
        (Stage.DISPUTE, "Somebody checks it within 72 hours."),
        (Stage.INCIDENT, "Somebody looks at it the same day."),
        (Stage.MOBILISATION, "The duty desks were told at once, day and night."),
    ],
)
def test_a_report_nobody_has_opened_says_by_when_somebody_looks(ask, stage, sentence):
    received = radar.received(stage=stage)

    assert ask(received.code).context["state"].sentence == sentence


@pytest.mark.parametrize("state", Signal.State.values)
def test_every_state_has_plain_words(ask, state):
    received = radar.received()
    Signal.objects.filter(pk=received.signal.pk).update(state=state)

    assert ask(received.code).context["state"].word


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "' OR 1=1 --", "Су"])
def test_every_unknown_code_gets_the_same_answer(ask, code):
    radar.received()

    answer = ask(code)

    assert answer.status_code == 404
    assert answer.context["form"].errors == {
        "code": ["No report has this code. Compare it with your receipt, letter by letter."]
    }


def test_codes_cannot_be_tried_out(ask):
    answers = [ask("AAAA-BBBB-CCCC").status_code for _ in range(throttling.CODES.burst + 1)]

    assert answers == [404] * throttling.CODES.burst + [429]


def test_the_holder_adds_a_line_and_the_desk_hears_of_it(ask):
    received = radar.received(text="Су жоқ")
    desk = radar.secretary()

    answer = ask(received.code, text="Звоните Серику: 8 701 000 00 00", key=KEY)

    note = SignalNote.objects.get()
    assert (note.kind, note.text) == ("added", "Звоните [person]: [phone]")
    assert answer.context["is_added"]
    assert Notice.objects.filter(user=desk, kind="radar.added").count() == 1
    assert next(entry.verb for entry in journal.history(received.signal)) == "radar.line_added"


def test_the_same_line_sent_twice_is_one_line(ask):
    received = radar.received()

    first, second = (ask(received.code, text="Тағы бір рет", key=KEY) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert SignalNote.objects.count() == 1


def test_another_line_under_the_same_key_is_told_and_not_taken(ask):
    received = radar.received()
    ask(received.code, text="Бірінші", key=KEY)

    answer = ask(received.code, text="Екінші", key=KEY)

    assert answer.status_code == 422
    assert "Екінші" in answer.content.decode()
    assert SignalNote.objects.get().text == "Бірінші"


def test_nothing_is_added_to_a_closed_report(ask):
    received = radar.received()
    actions.close_signal(signal=received.signal, reason="Шешілді", off_subject=False, by=radar.secretary())

    answer = ask(received.code, text="Тағы", key=KEY)

    assert answer.status_code == 422
    assert SignalNote.objects.filter(kind="added").count() == 0


# --- a report that became part of a hotspot


def course(ask, code):
    """What the receipt says: the word of its state, and the story without its days."""
    context = ask(code).context
    return context["state"].word, [step.words for step in context["story"]]


def test_the_receipt_follows_the_hotspot_to_its_end_and_names_nothing(ask):
    home = hotspots.Home()
    received = radar.received(home.district, text="Су жоқ")
    begun = ["Received", "Somebody looked at it", "Confirmed together with other reports: a plan is owed in three days"]

    hotspot = hotspots.confirmed(home)
    confirmed = course(ask, received.code)
    plan = actions.approve_plan(plan=hotspots.planned(home, hotspot, measures=2), by=home.secretary)
    approved = course(ask, received.code)
    for measure in plan.measures.all():
        actions.report_measure(measure=measure, done_on=today(), note="Сөйлестік", by=home.voice)
    actions.calm_hotspot(hotspot=hotspot, reason="Жиналмайды", by=home.analyst)
    calm = course(ask, received.code)
    actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.analyst)
    closed = course(ask, received.code)
    page = ask(received.code).content.decode()

    assert confirmed == ("Being solved", begun)
    assert approved == ("Being solved", [*begun, "A plan is approved: 2 measures"])
    assert calm == (
        "Calming down", [*begun, "A plan is approved: 2 measures", "All measures are done", "It calms down"]
    )  # fmt: skip
    assert closed == ("Solved", [*calm[1], "Solved and closed"])
    sealed = (hotspot.summary, plan.goal, "Сөйлестік", "Жиналмайды", "Келісті", hotspot.number, home.akimat.name)
    assert [word for word in sealed if word in page] == []


def test_a_false_alarm_is_told_as_such(ask):
    home = hotspots.Home()
    received = radar.received(home.district)

    actions.close_hotspot(
        hotspot=hotspots.confirmed(home), ending="false_alarm", reason="Тыныш", by=home.analyst
    )  # fmt: skip

    assert course(ask, received.code)[0] == "Closed"
    assert course(ask, received.code)[1][-1] == "Closed: no danger was found"


def test_a_report_of_a_joined_hotspot_follows_the_one_it_was_joined_with(ask):
    home = hotspots.Home()
    received = radar.received(home.district)
    joined = hotspots.confirmed(home)
    other = hotspots.confirmed(home, line=hotspots.line(home.district, issue="T1", rank=2))
    actions.close_hotspot(hotspot=joined, ending="merged", merged_into=other, reason="Бір оқиға", by=home.analyst)

    before = course(ask, received.code)[0]
    actions.approve_plan(plan=hotspots.planned(home, other), by=home.secretary)
    actions.close_hotspot(hotspot=other, ending="resolved", reason="Келісті", by=home.analyst)

    assert (before, course(ask, received.code)[0]) == ("Being solved", "Solved")


def test_the_review_is_told_to_the_reporter(ask):
    home = hotspots.Home()
    received = radar.received(home.district)
    hotspot = hotspots.answered(home)
    actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.analyst)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        actions.review_effect(review=hotspot.reviews.get(days=30), effect="calmer", text="Сұрадық", by=home.analyst)

    assert course(ask, received.code)[1][-1] == "Looked at again after 30 days: calmer"
