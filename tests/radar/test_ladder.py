"""Nobody types a state: it follows from what people found, and on high levels from two of them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import accounts, radar
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.radar import actions
from shanyraq.radar.models import SecondReview, Signal
from shanyraq.radar.scales import Certainty, Channel, Reliability, Stage

pytestmark = pytest.mark.django_db


def find(signal, by, outcome="verified", how="Ауыл әкіміне телефон шалдым", **fields):
    given = {"second_channel": Channel.DESK} if outcome == "verified" else {}
    return actions.record_finding(
        signal=signal,
        outcome=outcome,
        how=how,
        certainty=Certainty.LIKELY,
        reliability=Reliability.B,
        by=by,
        **(given | fields),
    )


def state_of(signal):
    return Signal.objects.get(pk=signal.pk).state


def test_a_finding_on_a_low_level_stands_at_once():
    signal = radar.signal()

    find(signal, radar.secretary())

    signal.refresh_from_db()
    assert (signal.state, signal.certainty, signal.reliability) == ("verified", "Likely", "B")
    assert signal.first_action_at is not None


def test_a_finding_on_a_high_level_waits_for_a_second_person():
    signal, secretary, analyst = radar.signal(stage=Stage.INCIDENT), radar.secretary(), radar.analyst()

    finding = find(signal, secretary)
    assert state_of(signal) == "screened"

    with pytest.raises(PermissionDenied):
        actions.second_finding(finding=finding, by=secretary)
    assert state_of(signal) == "screened"

    actions.second_finding(finding=finding, by=analyst)
    assert state_of(signal) == "verified"


def test_nobody_seconds_twice():
    signal = radar.signal(stage=Stage.INCIDENT)
    finding = find(signal, radar.secretary())
    actions.second_finding(finding=finding, by=radar.analyst())

    with pytest.raises(ValidationError):
        actions.second_finding(finding=finding, by=radar.controller())


def test_what_stands_is_replaced_only_by_what_stands():
    signal, secretary, analyst = radar.signal(stage=Stage.INCIDENT), radar.secretary(), radar.analyst()
    first = find(signal, secretary)
    actions.second_finding(finding=first, by=analyst)

    later = find(signal, analyst, outcome="refuted", how="Басқа жер екен")
    assert state_of(signal) == "verified"

    actions.second_finding(finding=later, by=secretary)
    first.refresh_from_db()
    assert (state_of(signal), first.replaced_by) == ("refuted", later)
    assert signal.verifications.count() == 2


def test_a_waiting_finding_is_replaced_by_another_view():
    signal, secretary, analyst = radar.signal(stage=Stage.INCIDENT), radar.secretary(), radar.analyst()
    first = find(signal, secretary)

    find(signal, analyst, outcome="unverifiable", how="Ешкім жауап бермейді")

    with pytest.raises(ValidationError):
        actions.second_finding(finding=first, by=radar.controller())


@pytest.mark.parametrize("channel", ["", Channel.FORM, "rumour"])
def test_confirmed_means_known_by_a_second_way(channel):
    signal = radar.signal(channel=Channel.FORM)

    with pytest.raises(ValidationError) as refused:
        find(signal, radar.secretary(), second_channel=channel)

    assert list(refused.value.error_dict) == ["second_channel"]
    assert state_of(signal) == "screened"


def test_a_finding_keeps_no_name():
    signal = radar.signal()

    finding = find(signal, radar.secretary(), how="Говорил с Сериком Ахметовым, 8 701 000 00 00")

    assert "8 701" not in finding.how
    assert "[phone]" in finding.how
    assert "8 701" not in journal.history(signal).first().reason


def test_an_empty_finding_says_nothing():
    with pytest.raises(ValidationError):
        find(radar.signal(), radar.secretary(), how="  ")


def test_a_raised_level_asks_for_a_second_person_again():
    signal, secretary = radar.signal(), radar.secretary()
    find(signal, secretary)
    assert state_of(signal) == "verified"

    signal.refresh_from_db()
    raised = actions.Labels.of(signal, level=3)
    actions.correct_signal(signal=signal, labels=raised, reason="Жағдай ушықты", version=signal.version, by=secretary)

    assert state_of(signal) == "screened"


def test_a_closed_signal_is_opened_again_before_it_is_checked():
    signal, secretary = radar.signal(), radar.secretary()
    find(signal, secretary)
    actions.close_signal(signal=signal, reason="Су қосылды", by=secretary)
    assert state_of(signal) == "closed"

    with pytest.raises(ValidationError):
        find(signal, secretary)

    actions.reopen_signal(signal=signal, reason="Су тағы жоқ", by=secretary)
    assert state_of(signal) == "verified"


def test_what_is_off_the_subject_is_rejected_not_deleted_and_not_counted():
    signal, secretary = radar.signal(), radar.secretary()

    actions.close_signal(signal=signal, reason="Жарнама", off_subject=True, by=secretary)

    assert state_of(signal) == "rejected"
    assert not Signal.objects.counted_as_tension().exists()
    assert [entry.verb for entry in journal.history(signal)] == ["radar.signal_closed", "radar.signal_received"]


@pytest.mark.parametrize(
    "role",
    [RoleName.POST_ASSISTANT, RoleName.ASSOCIATION_HEAD, RoleName.MEDIATOR, RoleName.EXPERT, RoleName.DEPUTY],
)
def test_only_those_who_watch_work_on_a_signal(role):
    signal, someone = radar.signal(), accounts.user(role, radar.HERE)

    for deed in (
        lambda: find(signal, someone),
        lambda: actions.close_signal(signal=signal, reason="Бітті", by=someone),
        lambda: actions.write_note(signal=signal, text="Белгі", by=someone),
        lambda: actions.answer_reporter(signal=signal, text="Жауап", by=someone),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_secretary_of_another_region_works_on_nothing_here():
    with pytest.raises(PermissionDenied):
        find(radar.signal(), radar.secretary("KZ-31"))


def test_a_refutation_by_one_person_may_be_looked_at_again(settings):
    settings.RADAR_SECOND_REVIEW_SHARE = 1.0
    signal = radar.signal()

    find(signal, radar.secretary(), outcome="refuted", how="Ондай болған жоқ")
    review = SecondReview.objects.get()
    actions.reverse_change(review=review, reason="Ешкімнен сұралмаған", by=radar.analyst())

    assert state_of(signal) == "unverifiable"
    assert Signal.objects.counted_as_tension().filter(pk=signal.pk).exists()


@pytest.mark.parametrize("deed", [actions.answer_reporter, actions.write_note])
def test_a_form_sent_twice_says_one_thing(deed):
    signal, desk = radar.signal(), radar.secretary()

    first, second = (deed(signal=signal, text="Ертең барамыз", by=desk) for _time in range(2))

    assert first == second
    assert signal.notes.count() == 1
