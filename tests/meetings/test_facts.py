"""What duties learn from meetings, whole and in a fixed number of questions."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import directives, registry
from factories.meetings import controller, event, held, in_days, key, minuted, moment, region
from shanyraq.audit.journal import SYSTEM
from shanyraq.compliance import Fact
from shanyraq.directives.duty_actions import confirm_fact, dispute_fact
from shanyraq.directives.duty_queries import to_confirm, windows_of
from shanyraq.directives.facts import RecordedFact, source_of
from shanyraq.directives.models import Side
from shanyraq.meetings import actions
from shanyraq.meetings.facts import MeetingFacts
from shanyraq.meetings.seats import Attending
from shanyraq.places.calendar import today
from shanyraq.registry.actions import end_membership

pytestmark = pytest.mark.django_db

CHECKS = [*directives.SITUATION_CHECKS, {"check": "minutes_within", "within": "P10D"}]


def facts_of(*bodies):
    return dict(MeetingFacts().facts_of([body.pk for body in bodies]))


def attributes(body):
    return [known.fact.attributes for known in facts_of(body)[body.pk]]


def situation_rule(**fields):
    return directives.rule(since=in_days(-40), checks=CHECKS, **fields)


def state(rule, body, on=None):
    window = windows_of(rule, [body], on or today())[body.pk][0]
    return str(window.state), window.flags


def test_a_held_meeting_is_one_whole_fact_of_its_organizer():
    home = region()
    happened = minuted(held(home), by=home.assistant, day=in_days(-2))

    assert facts_of(home.akimat) == {
        home.akimat.pk: [
            RecordedFact(
                Fact(
                    id=f"meetings:{happened.pk}",
                    kind="event",
                    date=in_days(-3),
                    attributes={
                        "classification": "interethnic_meeting",
                        "participants": [
                            {"group": "executive", "outside_host": False, "presence": "in_person"},
                            {"group": "assembly", "outside_host": True, "presence": "in_person"},
                        ],
                        "minutes": in_days(-2),
                        "chair": "bearer",
                    },
                ),
                Side.BEARER,
            )
        ]
    }


def test_a_planned_event_is_no_fact():
    home = region()
    event(home)

    assert facts_of(home.akimat) == {}


def test_a_cancelled_event_is_no_fact():
    home = region()
    actions.cancel_event(event=event(home), reason="Snow", by=home.assistant)

    assert facts_of(home.akimat) == {}


def test_each_tag_is_a_fact_of_its_own_and_the_first_name_stays():
    home = region()
    visit = held(home, classification="visit")

    actions.tag_event(event=visit, classification="interethnic_meeting", by=home.assistant)

    assert [
        (known.fact.id, known.fact.attributes["classification"]) for known in facts_of(home.akimat)[home.akimat.pk]
    ] == [
        (f"meetings:{visit.pk}", "visit"),
        (f"meetings:{visit.pk}#interethnic_meeting", "interethnic_meeting"),
    ]


def test_a_sitting_held_together_is_a_fact_of_the_other_body_seen_from_there():
    home = region()
    registry.appointed(registry.post(home.assembly), home.akim_holder.person)
    sitting = held(home, organizer=home.assembly, classification="council_meeting", chair=home.akim, by=home.secretary)
    actions.tag_event(event=sitting, classification="interethnic_meeting", organization=home.akimat, by=home.secretary)

    told = facts_of(home.akimat, home.assembly)

    assert [(known.fact.id, known.fact.attributes["chair"], known.side) for known in told[home.akimat.pk]] == [
        (f"meetings:{sitting.pk}#interethnic_meeting@{home.akimat.pk}", "bearer", Side.ASSEMBLY)
    ]
    assert [known.fact.id for known in told[home.assembly.pk]] == [f"meetings:{sitting.pk}"]


@pytest.mark.parametrize("who", ["bearer", "acting", "deputy", "other", "nobody"])
def test_who_chaired_is_told_as_of_the_day(who):
    home = region()
    stranger = registry.post(registry.body("maslikhat", home.code))
    registry.appointed(stranger)
    if who == "acting":
        registry.appointed(
            home.akim, home.deputy_holder.person, start_date=in_days(-5), acting=True, document="Order 7"
        )
    chair = {
        "bearer": home.akim,
        "acting": Attending(post=home.akim, person=home.deputy_holder.person),
        "deputy": home.deputy,
        "other": stranger,
        "nobody": None,
    }[who]

    happened = held(home, attended=[], chair=chair or home.akim)
    if chair is None:
        happened.participations.update(ical_role="REQ-PARTICIPANT")

    assert attributes(home.akimat)[0].get("chair") == (None if who == "nobody" else who)


def test_somebody_who_chaired_instead_of_the_akim_is_a_deputy():
    home = region()

    held(home, attended=[], chair=Attending(post=home.akim, person=registry.person("Somebody Else")))

    assert attributes(home.akimat)[0]["chair"] == "deputy"


def test_an_akim_who_chairs_the_regional_assembly_too_is_not_outside_his_own_staff():
    home = region()
    registry.appointed(registry.post(home.assembly), home.akim_holder.person)

    held(home, attended=[])

    assert attributes(home.akimat)[0]["participants"] == [
        {"group": "assembly", "outside_host": False, "presence": "in_person"}
    ]


def test_who_has_left_the_association_represents_nobody_any_more():
    home = region()
    happened = held(home)
    assert attributes(home.akimat)[0]["participants"][1]["group"] == "assembly"

    end_membership(
        membership=home.association_holder, end_date=happened.day - timedelta(days=1), reason="resigned", by=SYSTEM
    )

    assert attributes(home.akimat)[0]["participants"][1]["group"] == ""


def test_a_deputy_of_an_association_is_there_himself():
    home = region()
    second = registry.post(home.association, "deputy")
    deputy = registry.appointed(second)

    held(home, attended=[Attending(post=home.association_head, person=deputy.person)])

    assert attributes(home.akimat)[0]["participants"][1] == {
        "group": "assembly",
        "outside_host": True,
        "presence": "in_person",
    }


def test_a_name_outside_the_registry_proves_no_mandate():
    home = region()

    held(home, attended=[Attending(post=home.association_head, name="Guest Person")])

    assert attributes(home.akimat)[0]["participants"][1] == {
        "group": "",
        "outside_host": True,
        "presence": "by_deputy",
    }


def test_the_minutes_count_by_their_first_revision():
    home = region()
    happened = minuted(held(home, day=in_days(-9)), by=home.assistant, day=in_days(-8))
    minuted(happened, by=home.assistant, day=in_days(-1), text="Corrected.")

    assert attributes(home.akimat)[0]["minutes"] == in_days(-8)


@pytest.mark.parametrize("bodies", [1, 20])
def test_the_number_of_questions_does_not_grow_with_the_bodies(bodies):
    hosts = []
    codes = ["KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39"]
    codes += ["KZ-43", "KZ-47", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79"]
    for code in codes[:bodies]:
        home = region(code)
        minuted(held(home), by=home.assistant)
        actions.tag_event(
            event=held(home, classification="visit"), classification="interethnic_meeting", by=home.assistant
        )
        hosts.append(home.akimat.pk)
    key()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = MeetingFacts().facts_of(hosts)

    assert {pk: len(known) for pk, known in told.items()} == dict.fromkeys(hosts, 4)
    assert len(asked) == 9


def test_evidence_says_what_it_was_where_and_since_when_it_waits():
    home = region()
    happened = held(home, name_en="Talk")
    fact_id = f"meetings:{happened.pk}"

    shown = source_of(fact_id).evidence([fact_id])[fact_id]

    assert (shown.title, shown.url, shown.day) == ("Talk", f"/meetings/{happened.pk}/", in_days(-3))
    assert (shown.recorded_at, shown.recorded_side, shown.recorded_by) == (
        happened.recorded_at,
        Side.BEARER,
        str(home.assistant),
    )


def test_evidence_of_all_kinds_of_facts_takes_a_fixed_number_of_questions():
    home = region()
    visit = held(home, classification="visit")
    actions.tag_event(event=visit, classification="interethnic_meeting", by=home.assistant)
    marked = key()
    decision = actions.decide(event=visit, text="Publish it", bearer=home.akimat, due=in_days(9), by=home.assistant)
    actions.complete_decision(decision=decision, done_on=today(), note="On the site", by=home.assistant)
    names = [known.fact.id for known in facts_of(home.akimat)[home.akimat.pk]]

    with CaptureQueriesContext(connection) as asked:
        shown = MeetingFacts().evidence([*names, "meetings:nonsense", "other:1"])

    assert set(shown) == set(names)
    assert len(names) == 4
    assert len(asked) == 4
    assert shown[f"meetings:{marked.pk}@{home.akimat.pk}"].recorded_side is None
    assert shown[f"meetings:decision-{decision.pk}"].recorded_side == Side.BEARER


def test_only_akimat_staff_is_never_green_and_one_association_makes_it_so():
    """Example 2 of the domain: nobody meets himself."""
    home = region()
    rule = situation_rule()
    happened = minuted(held(home, attended=[home.deputy]), by=home.assistant)
    fact = {"fact_id": f"meetings:{happened.pk}", "organization": home.akimat}
    confirm_fact(**fact, by=home.secretary)
    later = in_days(40)
    assert state(rule, home.akimat, later) == ("partly_met", ("no_assembly_rep",))

    dispute_fact(**fact, reason="The association is missing from the list", by=home.secretary)
    actions.record_presence(event=happened, attended=[Attending(post=home.association_head)], by=home.assistant)
    confirm_fact(**fact, by=home.association_user)

    assert state(rule, home.akimat) == ("met", ())


def test_a_meeting_counts_by_its_local_day():
    """02:00 in Almaty is still the day before in UTC."""
    home = region()
    held(home, start=moment(date(2026, 3, 1), 2), end=None)

    assert [known.fact.date for known in facts_of(home.akimat)[home.akimat.pk]] == [date(2026, 3, 1)]


def test_the_akimats_word_waits_on_the_secretarys_desk_and_not_on_its_own():
    home = region()
    situation_rule()
    happened = minuted(held(home), by=home.assistant)

    asked = to_confirm(home.secretary, today())

    assert [(one.fact_id, one.organization, one.evidence.recorded_side) for one in asked] == [
        (f"meetings:{happened.pk}", home.akimat, Side.BEARER)
    ]
    assert to_confirm(home.assistant, today()) == []


def test_what_the_secretary_recorded_waits_on_the_akimats_desk():
    home = region()
    situation_rule()
    minuted(held(home, by=home.secretary), by=home.secretary)

    assert to_confirm(home.secretary, today()) == []
    assert [one.organization for one in to_confirm(home.assistant, today())] == [home.akimat]


def test_cancelling_what_was_counted_rebuilds_the_standing():
    home = region()
    rule = directives.rule(cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late="")
    marked = key(by=(hq := controller()))
    assert len(windows_of(rule, [home.akimat], today())[home.akimat.pk]) == 1

    with time_machine.travel(moment(in_days(1))):
        actions.cancel_event(event=marked, reason="Flood", by=hq)

        assert windows_of(rule, [home.akimat], today())[home.akimat.pk] == ()


def test_a_change_in_the_register_of_an_association_reaches_the_duty_of_its_host():
    home = region()
    rule = situation_rule()
    happened = minuted(held(home), by=home.assistant)
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)
    assert state(rule, home.akimat) == ("met", ())

    end_membership(
        membership=home.association_holder, end_date=happened.day - timedelta(days=1), reason="resigned", by=SYSTEM
    )

    assert state(rule, home.akimat)[0] != "met"
