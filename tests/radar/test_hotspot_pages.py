"""Hotspots and their plans by pages: who sees how much, and the whole way from a line to a review."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import accounts, hotspots, radar, registry
from shanyraq.accounts.roles import RoleName
from shanyraq.directives import duty_actions
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions, duties, hotspot_queries
from shanyraq.radar.counting import there_are
from shanyraq.radar.models import Hotspot, Measure, Plan, Signal
from shanyraq.radar.scales import Stage, Status

pytestmark = pytest.mark.usefixtures("places")
LIST = "/radar/hotspots/"
CENTRAL = ("hq_analyst", "hq_controller", "support_officer", "administrator")
SUMMARY, SAID = "Шарушылықтар арасында", "Арық басында көшелер дауласты"


@pytest.fixture
def home(places):
    return hotspots.Home()


def page(client, path):
    return client.get(path).content.decode()


def with_signal(home) -> Hotspot:
    """An answered hotspot with a signal that says something."""
    radar.signal(home.district, text=SAID, stage=Stage.DISPUTE)
    return hotspots.answered(home)


def paths_of(hotspot):
    plan = hotspot.plans.get()
    return {
        "hotspot": hotspot.get_absolute_url(),
        "calm": f"{hotspot.get_absolute_url()}calm/",
        "close": f"{hotspot.get_absolute_url()}close/",
        "reopen": f"{hotspot.get_absolute_url()}reopen/",
        "signals": f"{hotspot.get_absolute_url()}signals/",
        "plan": f"{hotspot.get_absolute_url()}plan/",
        "measures": f"/radar/plans/{plan.pk}/measures/",
        "end": f"/radar/plans/{plan.pk}/end/",
        "report": f"/radar/measures/{plan.measures.first().pk}/report/",
    }


def waiting_on(user, day):
    return hotspot_queries.waiting_for(user, day, there_are(user, hotspot_queries.questions(user, day)))


def answers(client, hotspot) -> dict[str, int]:
    return {name: client.get(path).status_code for name, path in paths_of(hotspot).items()}


class TestWhoSees:
    @pytest.mark.parametrize("role", list(RoleName))
    def test_another_region_does_not_exist(self, enter, home, role):
        hotspot = with_signal(home)
        client = enter(accounts.user(role, None if role in CENTRAL else "KZ-31"))

        if role in (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER):
            assert answers(client, hotspot) == dict.fromkeys(paths_of(hotspot), 200) | {"report": 404}
        else:
            assert set(answers(client, hotspot).values()) == {404}

    @pytest.mark.parametrize("role", [RoleName.POST_ASSISTANT, RoleName.MEDIATOR, RoleName.EXPERT])
    def test_lying_in_the_region_opens_nothing(self, enter, home, role):
        hotspot = with_signal(home)

        assert set(answers(enter(accounts.user(role, hotspots.REGION)), hotspot).values()) == {404}

    def test_those_who_watch_see_the_signals(self, enter, home):
        hotspot = with_signal(home)

        shown = page(enter(home.secretary), hotspot.get_absolute_url())

        assert SUMMARY in shown
        assert SAID in shown
        assert "1 signal" in shown

    def test_who_answers_for_it_sees_all_but_the_signals(self, enter, home):
        hotspot = with_signal(home)
        client = enter(home.voice)

        shown = page(client, hotspot.get_absolute_url())

        assert SUMMARY in shown
        assert "Fewer than five signals" in shown
        assert SAID not in shown
        assert str(Signal.objects.get().pk) not in shown
        allowed = {"hotspot": 200, "plan": 200, "measures": 200, "report": 200}
        assert answers(client, hotspot) == dict.fromkeys(paths_of(hotspot), 404) | allowed

    def test_who_bears_a_measure_sees_the_hotspot_once_it_is_a_duty(self, enter, home):
        council = radar.council("council.aksakals", home.district)
        hotspot = hotspots.confirmed(home)
        plan = actions.draft_plan(hotspot=hotspot, goal="Келісу", by=home.voice)
        actions.add_measure(
            plan=plan, kind="aksakals", what="Жиналыс өткізу", bearer=council, due=today(), by=home.voice
        )
        client = enter(council.voice)

        before = client.get(hotspot.get_absolute_url()).status_code
        actions.approve_plan(plan=plan, by=home.secretary)

        assert (before, client.get(hotspot.get_absolute_url()).status_code) == (404, 200)
        assert "Report as done" in page(client, hotspot.get_absolute_url())

    def test_a_deputy_sees_confirmed_ones_of_the_district_without_words(self, enter, home):
        hotspot = with_signal(home)
        deputy = accounts.user(RoleName.DEPUTY, home.district.pk)
        elsewhere = Area.objects.districts().filter(parent=hotspots.REGION).exclude(pk=home.district.pk).first()
        client = enter(deputy)

        shown = page(client, hotspot.get_absolute_url())

        assert "being answered" in shown
        assert "1 measure, 0 reported as done." in shown
        assert "Ауылға барып" not in shown
        assert hotspot.plans.get().goal not in shown
        assert SUMMARY not in shown
        assert SAID not in shown
        assert f"/acts/{hotspot.plans.get().act_id}/" not in shown
        assert f"/registry/{home.akimat.pk}/" not in shown
        assert hotspot.number in page(client, LIST)
        other = enter(accounts.user(RoleName.DEPUTY, elsewhere.pk))
        assert other.get(hotspot.get_absolute_url()).status_code == 404
        assert hotspot.number not in page(other, LIST)

    @pytest.mark.parametrize("role", list(RoleName))
    def test_the_list_is_for_those_who_watch_answer_or_stand_for_people(self, enter, role):
        client = enter(accounts.user(role, None if role in CENTRAL else hotspots.REGION))
        opens = {"hq_analyst", "hq_controller", "regional_secretary", "post_assistant", "association_head", "deputy"}

        assert client.get(LIST).status_code == (200 if role in opens else 403)


class TestList:
    def test_drills_stand_apart(self, enter, home):
        drill = radar.signal(home.district, stage=Stage.MOBILISATION, status=Status.EXERCISE)
        made = actions.open_hotspot(signal=drill, level=4, summary="Жаттығу", owner=home.owner, by=home.analyst)
        real = hotspots.confirmed(home)
        client = enter(home.analyst)

        assert list(client.get(LIST).context["page_obj"]) == [real]
        assert list(client.get(LIST, {"drill": "yes"}).context["page_obj"]) == [made]

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ({}, True),
            ({"q": "-0001"}, True),
            ({"q": "-0009"}, False),
            ({"state": "confirmed"}, True),
            ({"state": "closed"}, False),
            ({"region": "KZ-19"}, True),
            ({"region": "KZ-31"}, False),
            ({"issue": "T2"}, True),
            ({"issue": "T3"}, False),
            ({"level": "3"}, True),
            ({"level": "4"}, False),
            ({"plan": "late"}, False),
            ({"state": "nonsense"}, True),
        ],
    )
    def test_it_is_searched_and_filtered(self, enter, home, query, is_found):
        hotspot = hotspots.confirmed(home)

        found = enter(home.analyst).get(LIST, query).context["page_obj"]

        assert list(found) == ([hotspot] if is_found else [])

    def test_a_plan_is_late_after_three_days(self, enter, home):
        late, planned = hotspots.confirmed(home), hotspots.answered(home_again(home))
        with time_machine.travel(today() + timedelta(days=5)):
            client = enter(home.analyst)
            found = client.get(LIST, {"plan": "late"})

            assert list(found.context["page_obj"]) == [late]
            assert "2 days late" in found.content.decode()
            assert "The plan is 2 days late." in page(client, late.get_absolute_url())
            assert "late" not in page(client, planned.get_absolute_url())

    def test_it_asks_as_much_for_three_as_for_one(self, enter, home):
        hotspots.answered(home)
        client = enter(home.analyst)
        client.get(LIST)
        with CaptureQueriesContext(connection) as one:
            client.get(LIST)
        for _number in range(2):
            hotspots.answered(home_again(home))

        with CaptureQueriesContext(connection) as three:
            client.get(LIST)

        assert len(three) == len(one) <= 15

    @pytest.mark.parametrize("who", ["secretary", "voice"])
    def test_the_page_asks_as_much_for_three_measures_as_for_one(self, enter, home, who):
        one, three = hotspots.answered(home), hotspots.answered(home_again(home), measures=3)
        client = enter(getattr(home, who))
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as for_one:
            client.get(one.get_absolute_url())

        with CaptureQueriesContext(connection) as for_three:
            client.get(three.get_absolute_url())

        assert len(for_three) == len(for_one) <= 15


def home_again(home):
    """The same people; the next district of the region has the next line."""
    used = Hotspot.objects.values("area")
    home.district = Area.objects.districts().filter(parent=hotspots.REGION).exclude(pk__in=used).first()
    return home


class TestTheWay:
    def test_from_a_signal_to_a_hotspot(self, enter, home):
        signal = radar.signal(home.district, stage=Stage.INCIDENT)
        client = enter(home.secretary)

        assert f"/radar/signals/{signal.pk}/hotspot/" in page(client, signal.get_absolute_url())
        answer = client.post(
            f"/radar/signals/{signal.pk}/hotspot/", {"level": 3, "summary": "Төбелес", "owner": home.owner.pk}
        )

        hotspot = Hotspot.objects.get()
        shown = page(client, hotspot.get_absolute_url())
        assert answer["Location"] == hotspot.get_absolute_url()
        assert "Opened from a signal that could not wait" in shown
        assert hotspot.get_absolute_url() in page(client, signal.get_absolute_url())

    def test_a_plan_is_drafted_from_suggestions_and_approved_by_another(self, enter, home):
        hotspot = hotspots.confirmed(home)
        council = radar.council("council.aksakals", home.district)
        client = enter(home.voice)

        assert "Share water fairly" in page(client, f"{hotspot.get_absolute_url()}plan/")
        client.post(f"{hotspot.get_absolute_url()}plan/", {"goal": "Суды бөлу"})
        plan = Plan.objects.get()
        assert "Hold a meeting of aksakals" in page(client, hotspot.get_absolute_url())
        form = client.get(f"/radar/plans/{plan.pk}/measures/?from=aksakals").context["form"]
        assert ("Council of Elders (Aksakals)", [(council.pk, council.name)]) in form.fields["bearer"].choices
        assert (form["kind"].value(), form["bearer"].value()) == ("aksakals", council.pk)
        typed = {"kind": "aksakals", "what": "Жиналыс", "bearer": council.pk, "due": today() - timedelta(days=1)}
        assert client.post(f"/radar/plans/{plan.pk}/measures/", typed).status_code == 422
        assert client.post(f"/radar/plans/{plan.pk}/measures/", typed | {"due": today()}).status_code == 302
        assert "Approve the plan" not in page(client, hotspot.get_absolute_url())

        client = enter(home.secretary)
        assert "Approve the plan" in page(client, hotspot.get_absolute_url())
        client.post(f"/radar/plans/{plan.pk}/approve/")

        shown = page(client, hotspot.get_absolute_url())
        assert Hotspot.objects.get().state == "responding"
        assert f"/duties/measure-{Measure.objects.get().pk}/{council.pk}/" in shown
        assert f"/acts/{Plan.objects.get().act_id}/" in shown

    def test_a_measure_is_taken_out_of_a_draft(self, enter, home):
        plan = hotspots.planned(home, hotspots.confirmed(home), measures=2)

        enter(home.voice).post(f"/radar/measures/{plan.measures.first().pk}/drop/")

        assert plan.measures.count() == 1

    def test_an_empty_plan_is_refused_in_words(self, enter, home):
        plan = actions.draft_plan(hotspot=hotspots.confirmed(home), goal="Тыныштық", by=home.voice)

        answer = enter(home.secretary).post(f"/radar/plans/{plan.pk}/approve/", follow=True)

        assert "A plan without a measure is a wish" in answer.content.decode()

    def test_a_measure_is_reported_and_its_state_follows(self, enter, home):
        hotspot = hotspots.answered(home)
        measure = Measure.objects.get()
        client = enter(home.voice)

        client.post(f"/radar/measures/{measure.pk}/report/", {"done_on": today(), "note": "Барып келдік"})
        waiting = page(client, hotspot.get_absolute_url())
        duty_actions.confirm_fact(fact_id=duties.fact_of(measure), organization=home.akimat, by=home.secretary)

        assert "state-unconfirmed" in waiting
        assert "Барып келдік" in waiting
        shown = page(enter(home.secretary), hotspot.get_absolute_url())
        assert "state-unconfirmed" not in shown
        assert shown.count("state-met") == 2

    def test_it_calms_is_closed_reviewed_and_opened_again(self, enter, home):
        hotspot = hotspots.answered(home)
        address = hotspot.get_absolute_url()
        client = enter(home.secretary)

        client.post(f"{address}calm/", {"reason": "Жұмыс бітті"})
        assert client.post(f"{address}close/", {"reason": "x"}).status_code == 422
        client.post(f"{address}close/", {"ending": "resolved", "reason": "Келісті"})
        shown = page(client, address)
        assert "After 30 days" in shown
        assert "Write the review" not in shown
        first = hotspot.reviews.first()
        with time_machine.travel(first.due + timedelta(hours=12)):
            client = enter(home.secretary)
            assert "Write the review" in page(client, address)
            client.post(f"/radar/reviews/{first.pk}/", {"effect": "calmer", "text": "Тыныш, су келіп тұр"})
            client.post(f"{address}reopen/", {"reason": "Қайта басталды"})

            shown = page(client, address)
        for words in ("Жұмыс бітті", "Келісті", "Тыныш, су келіп тұр", "Қайта басталды", "opened again"):
            assert words in shown

    def test_a_refused_step_is_said_and_nothing_typed_is_lost(self, enter, home):
        hotspot = hotspots.confirmed(home)

        answer = enter(home.secretary).post(
            f"{hotspot.get_absolute_url()}close/", {"ending": "resolved", "reason": "Бәрі жақсы болды"}
        )

        assert answer.status_code == 422
        assert "Nothing was done about it yet" in answer.content.decode()
        assert "Бәрі жақсы болды" in answer.content.decode()

    def test_it_is_joined_with_another_of_its_region(self, enter, home):
        first, second = hotspots.confirmed(home), hotspots.confirmed(home_again(home))

        enter(home.secretary).post(
            f"{second.get_absolute_url()}close/", {"ending": "merged", "merged_into": first.pk, "reason": "Бір оқиға"}
        )

        second.refresh_from_db()
        assert (second.state, second.merged_into) == ("closed", first)

    def test_signals_are_joined(self, enter, home):
        hotspot = hotspots.confirmed(home)
        later = radar.signal(home.district, text="Тағы бір хабар")
        other = radar.signal(home.district, issue="T5")
        client = enter(home.secretary)
        offered = client.get(f"{hotspot.get_absolute_url()}signals/").context["form"].fields["signals"].choices

        client.post(f"{hotspot.get_absolute_url()}signals/", {"signals": [later.pk, other.pk]})
        assert Signal.objects.filter(hotspot=hotspot).count() == 0
        client.post(f"{hotspot.get_absolute_url()}signals/", {"signals": [later.pk]})

        assert [key for key, _label in offered] == [later.pk]
        assert list(hotspot.signals.all()) == [later]

    def test_an_ended_plan_makes_room_for_a_new_one(self, enter, home):
        hotspot = hotspots.answered(home)
        client = enter(home.secretary)
        assert "Draft a plan" not in page(client, hotspot.get_absolute_url())

        client.post(f"/radar/plans/{hotspot.plans.get().pk}/end/", {"reason": "Жағдай өзгерді"})

        assert "Draft a plan" in page(client, hotspot.get_absolute_url())


class TestDesk:
    def test_lines_plans_drafts_and_reviews_wait_on_the_desk(self, enter, home):
        line = hotspots.line(home_again(home).district)
        hotspots.confirmed(home, line=hotspots.line(home.district, issue="T3"))
        hotspots.planned(home, hotspots.confirmed(home, line=hotspots.line(home.district, issue="T6")))

        shown = page(enter(home.secretary), "/desk/")

        assert line.get_absolute_url() in shown
        for words in ("Lines to decide", "Plans owed", "Plans to approve"):
            assert words in shown
        voice = page(enter(home.voice), "/desk/")
        assert "Plans owed" in voice
        assert "Lines to decide" not in voice

    def test_a_due_review_waits(self, home):
        hotspot = hotspots.answered(home)
        actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.secretary)
        due = hotspot.reviews.first().due

        early, there = waiting_on(home.secretary, due - timedelta(days=1)), waiting_on(home.secretary, due)

        assert (early.reviews, there.reviews) == ([], [hotspot.reviews.first()])

    def test_nothing_waits_for_a_stranger(self, home):
        hotspots.confirmed(home)

        assert waiting_on(accounts.user(RoleName.EXPERT, hotspots.REGION), today()).is_empty
        stranger = accounts.user(RoleName.POST_ASSISTANT, "KZ-31")
        registry.assisting(stranger, registry.post(registry.body("akimat", "KZ-31")))
        assert waiting_on(stranger, today()).is_empty
