"""What was known of hotspots, lists and silences on a day."""

from datetime import timedelta

import pytest
import time_machine

from factories import hotspots as hot
from factories import places
from factories import radar as make
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions, response_queries, situation_queries
from shanyraq.radar.models import Hotspot, Line, Signal, Silence
from shanyraq.radar.scales import Stage
from shanyraq.radar.weeks import WEEK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.fixture
def home():
    return hot.Home()


def travel(days):
    return time_machine.travel(today() + timedelta(days=days), tick=False)


def later(days):
    return today() + timedelta(days=days)


def course(user, on=None):
    return response_queries.courses(user, on or today())[0]


def test_the_course_of_a_hotspot_is_known_by_its_steps(home):
    signal = make.signal(home.district)
    hotspot = actions.open_hotspot(
        signal=signal, level=3, summary="Су дауы", owner=home.owner, by=home.analyst
    )  # fmt: skip
    begun = today()
    plan = hot.planned(home, hotspot)
    with travel(2):
        actions.approve_plan(plan=plan, by=home.secretary)
    with travel(5):
        measure = plan.measures.get()
        actions.report_measure(measure=measure, done_on=today(), note="Бардық", by=home.voice)
    with travel(9):
        actions.calm_hotspot(hotspot=hotspot, reason="Тыныш", by=home.secretary)

        known = {days: course(home.analyst, begun + timedelta(days=days)) for days in (0, 2, 4, 5, 9)}

    assert [known[days].state for days in known] == ["confirmed", "responding", "responding", "responding", "calming"]
    assert [known[days].first_done for days in (0, 4)] == [None, None]
    assert [known[days].first_done for days in (5, 9)] == [begun + timedelta(days=5)] * 2
    assert known[9].first_signal == begun
    assert all(one.is_live and one.areas == {home.district.pk} for one in known.values())


def test_a_closed_hotspot_was_open_the_day_before(home):
    hotspot = hot.answered(home)
    with travel(3):
        actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.secretary)
        now, before = course(home.analyst), course(home.analyst, today() - timedelta(days=1))

    assert (now.state, now.is_live, now.closed_on is not None) == ("closed", False, True)
    assert (before.state, before.is_live, before.closed_on) == ("responding", True, None)


def test_a_false_alarm_owes_no_answer_once_it_is_known_to_be_one(home):
    hotspot = hot.confirmed(home)
    with travel(2):
        actions.close_hotspot(hotspot=hotspot, ending="false_alarm", reason="Қате", by=home.secretary)
        now, before = course(home.analyst), course(home.analyst, today() - timedelta(days=1))

    assert (now.void, before.void) == (True, False)


def test_opened_again_is_remembered_with_its_day(home):
    hotspot = hot.answered(home)
    with travel(3):
        actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.secretary)
    with travel(30):
        actions.reopen_hotspot(hotspot=hotspot, reason="Қайта басталды", by=home.secretary)
        again, day = course(home.analyst), today()
        plan = response_queries.open_ones(home.analyst, [again], day)[0]

    assert (again.reopened_on, again.is_live) == (day, True)
    assert (plan.clock.due, plan.clock.approved_on) == (day + timedelta(days=3), None)


def test_a_call_answered_first_is_the_first_response(home):
    council = make.council()
    signal = make.signal(home.district, stage=Stage.MOBILISATION)
    actions.open_hotspot(signal=signal, level=4, summary="Ел жиналды", owner=home.owner, by=home.analyst)
    assert course(home.analyst).first_done is None

    actions.answer_call(call=signal.call_outs.get(organization=council), answer="coming", by=council.voice)

    assert course(home.analyst).first_done == today()


def test_a_call_that_cannot_be_answered_is_no_response(home):
    council = make.council()
    signal = make.signal(home.district, stage=Stage.MOBILISATION)
    actions.open_hotspot(signal=signal, level=4, summary="Ел жиналды", owner=home.owner, by=home.analyst)

    actions.answer_call(call=signal.call_outs.get(organization=council), answer="cannot", by=council.voice)

    assert course(home.analyst).first_done is None


def test_drills_and_dismissed_hotspots_have_no_course(home):
    hotspot = hot.confirmed(home)
    Hotspot.objects.filter(pk=hotspot.pk).update(status="Exercise")

    assert response_queries.courses(home.analyst, today()) == []


def test_plans_and_measures_stand_as_they_stood_that_day(home):
    hotspot = hot.confirmed(home)
    plan = hot.planned(home, hotspot, measures=2)
    begun = today()
    with travel(1):
        actions.approve_plan(plan=plan, by=home.secretary)
    with travel(2):
        first = plan.measures.first()
        actions.report_measure(measure=first, done_on=today(), note="Бардық", by=home.voice)
        told = {}
        for days in (0, 1, 2):
            on = begun + timedelta(days=days)
            known = [course(home.analyst, on)]
            told[days] = response_queries.open_ones(home.analyst, known, on)[0]

    assert [(told[d].clock.approved_on is not None, told[d].measures, told[d].done) for d in told] == [
        (False, 0, 0),
        (True, 2, 0),
        (True, 2, 1),
    ]


def test_the_list_of_a_past_day_is_the_one_that_was_known_then(home):
    old = hot.line(home.district, week=hot.week_ago() - WEEK)
    new = hot.line(home.district)
    known_then = hot.week_ago() + timedelta(days=6)

    assert situation_queries.weekly(home.analyst, today()).lines == [new]
    assert situation_queries.weekly(home.analyst, known_then).lines == [old]
    assert situation_queries.weekly(home.analyst, known_then - WEEK).scan is None


def test_a_line_decided_later_still_waited(home):
    line = hot.line(home.district)
    known = today()
    with travel(2):
        actions.dismiss_line(line=line, reason="Мереке", by=home.secretary)
        told = {on: situation_queries.weekly(home.analyst, on).lines[0].state_then for on in (known, today())}

    assert list(told.values()) == [Line.State.NEW, Line.State.DISMISSED]


def test_a_list_that_should_have_been_followed_says_so(home):
    hot.line(home.district)

    assert not situation_queries.weekly(home.analyst, today()).is_old
    assert situation_queries.weekly(home.analyst, later(14)).is_old


def test_places_are_heard_until_the_day_asked_about(home):
    signal = make.signal(home.district)
    Signal.objects.filter(pk=signal.pk).update(received_at=situation_queries.end_of(today() - timedelta(days=3)))

    last = {one.area.pk: one.last for one in situation_queries.places(home.analyst, today())}
    before = {one.area.pk: one.last for one in situation_queries.places(home.analyst, today() - timedelta(days=3))}

    assert last[home.district.pk] == today() - timedelta(days=2)
    assert before[home.district.pk] is None
    assert len(last) == 244


def test_drills_are_not_heard(home):
    make.signal(home.district, status="Exercise")

    assert {one.last for one in situation_queries.places(home.analyst, today())} == {None}


def test_a_secretary_reads_the_places_of_the_own_region(home):
    found = situation_queries.places(home.secretary, today())

    assert {one.area.region_code for one in found} == {"KZ-19"}
    assert situation_queries.places(home.voice, today()) == []
    assert situation_queries.places(home.secretary, today(), places.region("KZ-61")) == []


def test_a_district_is_silent_with_its_region_until_it_is_heard_again(home):
    scan = hot.scan()
    silence = Silence.objects.create(scan=scan, area_id="KZ-19", weeks=6, observed=0, expected=9, p=0.001)
    silences, district = {"KZ-19": silence}, Area.objects.get(pk=home.district.pk)
    begun = scan.week + WEEK - 6 * WEEK

    assert situation_queries.is_silent(district, None, silences, scan.week)
    assert situation_queries.is_silent(district, begun - timedelta(days=1), silences, scan.week)
    assert not situation_queries.is_silent(district, begun, silences, scan.week)
