"""A signal may be filed otherwise, with a reason; nobody knows beforehand which change is looked at again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import places, radar
from shanyraq.audit import journal
from shanyraq.notices.models import Notice
from shanyraq.places.models import Area
from shanyraq.radar import actions, reviews
from shanyraq.radar.actions import Labels
from shanyraq.radar.models import SecondReview, Signal
from shanyraq.radar.scales import Stage

pytestmark = pytest.mark.django_db


def correct(signal, by, reason="Деңгейі дұрыс емес", version=None, **labels):
    signal.refresh_from_db()
    return actions.correct_signal(
        signal=signal, labels=Labels.of(signal, **labels), reason=reason, version=version or signal.version, by=by
    )


def test_a_correction_keeps_the_old_values_in_the_journal(settings):
    settings.RADAR_SECOND_REVIEW_SHARE = 0
    signal, other = radar.signal(), Area.objects.filter(parent="KZ-19").last()

    correct(signal, radar.secretary(), area=other, issue="T5", level=1)

    signal.refresh_from_db()
    entry = journal.history(signal).first()
    assert (signal.area, signal.issue, signal.level, signal.urgency) == (other, "T5", 1, "Future")
    assert (entry.verb, entry.reason) == ("radar.signal_corrected", "Деңгейі дұрыс емес")
    assert entry.data == {"changes": {"area": [places.district().pk, other.pk], "issue": ["T2", "T5"], "level": [2, 1]}}
    assert not SecondReview.objects.exists()


def test_only_the_centre_moves_a_signal_to_another_region():
    signal, elsewhere = radar.signal(), places.district("KZ-31")

    with pytest.raises(ValidationError) as refused:
        correct(signal, radar.secretary(), area=elsewhere)
    assert list(refused.value.error_dict) == ["area"]

    moved = correct(signal, radar.analyst(), area=elsewhere)
    assert (moved.area, moved.region_id) == (elsewhere, "KZ-31")


def test_a_correction_of_nothing_is_no_correction():
    with pytest.raises(ValidationError):
        correct(radar.signal(), radar.secretary())


def test_a_correction_needs_a_reason():
    with pytest.raises(ValidationError) as refused:
        correct(radar.signal(), radar.secretary(), reason=" ", level=1)

    assert list(refused.value.error_dict) == ["reason"]


def test_who_was_slower_is_told():
    signal, secretary = radar.signal(), radar.secretary()
    correct(signal, secretary, level=1)

    with pytest.raises(actions.StaleVersion):
        correct(signal, secretary, version=1, level=4)

    assert Signal.objects.get().level == 1


def test_a_level_raised_to_four_sounds_the_alarm_once():
    signal, secretary, analyst = radar.signal(), radar.secretary(), radar.analyst()
    council = radar.council()

    correct(signal, secretary, level=4)
    correct(signal, secretary, issue="T5")

    assert signal.call_outs.get().organization == council
    assert Notice.objects.filter(user=analyst, kind="radar.alarm").count() == 1


@pytest.mark.parametrize("fields", [{"stage": Stage.INCIDENT}, {"stage": Stage.MOBILISATION}])
def test_a_change_on_a_high_level_is_always_looked_at_again(settings, fields):
    settings.RADAR_SECOND_REVIEW_SHARE = 0
    signal = radar.signal(**fields)

    correct(signal, radar.secretary(), level=1)

    assert SecondReview.objects.get().change == {"deed": "corrected", "level": [signal.level, 1]}


def test_chance_follows_from_the_signal_and_the_key_of_the_house(settings):
    signals = [Signal() for _ in range(2000)]
    settings.RADAR_SECOND_REVIEW_SHARE = 0.2

    chosen = [reviews.is_chosen(signal) for signal in signals]

    assert [reviews.is_chosen(signal) for signal in signals] == chosen
    assert 300 <= sum(chosen) <= 500
    settings.SECRET_KEY = "another"
    assert [reviews.is_chosen(signal) for signal in signals] != chosen


def test_the_second_look_takes_a_change_back(settings):
    settings.RADAR_SECOND_REVIEW_SHARE = 1.0
    signal, secretary, analyst = radar.signal(), radar.secretary(), radar.analyst()
    correct(signal, secretary, level=1, stage=Stage.GRIEVANCE)

    actions.reverse_change(review=SecondReview.objects.get(), reason="Дау болған", by=analyst)

    signal.refresh_from_db()
    review = SecondReview.objects.get()
    assert (signal.level, signal.stage, signal.urgency) == (2, "dispute", "Expected")
    assert (review.state, review.by, review.reason) == ("reversed", analyst, "Дау болған")


def test_the_second_look_opens_a_closed_signal_again(settings):
    settings.RADAR_SECOND_REVIEW_SHARE = 1.0
    signal = radar.signal()
    actions.close_signal(signal=signal, reason="Бітті", by=radar.secretary())

    actions.reverse_change(review=SecondReview.objects.get(), reason="Жауап берілмеген", by=radar.analyst())

    assert Signal.objects.get().state == "screened"


def test_the_second_look_agrees():
    signal = radar.signal(stage=Stage.INCIDENT)
    correct(signal, radar.secretary(), level=2)

    actions.agree_with_change(review=SecondReview.objects.get(), by=radar.controller())

    assert SecondReview.objects.get().state == "agreed"
    assert Signal.objects.get().level == 2


def test_a_newer_change_is_not_undone_by_a_look_at_an_older_one():
    signal, secretary = radar.signal(stage=Stage.INCIDENT), radar.secretary()
    correct(signal, secretary, level=2)
    correct(signal, secretary, level=1)
    first = SecondReview.objects.order_by("opened_at").first()

    with pytest.raises(ValidationError):
        actions.reverse_change(review=first, reason="Жоқ", by=radar.analyst())

    assert Signal.objects.get().level == 1


def test_nobody_looks_again_at_his_own_change_and_no_region_at_any():
    analyst = radar.analyst()
    signal = radar.signal(stage=Stage.INCIDENT)
    correct(signal, analyst, level=2)
    review = SecondReview.objects.get()

    for someone in (analyst, radar.secretary()):
        with pytest.raises(PermissionDenied):
            actions.agree_with_change(review=review, by=someone)


def test_a_moved_signal_leaves_its_cluster():
    text = "Арық басында су үшін дау шықты, ел жиналды"
    first, second = radar.signal(text=text), radar.signal(text=text)
    assert first.cluster_id == second.cluster_id

    moved = correct(second, radar.secretary(), issue="T5")

    first.cluster.refresh_from_db()
    assert moved.cluster_id != first.cluster_id
    assert first.cluster.size == 1
    assert moved.counted
