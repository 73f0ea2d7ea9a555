"""A report becomes a signal once, without a word that points to a person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from factories import places, radar, registry
from shanyraq.audit import journal
from shanyraq.audit.models import Entry
from shanyraq.radar import receipts, sealing
from shanyraq.radar.actions import OtherSubmission
from shanyraq.radar.models import Quarantine, Signal
from shanyraq.radar.scales import Channel, Crowd, Level, Need, Route, Stage, Status

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_as_a_place_an_issue_a_stage_and_a_time():
    received = radar.received(text="Арық басында су үшін дау шықты", stage=Stage.DISPUTE, witness=True)

    signal = received.signal
    assert received.is_new
    assert (signal.area, signal.region_id) == (places.district(), "KZ-19")
    assert (signal.issue, signal.level, signal.state, signal.route) == ("T2", Level.CHECK, "screened", Route.TENSION)
    assert (signal.urgency, signal.severity, signal.certainty) == ("Expected", "Moderate", "Likely")
    assert signal.week.weekday() == 0
    assert signal.text == "Арық басында су үшін дау шықты"
    assert signal.receipt == receipts.digest_of(received.code)


def test_intake_is_journalled_without_a_word_of_the_text():
    signal = radar.signal(text="Мөлтек ауданда жарық жоқ")

    entry = journal.history(signal).get()

    assert (entry.verb, entry.area_code) == ("radar.signal_received", signal.area_id)
    assert entry.data == {"channel": "form", "level": 2, "issue": "T2", "status": "Actual"}


def test_the_same_submission_is_one_signal_and_the_same_answer():
    first = radar.received(key="one", text="Жол жабылды")
    again = radar.received(key="one", text="Жол жабылды")

    assert (again.signal, again.code, again.is_new) == (first.signal, first.code, False)
    assert Signal.objects.count() == 1
    assert Entry.objects.filter(verb="radar.signal_received").count() == 1


def test_a_used_key_with_other_content_changes_nothing_and_says_so():
    first = radar.received(key="one", text="Жол жабылды")

    with pytest.raises(OtherSubmission):
        radar.received(key="one", text="Жол ашылды")

    assert list(Signal.objects.values_list("pk", "text")) == [(first.signal.pk, "Жол жабылды")]


def test_two_doors_may_use_the_same_key():
    form = radar.received(key="one", channel=Channel.FORM)
    program = radar.received(key="one", channel=Channel.API)

    assert form.signal != program.signal
    assert form.code != program.code


def test_a_code_is_found_however_it_is_typed():
    received = radar.received()

    typed = [received.code.lower(), received.code.replace("-", " "), received.code.replace("O", "0")]

    assert {receipts.digest_of(each) for each in typed} == {received.signal.receipt}


def test_names_and_numbers_are_gone_and_only_counted():
    signal = radar.signal(text="Звоните Серику: 8 701 000 00 00, спор из-за воды")

    assert signal.text == "Звоните [person]: [phone], спор из-за воды"
    assert signal.masked == {"person": 1, "phone": 1}
    assert signal.state == "screened"


def test_a_doubtful_word_waits_sealed_for_a_glance():
    now = timezone.now()

    signal = radar.signal(text=f"Пошта: bir@example.kz. {radar.DOUBTFUL}", now=now)

    sealed = Quarantine.objects.get()
    inside = sealing.unseal(sealed.sealed)
    assert signal.state == "held"
    assert signal.text.endswith("тақтада […] деп жазылған.")
    assert [inside[start:end] for start, end in sealed.unsure] == ["45-12-33"]
    assert "bir@" not in inside
    assert signal.masked == {"email": 1, "doubtful": 1}
    assert sealed.keep_until == now + timedelta(days=3)
    assert b"45-12-33" not in bytes(sealed.sealed)


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"stage": Stage.GRIEVANCE}, Level.WATCH),
        ({"stage": Stage.GRIEVANCE, "crowd": Crowd.HUNDREDS}, Level.CHECK),
        ({"stage": Stage.DISPUTE}, Level.CHECK),
        ({"stage": Stage.INCIDENT}, Level.TODAY),
        ({"stage": Stage.INCIDENT, "crowd": Crowd.HUNDREDS}, Level.NOW),
        ({"stage": Stage.MOBILISATION}, Level.NOW),
        ({"stage": Stage.GRIEVANCE, "need": Need.URGENT}, Level.NOW),
    ],
)
def test_the_level_follows_from_what_was_said(fields, level):
    assert radar.signal(**fields).level == level


def test_a_complaint_about_a_service_goes_to_whoever_can_mend_it():
    signal = radar.signal(stage=Stage.GRIEVANCE, need=Need.SERVICE, text="Ауызсу екі күннен бері жоқ")

    assert signal.route == Route.SERVICE
    assert not Signal.objects.counted_as_tension().exists()


def test_good_news_is_kept_and_never_counted_as_tension():
    assert radar.signal(issue="T14", stage=Stage.GRIEVANCE).route == Route.POSITIVE
    assert not Signal.objects.counted_as_tension().exists()


def test_a_drill_is_never_counted():
    radar.signal(status=Status.EXERCISE)

    assert not Signal.objects.real().exists()
    assert not Signal.objects.counted_as_tension().exists()


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("occurred_on", {"occurred_on": timezone.localdate() + timedelta(days=2)}),
        ("occurred_on", {"occurred_on": timezone.localdate() - timedelta(days=400)}),
        ("issue", {"issue": "T99"}),
        ("stage", {"stage": "war"}),
        ("need", {"need": "money"}),
        ("text", {"text": "а" * 4001}),
        ("text", {"text": "К?з?р м?нда с? жо? болды"}),
    ],
)
def test_what_cannot_be_so_is_refused_by_field_and_nothing_is_written(field, fields):
    with pytest.raises(ValidationError) as refused:
        radar.received(**fields)

    assert list(refused.value.error_dict) == [field]
    assert not Signal.objects.exists()
    assert not Entry.objects.exists()


def test_a_place_outside_its_days_is_refused():
    with pytest.raises(ValidationError) as refused:
        radar.received(area="KZ")

    assert list(refused.value.error_dict) == ["area"]


def test_invisible_signs_and_turns_of_direction_do_not_hide_a_number():
    signal = radar.signal(text="Звоните 8\u200b 701 \u202e000\u202c 00 00 о воде")

    assert signal.text == "Звоните [phone] о воде"


def test_a_flood_stays_one_voice_and_raises_nothing():
    for number in range(300):
        radar.received(text=f"Суды босатыңдар, ел жиналсын, барлығымыз барамыз {number % 3}", source=f"bot-{number}")

    signals = Signal.objects.all()
    assert signals.count() == 300
    assert signals.filter(counted=True).count() == 1
    assert set(signals.values_list("state", flat=True)) == {"screened"}
    assert [
        (c.size, c.flood) for c in {s.cluster_id: s.cluster for s in signals.select_related("cluster")}.values()
    ] == [(300, True)]


def test_different_words_of_nameless_reporters_are_capped_in_a_week():
    words = ["су", "жол", "жер", "мектеп", "сауда", "жайылым", "көше", "кеңсе", "базар", "көпір", "арна", "тоған"]

    for word in words:
        radar.received(text=f"{word} туралы {word * 3} дау {word * 2} болды {word}")

    assert Signal.objects.filter(counted=True).count() == 10


def test_a_named_source_is_heard_once_in_a_story_and_three_times_in_a_week():
    body = registry.body("council.mothers")
    words = ["су жетпейді деп дауласты", "көпірден өткізбей қойды", "жайылымға таласты", "базарда ұрысты"]

    for word in [words[0], *words]:
        radar.received(text=word, reporter=body, channel=Channel.REPORTER)

    assert list(Signal.objects.order_by("received_at").values_list("counted", flat=True)) == [
        True, False, True, True, False,
    ]  # fmt: skip
