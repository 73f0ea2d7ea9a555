"""From a confirmed hotspot to a plan of duties, and to the review of whether it helped."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from factories import accounts, places, registry
from factories import radar as make
from shanyraq.accounts.roles import RoleName
from shanyraq.directives import duty_actions, standing
from shanyraq.directives.models import Directive, SourceAct, Standing
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions, duties, hotspot_queries
from shanyraq.radar.models import Hotspot, Line, Measure, Plan, Scan, Signal
from shanyraq.radar.scales import Stage, Status

REGION = make.HERE


@pytest.fixture
def here(places):
    """The district, the akimat of its region with its head's post, and three people who speak for its sides."""

    class Here:
        district = Area.objects.get(pk=_district())
        akimat = registry.body("akimat", REGION)
        owner = registry.post(akimat, role="head")
        voice = accounts.user(RoleName.POST_ASSISTANT, REGION)
        secretary = make.secretary()
        analyst = make.analyst()

    registry.assisting(Here.voice, Here.owner)
    return Here


def _district():
    return places.district(REGION).pk


def line(here, **fields) -> Line:
    scan = Scan.objects.create(week=date(2026, 3, 2), series=1, weeks=60, capacity=5, engine_version="1")
    given = {"observed": 16, "expected": 4.1, "lower": 2.6, "p_mid": 0.0001, "rank": 1, "region_rank": 1} | fields
    return Line.objects.create(
        scan=scan, area=here.district, issue="T2", members=[here.district.pk], expires_on=today(), **given
    )


def confirmed(here, **fields) -> Hotspot:
    given = {"level": 3, "summary": "Шарушылықтар арасында су дауы", "owner": here.owner, "by": here.analyst} | fields
    return actions.confirm_line(line=line(here), **given)


def planned(here, hotspot, by=None) -> Plan:
    plan = actions.draft_plan(hotspot=hotspot, goal="Суды кестемен бөлу", by=by or here.voice)
    actions.add_measure(
        plan=plan, kind="visit", what="Ауылға барып, екі көшемен сөйлесу", bearer=here.akimat,
        due=today() + timedelta(days=5), by=by or here.voice,
    )  # fmt: skip
    return plan


def state_of(rule) -> str:
    return Standing.objects.get(rule=rule).state


class TestFromLineToHotspot:
    def test_a_confirmed_line_owes_a_plan_within_three_days(self, here):
        hotspot = confirmed(here)

        assert (hotspot.state, hotspot.line.state) == (Hotspot.State.CONFIRMED, Line.State.CONFIRMED)
        assert hotspot.plan_rule.cadence == {"mode": "once", "due": (today() + timedelta(days=3)).isoformat()}
        assert state_of(hotspot.plan_rule) == "due_soon"

    def test_those_who_act_for_the_owner_are_told_at_once(self, here):
        hotspot = confirmed(here)

        notice = Notice.objects.get(user=here.voice, kind="radar.hotspot")
        assert (hotspot.number in notice.title, notice.url) == (True, f"/radar/hotspots/{hotspot.pk}/")

    def test_the_signals_that_made_the_line_belong_to_the_hotspot(self, here):
        mine = make.signal(here.district, stage=Stage.DISPUTE)
        other = make.signal(here.district, issue="T5")

        hotspot = confirmed(here)

        assert list(hotspot.signals.all()) == [mine]
        mine.refresh_from_db()
        assert mine.state == Signal.State.LINKED
        assert mine.first_action_at is not None
        assert Signal.objects.get(pk=other.pk).hotspot is None

    def test_a_dismissed_line_keeps_its_reason_and_is_not_decided_twice(self, here):
        dismissed = actions.dismiss_line(line=line(here), reason="ауыл жәрмеңкесі", by=here.secretary)

        assert (dismissed.state, dismissed.reason) == (Line.State.DISMISSED, "ауыл жәрмеңкесі")
        with pytest.raises(ValidationError):
            actions.check_line(line=dismissed, by=here.secretary)

    def test_a_check_is_asked_for_within_72_hours_and_the_line_waits(self, here):
        asked = actions.check_line(line=line(here), by=here.secretary)

        assert asked.check_until - asked.decided_at <= timedelta(hours=72)
        assert actions.dismiss_line(line=asked, reason="тексерілді", by=here.secretary).state == Line.State.DISMISSED

    def test_another_region_and_an_akims_assistant_decide_nothing(self, here):
        for stranger in (make.secretary("KZ-31"), here.voice, accounts.user(RoleName.DEPUTY, REGION)):
            with pytest.raises(PermissionDenied):
                actions.dismiss_line(line=line_of(here), reason="no", by=stranger)

    def test_a_drill_owes_nothing_and_joins_no_real_signal(self, here):
        drill = make.signal(here.district, stage=Stage.MOBILISATION, status=Status.EXERCISE)
        real = make.signal(here.district, stage=Stage.MOBILISATION)

        hotspot = actions.open_hotspot(signal=drill, level=4, summary="Жаттығу", owner=here.owner, by=here.analyst)

        assert (hotspot.status, hotspot.plan_rule) == (Status.EXERCISE, None)
        assert actions.link_signals(hotspot=hotspot, signals=[real], by=here.analyst) == 0


def line_of(here) -> Line:
    return Line.objects.first() or line(here)


class TestPlan:
    def test_an_approved_plan_is_an_act_and_each_measure_a_duty_of_its_bearer(self, here):
        plan = planned(here, confirmed(here))

        plan = actions.approve_plan(plan=plan, by=here.secretary)

        measure = plan.measures.get()
        directive = Directive.objects.get(act=plan.act)
        assert plan.act.kind == SourceAct.Kind.RESPONSE_PLAN
        assert plan.act.text[directive.start : directive.end] == directive.quote == measure.what
        assert measure.rule.selector == {"bearer": "organization", "organizations": [str(here.akimat.pk)]}
        assert state_of(plan.hotspot.plan_rule) == "met"
        assert state_of(measure.rule) == "due_soon"
        assert Hotspot.objects.get().state == Hotspot.State.RESPONDING

    def test_what_was_taken_out_is_said_in_the_language_of_each_title(self, here):
        plan = actions.draft_plan(hotspot=confirmed(here), goal="Суды кестемен бөлу", by=here.voice)
        actions.add_measure(
            plan=plan, kind="visit", what="Позвонить на 87011234567 и приехать", bearer=here.akimat,
            due=today() + timedelta(days=5), by=here.voice,
        )  # fmt: skip

        actions.approve_plan(plan=plan, by=here.secretary)

        rule = Measure.objects.get().rule
        assert rule.title_ru == "Позвонить на [номер телефона] и приехать"
        assert rule.title_en == "Позвонить на [a phone number] и приехать"

    def test_nobody_approves_what_he_wrote(self, here):
        plan = planned(here, confirmed(here), by=here.secretary)

        with pytest.raises(PermissionDenied):
            actions.approve_plan(plan=plan, by=here.secretary)

    def test_a_plan_without_measures_is_not_approved(self, here):
        plan = actions.draft_plan(hotspot=confirmed(here), goal="Тыныштық", by=here.voice)

        with pytest.raises(ValidationError):
            actions.approve_plan(plan=plan, by=here.secretary)

    def test_a_measure_counts_when_both_sides_say_so(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)
        measure = plan.measures.get()

        actions.report_measure(measure=measure, done_on=today(), note="барып келдік", by=here.voice)
        assert state_of(measure.rule) == "unconfirmed"

        duty_actions.confirm_fact(fact_id=duties.fact_of(measure), organization=here.akimat, by=here.secretary)
        assert state_of(measure.rule) == "met"

    def test_only_the_bearer_reports_a_measure(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)

        with pytest.raises(PermissionDenied):
            actions.report_measure(measure=plan.measures.get(), done_on=today(), note="x", by=here.secretary)

    def test_an_ended_plan_frees_what_was_not_done_and_lets_a_new_one_begin(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)

        actions.complete_plan(plan=plan, reason="жағдай өзгерді", by=here.secretary)

        assert Measure.objects.get().rule.valid_to == today()
        assert planned(here, Hotspot.objects.get()).state == Plan.State.DRAFT


class TestEffect:
    def test_a_resolved_hotspot_is_reviewed_after_30_and_90_days(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)
        hotspot = actions.calm_hotspot(hotspot=plan.hotspot, reason="жұмыс бітті", by=here.secretary)
        hotspot = actions.close_hotspot(
            hotspot=hotspot, ending=Hotspot.Ending.RESOLVED, reason="келісті", by=here.secretary
        )
        first, second = hotspot.reviews.all()
        assert [review.due - hotspot.closed_on for review in (first, second)] == [
            timedelta(days=30),
            timedelta(days=90),
        ]
        with pytest.raises(ValidationError):
            actions.review_effect(review=first, effect="calmer", text="тыныш", by=here.secretary)

        for review in (first, second):
            with time_machine.travel(review.due + timedelta(hours=12)):
                actions.review_effect(review=review, effect="calmer", text="тыныш", by=here.secretary)

        assert Hotspot.objects.get().state == Hotspot.State.REVIEWED

    def test_what_nobody_answered_is_not_called_resolved(self, here):
        with pytest.raises(ValidationError):
            actions.close_hotspot(
                hotspot=confirmed(here), ending=Hotspot.Ending.RESOLVED, reason="бәрі жақсы", by=here.secretary
            )

    def test_a_false_alarm_owes_no_plan(self, here):
        hotspot = actions.close_hotspot(
            hotspot=confirmed(here), ending=Hotspot.Ending.FALSE_ALARM, reason="жәрмеңке екен", by=here.secretary
        )

        assert Hotspot.objects.get().plan_rule.valid_to == today()
        with time_machine.travel(today() + timedelta(days=10)):
            standing.refresh({here.akimat.pk})
            assert not Standing.objects.filter(rule=hotspot.plan_rule, state="overdue").exists()

    def test_a_false_alarm_frees_everybody_of_what_was_planned(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)

        actions.close_hotspot(
            hotspot=plan.hotspot, ending=Hotspot.Ending.FALSE_ALARM, reason="жәрмеңке екен", by=here.secretary
        )

        assert Plan.objects.get().state == Plan.State.COMPLETED
        assert Measure.objects.get().rule.valid_to == today()

    def test_a_reopened_hotspot_owes_a_new_plan(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)
        actions.complete_plan(plan=plan, reason="бітті", by=here.secretary)
        with time_machine.travel(today() + timedelta(days=10)):
            closed = actions.close_hotspot(
                hotspot=plan.hotspot, ending=Hotspot.Ending.RESOLVED, reason="келісті", by=here.secretary
            )

            again = actions.reopen_hotspot(hotspot=closed, reason="қайта басталды", by=here.secretary)

            assert state_of(again.plan_rule) == "due_soon"
            assert state_of(plan.hotspot.plan_rule) == "met"
            assert list(again.reviews.all()) == []
            assert [step.after for step in again.steps.all()] == ["confirmed", "responding", "closed", "reopened"]

    def test_opened_again_on_the_day_its_plan_was_approved_it_owes_a_new_plan_all_the_same(self, here):
        plan = actions.approve_plan(plan=planned(here, confirmed(here)), by=here.secretary)
        first = plan.hotspot.plan_rule
        actions.complete_plan(plan=plan, reason="бітті", by=here.secretary)
        closed = actions.close_hotspot(
            hotspot=plan.hotspot, ending=Hotspot.Ending.RESOLVED, reason="келісті", by=here.secretary
        )

        again = actions.reopen_hotspot(hotspot=closed, reason="сол күні қайта басталды", by=here.secretary)

        assert again.plan_rule != first
        assert (state_of(again.plan_rule), state_of(first)) == ("due_soon", "met")
        assert hotspot_queries.clock(again, today()).approved_on is None
        assert hotspot_queries.hotspots(here.analyst).get().is_planned is False

        actions.close_hotspot(
            hotspot=again, ending=Hotspot.Ending.FALSE_ALARM, reason="тексерілді, болмаған", by=here.secretary
        )
        again.plan_rule.refresh_from_db()
        assert again.plan_rule.valid_to == today()
