"""After an answer people speak more often: for a while their reports count less, so that watching feeds not itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories import hotspots, radar
from shanyraq.audit import journal
from shanyraq.directives import duty_actions
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions, duties, echoes, history, weeks
from shanyraq.radar.echo_rule import FRESH, HALF, OPENED, QUARTER
from shanyraq.radar.models import Echo, Signal
from shanyraq.radar.relabelling import Labels
from shanyraq.radar.scales import Channel, Need, Stage, Status


@pytest.fixture
def home(places):
    return hotspots.Home()


def done(home, *, confirm=True, ago=timedelta(0), kind="visit"):
    """A hotspot whose measure is done, and confirmed by the secretary; ``ago`` it was done."""
    hotspot = hotspots.answered(home)
    measure = hotspot.plans.get().measures.get()
    actions.report_measure(measure=measure, done_on=today(), note="Болдық, сөйлестік", by=home.voice)
    if confirm:
        duty_actions.confirm_fact(fact_id=duties.fact_of(measure), organization=home.akimat, by=home.secretary)
    type(measure).objects.filter(pk=measure.pk).update(done_on=today() - ago, kind=kind)
    measure.refresh_from_db()
    return measure


def heard(home, channel=Channel.FORM, **fields) -> Signal:
    return radar.signal(home.district, channel=channel, **fields)


def weight_of(signal) -> float:
    signal.refresh_from_db()
    return signal.weight


class TestWhichCountHalf:
    def test_a_report_of_the_place_and_issue_counts_half_after_an_answer_and_says_because_of_which(self, home):
        measure = done(home)

        signal = heard(home)

        assert signal.weight == HALF
        assert (signal.echo.measure, signal.echo.answered_on) == (measure, today())
        assert signal.echo.until == today() + FRESH - timedelta(days=1)

    def test_other_places_and_other_issues_count_in_full(self, home):
        done(home)
        elsewhere = Area.objects.districts().exclude(pk=home.district.pk).first()

        assert radar.signal(elsewhere).weight == heard(home, issue="T5").weight == 1

    def test_people_gathering_and_calls_for_help_always_count_in_full(self, home):
        done(home)

        assert heard(home, stage=Stage.MOBILISATION).weight == heard(home, need=Need.URGENT).weight == 1
        assert not Echo.objects.exists()

    @pytest.mark.parametrize(
        ("channel", "first", "term"),
        [
            (Channel.FORM, HALF, FRESH), (Channel.FEED, HALF, FRESH), (Channel.REPORTER, QUARTER, OPENED),
            (Channel.DESK, QUARTER, OPENED),
        ],
    )  # fmt: skip
    def test_it_ends_by_itself_later_for_the_ways_that_the_answer_opened(self, home, channel, first, term):
        measure = done(home)
        weights = []
        for ago in (timedelta(0), FRESH - timedelta(days=1), term - timedelta(days=1), term):
            type(measure).objects.update(done_on=today() - ago)
            weights.append(heard(home, channel=channel).weight)

        assert weights == [first, first, HALF, 1]

    def test_two_answers_take_no_more_than_one(self, home):
        measure = done(home)
        again = type(measure).objects.get(pk=measure.pk)
        again.pk, again.rule, again.order = None, None, 2
        again.save()

        assert heard(home).weight == HALF

    def test_a_repaired_pipe_or_a_referral_asks_nobody_and_takes_nothing(self, home):
        done(home, kind="service")

        assert heard(home).weight == 1

    def test_nobody_turns_reports_down_by_his_own_word(self, home):
        done(home, confirm=False)

        assert heard(home).weight == 1

    def test_a_disputed_answer_is_none(self, home):
        measure = done(home)
        signal = heard(home)

        duty_actions.dispute_fact(
            fact_id=duties.fact_of(measure), organization=home.akimat, reason="Ешкім келмеді", by=home.secretary
        )
        echoes.settle(today())

        assert weight_of(signal) == 1

    def test_drills_are_left_alone(self, home):
        done(home)

        assert heard(home, status=Status.EXERCISE).weight == 1


class TestFactsToldLate:
    def test_what_came_before_the_answer_was_confirmed_is_weighed_then(self, home):
        measure = done(home, confirm=False)
        signal = heard(home)
        duty_actions.confirm_fact(fact_id=duties.fact_of(measure), organization=home.akimat, by=home.secretary)

        changed = echoes.settle_due(today(), timezone.now())

        assert (changed, weight_of(signal)) == (1, HALF)
        assert echoes.settle(today()) == 0

    def test_a_hotspot_opened_again_gives_every_report_its_full_weight(self, home):
        measure = done(home)
        signal = heard(home)
        hotspot = actions.close_hotspot(
            hotspot=measure.plan.hotspot, ending="resolved", reason="Бітімге келді", by=home.secretary
        )

        actions.reopen_hotspot(hotspot=hotspot, reason="Дау қайта шықты", by=home.secretary)

        assert weight_of(signal) == heard(home, text="Тағы да дау шықты деседі").weight == 1
        assert not Echo.objects.exists()

    def test_another_issue_another_weight(self, home):
        done(home)
        signal = heard(home)

        actions.correct_signal(
            signal=signal,
            labels=Labels.of(signal, issue="T5"),
            reason="Су емес, тіл туралы",
            version=1,
            by=home.secretary,
        )

        assert weight_of(signal) == 1
        assert not Echo.objects.exists()


class TestAPersonsWord:
    def test_says_that_a_report_is_independent_and_it_counts_in_full_for_good(self, home):
        done(home)
        signal = heard(home)

        actions.count_in_full(signal=signal, reason="Басқа көшеде, сапарға дейін басталған", by=home.analyst)
        echoes.settle(today())

        assert weight_of(signal) == 1
        assert signal.echo.independent == "Басқа көшеде, сапарға дейін басталған"
        assert journal.history(signal)[0].verb == "radar.signal_independent"

    def test_needs_a_reason_and_a_report_that_counts_less(self, home):
        done(home)
        signal, other = heard(home), heard(home, issue="T5")

        with pytest.raises(ValidationError):
            actions.count_in_full(signal=signal, reason=" ", by=home.analyst)
        with pytest.raises(ValidationError):
            actions.count_in_full(signal=other, reason="Бөлек", by=home.analyst)

        assert weight_of(signal) == HALF

    def test_belongs_to_those_who_watch_the_region(self, home):
        done(home)
        signal = heard(home)

        with pytest.raises(PermissionDenied):
            actions.count_in_full(signal=signal, reason="Бөлек", by=radar.secretary("KZ-31"))

    def test_on_the_page_the_reason_stands_beside_the_signal(self, home, enter):
        measure = done(home)
        signal = heard(home)
        client = enter(home.secretary)

        page = client.get(signal.get_absolute_url()).content.decode()
        answer = client.post(f"/radar/signals/{signal.pk}/independent/", {"reason": "Сапарға дейін басталған"})

        assert "Counts half in the weekly counts" in page
        assert measure.plan.hotspot.number in page
        assert answer.status_code == 302
        assert "Counts in full, though an answer was fresh" in client.get(signal.get_absolute_url()).content.decode()

    def test_of_another_region_the_page_is_not_there(self, home, enter):
        done(home)
        signal = heard(home)

        assert enter(radar.secretary("KZ-31")).get(f"/radar/signals/{signal.pk}/independent/").status_code == 404


class TestTheCounts:
    def test_two_half_reports_are_one_and_what_is_lacking_goes_to_the_next_week(self, home):
        area, week = home.district, weeks.monday(today()) - weeks.WEEK
        done(home)
        for ago in (2, 1, 1, 1, 0):
            signal = heard(home)
            Signal.objects.filter(pk=signal.pk).update(week=week - ago * weeks.WEEK, counted=True)
        weeks.recount_all()

        past = history.read(week, today())

        column = past.series.index((area.pk, "T2"))
        assert past.heard[:, column].tolist() == [1, 3, 1]
        assert past.weighted[:, column].tolist() == [0.5, 1.5, 0.5]
        assert past.counts[:, column].tolist() == [1, 1, 1]

    def test_whole_counts_stay_as_they_are(self, home):
        heard(home)
        weeks.recount_all()

        past = history.read(weeks.monday(today()), today())

        assert past.counts.sum() == past.heard.sum() == 1
